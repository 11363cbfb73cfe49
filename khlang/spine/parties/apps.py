"""Django's view of the parties."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Owns the parties of each organisation."""

    name = "khlang.spine.parties"
    label = "parties"
    verbose_name = "Parties"

    def ready(self) -> None:
        """Importing the commands registers them."""
        from khlang.spine.parties import commands  # noqa: F401
