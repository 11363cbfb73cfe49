"""The daily status by formulas: opening balances of the snapshot, and what the sheets of the papers moved since.

Beside each paper that moves money stand four computed columns: its day as a number, where its money came into, where it went
out of, how much. Days are read in either era, typed as text or not, as `cells.day` reads them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from khlang.bridges.continuity.kits.snapshot import Snapshot
from khlang.bridges.continuity.workbooks.layout import DAY, NUMBER, Layout
from khlang.core.calendar import BUDDHIST_ERA, format_date
from khlang.platform.spreadsheets import letters
from khlang.standards import message
from khlang.standards.kit import Flow

#: The row of the headings and the first row of the papers, counted from 0.
HEADER_ROW: Final = 4
FIRST_ROW: Final = 5
#: So many rows are computed.
ROWS: Final = 1_000
COMPUTED: Final = ("day", "into", "out", "amount")
_SHEET: Final = "workbook.sheet.status"


@dataclass(frozen=True, slots=True)
class Moving:
    """A sheet that moves money: its layout, its flow, and the column of the first computed cell."""

    layout: Layout
    flow: Flow
    at: int

    def span(self, which: str) -> str:
        """The range of a computed column, as a formula names it."""
        column = letters(index=self.at + COMPUTED.index(which))
        return f"'{self.layout.sheet}'!${column}${FIRST_ROW + 1}:${column}${FIRST_ROW + ROWS}"


def moving(*, layout: Layout, flow: Flow | None) -> Moving | None:
    """The sheet as one that moves money, when it has a flow and the columns that this speaks of."""
    places = [column.place for column in layout.columns]
    if flow is None or not set(flow.amounts) & set(places):
        return None
    return Moving(layout, flow, len(places) + 1)


def write_columns(*, sheet: Worksheet, moving: Moving, grey: Format, head: Format) -> None:
    """The computed columns of one sheet."""
    at = {column.place: letters(index=index) for index, column in enumerate(moving.layout.columns)}
    for offset, which in enumerate(COMPUTED):
        sheet.write(HEADER_ROW, moving.at + offset, message(f"workbook.computed.{which}"), head)
    own = {which: letters(index=moving.at + offset) for offset, which in enumerate(COMPUTED)}
    amounts = [at[place] for place in moving.flow.amounts if place in at]
    for row in range(FIRST_ROW, FIRST_ROW + ROWS):
        line = row + 1
        above = line - 1 if row > FIRST_ROW else 0
        amount = "+".join(_number(f"{column}{line}") for column in amounts)
        same = f'OR({at[NUMBER]}{line}="",{at[NUMBER]}{line}={at[NUMBER]}{above})' if above else ""
        inherited = f"{own['day']}{above}" if above else '""'
        day = (
            f'=IF({own["amount"]}{line}=0,"",IF({at[DAY]}{line}="",{inherited},{day_formula(cell=f"{at[DAY]}{line}")}))'
        )
        cells = (
            day, _place(moving.flow.into, moving.flow.else_into, at, own, "into", line, above, same),
            _place(moving.flow.out, moving.flow.else_out, at, own, "out", line, above, same), f"={amount}",
        )  # fmt: skip
        for offset, formula in enumerate(cells):
            sheet.write_formula(row, moving.at + offset, formula, grey, "")
    sheet.set_column(moving.at, moving.at + len(COMPUTED) - 1, 12, grey, {"level": 1, "hidden": True})


def _place(
    named: str, otherwise: str, at: dict[str, str], own: dict[str, str], which: str, line: int, above: int, same: str
) -> str:
    """Where the money of a row came into or went out of: as it says, as the row above of the same paper says, or the usual."""
    usual = f'"{otherwise}"'
    following = f"IF({same},{own[which]}{above},{usual})" if above else usual
    if named not in at:
        return f'=IF({own["amount"]}{line}=0,"",{usual})'
    return f'=IF({own["amount"]}{line}=0,"",IF({at[named]}{line}<>"",{at[named]}{line},{following}))'


def _number(cell: str) -> str:
    """A cell as a number, also when it was typed as text with commas."""
    return f'IF(ISNUMBER({cell}),{cell},IFERROR(VALUE(SUBSTITUTE({cell},",","")),0))'


def day_formula(*, cell: str) -> str:
    """The day of a cell as a number of the spreadsheet program: a day of either era, or text «28/4/2568», «28/4/68»."""
    native = f"IF(YEAR({cell})>2400,DATE(YEAR({cell})-{BUDDHIST_ERA},MONTH({cell}),DAY({cell})),{cell})"
    first = f'FIND("/",{cell})'
    second = f'FIND("/",{cell},{first}+1)'
    year = f"VALUE(MID({cell},{second}+1,4))"
    whole = f"({year}+IF({year}<100,2500,0)-IF({year}+IF({year}<100,2500,0)>2400,{BUDDHIST_ERA},0))"
    typed = f"DATE({whole},VALUE(MID({cell},{first}+1,{second}-{first}-1)),VALUE(LEFT({cell},{first}-1)))"
    return f'IF(ISNUMBER({cell}),{native},IFERROR({typed},"?"))'


def write_status(*, sheet: Worksheet, snapshot: Snapshot, sheets: Sequence[Moving], formats: dict[str, Format]) -> None:
    """The sheet that computes: one line a place, for the day that is typed above."""
    sheet.write(0, 0, message("workbook.status.title"), formats["title"])
    sheet.write(1, 0, message("workbook.status.how"), formats["plain"])
    sheet.write(2, 0, message("workbook.status.day"), formats["head"])
    sheet.write(2, 1, format_date(snapshot.day, style="numeric"), formats["input"])
    sheet.write_formula(2, 2, f"={day_formula(cell='B3')}", formats["hidden_day"], 0)
    headings = ("code", "place", "opening", "came_before", "went_before", "brought", "came", "went", "left")
    for column, key in enumerate(headings):
        sheet.write(HEADER_ROW, column, message(f"workbook.status.{key}"), formats["head"])
    for offset, place in enumerate(snapshot.places):
        row = FIRST_ROW + offset
        sheet.write_string(row, 0, place.code, formats["text"])
        sheet.write_string(row, 1, place.name, formats["text"])
        sheet.write_number(row, 2, place.balance / 100, formats["baht"])
        for column, formula in enumerate(_formulas(row + 1, sheets), start=3):
            sheet.write_formula(row, column, formula, formats["baht"], place.balance / 100 if column in (5, 8) else 0)
    last = FIRST_ROW + len(snapshot.places)
    sheet.write(last, 1, message("label.total"), formats["sum_text"])
    for column in range(2, 9):
        name = letters(index=column)
        sheet.write_formula(last, column, f"=SUM({name}{FIRST_ROW + 1}:{name}{last})", formats["sum"], 0)
    for column, width in enumerate((12, 46, 18, 18, 18, 18, 18, 18, 18)):
        sheet.set_column(column, column, width)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _formulas(line: int, sheets: Sequence[Moving]) -> tuple[str, ...]:
    def moved(which: str, day: str) -> str:
        sums = (
            f'SUMIFS({each.span("amount")},{each.span(which)},$A{line},{each.span("day")},"{day}"&$C$3)'
            for each in sheets
        )
        return "=" + ("+".join(sums) or "0")

    return (
        moved("into", "<"), moved("out", "<"), f"=C{line}+D{line}-E{line}", moved("into", "="), moved("out", "="),
        f"=F{line}+G{line}-H{line}",
    )  # fmt: skip


def name() -> str:
    """The name of the sheet."""
    return message(_SHEET)
