"""Guarantees of contracts (หลักประกันสัญญา): cash that was received, cheques, letters of banks."""

from typing import get_args

from django.db import models
from django.db.models import Q

from khlang.office.procurement.schemas import GuaranteeKind
from khlang.platform.tenancy import TenantForeignKey, TenantModel


class Guarantee(TenantModel):
    """A guarantee held for an obligation, or brought forward from before the system (then perhaps without one), satang.

    Cash stands in `account` (long-term when it is held for more than a year) and cites the receipt by which it came.
    """

    document = TenantForeignKey("documents.Document", db_index=False)
    obligation = TenantForeignKey("documents.Document", null=True)
    kind = models.CharField(max_length=12)
    amount = models.BigIntegerField()
    holder = TenantForeignKey("parties.Party")
    bank = models.CharField(max_length=120, blank=True, default="")
    letter_number = models.CharField(max_length=60, blank=True, default="")
    received_date = models.DateField()
    due_date = models.DateField()
    account = models.CharField(max_length=14, blank=True, default="")
    receipt_number = models.CharField(max_length=40, blank=True, default="")
    long_term = models.BooleanField(default=False)
    brought_forward = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "procurement_guarantee"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="guarantee_of_document"),
            models.UniqueConstraint(
                fields=["org", "receipt_number"], condition=~Q(receipt_number=""), name="guarantee_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=get_args(GuaranteeKind), amount__gt=0), name="guarantee_kind_known"
            ),
            models.CheckConstraint(
                condition=(Q(kind="cash") & ~Q(account="")) | (~Q(kind="cash") & Q(account="")),
                name="guarantee_cash_account",
            ),
        ]
