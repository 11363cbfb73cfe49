"""The accounts of both books: the chart of the accrual book, the buckets of the budget book, and their floors."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from khlang.core.chart import Account, Chart
from khlang.core.posting import SIDES
from khlang.standards.files import document, table


@dataclass(frozen=True, slots=True)
class BudgetAccount:
    """An account of the budget book: one bucket of a budget line or of a line of the revenue estimate.

    `normal` is the side on which the balance grows, `floor` the side it may never leave ("" when there is no limit).
    """

    code: str
    name_th: str
    name_en: str
    normal: str
    floor: str
    source: str


@cache
def chart() -> Chart:
    """Return the standard chart of accounts of local governments, headings and posting accounts."""
    money = document("money.toml")
    accounts = {
        row["code"]: Account(
            row["code"],
            row["name_th"],
            row["name_en"],
            row["class"],
            row["normal_side"],
            row["row_type"] == "posting",
            row["source"],
        )
        for row in table("chart_of_accounts.csv")
    }
    return Chart(MappingProxyType(accounts), tuple(money["cash"]), tuple(money["banks"]))


@cache
def budget_accounts() -> tuple[BudgetAccount, ...]:
    """Return the accounts of the budget book in the order of the budget control equation (spec 2.6)."""
    return tuple(
        BudgetAccount(row["code"], row["th"], row["en"], row["normal"], row.get("floor", ""), row["source"])
        for row in document("budget_accounts.toml")["account"]
    )


def budget_account(code: str) -> BudgetAccount:
    """Return the account of the budget book; KeyError when the code is none: a mistake of the program."""
    for account in budget_accounts():
        if account.code == code:
            return account
    raise KeyError(code)


def named_accounts() -> Mapping[str, str]:
    """Return the accounts that the program asks for by their meaning (money.toml): meaning → code."""
    return MappingProxyType(document("money.toml")["named"])


def named_account(meaning: str) -> str:
    """Return the code of the account of that meaning; KeyError when the table has none: a mistake of the program."""
    return named_accounts()[meaning]


@cache
def _floors() -> Mapping[tuple[str, str], str]:
    floors = {("budget", account.code): account.floor for account in budget_accounts() if account.floor}
    floors.update({("accrual", row["account"]): row["side"] for row in document("money.toml")["floor"]})
    if unknown := {side for side in floors.values() if side not in SIDES}:
        raise ValueError(f"floors on unknown sides: {sorted(unknown)}")
    return MappingProxyType(floors)


def floor_of(book: str, code: str) -> str:
    """Return the side ("debit", "credit") that balances of the account may never leave, or "" for no limit."""
    return _floors().get((book, code), "")


def floors() -> Mapping[tuple[str, str], str]:
    """Return every floor by (book, account code)."""
    return _floors()
