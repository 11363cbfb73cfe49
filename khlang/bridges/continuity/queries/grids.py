"""The grid in which papers of one kind are keyed in: its columns, and its rows as papers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from khlang import standards
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.workbooks.layout import BOOK, DAY, NUMBER, Column, layout

__all__ = ["BOOK", "DAY", "NUMBER", "Column", "Keyed", "columns", "fold", "unfold"]
_YES: Final = ("on", "true", "1", "ใช่")


@dataclass(slots=True)
class Keyed:
    """One paper of a grid: what the capture takes, and the rows of the grid it stands in."""

    book_no: str
    number: str
    paper_date: str
    payload: dict[str, Any] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)


def columns(*, paper: str) -> tuple[Column, ...]:
    """The columns of a kind of paper: which paper, its head, its lines. Empty for a kind that nobody can key in."""
    kind, known = KINDS.get(paper), standards.manual_paper(paper)
    if kind is None or known is None:
        return ()
    return layout(paper=known, schema=kind.schema).columns


def fold(*, paper: str, rows: Sequence[Mapping[str, str]]) -> list[Keyed]:
    """Rows (place of the column → what was typed) as papers: the next row of the same number is a line of the same paper.

    What the head says in its first row stands; a row without a number belongs to the paper above it.
    """
    known = columns(paper=paper)
    found: list[Keyed] = []
    for position, row in enumerate(rows):
        last = found[-1] if found else None
        same = last is not None and (
            not row.get(NUMBER) or (row.get(NUMBER), row.get(BOOK, last.book_no)) == (last.number, last.book_no)
        )
        if last is None or not same:
            last = Keyed(row.get(BOOK, ""), row.get(NUMBER, ""), row.get(DAY, ""))
            found.append(last)
        last.rows.append(position)
        _add(last, known, row)
    return found


def _add(keyed: Keyed, known: Sequence[Column], row: Mapping[str, str]) -> None:
    """Take a row over: head values that are not there yet, and a line of every list that it says something of."""
    lines: dict[str, dict[str, Any]] = {}
    for column in known:
        typed = row.get(column.place, "").strip()
        if column.place in (BOOK, NUMBER, DAY) or not typed:
            continue
        value = _value(column, typed)
        if column.group:
            lines.setdefault(column.group, {})[column.key] = value
        else:
            keyed.payload.setdefault(column.key, value)
    for group, line in lines.items():
        keyed.payload.setdefault(group, []).append(line)


def _value(column: Column, typed: str) -> Any:
    if column.kind == "yes_no":
        return typed in _YES
    if column.kind == "texts":
        return [each.strip() for each in typed.split(",") if each.strip()]
    return typed


def unfold(*, paper: str, keyed: Keyed) -> list[dict[str, str]]:
    """A paper as rows of the grid again, to be corrected."""
    known = columns(paper=paper)
    groups = {column.group for column in known if column.group}
    count = max([1, *(len(keyed.payload.get(group) or ()) for group in groups)])
    rows: list[dict[str, str]] = []
    for position in range(count):
        row = {BOOK: keyed.book_no, NUMBER: keyed.number, DAY: keyed.paper_date} if position == 0 else {}
        for column in known:
            if column.place in (BOOK, NUMBER, DAY):
                continue
            if column.group:
                lines = keyed.payload.get(column.group) or []
                value = lines[position].get(column.key) if position < len(lines) else None
            else:
                value = keyed.payload.get(column.key) if position == 0 else None
            if value not in (None, ""):
                row[column.place] = _typed(value)
        rows.append(row)
    return rows


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return ", ".join(str(each) for each in value) if isinstance(value, (list, tuple)) else str(value)
