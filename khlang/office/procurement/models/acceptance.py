"""What was delivered and inspected under an order or contract, and what of it the office owes."""

from django.db import models
from django.db.models import F, Q

from khlang.office.procurement.models.obligations import Instalment, ObligationLine
from khlang.platform.tenancy import TenantForeignKey, TenantModel


class Inspection(TenantModel):
    """One delivery as the committee inspected it (ใบตรวจรับพัสดุ), satang.

    `fine` for `late_days` of delay, `retention` and `recovery` (of the advance paid) are kept back: recovery from what the
    vendor is owed, the other two when the dika pays. `live`: not cancelled nor rejected; only live ones block an invoice,
    whose number is compared as `invoice_key`. `completes`: nothing of the order remains after it.
    """

    document = TenantForeignKey("documents.Document", db_index=False)
    obligation = TenantForeignKey("documents.Document")
    instalment = TenantForeignKey(Instalment, null=True, db_index=False)
    vendor = TenantForeignKey("parties.Party", db_index=False)
    delivered_date = models.DateField()
    inspected_date = models.DateField()
    delivery_note = models.CharField(max_length=60, blank=True, default="")
    invoice_no = models.CharField(max_length=60, blank=True, default="")
    invoice_key = models.CharField(max_length=60, blank=True, default="")
    invoice_date = models.DateField(null=True)
    amount = models.BigIntegerField()
    due_date = models.DateField()
    late_days = models.PositiveIntegerField(default=0)
    excused_days = models.PositiveIntegerField(default=0)
    excuse = models.CharField(max_length=1000, blank=True, default="")
    fine = models.BigIntegerField(default=0)
    retention = models.BigIntegerField(default=0)
    recovery = models.BigIntegerField(default=0)
    completes = models.BooleanField(default=False)
    place = models.CharField(max_length=250, blank=True, default="")
    remark = models.CharField(max_length=4000, blank=True, default="")
    live = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "procurement_inspection"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="inspection_of_document"),
            models.UniqueConstraint(
                fields=["org", "vendor", "invoice_key"],
                condition=Q(live=True) & ~Q(invoice_key=""),
                name="inspection_invoice_once",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, fine__gte=0, retention__gte=0, recovery__gte=0)
                & Q(amount__gte=F("fine") + F("retention") + F("recovery")),
                name="inspection_amounts",
            ),
            models.CheckConstraint(condition=Q(inspected_date__gte=F("delivered_date")), name="inspection_days"),
            models.CheckConstraint(condition=Q(excused_days=0) | ~Q(excuse=""), name="inspection_excused"),
        ]


class InspectionLine(TenantModel):
    """What was accepted of one line of the order, satang; `quantity` in thousandths (0: part of a thing).

    `amount` is debited to `account`. Where the thing is an asset, `moved` goes from `waiting_account` to `asset_account`
    when the last of it has come, and `units` cards are opened that cost `cost` together. `override` is the account that was
    typed instead of the order's; `recovery` the part of the advance that this line gives back.
    """

    document = TenantForeignKey("documents.Document", db_index=False)
    position = models.PositiveSmallIntegerField()
    line = TenantForeignKey(ObligationLine)
    quantity = models.BigIntegerField(default=0)
    amount = models.BigIntegerField()
    account = models.CharField(max_length=14)
    override = models.CharField(max_length=14, blank=True, default="")
    asset_class = models.CharField(max_length=3, blank=True, default="")
    asset_account = models.CharField(max_length=14, blank=True, default="")
    waiting_account = models.CharField(max_length=14, blank=True, default="")
    moved = models.BigIntegerField(default=0)
    units = models.PositiveIntegerField(default=0)
    cost = models.BigIntegerField(default=0)
    recovery = models.BigIntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "procurement_inspection_line"
        constraints = [
            models.UniqueConstraint(fields=["org", "document", "position"], name="inspection_line_position"),
            models.UniqueConstraint(fields=["org", "document", "line"], name="inspection_line_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, quantity__gte=0, moved__gte=0, recovery__gte=0, recovery__lte=F("amount")),
                name="inspection_line_amounts",
            ),
            models.CheckConstraint(
                condition=Q(units=0, cost=0) | Q(units__gt=0, cost__gt=0), name="inspection_line_cards"
            ),
        ]
