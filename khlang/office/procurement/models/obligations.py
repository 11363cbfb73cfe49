"""What is agreed with a vendor: purchase order or contract, its lines, instalments, amendments and the money it binds."""

from django.db import models
from django.db.models import F, Q

from khlang.office.procurement.models.requisitions import CATEGORIES, FUNDS
from khlang.platform.tenancy import TenantForeignKey, TenantModel


class Obligation(TenantModel):
    """A purchase order or contract, satang; rates in hundredths of a percent (`fine_rate_bp` per day of delay).

    `accepted` by inspections, `claimed` by dika (moved from committed to expended, advance to the contractor included),
    `released` given back to the budget when it was terminated. `live`: the requisition is taken by it.
    """

    document = TenantForeignKey("documents.Document", db_index=False)
    requisition = TenantForeignKey("documents.Document", db_index=False)
    vendor = TenantForeignKey("parties.Party")
    category = models.CharField(max_length=12)
    fund = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    accepted = models.BigIntegerField(default=0)
    claimed = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)
    advance_amount = models.BigIntegerField(default=0)
    advance_claimed = models.BigIntegerField(default=0)
    advance_recovered = models.BigIntegerField(default=0)
    retention_rate_bp = models.PositiveSmallIntegerField(default=0)
    fine_rate_bp = models.PositiveSmallIntegerField(default=0)
    guarantee_rate_bp = models.PositiveSmallIntegerField(default=0)
    vat_included = models.BooleanField(default=True)
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    delivery_date = models.DateField()
    warranty_days = models.PositiveIntegerField(default=0)
    egp_project = models.CharField(max_length=30, blank=True, default="")
    egp_contract = models.CharField(max_length=30, blank=True, default="")
    paper_reference = models.CharField(max_length=60, blank=True, default="")
    terms = models.CharField(max_length=4000, blank=True, default="")
    live = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "procurement_obligation"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="obligation_of_document"),
            models.UniqueConstraint(
                fields=["org", "requisition"], condition=Q(live=True), name="obligation_of_requisition"
            ),
            models.CheckConstraint(condition=Q(fund__in=FUNDS), name="obligation_fund_known"),
            models.CheckConstraint(condition=Q(category__in=CATEGORIES), name="obligation_category_known"),
            models.CheckConstraint(
                condition=Q(accepted__gte=0, accepted__lte=F("amount") - F("released")),
                name="obligation_accepted_within",
            ),
            models.CheckConstraint(
                condition=Q(claimed__gte=0, claimed__lte=F("amount") - F("released")), name="obligation_claimed_within"
            ),
            models.CheckConstraint(
                condition=Q(
                    advance_claimed__gte=0, advance_claimed__lte=F("advance_amount"), advance_amount__lte=F("amount")
                ),
                name="obligation_advance_within",
            ),
            models.CheckConstraint(
                condition=Q(advance_recovered__gte=0, advance_recovered__lte=F("advance_claimed")),
                name="obligation_recovery_within",
            ),
            models.CheckConstraint(condition=Q(released__gte=0, amount__gt=0), name="obligation_amounts"),
        ]


class ObligationLine(TenantModel):
    """One thing that the vendor owes. `quantity` counts thousandths of the unit; `accepted` satang so far.

    `asset_class` is set where the thing becomes an asset card when it is accepted (with `account` 12…).
    """

    document = TenantForeignKey("documents.Document", db_index=False)
    position = models.PositiveSmallIntegerField()
    budget_line = TenantForeignKey("budget.BudgetLine", null=True)
    item_code = models.CharField(max_length=6, blank=True, default="")
    description = models.CharField(max_length=250)
    quantity = models.BigIntegerField(default=1000)
    unit = models.CharField(max_length=60, blank=True, default="")
    unit_price = models.BigIntegerField()
    amount = models.BigIntegerField()
    accepted = models.BigIntegerField(default=0)
    account = models.CharField(max_length=14)
    asset_class = models.CharField(max_length=20, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "procurement_obligation_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="obligation_line_position"),
            models.CheckConstraint(condition=Q(amount__gt=0, quantity__gt=0), name="obligation_line_positive"),
            models.CheckConstraint(
                condition=Q(accepted__gte=0, accepted__lte=F("amount")), name="obligation_line_accepted_within"
            ),
        ]


class Commitment(TenantModel):
    """The money of one budget line that an obligation binds from its signing on, satang.

    What is still committed is `amount − claimed − released`; the ledger's bucket of the budget line is the sum of these.
    """

    document = TenantForeignKey("documents.Document", db_index=False)
    budget_line = TenantForeignKey("budget.BudgetLine")
    amount = models.BigIntegerField()
    claimed = models.BigIntegerField(default=0)
    advance_claimed = models.BigIntegerField(default=0)
    advance_recovered = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "procurement_commitment"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "budget_line"], name="commitment_once"),
            models.CheckConstraint(
                condition=Q(claimed__gte=0, released__gte=0, claimed__lte=F("amount") - F("released")),
                name="commitment_claimed_within",
            ),
            models.CheckConstraint(
                condition=Q(
                    advance_recovered__gte=0,
                    advance_recovered__lte=F("advance_claimed"),
                    advance_claimed__lte=F("claimed"),
                ),
                name="commitment_advance_within",
            ),
        ]


class Instalment(TenantModel):
    """One instalment (งวดงาน) of a contract, satang; `advance_recovery` is kept back from it for the advance paid.

    Rows of an amendment's document propose the instalments of the contract as amended.
    """

    document = TenantForeignKey("documents.Document", db_index=False)
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=250, blank=True, default="")
    due_date = models.DateField()
    amount = models.BigIntegerField()
    advance_recovery = models.BigIntegerField(default=0)
    accepted = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "procurement_instalment"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="instalment_position"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, advance_recovery__gte=0, advance_recovery__lte=F("amount")),
                name="instalment_amounts",
            ),
        ]


class ContractAmendment(TenantModel):
    """An amendment of an order or contract: amount, day of delivery or words, before and after (satang)."""

    document = TenantForeignKey("documents.Document", db_index=False)
    obligation = TenantForeignKey("documents.Document")
    amount_before = models.BigIntegerField()
    amount_after = models.BigIntegerField()
    delivery_before = models.DateField()
    delivery_after = models.DateField()
    explanation = models.CharField(max_length=4000)

    class Meta(TenantModel.Meta):
        db_table = "procurement_contract_amendment"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="contract_amendment_of_document"),
            models.CheckConstraint(condition=Q(amount_after__gt=0), name="contract_amendment_positive"),
        ]


class AmendedLine(TenantModel):
    """What an amendment makes of the amount of one line, satang."""

    document = TenantForeignKey("documents.Document", db_index=False)
    line = TenantForeignKey(ObligationLine)
    before = models.BigIntegerField()
    after = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "procurement_amended_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "line"], name="amended_line_once"),
            models.CheckConstraint(condition=Q(after__gt=0), name="amended_line_positive"),
        ]
