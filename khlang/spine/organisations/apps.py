"""Django's view of the organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Owns organisations, divisions and emblems."""

    name = "khlang.spine.organisations"
    label = "organisations"
    verbose_name = "Organisations"

    def ready(self) -> None:
        """Importing the commands registers them."""
        from khlang.spine.organisations import commands  # noqa: F401
