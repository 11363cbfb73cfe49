"""Tables of the budget. Amounts in force are ledger balances (sub = the line's id); entries keep what is said."""

from django.db import models
from django.db.models import F, Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

BODIES = ("council", "approver", "promulgation", "executive")


class Ordinance(TenantModel):
    """What an ordinance or supplementary budget carries beside its document: totals and the reason for a deficit."""

    document = TenantForeignKey("documents.Document")
    fiscal_year = models.PositiveSmallIntegerField()
    supplementary = models.BooleanField(default=False)
    estimated = models.BigIntegerField()
    appropriated = models.BigIntegerField()
    deficit_reason = models.CharField(max_length=4000, default="")
    in_force = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="budget_ordinance_document"),
            models.UniqueConstraint(
                fields=["org", "fiscal_year"],
                condition=Q(in_force=True, supplementary=False),
                name="budget_ordinance_once_a_year",
            ),
        ]


class BudgetLine(TenantModel):
    """One line of expenditure: fund source × plan and work × type, category, item × what for (spec 2.1).

    A line comes with the document that creates it (`introduced_by`) and counts only when that is in force.
    """

    fiscal_year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    fund_source = models.CharField(max_length=30)
    plan_code = models.CharField(max_length=5)
    work_code = models.CharField(max_length=5)
    type_code = models.CharField(max_length=6)
    category_code = models.CharField(max_length=6)
    item_code = models.CharField(max_length=6)
    name_th = models.CharField(max_length=250)
    division = TenantForeignKey("organisations.Division", null=True)
    explanation = models.CharField(max_length=4000, default="")
    explanation_version = models.PositiveIntegerField(default=1)
    introduced_by = TenantForeignKey("documents.Document")
    in_force = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["org", "fiscal_year", "code"], condition=Q(in_force=True), name="budget_line_code_once"
            )
        ]
        indexes = [models.Index(fields=["org", "fiscal_year", "work_code", "code"], name="budget_line_order")]


class EstimateLine(TenantModel):
    """One line of the revenue estimate: a revenue item (8 digits) or a class (6 digits)."""

    fiscal_year = models.PositiveSmallIntegerField()
    item_code = models.CharField(max_length=8)
    name_th = models.CharField(max_length=250)
    explanation = models.CharField(max_length=4000, default="")
    explanation_version = models.PositiveIntegerField(default=1)
    introduced_by = TenantForeignKey("documents.Document")
    in_force = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["org", "fiscal_year", "item_code"], condition=Q(in_force=True), name="budget_estimate_once"
            )
        ]


class OrdinanceEntry(TenantModel):
    """What an ordinance or supplementary budget appropriates to a line, in satang."""

    document = TenantForeignKey("documents.Document")
    position = models.PositiveSmallIntegerField()
    line = TenantForeignKey(BudgetLine)
    amount = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "line"], name="budget_entry_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_entry_positive"),
        ]


class EstimateEntry(TenantModel):
    """What an ordinance or supplementary budget expects of a revenue item, in satang; 0 is said on purpose."""

    document = TenantForeignKey("documents.Document")
    position = models.PositiveSmallIntegerField()
    line = TenantForeignKey(EstimateLine)
    amount = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "line"], name="budget_estimate_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_estimate_not_negative"),
        ]


class TransferEntry(TenantModel):
    """Money taken from one line and given to another, in satang."""

    document = TenantForeignKey("documents.Document")
    position = models.PositiveSmallIntegerField()
    from_line = TenantForeignKey(BudgetLine)
    to_line = TenantForeignKey(BudgetLine)
    amount = models.BigIntegerField()
    changes_nature = models.BooleanField(default=False)
    note = models.CharField(max_length=250, default="")

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_transfer_positive"),
            models.CheckConstraint(condition=~Q(from_line=F("to_line")), name="budget_transfer_two_lines"),
        ]


class ExplanationChange(TenantModel):
    """The explanation of one line before and after: the versions are kept, the line shows the newest in force."""

    document = TenantForeignKey("documents.Document")
    position = models.PositiveSmallIntegerField()
    line = TenantForeignKey(BudgetLine, null=True)
    estimate = TenantForeignKey(EstimateLine, null=True)
    before = models.CharField(max_length=4000)
    after = models.CharField(max_length=4000)
    before_version = models.PositiveIntegerField()
    changes_nature = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(line__isnull=True) ^ Q(estimate__isnull=True), name="budget_explanation_of_one_line"
            )
        ]


class Decision(TenantModel):
    """A decision made outside the system and recorded with number and date: council, approver, executive."""

    document = TenantForeignKey("documents.Document")
    body = models.CharField(max_length=12)
    reference = models.CharField(max_length=250)
    decided_date = models.DateField()
    decided_by = models.CharField(max_length=250, default="")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "body"], name="budget_decision_once"),
            models.CheckConstraint(condition=Q(body__in=BODIES), name="budget_decision_body"),
        ]


class BudgetOverrun(TenantModel):
    """A line that paid more than it had, satang, by memo of the executive; `covered_by` names what brought the money."""

    document = TenantForeignKey("documents.Document")
    line = TenantForeignKey(BudgetLine)
    amount = models.BigIntegerField()
    memo_number = models.CharField(max_length=250)
    memo_date = models.DateField()
    ordered_by = models.CharField(max_length=250)
    reason = models.CharField(max_length=4000)
    paper_reference = models.CharField(max_length=250, default="")
    covered_by = models.CharField(max_length=250, default="")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="budget_overrun_document"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_overrun_positive"),
        ]


class SpendingPlan(TenantModel):
    """What a spending plan carries beside its document. One plan of a fiscal year is in force: the newest approved."""

    document = TenantForeignKey("documents.Document")
    fiscal_year = models.PositiveSmallIntegerField()
    in_force = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="budget_spending_plan_document"),
            models.UniqueConstraint(
                fields=["org", "fiscal_year"], condition=Q(in_force=True), name="budget_spending_plan_one_in_force"
            ),
        ]


class SpendingPlanEntry(TenantModel):
    """What is to be spent of one line in each quarter of the fiscal year, in satang."""

    document = TenantForeignKey("documents.Document")
    position = models.PositiveSmallIntegerField()
    line = TenantForeignKey(BudgetLine)
    quarter_1 = models.BigIntegerField(default=0)
    quarter_2 = models.BigIntegerField(default=0)
    quarter_3 = models.BigIntegerField(default=0)
    quarter_4 = models.BigIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "line"], name="budget_spending_plan_line_once"),
            models.CheckConstraint(
                condition=Q(quarter_1__gte=0, quarter_2__gte=0, quarter_3__gte=0, quarter_4__gte=0),
                name="budget_spending_plan_not_negative",
            ),
        ]

    @property
    def quarters(self) -> tuple[int, int, int, int]:
        """The four amounts in satang."""
        return self.quarter_1, self.quarter_2, self.quarter_3, self.quarter_4
