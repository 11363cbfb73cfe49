"""Django's view of access."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Owns people, positions, role assignments, API tokens and the record of log-ins."""

    name = "khlang.spine.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Importing the commands registers them."""
        from khlang.spine.access import commands  # noqa: F401
