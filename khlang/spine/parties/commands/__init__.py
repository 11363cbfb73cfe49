"""Every write of parties and of the accounts into which they are paid."""

from khlang.spine.parties.commands.payees import (
    cancel_account,
    confirm_account,
    confirm_accounts,
    propose_account,
    propose_accounts,
    reject_account,
)
from khlang.spine.parties.commands.register import register_people, save_party

__all__ = [
    "cancel_account", "confirm_account", "confirm_accounts", "propose_account", "propose_accounts", "register_people",
    "reject_account", "save_party",
]  # fmt: skip
