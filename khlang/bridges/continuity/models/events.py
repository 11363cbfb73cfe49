"""An outage and what is decided about it."""

from django.db import models
from django.db.models import Q

from khlang.platform.tenancy import TenantForeignKey, TenantModel

TRIGGERS = ("system_failure", "force_majeure", "year_not_closed")


class Outage(TenantModel):
    """A spell of work by hand. `areas` names the parts of the work it is limited to (standards `manual_papers.areas`),
    empty for all; `fiscal_year` (B.E.) is set when only that year cannot be worked in."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    trigger = models.CharField(max_length=20)
    cause = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=1000, blank=True, default="")
    areas = models.JSONField(default=list)
    site = models.CharField(max_length=60, blank=True, default="")
    event = models.CharField(max_length=60, blank=True, default="")
    fiscal_year = models.PositiveSmallIntegerField(null=True)
    started_at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True)
    certified_on = models.DateField(null=True)
    certified_by_id = models.BigIntegerField(null=True)
    certificate = models.CharField(max_length=64, blank=True, default="")
    figures = models.JSONField(default=dict)
    supplements = TenantForeignKey("documents.Document", related_name="+", null=True, db_index=False)
    supplement = models.PositiveSmallIntegerField(default=0)
    notice_acknowledged_on = models.DateField(null=True)
    notice_acknowledged_by = models.CharField(max_length=200, blank=True, default="")
    notice_channel = models.CharField(max_length=20, blank=True, default="")
    report_acknowledged_on = models.DateField(null=True)
    report_acknowledged_by = models.CharField(max_length=200, blank=True, default="")

    class Meta(TenantModel.Meta):
        db_table = "continuity_outage"
        constraints = [
            models.UniqueConstraint(fields=["org", "document"], name="outage_of_document"),
            models.CheckConstraint(condition=Q(trigger__in=TRIGGERS), name="outage_trigger"),
        ]


class Directive(TenantModel):
    """A letter that lets ordinary work go on although the gate is closed: number, day, scope, last day."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    outage = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    letter_number = models.CharField(max_length=60)
    letter_date = models.DateField()
    areas = models.JSONField(default=list)
    expires_on = models.DateField()
    by_paper_date = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "continuity_directive"
        constraints = [models.UniqueConstraint(fields=["org", "document"], name="directive_of_document")]
