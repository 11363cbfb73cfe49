"""Rows of a filled workbook to papers, with what is wrong with them: it never stops at the first bad row.

A paper may take several rows: the number again, blank or a ditto mark, and what differs. A row that says a paper's line once
more, head and all, is a row pasted twice and counts once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from khlang import standards
from khlang.bridges.continuity.workbooks import cells
from khlang.bridges.continuity.workbooks.finding import Found, identity_only, kinds_of
from khlang.bridges.continuity.workbooks.layout import BOOK, DAY, NUMBER, Column, Layout, data_sheet, layout
from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import commands, spreadsheets
from khlang.platform.spreadsheets import Sheet
from khlang.standards import labels, message

#: A workbook is filled for half a year: ten thousand rows a sheet.
MOST_ROWS: Final = 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: where it stands, and which refusal."""

    sheet: str
    row: int
    cell: str
    column: str
    refusal: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that was read otherwise than it stands there, or passed over: what is told of it, in Thai."""

    sheet: str
    row: int
    cell: str
    text: str


@dataclass(slots=True)
class Written:
    """One paper as the workbook has it: its identity, what the schema takes, and the rows it stands in."""

    paper: str
    sheet: str
    rows: list[int]
    book_no: str
    number: int
    paper_date: str = ""
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contents:
    """A workbook that was read: papers that are right, faults and notices in the order of the rows, sheets not recognised."""

    papers: tuple[Written, ...]
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]
    strange: tuple[str, ...]
    found: tuple[Found, ...]
    rows: int


def read(*, content: bytes, filename: str, schemas: Mapping[str, type[BaseModel]], today: date) -> Contents:
    """Every paper of a workbook; `schemas` by the key of the kind of paper.

    Refusals: those of `spreadsheets.read`; workbook_unknown when no sheet is one of a paper.
    """
    sheets = spreadsheets.read(content=content, filename=filename, most_rows=MOST_ROWS)
    layouts = [
        layout(paper=paper, schema=schemas[paper.key]) for paper in standards.manual_papers() if paper.key in schemas
    ]
    found, strange = kinds_of(sheets=sheets, layouts=layouts)
    if not found:
        raise Refusal("workbook_unknown", field="content", filename=filename)
    papers: list[Written] = []
    faults: list[Fault] = []
    notices: list[Notice] = []
    rows = 0
    for each in found:
        reader = _Reader(each, schemas[each.layout.paper], today)
        papers += reader.papers()
        faults += reader.faults
        notices += reader.notices
        rows += reader.rows
    unread = tuple(sheet.name for sheet in strange if sheet.name not in own_sheets())
    return Contents(tuple(papers), tuple(faults), tuple(notices), unread, tuple(found), rows)


def own_sheets() -> frozenset[str]:
    """The sheets of the workbook that hold no papers: instructions, status, codes, data of the snapshot."""
    data = {data_sheet(title=title) for title in labels("kit.table").values()}
    return frozenset({message(f"workbook.sheet.{key}") for key in ("instructions", "status", "lists")} | data)


@dataclass(slots=True)
class _Draft:
    """A paper being read: values by place of the head, and per list its lines with the row each stands in."""

    written: Written
    head: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    broken: bool = False


class _Reader:
    """One sheet on its way to papers."""

    def __init__(self, found: Found, schema: type[BaseModel], today: date) -> None:
        self.found, self.schema, self.today = found, schema, today
        self.layout: Layout = found.layout
        self.sheet: Sheet = found.sheet
        self.by_place = {column.place: column for column in found.layout.columns}
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []
        self.rows = 0
        paper = standards.manual_paper(found.layout.paper)
        self.prefix = paper.prefix if paper else ""

    def papers(self) -> Iterator[Written]:
        """The papers that are right, each validated by the schema; what is wrong goes to `faults`."""
        for column in self.found.missing:
            self._fault(self.found.header, column, Refusal("sheet_heading_missing"))
        if self.found.missing:
            return
        said: dict[tuple[str, int], Written] = {}
        for draft in self._drafts():
            written = self._whole(draft)
            if written is None:
                continue
            earlier = said.get((written.book_no, written.number))
            if earlier is not None and (earlier.payload, earlier.paper_date) == (written.payload, written.paper_date):
                self._twice(written.rows[0], earlier.rows[0])
                continue
            said.setdefault((written.book_no, written.number), written)
            yield written

    def _drafts(self) -> list[_Draft]:
        drafts: list[_Draft] = []
        for row, values in self._filled():
            self.rows += 1
            identity = self._identity(row, values, drafts[-1] if drafts else None)
            if identity is None:
                drafts.append(_Draft(Written(self.layout.paper, self.sheet.name, [row], "", 0), broken=True))
                continue
            book_no, number = identity
            last = drafts[-1] if drafts else None
            if last is None or (last.written.book_no, last.written.number) != identity:
                last = _Draft(Written(self.layout.paper, self.sheet.name, [], book_no, number))
                drafts.append(last)
            self._add(last, row, values)
        return drafts

    def _filled(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows below the headings that hold something of a paper: cell values by place, merged ones filled in."""
        for row, line in enumerate(self.sheet.rows[self.found.header :], start=self.found.header + 1):
            values = {
                place: line[at]
                for place, at in self.found.columns.items()
                if at < len(line) and not cells.empty(cell=line[at])
            }
            merged = self._merged(row)
            if not (values or merged) or identity_only(found=self.found, cells=line) and not merged:
                continue
            if self._is_heading(line) or _is_total(line):
                continue
            yield row, {**merged, **values}

    def _merged(self, row: int) -> dict[str, Any]:
        """What stands above in a merged cell that reaches down to this row: for the head of a paper only."""
        found = {}
        for place, at in self.found.columns.items():
            code, span = self.sheet.defects.get((row, at + 1), ("", ""))
            if code == "cell_merged" and not self.by_place[place].group:
                (top, left), (_, right) = _corners(span)
                if top < row and left == right == at + 1:
                    above = self.sheet.rows[top - 1]
                    found[place] = above[at] if at < len(above) else ""
        return {place: cell for place, cell in found.items() if not cells.empty(cell=cell)}

    def _is_heading(self, line: Sequence[Any]) -> bool:
        """The headings once more, as when sheets were pasted below one another."""
        header = self.sheet.rows[self.found.header - 1]
        alike = [at for at in self.found.columns.values() if at < len(line) and line[at] == header[at]]
        return len(alike) >= 3

    def _identity(self, row: int, values: Mapping[str, Any], last: _Draft | None) -> tuple[str, int] | None:
        """Book and number of the paper a row belongs to; without a number, or with a ditto mark, that of the row above."""
        own, shown = values.get(NUMBER), values.get(BOOK)
        if own is None or cells.ditto(cell=own):
            if last is not None and not last.broken:
                return last.written.book_no, last.written.number
            if last is None:
                self._fault(row, self.by_place[NUMBER], Refusal("cell_required"))
            return None
        try:
            number = cells.number(cell=own, prefix=self.prefix)
        except Refusal as refusal:
            self._fault(row, self.by_place[NUMBER], refusal)
            return None
        if shown is None or cells.ditto(cell=shown):
            same = last is not None and (last.written.number == number or cells.ditto(cell=shown))
            return (last.written.book_no if last and same else "", number)
        return cells.book(cell=shown), number

    def _add(self, draft: _Draft, row: int, values: Mapping[str, Any]) -> None:
        """One row more of a paper: what it says of the head must agree, what it says of lines is added."""
        read = {
            place: self._read(draft, row, place, cell) for place, cell in values.items() if place not in (BOOK, NUMBER)
        }
        known = {place: each for place, each in read.items() if each is not None}
        head = {place: each for place, each in known.items() if not self.by_place[place].group}
        lines = {
            group: {each.key: known[each.place].value for each in self._of(group) if each.place in known}
            for group in self.layout.groups
        }
        if draft.written.rows and NUMBER in values and DAY in head and self._said_before(draft, head, lines):
            self._twice(row, draft.written.rows[0])
            return
        for place, each in head.items():
            stands = draft.head.setdefault(place, each)
            if stands.value != each.value:
                self._fault(row, self.by_place[place], Refusal("workbook_rows_differ", first=draft.written.rows[0]))
                draft.broken = True
        for group, line in lines.items():
            if line:
                draft.lines.setdefault(group, []).append((row, line))
        draft.written.rows.append(row)

    def _of(self, group: str) -> list[Column]:
        return [column for column in self.layout.columns if column.group == group]

    @staticmethod
    def _said_before(draft: _Draft, head: Mapping[str, Any], lines: Mapping[str, Any]) -> bool:
        same_head = all(place in draft.head and draft.head[place].value == each.value for place, each in head.items())
        same_lines = all(
            not line or line in [known for _, known in draft.lines.get(group, ())] for group, line in lines.items()
        )
        return same_head and same_lines

    def _read(self, draft: _Draft, row: int, place: str, cell: Any) -> cells.Read | None:
        column = self.by_place[place]
        code, span = self.sheet.defects.get((row, self.found.columns[place] + 1), ("", ""))
        if code and (code != "cell_merged" or self._spoils(span, column)):
            self._fault(row, column, Refusal(code, cell=span))
            draft.broken = True
            return None
        if cells.ditto(cell=cell):
            return None
        try:
            read = cells.read(cell=cell, column=column, today=self.today)
        except Refusal as refusal:
            if place == DAY and refusal.code == "date_era_implausible":  # the queue asks a person which era was meant
                return cells.Read(cells.plain(cell=cell))
            self._fault(row, column, refusal)
            draft.broken = True
            return None
        if read.typed:
            self._notice(row, place, message("workbook.read_as", typed=read.typed, day=_thai(read.value)))
        return read

    def _spoils(self, span: str, column: Column) -> bool:
        """Whether a merged cell leaves it open what stands where: lines merged downwards, or two columns into one."""
        (top, left), (bottom, right) = _corners(span)
        covered = [at for at in self.found.columns.values() if left <= at + 1 <= right]
        return len(covered) > 1 or (bottom > top and bool(column.group))

    def _whole(self, draft: _Draft) -> Written | None:
        """The paper as the schema takes it, or None when something is wrong with it."""
        written = draft.written
        if not draft.broken and DAY not in draft.head:
            self._fault(written.rows[0], self.by_place[DAY], Refusal("cell_required"))
            draft.broken = True
        if draft.broken:
            return None
        written.paper_date = draft.head.pop(DAY).value
        written.payload = {place: each.value for place, each in draft.head.items()}
        written.payload |= {group: [line for _, line in found] for group, found in draft.lines.items()}
        try:
            commands.parse(schema=self.schema, data=written.payload, today=self.today)
        except (Refusal, Refusals) as refused:
            for refusal in refused.errors if isinstance(refused, Refusals) else (refused,):
                self._place(draft, refusal)
            return None
        return written

    def _place(self, draft: _Draft, refusal: Refusal) -> None:
        """What the schema refuses, at the cell where it stands."""
        group, _, rest = (refusal.field or "").partition(".")
        index, _, key = rest.partition(".")
        lines = draft.lines.get(group, ())
        row = lines[int(index)][0] if index.isdigit() and int(index) < len(lines) else draft.written.rows[0]
        column = self.by_place.get(f"{group}.{key.partition('.')[0]}" if rest else group)
        self._fault(row, column or next((each for each in self._of(group) if group), None), refusal)

    def _twice(self, row: int, first: int) -> None:
        self._notice(row, NUMBER, message("workbook.twice", first=first))

    def _notice(self, row: int, place: str, text: str) -> None:
        self.notices.append(Notice(sheet=self.sheet.name, row=row, cell=self._cell(row, place), text=text))

    def _cell(self, row: int, place: str) -> str:
        at = self.found.columns.get(place)
        return f"{spreadsheets.letters(index=at)}{row}" if at is not None else ""

    def _fault(self, row: int, column: Column | None, refusal: Refusal) -> None:
        place, title = (column.place, column.title) if column else ("", "")
        cell = self._cell(row, place)
        where: dict[str, Any] = {"sheet": self.sheet.name, "row": row, "column": title}
        told = Refusal(
            refusal.code, field=f"content.{self.sheet.name}.{row}.{place}", **{"cell": cell, **refusal.facts, **where}
        )
        self.faults.append(Fault(sheet=self.sheet.name, row=row, cell=cell, column=title, refusal=told))


def _corners(span: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and last cell of a range such as «B5:C7», as (row, column) counted from 1."""
    first, _, last = span.partition(":")
    return spreadsheets.place(cell=first), spreadsheets.place(cell=last or first)


def _is_total(line: Sequence[Any]) -> bool:
    """A sum that somebody wrote below: its first word is รวม, and no number of a paper stands in the row."""
    first = next((cell for cell in line if not cells.empty(cell=cell)), "")
    return isinstance(first, str) and first.strip().startswith(("รวม", "ยอดรวม"))


def _thai(iso: str) -> str:
    return format_date(date.fromisoformat(iso))
