"""Django's view of the parties."""

from khlang.spine.documents import shelf


class PartiesConfig(shelf.Module):
    """Owns the parties of each organisation and the accounts into which they are paid."""

    name = "khlang.spine.parties"
    label = "parties"
    verbose_name = "Parties"
    constraints = (("payee_account_one_waiting", "", "payee_account_pending"),)
