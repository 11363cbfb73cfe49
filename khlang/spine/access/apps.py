"""Django's view of access."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Owns people, positions, role assignments, API tokens and the record of log-ins."""

    name = "khlang.spine.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Register the commands; hand the directories to the generic pages."""
        from khlang.platform import screens
        from khlang.spine.access import commands  # noqa: F401
        from khlang.spine.access.screens import PEOPLE, POSITIONS, ROLES
        from khlang.spine.access.security_screens import SECURITY

        screens.declare(PEOPLE, POSITIONS, ROLES, SECURITY)
