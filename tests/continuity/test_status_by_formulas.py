"""The daily status that the workbook computes offline is right, however days and amounts were typed (continuity A.2, A.6)."""

import io
from datetime import date
from typing import Any

from openpyxl import load_workbook

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity import queries
from khlang.bridges.continuity.workbooks import status
from khlang.spine.documents import commands as files
from tests.continuity.filled import layout_of
from tests.continuity.sheet_formulas import Sheets
from tests.household import hire
from tests.till import WASTE_FEE, Till


def workbook(till: Till) -> Any:
    """The workbook of a kit made on a day on which 1,550 baht lay in the safe."""
    hire(till.office.org, "wichai", "treasury_head")
    till.take_in((WASTE_FEE, "1550"), cash="1550")
    made = continuity.make_kit(envelope=till.office.envelope("treasury_head"), data={})
    identifier = queries.kit(document_id=made.document_id or 0).workbook_id
    assert identifier is not None
    return load_workbook(io.BytesIO(files.content(attachment_id=identifier)[1]))


def write(book: Any, paper: str, *rows: dict[str, Any]) -> None:
    """Rows typed into the sheet of a paper, each cell by the place of its column."""
    layout = layout_of(paper)
    places = [column.place for column in layout.columns]
    sheet = book[layout.sheet]
    for offset, row in enumerate(rows):
        for at, place in enumerate(places):
            if place in row or place == "number":
                sheet.cell(status.FIRST_ROW + 1 + offset, at + 1).value = row.get(place)


def lines(book: Any, day: Any) -> dict[str, list[float]]:
    """The daily status of a day: by place what was brought, came, went, is left."""
    sheet = book[status.name()]
    sheet["B3"] = day
    sheets, found = Sheets(book), {}
    row = status.FIRST_ROW + 1
    while sheet.cell(row, 1).value:
        found[sheet.cell(row, 1).value] = [round(sheets.cell(sheet.title, f"{at}{row}"), 2) for at in "FGHI"]
        row += 1
    found["total"] = [round(sheets.cell(sheet.title, f"{at}{row}"), 2) for at in "FGHI"]
    return found


def test_the_status_of_a_day_from_filled_sheets(till: Till) -> None:
    """Receipts of several lines, money in the bank, a deposit, a transfer, a payment; days as text and as days, Buddhist
    years in both ways, amounts typed with commas; the next day begins with what this one left."""
    book = workbook(till)
    before = {place: left[3] for place, left in lines(book, "1/10/2567").items()}
    assert before["cash"] == 1550
    write(
        book, "receipt",
        {"number": 1, "paper_date": "7/10/2567", "lines.amount": 100}, {"lines.amount": "1,200.50"},
        {"number": 2, "paper_date": "07/10/67", "lines.amount": "40", "bank_account": "KTB-S"}, {"lines.amount": 10},
        {"number": 3, "paper_date": date(2567, 10, 7), "lines.amount": 9.5},
        {"number": 4, "paper_date": date(2024, 10, 8), "lines.amount": 1000},
    )  # fmt: skip
    write(book, "cash_deposit", {"number": 1, "paper_date": "7/10/2567", "cash": 500, "bank_account": "KTB-S"})
    write(
        book, "bank_transfer",
        {"number": 1, "paper_date": "8/10/2024", "amount": "25", "from_account": "KTB-S", "to_account": "KTB-C"},
    )  # fmt: skip
    write(book, "payment_voucher", {"number": 1, "paper_date": "8/10/2567", "amount": 60, "bank_account": "KTB-C"})
    cash, savings, current = 1550 + 1310, before["KTB-S"] + 550, before["KTB-C"]
    monday = lines(book, "7/10/2567")
    assert monday["cash"] == [1550, 1310, 500, cash - 500]
    assert (monday["KTB-S"], monday["KTB-C"][1:3]) == ([before["KTB-S"], 550, 0, savings], [0, 0])
    tuesday = lines(book, date(2024, 10, 8))
    assert tuesday["cash"] == [cash - 500, 1000, 0, cash + 500]
    assert tuesday["KTB-S"] == [savings, 0, 25, savings - 25]
    assert tuesday["KTB-C"] == [current, 25, 60, current - 35]
    assert tuesday["total"] == [sum(row[at] for place, row in tuesday.items() if place != "total") for at in range(4)]
