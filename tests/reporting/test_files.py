"""Results as files: CSV, XLSX, JSON, PDF."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from khlang.bridges.reporting import exports, paper, queries
from khlang.bridges.reporting.results import Result
from khlang.platform.commands import COMMANDS
from tests.office import open_office
from tests.reporting.asked import read, run
from tests.reporting.spent import Spending
from tests.reporting.test_budgets import moved
from tests.taxpayers.roll import assessed
from tests.till import WASTE_FEE, Till

ASKED: dict[str, dict[str, Any]] = {
    "revenue": {"item": WASTE_FEE},
    "deposits": {"item": "91200002"},
    "bank_book": {"bank": "KTB-S"},
    "expenditure": {"budget_line": "L24"},
    "bank_reconciliation": {"on": "2024-10-31"},
}


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(pdf: bytes) -> str:
    """What a reader would find in the paper, without the spaces of the layout."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return squeezed(
        subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    )


def sheet(result: Result) -> list[list[Any]]:
    """The rows of the workbook as a spreadsheet shows them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(exports.xlsx(result=result)))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.fixture
def whole(two_days: Till) -> Till:
    """Two days of receiving and a day of spending, so that no report is empty."""
    spending = Spending(two_days)
    spending.bought()
    spending.divided()
    spending.power()
    spending.power()
    spending.lent()
    spending.statement()
    assessed(two_days.office)
    approved_from_above(two_days)
    return two_days


def approved_from_above(till: Till) -> None:
    """A general voucher that an officer of another office approved from there."""
    office, above = till.office, open_office(code="ABOVE")
    lines = [{"account": "1101010101.001", "debit": "1.00"}, {"account": "3102010101.001", "credit": "1.00"}]
    made = COMMANDS["general_voucher.save"].run(
        envelope=office.envelope("accountant"), data={"title": "ปรับปรุง", "lines": lines}
    )
    data = {"document_id": made.document_id}
    COMMANDS["general_voucher.submit"].run(envelope=office.envelope("accountant"), data=data)
    sent = office.envelope("treasury_head")
    from_above = replace(sent, actor=replace(sent.actor, remote=above.org))
    COMMANDS["general_voucher.approve"].run(envelope=from_above, data=data)


def test_every_report_fills_its_columns_and_renders(whole: Till) -> None:
    """No column stays empty for want of a value of its name; every format can be made of every report."""
    for name in queries.names():
        result = run(name, **ASKED.get(name, {}))
        assert result.rows, name
        for table in result.tables:
            given = {key for row in table.rows for key in row.values}
            assert {column.key for column in table.columns} <= given, name
        assert {column.key for column in result.data.columns} <= {key for row in result.data.rows for key in row.values}
        assert len(read(result)) == len(result.data.rows) + (result.total_line is not None)
        assert json.loads(exports.json_text(result=result))["report"] == name
        assert sheet(result)[1][0] == result.title
        assert squeezed(result.title) in text_of(paper.pdf(result=result))


def test_the_workbook_has_numbers_and_totals(two_days: Till) -> None:
    rows = sheet(run("trial_balance", on="2024-10-02"))
    assert (rows[0][0], rows[1][0], rows[2][0]) == ("องค์การบริหารส่วนตำบลทดสอบ", "งบทดลอง", "ณ วันที่ 2 ตุลาคม 2567")
    cash = next(row for row in rows if row[1] == "1101010101.001")
    assert cash[2:] == [2350.0, 0.0, 14252.0, 16602.0, 0.0, 0.0]
    total = next(row for row in rows if row[0] == "รวม")
    assert total[2] == total[3] == 53273300.0


def test_no_cell_becomes_a_formula(till: Till) -> None:
    till.collect((WASTE_FEE, "10"), payer_name='=HYPERLINK("http://example.org")')
    till.collect((WASTE_FEE, "20"), payer_name="-1+1")
    result = run("receipts")
    names = [row["payer_name"] for row in read(result)]
    assert names == ['\'=HYPERLINK("http://example.org")', "'-1+1"]
    shown = [row[2] for row in sheet(result)]
    assert '=HYPERLINK("http://example.org")' in shown and "-1+1" in shown
    assert b"<f>" not in exports.xlsx(result=result)


def test_a_negative_amount_stays_a_number(till: Till) -> None:
    moved(till.office)
    assert "-30000.00" in exports.csv_text(result=run("expenditure", budget_line="L05"))


def test_json_says_what_was_asked_and_loses_no_satang(two_days: Till) -> None:
    content = json.loads(exports.json_text(result=run("trial_balance", on="2/10/2567")))
    assert content["parameters"] == {"on": "2024-10-02"}
    assert content["totals"]["opening_debit"] == "53273300.00"
    assert content["rows"][0]["month_credit"] == "16602.00"


def test_a_byte_order_mark_only_when_asked_for(till: Till) -> None:
    result = run("journal")
    assert exports.csv_text(result=result).startswith("voucher_no")
    assert exports.csv_text(result=result, mark=True).startswith("\ufeffvoucher_no")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("trial_balance", ("งบทดลอง", "รายการระหว่างเดือน", "15,570,500.00", "ปลัด")),
        ("daily_status", ("รับโอน", "763,792.95", "18,850,894.95", "ผู้บริหารท้องถิ่น")),
        ("receipts", ("RC68-00014/2568", "8,652.00", "778,044.95")),
        ("cash_book", ("ยอดยกมา", "2,350.00", "JV68-00002/2568")),
    ],
)
def test_the_papers_say_it(two_days: Till, name: str, words: tuple[str, ...]) -> None:
    text = text_of(paper.pdf(result=run(name)))
    assert [word for word in words if squeezed(word) not in text] == []
