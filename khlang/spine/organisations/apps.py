"""Django's view of the organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Owns organisations, divisions and emblems."""

    name = "khlang.spine.organisations"
    label = "organisations"
    verbose_name = "Organisations"

    def ready(self) -> None:
        """Register the commands; hand the directory to the generic pages."""
        from khlang.platform import screens
        from khlang.spine.organisations import commands  # noqa: F401
        from khlang.spine.organisations.screens import DIRECTORY

        screens.declare(DIRECTORY)
