"""Opening balances from files: read as people write them, refused row by row, posted on the day before the year."""

import base64
import io
from datetime import date

import openpyxl
import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.treasury import commands as treasury
from khlang.office.treasury import queries
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from tests.till import Till

THAI = ("รหัสบัญชี", "ชื่อบัญชี", "เดบิต", "เครดิต", "บัญชีธนาคาร")
CASH, SAVINGS, SURPLUS = "1101010101.001", "1101030102.001", "3102010101.001"


def sheet(*rows: tuple, headings: tuple = THAI, merge: str = "") -> str:
    """A workbook as it is uploaded."""
    book = openpyxl.Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return base64.b64encode(out.getvalue()).decode()


def bring(till: Till, content: str, name: str = "ยอดยกมา.xlsx", **more: object) -> int:
    """The balances imported as a draft."""
    data = {"fiscal_year": 2568, "name": name, "content": content, **more}
    return treasury.import_opening(envelope=till.office.envelope("accountant"), data=data).document_id or 0


def test_a_workbook_with_thai_headings_thai_digits_and_commas(till: Till) -> None:
    """Numbers as numbers or as text in either digits; a row of totals is passed over."""
    document_id = bring(
        till,
        sheet(
            (CASH, "เงินสดในมือ", "๒,๓๕๐.๐๐", None, None), (SAVINGS, "ออมทรัพย์", 100, None, "KTB-S"),
            (SURPLUS, "เงินสะสม", None, "2,450.00", None), (None, "รวม", 2450, 2450, None),
        ),
    )  # fmt: skip
    assert [(line.account, line.sub, line.debit, line.credit) for line in queries.entry_lines(document_id=document_id)] == [
        (CASH, "", 235_000, 0), (SAVINGS, "KTB-S", 10_000, 0), (SURPLUS, "", 0, 245_000),
    ]  # fmt: skip


def test_approved_balances_stand_before_the_year(till: Till) -> None:
    """Posted on 30 September with a number of the opening series; the cash box knows what is in it."""
    document_id = bring(till, sheet((CASH, "", 500, None, ""), (SURPLUS, "", None, 500, "")))
    named = {"document_id": document_id}
    treasury.submit_opening(envelope=till.office.envelope("accountant"), data=named)
    approved = treasury.approve_opening(envelope=till.office.envelope("treasury_head"), data=named)
    assert approved.voucher_number == "OB67-00001/2567"
    assert {line.posting_date for line in ledger.lines(account=CASH)} == {date(2024, 9, 30)}
    assert queries.on_hand() == (50_000, 0)


def test_a_draft_for_another_year_bears_the_day_before_that_year(till: Till) -> None:
    """Typed for the wrong year first; the day of the document goes along."""
    lines = [{"account": CASH, "debit": "500"}, {"account": SURPLUS, "credit": "500"}]
    envelope = till.office.envelope("accountant")
    saved = treasury.save_opening(envelope=envelope, data={"fiscal_year": 2569, "lines": lines})
    again = {"document_id": saved.document_id, "fiscal_year": 2568, "lines": lines}
    treasury.save_opening(envelope=till.office.envelope("accountant"), data=again)
    assert documents.get(document_id=saved.document_id or 0).document_date == date(2024, 9, 30)


def test_one_bank_account_on_an_account_needs_no_name(till: Till) -> None:
    """Only KTB-C is a current account."""
    document_id = bring(till, sheet(("1101030101.001", "", 500, None, ""), (SURPLUS, "", None, 500, "")))
    assert queries.entry_lines(document_id=document_id)[0].sub == "KTB-C"


ROWS = [
    ("account_unknown", ("9999999999.999", "", 1, None, ""), "รหัสบัญชี"),
    ("account_is_heading", ("1101010000.000", "", 1, None, ""), "รหัสบัญชี"),
    ("bank_account_required", (SAVINGS, "", 1, None, ""), "บัญชีธนาคาร"),
    ("bank_account_unknown", (SAVINGS, "", 1, None, "KTB-Z"), "บัญชีธนาคาร"),
    ("bank_account_other_account", (SAVINGS, "", 1, None, "KTB-C"), "บัญชีธนาคาร"),
    ("amount_not_positive", (CASH, "", -1, None, ""), "เดบิต"),
    ("amount_three_decimals", (CASH, "", "1.005", None, ""), "เดบิต"),
    ("amount_malformed", (CASH, "", "สองร้อย", None, ""), "เดบิต"),
    ("line_one_side", (CASH, "", 1, 1, ""), "เดบิต"),
    ("cell_formula_without_value", (CASH, "", "=1+1", None, ""), "เดบิต"),
]


@pytest.mark.parametrize("code, row, column", ROWS, ids=[code for code, *_ in ROWS])
def test_a_bad_row_is_named_by_row_and_column(till: Till, code: str, row: tuple, column: str) -> None:
    """Row 3 of the sheet: all that was read is refused, nothing is kept."""
    with pytest.raises(Refusals) as refused:
        bring(till, sheet((SURPLUS, "", None, 1, ""), row))
    found = next(error for error in refused.value.errors if error.code == code)
    assert str(found.field).startswith("content")
    assert (found.facts["row"], found.facts["column"]) == (3, column)


def test_merged_cells_are_named(till: Till) -> None:
    """A merged cell hides which row its amount belongs to."""
    with pytest.raises(Refusals) as refused:
        bring(till, sheet((CASH, "", 1, None, ""), (SURPLUS, "", None, 1, ""), merge="C2:C3"))
    assert "cell_merged" in {error.code for error in refused.value.errors}


@pytest.mark.parametrize(
    "code, name, content",
    [
        ("upload_wrong_type", "ยอดยกมา.pdf", b"%PDF-1.7"),
        ("upload_unreadable", "ยอดยกมา.xlsx", b"PK\x03\x04broken"),
        ("sheet_heading_missing", "ยอดยกมา.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_file_that_is_no_balance_sheet(till: Till, code: str, name: str, content: bytes) -> None:
    """Refused at the file, before any row is looked at."""
    with pytest.raises(Refusal, match=code):
        bring(till, base64.b64encode(content).decode(), name)


def test_balances_that_do_not_balance(till: Till) -> None:
    """Debit and credit are named."""
    with pytest.raises(Refusal, match="voucher_unbalanced") as refused:
        bring(till, sheet((CASH, "", 500, None, ""), (SURPLUS, "", None, 400, "")))
    assert refused.value.field == "lines"
    assert (refused.value.facts["debit"], refused.value.facts["credit"]) == ("500.00", "400.00")
