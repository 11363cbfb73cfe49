"""Reading the bank accounts. The list of an organisation is short, hot and nearly constant: it is kept in the process."""

import time
from dataclasses import dataclass

from khlang.core.refusal import Refusal
from khlang.office.banking.models import BankAccount
from khlang.platform.tenancy import current_org

#: Seconds until another process notices a new or closed bank account; the process that changed it notices at once.
KEPT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank account as others see it. `account` is the account of the chart, `code` the `sub` of its ledger lines."""

    id: int
    code: str
    bank_name: str
    branch: str
    account_no: str
    account_name: str
    kind: str
    term: str
    account: str
    active: bool


#: By organisation: until when (monotonic nanoseconds) the list is good, and the list.
_kept: dict[int, tuple[int, tuple["Bank", ...]]] = {}


def forget() -> None:
    """Read the list anew next time: called by the commands that change it."""
    _kept.pop(current_org(), None)


def bank_accounts(*, with_closed: bool = True) -> tuple[Bank, ...]:
    """All bank accounts in the order they were entered; reads the database at most every KEPT_SECONDS."""
    until, banks = _kept.get(current_org(), (0, ()))
    if until < time.monotonic_ns():
        banks = _read()
        _kept[current_org()] = (time.monotonic_ns() + KEPT_SECONDS * 10**9, banks)
    return banks if with_closed else tuple(bank for bank in banks if bank.active)


def _read() -> tuple[Bank, ...]:
    rows = BankAccount.objects.order_by("position", "code")
    return tuple(
        Bank(
            row.id,
            row.code,
            row.bank_name,
            row.branch,
            row.account_no,
            row.account_name,
            row.kind,
            row.term,
            row.account,
            row.active,
        )
        for row in rows
    )


def find(*, code: str) -> Bank | None:
    """The bank account of this code, open or closed, or None."""
    for attempt in range(2):
        for bank in bank_accounts():
            if bank.code == code:
                return bank
        if attempt == 0:
            forget()
    return None


def usable(*, code: str, field: str = "bank_account") -> Bank:
    """The open bank account of this code, to be cited by a new document.

    Refusals (at `field`): bank_account_required, bank_account_unknown, bank_account_closed.
    """
    if not code:
        raise Refusal("bank_account_required", field=field)
    bank = find(code=code)
    if bank is None:
        raise Refusal("bank_account_unknown", field=field, code=code)
    if not bank.active:
        raise Refusal("bank_account_closed", field=field, code=code)
    return bank
