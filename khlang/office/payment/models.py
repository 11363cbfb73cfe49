"""Tables of paying; what every document has in common stands in `documents.Document`. Amounts are satang."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

CHANNELS = ("cheque", "withdrawal", "transfer")
#: The bank's numbered forms: each number is used once, voided once, never twice.
NUMBERED = ("cheque", "withdrawal")
FORMS = ("pnd1", "pnd3", "pnd53")


class ChequeBook(TenantModel):
    """A book of cheques or withdrawal slips of a bank account: numbers `first` to `last`, printed with `width` digits."""

    bank_account = TenantForeignKey("banking.BankAccount", db_index=False)
    bank_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    width = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="in_stock")
    registered_on = models.DateField()
    issued_to_id = models.BigIntegerField(null=True)
    issued_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "payment_cheque_book"
        constraints = [
            models.UniqueConstraint(fields=["org", "bank_code", "kind", "first"], name="cheque_book_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="cheque_book_range"),
            models.CheckConstraint(condition=Q(kind__in=NUMBERED), name="cheque_book_kind"),
            models.CheckConstraint(condition=Q(state__in=("in_stock", "in_use", "closed")), name="cheque_book_state"),
        ]


class Instrument(TenantModel):
    """A number of a book that is gone: used for a payment, voided (spoilt, cancelled) or stale."""

    book = TenantForeignKey(ChequeBook)
    bank_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=12)
    state = models.CharField(max_length=6, default="used")
    payment = TenantForeignKey("documents.Document", related_name="+", null=True)
    day = models.DateField()
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "payment_instrument"
        constraints = [
            models.UniqueConstraint(fields=["org", "bank_code", "kind", "number"], name="instrument_number_once"),
            models.CheckConstraint(condition=Q(state__in=("used", "voided", "stale")), name="instrument_state"),
        ]


class ChequeReport(TenantModel):
    """What was prepared out of one bank account in one way of paying, and its sums."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    bank_account = TenantForeignKey("banking.BankAccount", db_index=False)
    bank_code = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    gross = models.BigIntegerField()
    deducted = models.BigIntegerField()
    net = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "payment_cheque_report"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="cheque_report_of_document"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="cheque_report_channel"),
            models.CheckConstraint(condition=Q(gross=F("deducted") + F("net")), name="cheque_report_sums"),
        ]


class Signature(TenantModel):
    """One of the joint signatures on a report: each place once, each person once. Who signed a report made by hand stands by
    name alone."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    place = models.CharField(max_length=40)
    person_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200)
    signed_on = models.DateField()

    class Meta(TenantModel.Meta):
        db_table = "payment_signature"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "place"], name="signature_place_once"),
            models.UniqueConstraint(fields=["org", "document", "person_id"], name="signature_person_once"),
        ]


class Payment(TenantModel):
    """One dika paid by one cheque, withdrawal slip or transfer; `live` ends when it is cancelled before it was made.

    `number` is that of the cheque or slip, `reference` what the bank answered to a transfer. `call_back` is the note of who
    was asked back about an account that changed shortly before. Only what was paid by hand may have no `report`.
    """

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    report = TenantForeignKey("documents.Document", related_name="+", null=True)
    position = models.PositiveSmallIntegerField()
    dika = TenantForeignKey("documents.Document", related_name="+")
    channel = models.CharField(max_length=10)
    bank_account = TenantForeignKey("banking.BankAccount", db_index=False)
    bank_code = models.CharField(max_length=20)
    number = models.CharField(max_length=12, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    gross = models.BigIntegerField()
    deducted = models.BigIntegerField()
    net = models.BigIntegerField()
    call_back = models.CharField(max_length=1000, blank=True, default="")
    called_back_on = models.DateField(null=True)
    paid_date = models.DateField(null=True)
    collected_date = models.DateField(null=True)
    collected_by = models.CharField(max_length=250, blank=True, default="")
    cleared_date = models.DateField(null=True)
    stopped_date = models.DateField(null=True)
    live = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "payment_payment"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="payment_of_document"),
            models.UniqueConstraint(fields=["org", "dika"], condition=Q(live=True), name="payment_once_a_dika"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="payment_channel"),
            models.CheckConstraint(condition=Q(gross=F("deducted") + F("net"), net__gte=0), name="payment_sums"),
            models.CheckConstraint(
                condition=Q(channel="transfer", number="") | (~Q(channel="transfer") & ~Q(number="")),
                name="payment_number",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "channel", "paid_date"], name="payment_by_day"),
            models.Index(fields=["org", "bank_code", "channel", "number"], name="payment_by_number"),
        ]


class PaymentPayee(TenantModel):
    """Into which account a transfer pays whom, as it stood when the report was prepared."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    party = TenantForeignKey("parties.Party", null=True)
    name = models.CharField(max_length=250)
    national_number = models.CharField(max_length=13, blank=True, default="")
    payee_bank = models.CharField(max_length=3)
    account_no = models.CharField(max_length=20)
    account_name = models.CharField(max_length=250)
    net = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "payment_payee"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="payment_payee_position"),
            models.CheckConstraint(condition=Q(net__gte=0), name="payment_payee_amount"),
        ]


class Withholding(TenantModel):
    """Tax withheld from one payee by one payment: a line of the monthly ภ.ง.ด. list.

    `certificate` is the 50 ทวิ given with the payment; salaries get theirs once for the calendar year.
    """

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    certificate = TenantForeignKey("documents.Document", related_name="+", null=True)
    form = models.CharField(max_length=6)
    party = TenantForeignKey("parties.Party", null=True)
    name = models.CharField(max_length=250)
    national_number = models.CharField(max_length=13, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    income = models.CharField(max_length=250)
    base = models.BigIntegerField()
    rate_bp = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField()
    paid_date = models.DateField()

    class Meta(TenantModel.Meta):
        db_table = "payment_withholding"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="withholding_position"),
            models.CheckConstraint(condition=Q(amount__gt=0, base__gte=0), name="withholding_positive"),
            models.CheckConstraint(condition=Q(form__in=FORMS), name="withholding_form"),
        ]
        indexes = [models.Index(fields=["org", "form", "paid_date"], name="withholding_by_month")]
