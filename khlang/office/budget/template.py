"""The spreadsheet template of an ordinance: sheets รายรับ and รายจ่าย to fill in, instructions, codes."""

import io
from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from khlang.office.budget.importing import EXPENDITURE, EXPENDITURE_HEADINGS, REVENUE, REVENUE_HEADINGS
from khlang.platform import exporting
from khlang.platform.spreadsheets import Heading

_HEADER_ROW = 2
_WIDTHS = {"name_th": 44, "explanation": 60, "amount": 18, "fund_source": 20}
_LAST_ROW = 1000
CodeTable = tuple[str, Sequence[tuple[str, str]]]


def ordinance_template(*, fiscal_year: int, instructions: Sequence[str], codes: Sequence[CodeTable]) -> bytes:
    """The empty template for a fiscal year (B.E.) as an XLSX file; the same input gives the same bytes.

    `instructions` are the lines of the sheet คำแนะนำ; `codes` the tables (title, (code, name)…) of the sheet รหัส.
    """
    buffer = io.BytesIO()
    with exporting.template(buffer, fiscal_year=fiscal_year) as (book, formats):
        for name, title, headings in (
            (REVENUE, f"ประมาณการรายรับ ปีงบประมาณ พ.ศ. {fiscal_year}", REVENUE_HEADINGS),
            (EXPENDITURE, f"ประมาณการรายจ่าย ปีงบประมาณ พ.ศ. {fiscal_year}", EXPENDITURE_HEADINGS),
        ):
            _entry_sheet(book.add_worksheet(name), title, headings, formats)
        exporting.instructions(book, formats, lines=instructions)
        _codes(book.add_worksheet("รหัส"), codes, formats)
    return buffer.getvalue()


def _entry_sheet(sheet: Worksheet, title: str, headings: Sequence[Heading], formats: dict[str, Format]) -> None:
    sheet.write(0, 0, title, formats["title"])
    for column, heading in enumerate(headings):
        sheet.write(_HEADER_ROW, column, heading.title + (" *" if heading.required else ""), formats["head"])
        cell = formats["baht" if heading.kind == "baht" else "text"]
        sheet.set_column(column, column, _WIDTHS.get(heading.key, 14), cell)
        if heading.kind == "baht":
            sheet.data_validation(
                _HEADER_ROW + 1,
                column,
                _LAST_ROW,
                column,
                {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"},
            )
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)


def _codes(sheet: Worksheet, tables: Sequence[CodeTable], formats: dict[str, Format]) -> None:
    for position, (title, rows) in enumerate(tables):
        column = position * 3
        sheet.set_column(column, column, 12, formats["text"])
        sheet.set_column(column + 1, column + 1, 42, formats["text"])
        sheet.write(0, column, title, formats["head"])
        for row, (code, name) in enumerate(rows, start=1):
            sheet.write_string(row, column, code)
            sheet.write_string(row, column + 1, name)
