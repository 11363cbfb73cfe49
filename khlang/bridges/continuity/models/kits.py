"""The continuity kit and the drill with it."""

from django.db import models

from khlang.platform.tenancy import TenantForeignKey, TenantModel


class Kit(TenantModel):
    """A kit that was made: of which moment its figures are, which numbers its forms carry, the digests of its two files."""

    document = TenantForeignKey("documents.Document", related_name="+", db_index=False)
    taken_at = models.DateTimeField()
    nightly = models.BooleanField(default=False)
    ranges = models.JSONField(default=list)
    pdf_sha256 = models.CharField(max_length=64)
    workbook_sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "continuity_kit"
        constraints = [models.UniqueConstraint(fields=["org", "document"], name="kit_of_document")]
        indexes = [models.Index(fields=["org", "taken_at"], name="kit_by_time")]


class Drill(TenantModel):
    """A rehearsal in a practice copy of the office: when, by whom, how it went (seconds, and points of a hundred)."""

    practice_org = models.BigIntegerField()
    started_at = models.DateTimeField()
    started_by_id = models.BigIntegerField()
    finished_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    findings = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        db_table = "continuity_drill"
        indexes = [models.Index(fields=["org", "started_at"], name="drill_by_time")]
