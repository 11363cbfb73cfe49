"""The command journal: one row per command carried out, the memory of idempotency."""

from django.db import models

from khlang.platform.tenancy import TenantRow


class CommandJournal(TenantRow):
    """A command that was carried out, with the hash of its input and the answer it got."""

    pk = models.CompositePrimaryKey("org_id", "command_id")
    command_id = models.UUIDField()
    name = models.CharField(max_length=80)
    input_hash = models.CharField(max_length=64)
    actor_id = models.BigIntegerField()
    at = models.DateTimeField()
    answer = models.JSONField()

    class Meta(TenantRow.Meta):
        db_table = "platform_command_journal"
