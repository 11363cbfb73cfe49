"""Django's view of the platform: installs the database guards after every migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PlatformConfig(AppConfig):
    """Owns the command journal and the guards of the database."""

    name = "khlang.platform"
    label = "platform"
    verbose_name = "Khlang platform"

    def ready(self) -> None:
        """Guards are dropped before a migration (SQLite rebuilds tables) and installed after it."""
        from khlang.platform.db import connections, guards

        connections.prepare()
        pre_migrate.connect(guards.before_migration, sender=self)
        post_migrate.connect(guards.after_migration, dispatch_uid="khlang.guards")
