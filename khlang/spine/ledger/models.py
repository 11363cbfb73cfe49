"""Tables of the ledger. Rows are written by `platform.db.writes` only and sealed by the database."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel, TenantRow


class Period(TenantModel):
    """A fiscal year of an organisation (B.E., named by the year it ends in) and what may be posted to it."""

    STATES = ("cutover", "open", "preliminary_closed", "adjusting", "closed")

    fiscal_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, default="open")
    closed_through = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "ledger_period"
        constraints = [
            models.UniqueConstraint(fields=["org", "fiscal_year"], name="ledger_period_once"),
            models.CheckConstraint(
                condition=Q(state__in=("cutover", "open", "preliminary_closed", "adjusting", "closed")),
                name="ledger_period_state",
            ),
        ]


class Seal(TenantModel):
    """Closes a voucher: its row cannot be inserted unless every book of the voucher balances. Its id is the voucher's."""

    line_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        db_table = "ledger_seal"


class Voucher(TenantModel):
    """One posting: lines that balance in each book they touch. Budget-only postings have kind `budget` and no number."""

    KINDS = ("receipt", "payable", "payment", "general", "budget", "opening")

    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=40, null=True)
    fiscal_year = models.PositiveSmallIntegerField()
    posting_date = models.DateField()
    description = models.CharField(max_length=500)
    document_kind = models.CharField(max_length=40)
    document_id = models.BigIntegerField()
    reverses = TenantForeignKey("ledger.Voucher", null=True, db_index=False)
    actor_id = models.BigIntegerField()
    entered_at = models.DateTimeField()
    seal = TenantForeignKey(Seal, db_constraint=True, db_index=False)
    origin = models.CharField(max_length=12, default="online", db_default="online")

    class Meta(TenantModel.Meta):
        db_table = "ledger_voucher"
        constraints = [
            models.UniqueConstraint(fields=["org", "number"], name="ledger_voucher_number_once"),
            models.UniqueConstraint(fields=["org", "reverses"], name="ledger_voucher_reversed_once"),
            models.CheckConstraint(
                condition=Q(kind__in=("receipt", "payable", "payment", "general", "budget", "opening")),
                name="ledger_voucher_kind",
            ),
            models.CheckConstraint(condition=Q(seal=F("id")), name="ledger_voucher_own_seal"),
        ]
        indexes = [
            models.Index(fields=["org", "posting_date"], name="ledger_voucher_by_day"),
            models.Index(fields=["org", "document_id"], name="ledger_voucher_by_document"),
        ]


class Line(TenantRow):
    """One side of a voucher, in satang. Exactly one of debit and credit is above zero."""

    pk = models.CompositePrimaryKey("org_id", "voucher_id", "position")
    voucher = TenantForeignKey(Voucher, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    book = models.CharField(max_length=8)
    account = models.CharField(max_length=40)
    sub = models.CharField(max_length=40)
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()
    posting_date = models.DateField()
    description = models.CharField(max_length=500)

    class Meta(TenantRow.Meta):
        db_table = "ledger_line"
        constraints = [
            models.CheckConstraint(
                condition=Q(debit__gte=0, credit__gte=0) & (Q(debit=0) ^ Q(credit=0)), name="ledger_line_one_side"
            ),
            models.CheckConstraint(condition=Q(book__in=("accrual", "budget")), name="ledger_line_book"),
        ]
        indexes = [models.Index(fields=["org", "account", "sub", "posting_date"], name="ledger_line_by_account")]


class DayBalance(TenantRow):
    """What one account (with its sub-ledger) moved on one day, in satang: the projection that reports read."""

    pk = models.CompositePrimaryKey("org_id", "account", "sub", "day")
    account = models.CharField(max_length=40)
    sub = models.CharField(max_length=40)
    day = models.DateField()
    book = models.CharField(max_length=8)
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()

    class Meta(TenantRow.Meta):
        db_table = "ledger_day_balance"


class GuardedBalance(TenantRow):
    """The running balance of an account with a floor; the CHECK is the rule «never beyond»."""

    pk = models.CompositePrimaryKey("org_id", "account", "sub")
    account = models.CharField(max_length=40)
    sub = models.CharField(max_length=40)
    floor = models.CharField(max_length=6)
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()

    class Meta(TenantRow.Meta):
        db_table = "ledger_guarded_balance"
        constraints = [
            models.CheckConstraint(
                condition=Q(floor="debit", debit__gte=F("credit")) | Q(floor="credit", credit__gte=F("debit")),
                name="ledger_floor",
            )
        ]


class Gate(TenantModel):
    """The backlog of one outage, as the database asks for it before anything ordinary is written (guideline LAO-6, UNIT-4).

    Running from its first row to `certified_on`, closed from `restored_on`. `kinds` (",receipt,remittance,") and `fiscal_year`
    (B.E.) limit it; "" and null are everything. A directive lets `directive_kinds` (written the same) pass through
    `directive_until`. `number` is that of the outage, `left` how many papers still wait: what the refusal tells.
    """

    outage = models.BigIntegerField()
    number = models.CharField(max_length=40, default="")
    started_on = models.DateField()
    restored_on = models.DateField(null=True)
    certified_on = models.DateField(null=True)
    kinds = models.CharField(max_length=1000, default="")
    fiscal_year = models.PositiveSmallIntegerField(null=True)
    directive_kinds = models.CharField(max_length=1000, default="")
    directive_until = models.DateField(null=True)
    left = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "ledger_gate"
        constraints = [models.UniqueConstraint(fields=["org", "outage"], name="ledger_gate_once")]
        indexes = [models.Index(fields=["org", "certified_on"], name="ledger_gate_running")]
