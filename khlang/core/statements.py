"""Statements: rows that select accounts, rows that add rows, columns that are periods.

The layout is a frozen value (standards reads it from TOML); the engine only adds. Amounts are satang.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

RowKind = Literal["heading", "accounts", "sum"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The accounts whose code begins with `prefix`, with the sign by which they count in the row."""

    prefix: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """One row: a heading, or a selection of accounts, or a sum of earlier rows ("-key" subtracts).

    `sign` turns the signed balance (debit positive) into what is printed: -1 for liabilities and revenue.
    """

    key: str
    label_th: str
    label_en: str
    accounts: tuple[Selection, ...] = ()
    sum_of: tuple[str, ...] = ()
    sign: int = 1
    level: int = 0
    note: str = ""

    @property
    def kind(self) -> RowKind:
        """What the row does."""
        if self.accounts:
            return "accounts"
        return "sum" if self.sum_of else "heading"


@dataclass(frozen=True, slots=True)
class Layout:
    """A statement: its title and its rows from top to bottom."""

    name: str
    title_th: str
    title_en: str
    rows: tuple[LayoutRow, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row with its amounts, one a column; a heading has none."""

    row: LayoutRow
    amounts: tuple[int, ...]


def fill(layout: Layout, columns: Mapping[str, Mapping[str, int]]) -> tuple[StatementRow, ...]:
    """Return the statement for columns of signed balances by account code, debit positive.

    Each key of `columns` is a period ("this_year", "last_year"); amounts come in the order of the keys. A sum of a
    row that does not stand above it is a mistake of the layout and raises ValueError; see `problems`.
    """
    wrong = problems(layout)
    if wrong:
        raise ValueError("; ".join(wrong))
    amounts: dict[str, tuple[int, ...]] = {}
    result = []
    for row in layout.rows:
        if row.kind == "accounts":
            amounts[row.key] = tuple(row.sign * _select(row.accounts, column) for column in columns.values())
        elif row.kind == "sum":
            parts = [(_sign_of(name), amounts[name.removeprefix("-")]) for name in row.sum_of]
            amounts[row.key] = tuple(
                row.sign * sum(sign * values[place] for sign, values in parts) for place in range(len(columns))
            )
        result.append(StatementRow(row, amounts.get(row.key, ())))
    return tuple(result)


def _select(selections: Iterable[Selection], column: Mapping[str, int]) -> int:
    return sum(
        selection.sign * amount
        for selection in selections
        for code, amount in column.items()
        if code.startswith(selection.prefix)
    )


def _sign_of(name: str) -> int:
    return -1 if name.startswith("-") else 1


def problems(layout: Layout) -> list[str]:
    """Return what is unsound in a layout, in words for its author; an empty list means sound."""
    found: list[str] = []
    summable: set[str] = set()
    keys: set[str] = set()
    for row in layout.rows:
        place = f"{layout.name}.{row.key}"
        if row.key in keys:
            found.append(f"{place}: the key is used twice")
        if row.accounts and row.sum_of:
            found.append(f"{place}: a row selects accounts or adds rows, not both")
        found += [
            f"{place}: adds {name}, which does not stand above it"
            for name in row.sum_of
            if name.removeprefix("-") not in summable
        ]
        keys.add(row.key)
        if row.kind != "heading":
            summable.add(row.key)
    return found


def coverage(layout: Layout, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each account code, the rows that take it: none or more than one is a hole or a double count."""
    return {
        code: tuple(
            row.key for row in layout.rows if any(code.startswith(selection.prefix) for selection in row.accounts)
        )
        for code in codes
    }
