"""What is asked for: the requisition for purchase or hire (รายงานขอซื้อขอจ้าง), its lines and its committees."""

from typing import get_args

from django.db import models
from django.db.models import Q

from khlang.office.procurement.schemas import Category, Fund, Place, Role
from khlang.platform.tenancy import TenantForeignKey, TenantModel

FUNDS = get_args(Fund)
CATEGORIES = get_args(Category)


class Requisition(TenantModel):
    """A request to buy or hire, satang. `fund`: budget reserves its budget lines; grant (earmarked money received) and
    surplus (accumulated surplus, by resolution of the council) have none.
    """

    document = TenantForeignKey("documents.Document", db_index=False)
    method = models.CharField(max_length=20)
    ground = models.CharField(max_length=250, blank=True, default="")
    category = models.CharField(max_length=12)
    fund = models.CharField(max_length=10)
    purpose = models.CharField(max_length=4000, blank=True, default="")
    needed_date = models.DateField(null=True)
    median_price = models.BigIntegerField(default=0)
    egp_project = models.CharField(max_length=30, blank=True, default="")
    council_reference = models.CharField(max_length=250, blank=True, default="")
    council_date = models.DateField(null=True)
    grant_reference = models.CharField(max_length=250, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "procurement_requisition"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="requisition_of_document"),
            models.CheckConstraint(condition=Q(fund__in=FUNDS), name="requisition_fund_known"),
            models.CheckConstraint(condition=Q(category__in=CATEGORIES), name="requisition_category_known"),
        ]


class RequisitionLine(TenantModel):
    """One thing that is asked for. `quantity` counts thousandths of the unit; `item_code` is the budget line's item."""

    document = TenantForeignKey("documents.Document", db_index=False)
    position = models.PositiveSmallIntegerField()
    budget_line = TenantForeignKey("budget.BudgetLine", null=True)
    item_code = models.CharField(max_length=6, blank=True, default="")
    item = models.CharField(max_length=250)
    quantity = models.BigIntegerField(default=1000)
    unit = models.CharField(max_length=60, blank=True, default="")
    unit_price = models.BigIntegerField()
    amount = models.BigIntegerField()
    account = models.CharField(max_length=14)

    class Meta(TenantModel.Meta):
        db_table = "procurement_requisition_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="requisition_line_position"),
            models.CheckConstraint(condition=Q(amount__gt=0, quantity__gt=0), name="requisition_line_positive"),
        ]


class CommitteeMember(TenantModel):
    """Somebody appointed to procure or to inspect; `person_id` when they are a user of the system."""

    document = TenantForeignKey("documents.Document", db_index=False)
    role = models.CharField(max_length=10)
    sequence = models.PositiveSmallIntegerField()
    position = models.CharField(max_length=10)
    name = models.CharField(max_length=250)
    title = models.CharField(max_length=250, blank=True, default="")
    person_id = models.BigIntegerField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "procurement_committee_member"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "role", "sequence"], name="committee_member_sequence"),
            models.CheckConstraint(condition=Q(role__in=get_args(Role)), name="committee_member_role_known"),
            models.CheckConstraint(condition=Q(position__in=get_args(Place)), name="committee_member_position_known"),
        ]
