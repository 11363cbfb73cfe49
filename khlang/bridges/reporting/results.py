"""What a report says, frozen: tables of values with their columns, for screens, files and paper alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khlang.standards import Column

#: Satang, a count, a day, a text; None is an empty cell.
Value = int | str | date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column key. `style`: "" or heading, total, note. The identifiers lead to what stands behind it; where that
    is not one document, `leads` names the report that explains the row, and what to ask it."""

    values: Mapping[str, Value]
    document_id: int | None = None
    voucher_id: int | None = None
    style: str = ""
    leads: tuple[str, Mapping[str, str]] | None = None

    def value(self, key: str) -> Value:
        """The cell of a column, None when it is empty."""
        return self.values.get(key)

    def amount(self, key: str) -> int:
        """The satang (or count) of a column, 0 when the cell is empty."""
        cell = self.values.get(key)
        return cell if isinstance(cell, int) else 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `totals` has the columns that are totalled, None when there is nothing to total."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Mapping[str, int] | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A report that has been run.

    `tables` is what people read, the main table first; `data` is the table for machines (CSV, JSON), its columns fixed
    by their keys; a CSV ends with `total_line` where the report has one. `particulars` and `notes` are texts. `form` is
    the printed form, `figures` what only that form needs. With paging, `page` is the page shown and `more` says that
    another follows; page 0 is everything.
    """

    name: str
    title: str
    subtitle: str
    organisation: str
    source: str
    paper: str
    tables: tuple[Table, ...]
    data: Table
    parameters: Mapping[str, Value]
    particulars: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    page: int = 0
    more: bool = False
    form: str = "table"
    figures: Mapping[str, Any] = field(default_factory=dict)
    lang: str = "th"
    total_line: Row | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the main table."""
        return self.tables[0].rows

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the main table."""
        return self.tables[0].columns

    @property
    def totals(self) -> Mapping[str, int] | None:
        """The totals of the main table."""
        return self.tables[0].totals


def totalled(
    *, columns: Iterable[Column], rows: Sequence[Row], known: Mapping[str, int] | None = None
) -> dict[str, int]:
    """The sums of the columns that are totalled; `known` gives those that were summed elsewhere (a page of many)."""
    sums: dict[str, int] = {}
    for column in columns:
        if column.total:
            sums[column.key] = sum(row.amount(column.key) for row in rows)
    return sums | dict(known or {})


def chosen(*, columns: Sequence[Column], keys: Sequence[str], moneys: Collection[str]) -> tuple[Column, ...]:
    """The columns of the keys in their order; a key without a column becomes a plain one of money or of text."""
    by_key = {column.key: column for column in columns}
    return tuple(
        by_key.get(key) or Column(key, key, key, "money" if key in moneys else "text", False, "", "") for key in keys
    )
