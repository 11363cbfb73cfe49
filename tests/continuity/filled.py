"""Workbooks as people bring them: the one of the kit filled in, or one written cell by cell with everything people do to it."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.workbooks.layout import Layout, layout
from khlang.standards import manual_paper

NUMBER, DAY, PAYER, ITEM, AMOUNT, BOOK = "number", "paper_date", "payer_name", "lines.item", "lines.amount", "book_no"


def layout_of(paper: str) -> Layout:
    """The sheet of a kind of paper."""
    known = manual_paper(paper)
    assert known is not None
    return layout(paper=known, schema=KINDS[paper].schema)


def title(place: str, paper: str = "receipt") -> str:
    """The heading of a column."""
    return layout_of(paper).titles()[place]


class Filled:
    """A workbook being written: sheets of rows, each row by the places of its columns."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, list[list[Any]], list[tuple[int, int, int, int, Any]]]] = []

    def sheet(
        self, *rows: Mapping[str, Any], paper: str = "receipt", name: str = "", places: Sequence[str] = (),
        headings: Mapping[str, str] | None = None, above: int = 4, merged: Sequence[tuple[int, int, int, int, Any]] = (),
    ) -> "Filled":  # fmt: skip
        """A sheet of a kind of paper; `places` names its columns in their order, `headings` retyped ones."""
        made = layout_of(paper)
        columns = list(places) or [column.place for column in made.columns]
        titles = {**made.titles(), **(headings or {})}
        lines: list[list[Any]] = [[] for _ in range(above)]
        lines.append([titles.get(place, place) for place in columns])
        lines += [[row.get(place) for place in columns] for row in rows]
        self.sheets.append((name or made.sheet, lines, list(merged)))
        return self

    def raw(self, name: str, *lines: list[Any]) -> "Filled":
        """A sheet of anything."""
        self.sheets.append((name, list(lines), []))
        return self

    def content(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            dated = book.add_format({"num_format": "dd/mm/yyyy"})
            for name, lines, merged in self.sheets:
                sheet = book.add_worksheet(name)
                for row, line in enumerate(lines):
                    for column, cell in enumerate(line):
                        if isinstance(cell, (date, datetime)):
                            sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), dated)
                        elif isinstance(cell, str):
                            sheet.write_string(row, column, cell)
                        elif cell is not None:
                            sheet.write(row, column, cell)
                for top, left, bottom, right, cell in merged:
                    sheet.merge_range(top, left, bottom, right, cell)
        return buffer.getvalue()


def receipt(number: Any, day: Any = "1/11/2567", amount: Any = "240", **more: Any) -> dict[str, Any]:
    """A row of the sheet of receipts: one line of the waste fee."""
    return {BOOK: "12", NUMBER: number, DAY: day, PAYER: "นางบุญมี ทองสุข", ITEM: "41210008", AMOUNT: amount, **more}


def following(amount: Any, **more: Any) -> dict[str, Any]:
    """The next line of the same receipt."""
    return {ITEM: "41239001", AMOUNT: amount, **more}
