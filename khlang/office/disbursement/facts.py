"""From a dika to what its posting rules ask for. Decides nothing."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from khlang.core.posting import AccountRef, Facts, Item
from khlang.standards.dika_kinds import DikaKind

_SPENT = {"budget": "budget.available", "committed": "budget.committed"}


class Posted(Protocol):
    """A line or a deduction, as kept or as viewed: an amount (satang) on an account and its sub-account."""

    @property
    def account(self) -> str:
        """The account of the chart."""

    @property
    def sub(self) -> str:
        """Its sub-account, or ""."""

    @property
    def amount(self) -> int:
        """Satang."""


class Budgeted(Posted, Protocol):
    """A line, as kept or as viewed, that says from which money it is paid."""

    @property
    def source(self) -> str:
        """See standards/dika_kinds.toml."""

    @property
    def budget_line_id(self) -> int | None:
        """The budget line, or None."""

    @property
    def description(self) -> str:
        """What is paid."""


def requested(*, lines: Sequence[Budgeted]) -> Facts | None:
    """Facts of `dika.requested`: each budgeted line from where its money waits to expended; None when none is budgeted."""
    items = tuple(
        Item(
            {"amount": line.amount},
            {
                "expended_bucket": AccountRef("budget.expended", str(line.budget_line_id)),
                "spent_bucket": AccountRef(_SPENT[line.source], str(line.budget_line_id)),
            },
            line.description,
        )
        for line in lines
        if line.source in _SPENT
    )
    return Facts(groups={"budget_lines": items}) if items else None


def paid(*, kind: DikaKind, lines: Sequence[Posted], deductions: Sequence[Posted], bank: AccountRef, net: int) -> Facts:
    """Facts of `dika.paid`: lines and deductions of one account and sub-account added up, the bank with the net.

    A dika out of an earmarked grant recognises its revenue with the expense (spec 5.3 entry 15).
    """
    gross = sum(line.amount for line in lines)
    recognised: tuple[Item, ...] = ()
    if kind.funded_by:
        roles = {"funded": AccountRef(kind.funded_by), "revenue": AccountRef(kind.recognised)}
        recognised = (Item({"amount": gross}, roles),)
    return Facts(
        amounts={"net": net},
        accounts={"bank": bank},
        groups={"payments": _merged(lines), "deductions": _merged(deductions), "recognised": recognised},
    )


def _merged(rows: Iterable[Posted]) -> tuple[Item, ...]:
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        sums[row.account, row.sub] = sums.get((row.account, row.sub), 0) + row.amount
    return tuple(Item({"amount": amount}, {"account": AccountRef(*key)}) for key, amount in sums.items())
