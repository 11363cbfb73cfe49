"""The spreadsheets to fill payees in: one for payrolls, a column for each line; one for lists with one amount a row."""

import io
from collections.abc import Sequence
from typing import Final

from xlsxwriter.format import Format

from khlang import standards
from khlang.office.budget import queries as budget
from khlang.office.disbursement.importing import DEDUCTIONS, ONE_AMOUNT, PAYEES, SUMS, WHO
from khlang.platform import exporting
from khlang.platform.spreadsheets import Heading

#: The expenditure type whose lines are the columns of a payroll.
PERSONNEL: Final = "520000"
_HEADER_ROW = 2
_WIDTHS = {"national_number": 18, "name": 32, "bank": 16, "account_no": 18, "account_name": 32, "line": 14}


def payroll_template(fiscal_year: int) -> bytes:
    """The empty payroll of a fiscal year (B.E.): a column for each budget line of personnel, each deduction, each sum."""
    lines = tuple(
        Heading(key=row.line.code, title=f"{row.line.code} {row.line.name_th}", kind="baht", required=False)
        for row in budget.line_balances(fiscal_year=fiscal_year)
        if row.line.type_code == PERSONNEL
    )
    return _workbook(fiscal_year, (*WHO, *(lines or ONE_AMOUNT), *DEDUCTIONS, *SUMS), "payroll")


def list_template(fiscal_year: int) -> bytes:
    """The empty list of allowances or pensions: one budget line and one amount for each payee."""
    return _workbook(fiscal_year, (*WHO, *ONE_AMOUNT), "allowance")


def _workbook(fiscal_year: int, headings: Sequence[Heading], kind: str) -> bytes:
    """The same input gives the same bytes."""
    buffer = io.BytesIO()
    with exporting.template(buffer, fiscal_year=fiscal_year) as (book, formats):
        sheet = book.add_worksheet(PAYEES)
        sheet.write(0, 0, standards.message(f"payees.template.{kind}", fiscal_year=fiscal_year), formats["title"])
        for column, heading in enumerate(headings):
            sheet.write(_HEADER_ROW, column, heading.title + (" *" if heading.required else ""), formats["head"])
            sheet.set_column(column, column, _WIDTHS.get(heading.key, 14), _format(heading, formats))
        sheet.freeze_panes(_HEADER_ROW + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER_ROW)
        lines = standards.message("payees.template.instructions").splitlines()
        exporting.instructions(book, formats, lines=lines)
    return buffer.getvalue()


def _format(heading: Heading, formats: dict[str, Format]) -> Format:
    """Amounts as amounts, everything else as text: numbers of people and accounts keep their zeros."""
    return formats["baht" if heading.kind == "baht" else "text"]
