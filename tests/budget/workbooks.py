"""Spreadsheets as people fill them in, built in memory for the tests."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from khlang.office.budget.importing import EXPENDITURE, EXPENDITURE_HEADINGS, REVENUE, REVENUE_HEADINGS

EXPENDITURE_ROW = ("L01", "", "00111", "", "330100", "วัสดุสำนักงาน", "", "120,000.00", "")
REVENUE_ROW = ("41100003", "ภาษีป้าย", "150,000.00", "")


def workbook(
    *,
    expenditure: Sequence[Sequence[Any]] = (EXPENDITURE_ROW,),
    revenue: Sequence[Sequence[Any]] = (REVENUE_ROW,),
    touch: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """Both sheets with their headings in row 3 and the rows from row 4; `touch(expenditure, revenue)` adds oddities."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheets = {}
        for name, headings, rows in (
            (REVENUE, REVENUE_HEADINGS, revenue),
            (EXPENDITURE, EXPENDITURE_HEADINGS, expenditure),
        ):
            sheet = sheets[name] = book.add_worksheet(name)
            sheet.write(0, 0, "ข้อบัญญัติ")
            for column, heading in enumerate(headings):
                sheet.write(2, column, f"{heading.title} *")
            for position, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in ("", None):
                        sheet.write(3 + position, column, value)
        if touch is not None:
            touch(sheets[EXPENDITURE], sheets[REVENUE])
    return buffer.getvalue()


def line(
    amount: Any, *, code: str = "", work: Any = "00111", item: Any = "330100", name: str = "วัสดุ"
) -> tuple[Any, ...]:
    """A row of the expenditure sheet."""
    return (code, "", work, "", item, name, "", amount, "")
