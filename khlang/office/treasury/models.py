"""Tables of the treasury; what every document has in common stands in `documents.Document`."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel


class CashDeposit(TenantModel):
    """Cash and received cheques taken to the bank, satang."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    bank_account = TenantForeignKey("banking.BankAccount", db_index=False)
    bank_code = models.CharField(max_length=20)
    cash = models.BigIntegerField()
    cheque = models.BigIntegerField(default=0)
    slip = models.CharField(max_length=120, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "treasury_cash_deposit"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="cash_deposit_of_document"),
            models.CheckConstraint(
                condition=Q(cash__gte=0, cheque__gte=0) & (Q(cash__gt=0) | Q(cheque__gt=0)), name="cash_deposit_amount"
            ),
        ]


class BankTransfer(TenantModel):
    """Money moved between two accounts of the organisation, satang."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    from_account = TenantForeignKey("banking.BankAccount", related_name="+", db_index=False)
    from_code = models.CharField(max_length=20)
    to_account = TenantForeignKey("banking.BankAccount", related_name="+", db_index=False)
    to_code = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    reference = models.CharField(max_length=120, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "treasury_bank_transfer"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="bank_transfer_of_document"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="bank_transfer_positive"),
            models.CheckConstraint(condition=~Q(from_code=F("to_code")), name="bank_transfer_two_accounts"),
        ]


class EntryLine(TenantModel):
    """A line of a general voucher or of the opening balances, as its author wrote it, satang."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=14)
    sub = models.CharField(max_length=40, blank=True, default="")
    debit = models.BigIntegerField(default=0)
    credit = models.BigIntegerField(default=0)
    description = models.CharField(max_length=250, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "treasury_entry_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="entry_line_position"),
            models.CheckConstraint(
                condition=Q(debit__gte=0, credit__gte=0) & (Q(debit=0) ^ Q(credit=0)), name="entry_line_one_side"
            ),
        ]


class OpeningBalance(TenantModel):
    """The fiscal year (B.E.) that the balances open; they are posted on the day before it."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    fiscal_year = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "treasury_opening_balance"
        constraints = [models.UniqueConstraint(fields=["org", "document"], name="opening_balance_of_document")]


class CashCount(TenantModel):
    """A count of the cash box, satang; `cheque` is the sum of received cheques on hand."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    day = models.DateField()
    cash = models.BigIntegerField()
    cheque = models.BigIntegerField(default=0)
    book_cash = models.BigIntegerField()
    book_cheque = models.BigIntegerField(default=0)
    explanation = models.CharField(max_length=1000, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "treasury_cash_count"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="cash_count_of_document"),
            models.CheckConstraint(
                condition=Q(cash=F("book_cash"), cheque=F("book_cheque")) | ~Q(explanation=""),
                name="cash_count_explained",
            ),
        ]
        indexes = [models.Index(fields=["org", "day"], name="cash_count_by_day")]


class CashCountLine(TenantModel):
    """How many pieces of one denomination (satang)."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    denomination = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "treasury_cash_count_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "denomination"], name="cash_count_denomination_once")
        ]


class DailyStatus(TenantModel):
    """The daily financial status as it was printed and signed: figures frozen, satang, with the day's trail head."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    day = models.DateField()
    figures = models.JSONField()
    banks = models.JSONField()
    trail_head = models.CharField(max_length=64, blank=True, default="")
    note = models.CharField(max_length=1000, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "treasury_daily_status"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="daily_status_of_document"),
            models.UniqueConstraint(fields=["org", "day"], name="daily_status_once_a_day"),
        ]
