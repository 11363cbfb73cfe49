"""What forms offer of the bank accounts of the organisation."""

from collections.abc import Sequence

from khlang.office.banking import queries
from khlang.platform import choosing
from khlang.platform.screens import Choice


def bank_accounts() -> tuple[Choice, ...]:
    """Open bank accounts, for the select of a form."""
    return _choices(queries.bank_accounts(with_closed=False))


def all_bank_accounts() -> tuple[Choice, ...]:
    """Every bank account: one that is closed still has a last statement."""
    return _choices(queries.bank_accounts())


def find_bank_accounts(text: str) -> Sequence[Choice]:
    """Open bank accounts by code, bank or number."""
    wanted = choosing.searched(text)
    return [each for each in bank_accounts() if wanted in f"{each.value} {each.label} {each.note}".casefold()]


def _choices(banks: Sequence[queries.Bank]) -> tuple[Choice, ...]:
    return tuple(Choice(value=bank.code, label=f"{bank.code} {bank.bank_name}", note=bank.account_no) for bank in banks)
