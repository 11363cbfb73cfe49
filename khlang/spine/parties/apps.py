"""Django's view of the parties."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Owns the parties of each organisation."""

    name = "khlang.spine.parties"
    label = "parties"
    verbose_name = "Parties"

    def ready(self) -> None:
        """Register the commands; hand the directory to the generic pages."""
        from khlang.platform import screens
        from khlang.spine.parties import commands  # noqa: F401
        from khlang.spine.parties.screens import DIRECTORY

        screens.declare(DIRECTORY)
