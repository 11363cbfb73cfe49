"""Tables of receiving; what every document has in common stands in `documents.Document`."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

CHANNELS = ("cash", "cheque", "transfer", "qr")
#: Money that never came in: kept back from a payment (a fine for delay), and receipted all the same.
DEDUCTION = "deduction"


class ReceiptBook(TenantModel):
    """A pre-numbered book of printed receipts, registered when it is handed out (ทะเบียนคุมใบเสร็จรับเงิน)."""

    STATES = ("in_use", "voided", "returned")

    book_no = models.CharField(max_length=20)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    issued_to_id = models.BigIntegerField()
    issued_on = models.DateField()
    state = models.CharField(max_length=10, default="in_use")
    closed_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "revenue_receipt_book"
        constraints = [
            models.UniqueConstraint(fields=["org", "book_no"], name="receipt_book_no_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="receipt_book_range"),
            models.CheckConstraint(condition=Q(state__in=("in_use", "voided", "returned")), name="receipt_book_state"),
        ]


class Receipt(TenantModel):
    """How the money of one receipt came in. `money_account` is the account of the chart it will be debited to."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    collector_id = models.BigIntegerField()
    issued_on = models.DateField(null=True)
    payer_number = models.CharField(max_length=13, blank=True, default="")
    payer_address = models.CharField(max_length=500, blank=True, default="")
    channel = models.CharField(max_length=10)
    bank_account = TenantForeignKey("banking.BankAccount", null=True, db_index=False)
    money_account = models.CharField(max_length=14)
    money_sub = models.CharField(max_length=20, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    cheque_number = models.CharField(max_length=20, blank=True, default="")
    cheque_bank = models.CharField(max_length=120, blank=True, default="")
    cheque_branch = models.CharField(max_length=120, blank=True, default="")
    cheque_date = models.DateField(null=True)
    book = TenantForeignKey(ReceiptBook, null=True, db_index=False)
    book_number = models.PositiveIntegerField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "revenue_receipt"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="receipt_of_document"),
            models.UniqueConstraint(
                fields=["org", "book", "book_number"], condition=Q(book__isnull=False), name="receipt_book_number_once"
            ),
            models.CheckConstraint(condition=Q(channel__in=(*CHANNELS, DEDUCTION)), name="receipt_channel"),
            models.CheckConstraint(
                condition=Q(book__isnull=True, book_number__isnull=True)
                | Q(book__isnull=False, book_number__isnull=False),
                name="receipt_book_with_number",
            ),
        ]


class ReceiptLine(TenantModel):
    """What the money is for: a receipt item of the classification, satang; `assessment` the local tax that it pays."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=8)
    description = models.CharField(max_length=250)
    amount = models.BigIntegerField()
    account = models.CharField(max_length=14)
    sub = models.CharField(max_length=20, blank=True, default="")
    assessment = TenantForeignKey("taxpayers.TaxAssessment", null=True, db_index=False)

    class Meta(TenantModel.Meta):
        db_table = "revenue_receipt_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="receipt_line_position"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_line_positive"),
        ]
        indexes = [models.Index(fields=["org", "item", "document"], name="receipt_line_by_item")]


class Remittance(TenantModel):
    """A slip of one collector and day; the counted amounts are finance's own count at the counter, satang."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    collector_id = models.BigIntegerField()
    cash = models.BigIntegerField()
    cheque = models.BigIntegerField()
    transfer = models.BigIntegerField()
    counted_cash = models.BigIntegerField(null=True)
    counted_cheque = models.BigIntegerField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "revenue_remittance"
        constraints = [models.UniqueConstraint(fields=["org", "document"], name="remittance_of_document")]


class RemittedReceipt(TenantModel):
    """A receipt stands on one slip only: the database says so."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    receipt = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "revenue_remitted_receipt"
        constraints = [models.UniqueConstraint(fields=["org", "receipt"], name="receipt_remitted_once")]
        indexes = [models.Index(fields=["org", "document"], name="remitted_receipt_by_slip")]


class SummarySlip(TenantModel):
    """A slip stands on one summary only."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    remittance = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "revenue_summary_slip"
        constraints = [models.UniqueConstraint(fields=["org", "remittance"], name="slip_summarised_once")]
        indexes = [models.Index(fields=["org", "document"], name="summary_slip_by_summary")]


class SummaryLine(TenantModel):
    """What the summary will post: `side` money (where it went in) or item (what it was for), satang."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=5)
    key = models.CharField(max_length=20)
    account = models.CharField(max_length=14)
    sub = models.CharField(max_length=20, blank=True, default="")
    receipts = models.PositiveIntegerField()
    amount = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "revenue_summary_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="summary_line_position"),
            models.CheckConstraint(condition=Q(side__in=("money", "item")), name="summary_line_side"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="summary_line_positive"),
        ]


class ReceiptReversal(TenantModel):
    """A posted receipt that is taken back, at most once; the money goes out of `money_account`."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    receipt = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    money_account = models.CharField(max_length=14)
    money_sub = models.CharField(max_length=20, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "revenue_receipt_reversal"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="receipt_reversal_of_document"),
            models.UniqueConstraint(fields=["org", "receipt"], name="receipt_reversed_once"),
        ]
