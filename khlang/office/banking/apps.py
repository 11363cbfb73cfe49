"""Django's view of the bank accounts."""

from khlang.spine.documents import shelf


class BankingConfig(shelf.Module):
    """The organisation's own bank accounts."""

    name = "khlang.office.banking"
    label = "banking"
    verbose_name = "Bank accounts"
