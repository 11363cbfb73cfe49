"""The workbook itself: a sheet a kind of paper with the numbers of the leased blocks, what the office must know, the status.

The same snapshot and numbers give the same bytes. Entry sheets are open, for people paste into them; sheets that compute or
tell are locked without a password, so that nobody types into them by mistake.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter
from pydantic import BaseModel
from xlsxwriter.worksheet import Worksheet

from khlang import standards
from khlang.bridges.continuity.kits.snapshot import Snapshot, Table
from khlang.bridges.continuity.workbooks import status
from khlang.bridges.continuity.workbooks.layout import BOOK, DAY, NUMBER, Column, Layout, data_sheet, layout
from khlang.bridges.continuity.workbooks.status import FIRST_ROW, HEADER_ROW, ROWS
from khlang.platform import exporting
from khlang.platform.spreadsheets import letters
from khlang.spine.documents.print_data import printing_time
from khlang.standards import message
from khlang.standards.kit import kit_rules

_WIDTHS: Final[Mapping[str, int]] = {"baht": 16, "date": 16, "national_number": 20, "integer": 10, "yes_no": 10}
_LONG: Final = ("name", "title", "description", "explanation", "reason", "address", "purpose")
#: A list to choose from stands in one place of the workbook and is called by this name.
_LIST: Final = "list_{key}"


class _Sheet(Worksheet):
    """A sheet whose formulas name no function that a later program brought: nothing in them is to be spelt anew, which
    would cost thirty searches in each of the thousands of formulas."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Printed numbers of one kind of paper, with the book they are in."""

    book_no: str
    printed: tuple[str, ...]


