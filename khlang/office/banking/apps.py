"""Django's view of the bank accounts."""

from django.apps import AppConfig


class BankingConfig(AppConfig):
    """The organisation's own bank accounts."""

    name = "khlang.office.banking"
    label = "banking"
    verbose_name = "Bank accounts"

    def ready(self) -> None:
        """Hand the directory of bank accounts to the generic pages."""
        from khlang.office.banking import commands  # noqa: F401  (importing registers the commands)
        from khlang.office.banking.screens import DIRECTORY
        from khlang.platform import screens

        screens.declare(DIRECTORY)
