"""The chart of accounts: ten digits and three, headings and posting accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from khlang.core.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Account:
    """One row of the chart; `kind` is its class (asset, liability, equity, revenue, expense) as the data names it."""

    code: str
    name_th: str
    name_en: str
    kind: str
    normal_side: str
    posting: bool
    source: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All accounts by code, and which of them are cash in hand and money at banks (with a sub-ledger of accounts)."""

    accounts: Mapping[str, Account]
    cash: tuple[str, ...] = ()
    banks: tuple[str, ...] = ()

    def __contains__(self, code: object) -> bool:
        """Return whether the chart has the code, heading or not."""
        return code in self.accounts

    def __iter__(self) -> Iterator[Account]:
        """Yield every account in the order of the codes."""
        return (self.accounts[code] for code in sorted(self.accounts))

    def __len__(self) -> int:
        """Return the number of accounts, headings included."""
        return len(self.accounts)

    def account(self, code: str, field: str | None = None) -> Account:
        """Return the account or heading of the code.

        Refusals: account_unknown (fact code).
        """
        found = self.accounts.get(code)
        if found is None:
            raise Refusal("account_unknown", field=field, code=code)
        return found

    def posting(self, code: str, field: str | None = None) -> Account:
        """Return the account if amounts may be posted to it.

        Refusals: account_unknown, account_is_heading (facts code, name).
        """
        found = self.account(code, field)
        if not found.posting:
            raise Refusal("account_is_heading", field=field, code=code, name=found.name_th)
        return found

    def is_cash(self, code: str) -> bool:
        """Return whether the account is cash in hand."""
        return code in self.cash

    def is_bank(self, code: str) -> bool:
        """Return whether the account is money at a bank, so that its lines name a bank account."""
        return code in self.banks