def workbook(
    *,
    snapshot: Snapshot,
    schemas: Mapping[str, type[BaseModel]],
    numbers: Mapping[str, Numbers],
    kit: str,
    filled: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> bytes:
    """The workbook of a kit as XLSX; `schemas` and `numbers` by the key of the kind of paper, `kit` its number.

    `filled` are rows that stand in it already, by kind, each cell by the place of its column: as people would type them.
    """
    buffer = io.BytesIO()
    with exporting.workbook(buffer) as book:
        book.set_properties({"title": message("workbook.title"), "created": snapshot.taken_at.replace(tzinfo=None)})
        made = _Book(book, snapshot, kit)
        sheets = [
            layout(paper=paper, schema=schemas[paper.key])
            for paper in standards.manual_papers()
            if paper.key in schemas
        ]
        made.instructions(sheets)
        flows = {flow.paper: flow for flow in kit_rules().flows}
        moves = {each.paper: status.moving(layout=each, flow=flows.get(each.paper)) for each in sheets}
        moving = [each for each in moves.values() if each is not None]
        status_sheet = book.add_worksheet(status.name())
        status.write_status(sheet=status_sheet, snapshot=snapshot, sheets=moving, formats=made.formats)
        for each in sheets:
            made.paper(each, numbers.get(each.paper), moves[each.paper])
            made.fill(each, (filled or {}).get(each.paper, ()))
        made.lists()
        for table in snapshot.tables:
            made.table(table)
    return buffer.getvalue()


class _Book:
    """The workbook being written, with the formats of its cells."""

    def __init__(self, book: xlsxwriter.Workbook, snapshot: Snapshot, kit: str) -> None:
        self.book, self.snapshot, self.kit = book, snapshot, kit
        self.formats = {name: book.add_format(look) for name, look in _LOOKS.items()}

    def _age(self) -> str:
        return message("kit.taken", taken=printing_time(instant=self.snapshot.taken_at), kit=self.kit)

    def instructions(self, sheets: Sequence[Layout]) -> None:
        """The first sheet: how it is filled in, and which sheet is for which paper."""
        sheet = self.book.add_worksheet(message("workbook.sheet.instructions"))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 92, self.formats["wrap"])
        sheet.write(0, 0, message("workbook.title"), self.formats["title"])
        sheet.write(1, 0, self.snapshot.name, self.formats["title"])
        sheet.write(2, 0, self._age(), self.formats["plain"])
        row = 4
        for step in range(1, 10):
            text = message(f"workbook.how.{step}")
            sheet.write(row, 0, message("workbook.step", step=step), self.formats["top"])
            sheet.write(row, 1, text, self.formats["wrap"])
            row += 1
        for each in sheets:
            row += 1
            paper = standards.manual_paper(each.paper)
            sheet.write_url(row, 0, f"internal:'{each.sheet}'!A1", string=each.sheet)
            clause = paper.clause_number(unit=self.snapshot.unit) if paper else ""
            sheet.write(row, 1, message("workbook.of_clause", title=each.title, clause=clause), self.formats["wrap"])
        self._locked(sheet)

    def paper(self, layout: Layout, numbers: Numbers | None, moving: status.Moving | None) -> None:
        """The sheet of one kind of paper, its numbers already in it."""
        sheet = self.book.add_worksheet(layout.sheet, _Sheet)
        sheet.write(0, 0, layout.title, self.formats["title"])
        sheet.write(1, 0, f"{self.snapshot.name} · {self._age()}", self.formats["plain"])
        sheet.write(2, 0, message("workbook.hint"), self.formats["plain"])
        for at, column in enumerate(layout.columns):
            required = " *" if column.required else ""
            sheet.write(HEADER_ROW, at, column.title + required, self.formats["line_head" if column.group else "head"])
            if column.note:
                sheet.write_comment(HEADER_ROW, at, column.note, {"x_scale": 2})
            sheet.set_column(at, at, _width(column), self.formats[_format(column)])
            self._validate(sheet, at, column)
        for offset, printed in enumerate(numbers.printed if numbers else ()):
            sheet.write_string(FIRST_ROW + offset, _at(layout, NUMBER), printed, self.formats["given"])
            if numbers and numbers.book_no:
                sheet.write_string(FIRST_ROW + offset, _at(layout, BOOK), numbers.book_no, self.formats["given"])
        if moving is not None:
            status.write_columns(sheet=sheet, moving=moving, grey=self.formats["grey"], head=self.formats["grey"])
        sheet.freeze_panes(FIRST_ROW, _at(layout, DAY) + 1)
        sheet.set_row(HEADER_ROW, 48)
        _on_paper(sheet)

    def fill(self, layout: Layout, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows of a sheet: text and numbers as they are, days as days."""
        sheet = self.book.get_worksheet_by_name(layout.sheet)
        assert sheet is not None
        for offset, row in enumerate(rows):
            for place, cell in row.items():
                at, line = _at(layout, place), FIRST_ROW + offset
                if isinstance(cell, date):
                    sheet.write_datetime(line, at, datetime(cell.year, cell.month, cell.day), self.formats["day"])
                elif isinstance(cell, str):
                    sheet.write_string(line, at, cell)
                elif cell is not None:
                    sheet.write_number(line, at, cell)

    def _validate(self, sheet: Worksheet, at: int, column: Column) -> None:
        """Lists to choose from, and what to type; never a refusal, for people paste what they have."""
        rule: dict[str, Any] = {"validate": "any"}
        listed = kit_rules().choose.get(column.key)
        if column.choices and sum(len(label) + 1 for _, label in column.choices) < 255:
            rule = {"validate": "list", "source": [label for _, label in column.choices], "error_type": "information"}
        elif listed is not None and self._list(listed):
            rule = {"validate": "list", "source": f"={_LIST.format(key=listed)}", "error_type": "information"}
        elif column.kind == "date":
            rule |= {"input_title": column.title[:32], "input_message": message("workbook.note.date")[:255]}
        if rule["validate"] == "list" or "input_title" in rule:
            sheet.data_validation(FIRST_ROW, at, FIRST_ROW + ROWS - 1, at, rule)

    def _list(self, key: str) -> list[tuple[str, str]]:
        """The codes of a list with their names."""
        if key == "places":
            return [(place.code, place.name) for place in self.snapshot.places]
        found = next((table for table in self.snapshot.tables if table.key == key), None)
        return [(str(row[0]), str(row[1])) for row in found.rows] if found else []

    def lists(self) -> None:
        """The sheet of the lists to choose from, each with a name."""
        title = message("workbook.sheet.lists")
        sheet = self.book.add_worksheet(title)
        for position, key in enumerate(dict.fromkeys(kit_rules().choose.values())):
            rows, column = self._list(key), position * 3
            sheet.write(0, column, message(f"workbook.list.{key}"), self.formats["head"])
            sheet.set_column(column, column, 16, self.formats["text"])
            sheet.set_column(column + 1, column + 1, 50, self.formats["text"])
            for row, (code, name) in enumerate(rows, start=1):
                sheet.write_string(row, column, code)
                sheet.write_string(row, column + 1, name)
            if rows:
                letter = letters(index=column)
                self.book.define_name(_LIST.format(key=key), f"='{title}'!${letter}$2:${letter}${len(rows) + 1}")
        self._locked(sheet)

    def table(self, table: Table) -> None:
        """A table of the snapshot, with its figures as numbers."""
        sheet = self.book.add_worksheet(data_sheet(title=table.title))
        sheet.write(0, 0, table.title, self.formats["title"])
        sheet.write(1, 0, self._age(), self.formats["plain"])
        for at, column in enumerate(table.columns):
            money = column.kind.startswith("money")
            sheet.write(3, at, column.label, self.formats["head"])
            sheet.set_column(at, at, 18 if money else 34 if column.width.endswith("fr") else 18)
            for row, line in enumerate(table.rows, start=4):
                if isinstance(line[at], int):
                    sheet.write_number(row, at, int(line[at]) / 100, self.formats["baht"])
                else:
                    sheet.write_string(row, at, str(line[at]), self.formats["text"])
        if table.note:
            sheet.write(4 + len(table.rows), 0, table.note, self.formats["plain"])
        self._locked(sheet)

    @staticmethod
    def _locked(sheet: Worksheet) -> None:
        sheet.protect("", {"format_columns": True, "autofilter": True, "sort": True})
        _on_paper(sheet)


def _on_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)


def _at(layout: Layout, place: str) -> int:
    return next(at for at, column in enumerate(layout.columns) if column.place == place)


def _format(column: Column) -> str:
    return "baht" if column.kind == "baht" else "text"


def _width(column: Column) -> int:
    """Wide enough for what is written there, and for its heading on two lines."""
    usual = 34 if any(word in column.key for word in _LONG) else 16
    return max(_WIDTHS.get(column.kind, usual), len(column.title) // 2 + 2)


_EDGE: Final = {"border": 1, "border_color": "#9AA4B2"}
_LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"font_color": "#5B6472"},
    "top": {"bold": True, "valign": "top"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "vcenter", "align": "center", **_EDGE},
    "line_head": {"bold": True, "bg_color": "#F7EEDD", "text_wrap": True, "valign": "vcenter", "align": "center", **_EDGE},
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "given": {"num_format": "@", "bg_color": "#F2F2F2", **_EDGE},
    "baht": {"num_format": "#,##0.00", "valign": "top"},
    "input": {"num_format": "@", "bg_color": "#FFF8D6", "locked": False, **_EDGE},
    "hidden_day": {"num_format": "0", "font_color": "#FFFFFF"},
    "grey": {"font_color": "#9AA4B2"},
    "day": {"num_format": "dd/mm/yyyy", "valign": "top"},
    "sum_text": {"bold": True, "top": 1, "bottom": 6},
    "sum": {"bold": True, "num_format": "#,##0.00", "top": 1, "bottom": 6},
}  # fmt: skip
