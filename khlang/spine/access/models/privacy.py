"""Who looked at whose personal data, and why (PDPA)."""

from django.db import models

from khlang.platform.tenancy import TenantModel


class PersonalDataRead(TenantModel):
    """One look at personal data that must be answerable: unmasking a number, or any look from above. Only ever added to.

    `org` is the organisation whose data it is; `reader_org` the one in which the reader holds the post. `subjects` are the
    identifiers of the rows shown (parties, people, taxpayers); `reason` is what the reader gave, empty where oversight alone
    is the reason.
    """

    at = models.DateTimeField()
    reader = models.BigIntegerField()
    reader_org = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    what = models.CharField(max_length=60)
    subjects = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=45, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=("org", "at"), name="personal_data_reads")]
