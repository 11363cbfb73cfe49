"""Tables of the dika; what every document has in common stands in `documents.Document`. Amounts are satang."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

#: Where the money of a line comes from: see standards/dika_kinds.toml.
SOURCES = ("budget", "committed", "liability", "receivable", "revenue", "surplus", "bank", "expense")
#: What may be kept back from a payment.
DEDUCTIONS = (
    "withholding",
    "social_security",
    "retention",
    "fine",
    "cooperative",
    "student_loan",
    "provident_fund",
    "pension_fund",
    "other",
)
ACCOUNT_STATES = ("known", "new", "changed")


class Dika(TenantModel):
    """A request for payment: what it is for, whom it pays, which document it claims, and its sums.

    `live` ends when the dika is cancelled or withdrawn; only live ones block an invoice or a claimed document. The bank
    account is the payee's as it was when the dika was requested, and `money_before` what each budget line had then (satang,
    by the id of the line). `invoice_key` is the invoice number as it is compared. `withhold`: tax was asked for.
    A dika made by hand says whom it pays as its paper does: `written_number` is the 13-digit number on it, and so is the
    bank account; `approved_by` who approved it there.
    """

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    dika_kind = models.CharField(max_length=20)
    payee = TenantForeignKey("parties.Party", null=True, db_index=False)
    acceptance = TenantForeignKey("documents.Document", related_name="+", null=True, db_index=False)
    obligation = TenantForeignKey("documents.Document", related_name="+", null=True)
    advance = TenantForeignKey("documents.Document", related_name="+", null=True, db_index=False)
    receipt = TenantForeignKey("documents.Document", related_name="+", null=True, db_index=False)
    council_reference = models.CharField(max_length=250, blank=True, default="")
    council_date = models.DateField(null=True)
    invoice_no = models.CharField(max_length=60, blank=True, default="")
    invoice_key = models.CharField(max_length=60, blank=True, default="")
    invoice_date = models.DateField(null=True)
    vat_included = models.BooleanField(default=False)
    withhold = models.BooleanField(default=False)
    gross = models.BigIntegerField()
    deducted = models.BigIntegerField(default=0)
    net = models.BigIntegerField()
    bank_code = models.CharField(max_length=3, blank=True, default="")
    account_no = models.CharField(max_length=20, blank=True, default="")
    account_name = models.CharField(max_length=250, blank=True, default="")
    written_number = models.CharField(max_length=13, blank=True, default="", db_default="")
    approved_by = models.CharField(max_length=250, blank=True, default="", db_default="")
    evidence = models.JSONField(default=list)
    remark = models.CharField(max_length=1100, blank=True, default="")
    out_of_plan = models.BooleanField(default=False)
    money_before = models.JSONField(default=dict)
    live = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "disbursement_dika"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="dika_of_document"),
            models.UniqueConstraint(
                fields=["org", "payee", "invoice_key"],
                condition=Q(live=True) & ~Q(invoice_key=""),
                name="dika_invoice_once",
            ),
            models.CheckConstraint(
                condition=Q(gross__gt=0, deducted__gte=0, net__gte=0, gross=F("deducted") + F("net")),
                name="dika_sums",
            ),
        ]
        indexes = [models.Index(fields=["org", "payee", "net"], name="dika_by_payee")]


class DikaLine(TenantModel):
    """What is paid for, and from which money: the account that is debited when the dika is paid."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12)
    budget_line = TenantForeignKey("budget.BudgetLine", null=True)
    account = models.CharField(max_length=14)
    sub = models.CharField(max_length=40, blank=True, default="")
    amount = models.BigIntegerField()
    description = models.CharField(max_length=250, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "disbursement_dika_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="dika_line_position"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="dika_line_positive"),
            models.CheckConstraint(condition=Q(source__in=SOURCES), name="dika_line_source"),
            models.CheckConstraint(
                condition=Q(source__in=("budget", "committed"), budget_line__isnull=False)
                | (~Q(source__in=("budget", "committed")) & Q(budget_line__isnull=True)),
                name="dika_line_budgeted",
            ),
        ]
        indexes = [models.Index(fields=["org", "account", "sub"], name="dika_line_by_account")]


class DikaDeduction(TenantModel):
    """What is kept back from the payee and credited to `account`; `rate_bp` is in hundredths of a per cent of `base`."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    form = models.CharField(max_length=6, blank=True, default="")
    account = models.CharField(max_length=14)
    sub = models.CharField(max_length=40, blank=True, default="")
    base = models.BigIntegerField(default=0)
    rate_bp = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "disbursement_dika_deduction"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="dika_deduction_position"),
            models.CheckConstraint(condition=Q(amount__gt=0, base__gte=0), name="dika_deduction_positive"),
            models.CheckConstraint(condition=Q(kind__in=DEDUCTIONS), name="dika_deduction_kind"),
        ]


class DikaPayee(TenantModel):
    """One of many payees of a dika (payroll, allowances). `lines` is the gross by the code of the budget line,
    `deductions` what is kept back by kind; `account_state` tells whether the bank account is the one in force."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    party = TenantForeignKey("parties.Party", null=True)
    name = models.CharField(max_length=250)
    national_number = models.CharField(max_length=13, blank=True, default="")
    bank_code = models.CharField(max_length=3, blank=True, default="")
    account_no = models.CharField(max_length=20, blank=True, default="")
    account_name = models.CharField(max_length=250, blank=True, default="")
    account_state = models.CharField(max_length=8, default="known")
    gross = models.BigIntegerField()
    lines = models.JSONField(default=dict)
    deductions = models.JSONField(default=dict)
    net = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "disbursement_dika_payee"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="dika_payee_position"),
            models.UniqueConstraint(
                fields=["org", "document", "national_number"],
                condition=~Q(national_number=""),
                name="dika_payee_number_once",
            ),
            models.CheckConstraint(condition=Q(gross__gt=0, net__gte=0, gross__gte=F("net")), name="dika_payee_sums"),
            models.CheckConstraint(condition=Q(account_state__in=ACCOUNT_STATES), name="dika_payee_account_state"),
        ]


class Claim(TenantModel):
    """The document that a live dika pays (acceptance, advance, receipt, contract advance); the row goes when the dika does."""

    document = TenantForeignKey("documents.Document", related_name="+")
    claimed = TenantForeignKey("documents.Document", related_name="+", db_index=False)

    class Meta(TenantModel.Meta):
        db_table = "disbursement_claim"
        constraints = [models.UniqueConstraint(fields=["org", "claimed"], name="dika_claim_once")]
