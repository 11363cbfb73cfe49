"""Posting rules: how an event of the office becomes balanced lines in the two books.

A rule is a table that an accountant can read: side, account or $role, amount. There are no expressions and no
conditions: another case is another event. Amounts are satang.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal

SIDES: Final = ("debit", "credit")
BOOKS: Final = ("accrual", "budget")
VOUCHERS: Final = ("receipt", "payable", "payment", "general", "budget", "opening")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a voucher.

    `sub` is the key of a sub-ledger (bank account, budget line, revenue item) or "". `floor` names the side on which
    the balance of the account must stay, whatever happens: "debit" for cash and for free budget; "" for no limit.
    """

    book: str
    account: str
    sub: str
    debit: int
    credit: int
    description: str = ""
    floor: str = ""


@dataclass(frozen=True, slots=True)
class AccountRef:
    """The account that a $role of a rule stands for in one event."""

    code: str
    sub: str = ""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One row of a posting rule.

    `account` is a code, or "$role" looked up in the facts. `each` names the group of items for which the row is
    repeated. `floor` is carried to the line.
    """

    side: str
    account: str
    amount: str
    each: str | None = None
    book: str = "accrual"
    floor: str = ""

    def __post_init__(self) -> None:
        """Refuse a mistyped rule when the rules are loaded, not when money is posted."""
        if self.side not in SIDES or self.book not in BOOKS or self.floor not in ("", *SIDES):
            raise ValueError(f"posting rule row not understood: {self}")


@dataclass(frozen=True, slots=True)
class Rule:
    """What one event posts; `voucher` is the kind of voucher, `source` the regulation or guideline clause."""

    event: str
    voucher: str
    source: str
    note: str
    lines: tuple[RuleLine, ...]

    def __post_init__(self) -> None:
        """Refuse an unknown kind of voucher when the rules are loaded."""
        if self.voucher not in VOUCHERS:
            raise ValueError(f"posting rule {self.event}: unknown voucher kind {self.voucher!r}")


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a group: a line of a receipt, a deduction of a payment."""

    amounts: Mapping[str, int] = field(default_factory=dict)
    accounts: Mapping[str, AccountRef] = field(default_factory=dict)
    description: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document tells its posting rule: amounts in satang, the accounts of the roles, groups of items."""

    amounts: Mapping[str, int] = field(default_factory=dict)
    accounts: Mapping[str, AccountRef] = field(default_factory=dict)
    groups: Mapping[str, Sequence[Item]] = field(default_factory=dict)


_WHOLE: Final = (Item(),)
_NO_FLOORS: Final[Mapping[tuple[str, str], str]] = {}


def expand(rule: Rule, facts: Facts, *, floors: Mapping[tuple[str, str], str] = _NO_FLOORS) -> tuple[Line, ...]:
    """Return the lines that the rule posts for the facts; every book balances.

    A name is looked up in the item first, then in the facts. Rows of amount zero are dropped. A name that the facts
    do not know, or an amount below zero, is a mistake of the program and raises ValueError. `floors` gives, by
    (book, account code), the side that the balance may not leave; a floor written in the rule goes before it.

    Refusals: voucher_empty, voucher_unbalanced (facts book, debit, credit).
    """
    lines: list[Line] = []
    for row in rule.lines:
        try:
            items = _WHOLE if row.each is None else facts.groups[row.each]
            for item in items:
                amount = item.amounts[row.amount] if row.amount in item.amounts else facts.amounts[row.amount]
                if amount < 0:
                    raise ValueError(f"{rule.event}: amount {row.amount} is below zero ({amount} satang)")
                if amount:
                    lines.append(_line(row, item, facts, amount, floors))
        except KeyError as missing:
            raise ValueError(f"{rule.event}: the facts do not give {missing}") from None
    require_balance(lines)
    return tuple(lines)


def _line(row: RuleLine, item: Item, facts: Facts, amount: int, floors: Mapping[tuple[str, str], str]) -> Line:
    account, sub = row.account, ""
    if account[0] == "$":
        role = account[1:]
        reference = item.accounts[role] if role in item.accounts else facts.accounts[role]
        account, sub = reference.code, reference.sub
    floor = row.floor or floors.get((row.book, account), "")
    if row.side == "debit":
        return Line(row.book, account, sub, amount, 0, item.description, floor)
    return Line(row.book, account, sub, 0, amount, item.description, floor)


def require_balance(lines: Iterable[Line]) -> None:
    """Pass if there is a line and every book balances.

    Refusals: voucher_empty, voucher_unbalanced (facts book, debit, credit as baht text).
    """
    sums = totals(lines)
    if not sums:
        raise Refusal("voucher_empty")
    for book, (debit, credit) in sums.items():
        if debit != credit:
            raise Refusal("voucher_unbalanced", book=book, debit=format_baht(debit), credit=format_baht(credit))


def totals(lines: Iterable[Line]) -> dict[str, tuple[int, int]]:
    """Return (debit, credit) in satang for each book that the lines touch."""
    sums: dict[str, tuple[int, int]] = {}
    for line in lines:
        debit, credit = sums.get(line.book, (0, 0))
        sums[line.book] = (debit + line.debit, credit + line.credit)
    return sums


def reverse(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with debit and credit exchanged: how a posted voucher is corrected."""
    return tuple(
        Line(line.book, line.account, line.sub, line.credit, line.debit, line.description, line.floor) for line in lines
    )


def merge(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with those of one book, account, sub, side and description added up, in order of appearance."""
    merged: dict[tuple[str, str, str, bool, str], Line] = {}
    for line in lines:
        key = (line.book, line.account, line.sub, line.debit > 0, line.description)
        known = merged.get(key)
        if known is None:
            merged[key] = line
        else:
            debit, credit = known.debit + line.debit, known.credit + line.credit
            merged[key] = replace(line, debit=debit, credit=credit, floor=known.floor or line.floor)
    return tuple(merged.values())
