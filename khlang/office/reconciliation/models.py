"""Tables of reconciliation; what every document has in common stands in `documents.Document`. Amounts are satang, signed
as the owner of the account sees them: money in is positive, money out negative."""

from django.db import models
from django.db.models import Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

FINDINGS = ("bank_charge", "bank_interest", "bank_error", "to_book")


class BankStatement(TenantModel):
    """An imported file: what it covers, where it begins and ends, how many of its lines were new."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    bank_account = TenantForeignKey("banking.BankAccount", db_index=False)
    bank_code = models.CharField(max_length=20)
    since = models.DateField()
    through = models.DateField()
    opening = models.BigIntegerField()
    closing = models.BigIntegerField()
    layout = models.CharField(max_length=40)
    filename = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    added = models.PositiveIntegerField()
    repeated = models.PositiveIntegerField()
    live = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "reconciliation_bank_statement"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="bank_statement_of_document"),
            models.UniqueConstraint(
                fields=["org", "bank_code", "sha256"], condition=Q(live=True), name="bank_statement_once"
            ),
        ]


class Match(TenantModel):
    """Lines of the bank and items of the books that are the same money: both sides amount to the same."""

    document = TenantForeignKey("documents.Document", related_name="+")
    bank_code = models.CharField(max_length=20)
    how = models.CharField(max_length=12)
    frozen = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "reconciliation_match"


class StatementLine(TenantModel):
    """One line of the bank, once, whichever file brought it. `balance` is what the account held after it."""

    document = TenantForeignKey("documents.Document", related_name="+")
    bank_code = models.CharField(max_length=20)
    day = models.DateField()
    position = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    balance = models.BigIntegerField()
    description = models.CharField(max_length=250, blank=True, default="")
    cheque = models.CharField(max_length=20, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    match = TenantForeignKey(Match, null=True)
    finding = models.CharField(max_length=20, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    frozen = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "reconciliation_statement_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "bank_code", "day", "position"], name="statement_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="statement_line_amount"),
            models.CheckConstraint(condition=Q(finding__in=("", *FINDINGS)), name="statement_line_finding"),
        ]


class CarriedItem(TenantModel):
    """An item of the books from before the first statement: a cheque not yet presented, a deposit under way."""

    document = TenantForeignKey("documents.Document", related_name="+")
    bank_code = models.CharField(max_length=20)
    day = models.DateField()
    amount = models.BigIntegerField()
    number = models.CharField(max_length=20, blank=True, default="")
    description = models.CharField(max_length=250)

    class Meta(TenantModel.Meta):
        db_table = "reconciliation_carried_item"
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="carried_item_amount")]


class MatchedItem(TenantModel):
    """An item of the books in a match: a voucher's movement on the bank account, or an item brought forward; once."""

    match = TenantForeignKey(Match)
    bank_code = models.CharField(max_length=20)
    voucher = TenantForeignKey("ledger.Voucher", null=True, db_index=False)
    carried = TenantForeignKey(CarriedItem, null=True, db_index=False)
    day = models.DateField()
    amount = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "reconciliation_matched_item"
        constraints = [
            models.UniqueConstraint(fields=["org", "bank_code", "voucher"], name="matched_voucher_once"),
            models.UniqueConstraint(fields=["org", "carried"], name="matched_carried_once"),
            models.CheckConstraint(
                condition=Q(voucher__isnull=False, carried__isnull=True)
                | Q(voucher__isnull=True, carried__isnull=False),
                name="matched_item_one",
            ),
        ]


class Reconciliation(TenantModel):
    """An account at the end of a month: balance of the books, of the bank, what explains the difference (`items`)."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    bank_account = TenantForeignKey("banking.BankAccount", db_index=False)
    bank_code = models.CharField(max_length=20)
    day = models.DateField()
    book = models.BigIntegerField()
    statement = models.BigIntegerField()
    difference = models.BigIntegerField()
    items = models.JSONField()
    live = models.BooleanField(default=True)
    approved = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "reconciliation_reconciliation"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="reconciliation_of_document"),
            models.UniqueConstraint(
                fields=["org", "bank_code", "day"], condition=Q(live=True), name="reconciliation_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(approved=False) | Q(difference=0, live=True), name="reconciliation_agrees"
            ),
        ]


class OutstandingItem(TenantModel):
    """What an approved reconciliation left open, to be carried into the next: an item of the books, or a line of the bank."""

    document = TenantForeignKey("documents.Document", related_name="+")
    voucher = TenantForeignKey("ledger.Voucher", null=True, db_index=False)
    carried = TenantForeignKey(CarriedItem, null=True, db_index=False)
    line = TenantForeignKey(StatementLine, null=True, db_index=False)
    day = models.DateField()
    amount = models.BigIntegerField()
    number = models.CharField(max_length=40, blank=True, default="")
    description = models.CharField(max_length=500, blank=True, default="")
    document_kind = models.CharField(max_length=40, blank=True, default="")
    source = models.BigIntegerField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "reconciliation_outstanding_item"
