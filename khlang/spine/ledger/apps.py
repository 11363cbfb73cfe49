"""Django's view of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Vouchers, lines, balances, seals, periods."""

    name = "khlang.spine.ledger"
    label = "ledger"
