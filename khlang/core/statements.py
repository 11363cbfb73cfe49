"""Statements: rows that take accounts, rows that add rows, columns that are periods. The engine only adds.

A row is any value with `key`, `accounts` and `sums` (the layouts that standards reads from its tables). Amounts are
satang; a balance counts debit as positive.

- `accounts` are codes or beginnings of codes. With "-" in front they count with the opposite sign: ("-44",) prints
  revenue as positive, ("11", "-1101") takes 11 without 1101.
- `sums` are keys of rows above; ("revenue", "-expense") subtracts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol


class Row(Protocol):
    """What the engine reads of a row; a row without accounts and sums is a heading."""

    @property
    def key(self) -> str:
        """The name under which other rows add this one."""

    @property
    def accounts(self) -> tuple[str, ...]:
        """Codes or beginnings of codes, "-" in front for the opposite sign."""

    @property
    def sums(self) -> tuple[str, ...]:
        """Keys of rows above, "-" in front to subtract."""


def fill(rows: Sequence[Row], columns: Sequence[Mapping[str, int]]) -> dict[str, tuple[int, ...]]:
    """Return the amounts of every row by its key, one for each column; a heading has none.

    A column is the signed balance of each account code in one period. ValueError when the rows are unsound
    (see `problems`): a mistake of the layout.
    """
    wrong = problems(rows)
    if wrong:
        raise ValueError("; ".join(wrong))
    amounts: dict[str, tuple[int, ...]] = {}
    for row in rows:
        if row.accounts:
            amounts[row.key] = tuple(_taken(row, column) for column in columns)
        elif row.sums:
            parts = [_signed(name) for name in row.sums]
            amounts[row.key] = tuple(
                sum(sign * amounts[key][place] for sign, key in parts) for place in range(len(columns))
            )
        else:
            amounts[row.key] = ()
    return amounts


def weight(row: Row, code: str) -> int:
    """Return how often the row counts the account: 1, -1, or 0 when it does not take it."""
    return sum(sign for sign, prefix in map(_signed, row.accounts) if code.startswith(prefix))


def coverage(rows: Iterable[Row], codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each account code, the rows that take it: none is a hole, more than one a double count."""
    taking = [row for row in rows if row.accounts]
    return {code: tuple(row.key for row in taking if weight(row, code)) for code in codes}


def problems(rows: Iterable[Row]) -> list[str]:
    """Return what is unsound in the rows, in words for their author; an empty list means sound."""
    found: list[str] = []
    headings: dict[str, bool] = {}
    for row in rows:
        if row.key in headings:
            found.append(f"row {row.key}: the key is used twice")
        if row.accounts and row.sums:
            found.append(f"row {row.key}: takes accounts or adds rows, not both")
        for _, key in map(_signed, row.sums):
            if headings.get(key, True):
                found.append(f"row {row.key}: adds {key}, which has no amounts above it")
        headings[row.key] = not (row.accounts or row.sums)
    return found


def _taken(row: Row, column: Mapping[str, int]) -> int:
    return sum(weight(row, code) * amount for code, amount in column.items())


def _signed(name: str) -> tuple[int, str]:
    """Split "-44" into its sign and the rest."""
    return (-1, name[1:]) if name.startswith("-") else (1, name)
