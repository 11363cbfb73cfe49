"""Tables of advances; what every document has in common stands in `documents.Document`. Amounts are satang."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

KINDS = ("project", "travel", "surplus")


class Advance(TenantModel):
    """Money lent to one borrower. `open` from the approval until it is cleared or withdrawn: a borrower has one open.

    `spent` are vouchers, `returned` money that cleared it so far. One brought forward was paid before the books were
    opened and carries its old number; `account` is where the debt stands.
    """

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    borrower = TenantForeignKey("parties.Party", related_name="+", db_index=False)
    position = models.CharField(max_length=120, blank=True, default="")
    kind = models.CharField(max_length=10)
    purpose = models.CharField(max_length=1000, blank=True, default="")
    budget_line = TenantForeignKey("budget.BudgetLine", null=True)
    account = models.CharField(max_length=14)
    amount = models.BigIntegerField()
    spent = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)
    return_date = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    due_date = models.DateField(null=True)
    council_reference = models.CharField(max_length=250, blank=True, default="")
    council_date = models.DateField(null=True)
    original_number = models.CharField(max_length=40, blank=True, default="")
    brought_forward = models.BooleanField(default=False)
    open = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "advances_advance"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="advance_of_document"),
            models.UniqueConstraint(fields=["org", "borrower"], condition=Q(open=True), name="advance_open_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="advance_kind"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, spent__gte=0, returned__gte=0, amount__gte=F("spent") + F("returned")),
                name="advance_not_overcleared",
            ),
        ]
        indexes = [models.Index(fields=["org", "open", "due_date"], name="advance_by_due_date")]


class AdvanceClearing(TenantModel):
    """What a borrower handed in at one time. `receipt` took the money back; a receipt serves one live clearing."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    advance = TenantForeignKey("documents.Document", related_name="+")
    spent = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)
    receipt = TenantForeignKey("documents.Document", related_name="+", null=True, db_index=False)
    live = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "advances_clearing"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="clearing_of_document"),
            models.UniqueConstraint(
                fields=["org", "receipt"], condition=Q(live=True, receipt__isnull=False), name="clearing_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(spent__gte=0, returned__gte=0) & (Q(spent__gt=0) | Q(returned__gt=0)),
                name="clearing_amounts",
            ),
            models.CheckConstraint(
                condition=Q(returned=0, receipt__isnull=True) | Q(returned__gt=0, receipt__isnull=False),
                name="clearing_money_with_receipt",
            ),
        ]


class ClearingVoucher(TenantModel):
    """One voucher of a clearing, and the account of expense it is posted to."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=14)
    description = models.CharField(max_length=250)
    reference = models.CharField(max_length=120, blank=True, default="")
    amount = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "advances_clearing_voucher"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="clearing_voucher_position"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="clearing_voucher_positive"),
        ]
