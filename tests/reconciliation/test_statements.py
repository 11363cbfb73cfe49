"""Statements of banks are read as the banks write them, and each line counts once."""

from datetime import date, datetime
from typing import Any

import pytest

from khlang.office.reconciliation import importing, queries
from khlang.office.reconciliation.models import BankStatement, StatementLine
from khlang.office.reconciliation.template import statement_template
from tests.reconciliation.bank import HEAD, LAST, Desk, file, workbook

OCTOBER = (
    ("01/10/2567", "ยอดยกมา", "", "", "", "", "500,000.00"),
    ("25/10/2567", "เช็ค", "0000001", "", "42,500.00", "-", "457,500.00"),
    ("31/10/2567", "ดอกเบี้ย", "", "INT", "", "12.50", "457,512.50"),
)


def lines() -> list[tuple[Any, ...]]:
    """What is kept, oldest first."""
    return list(StatementLine.objects.order_by("day", "position").values_list("day", "amount", "balance", "cheque"))


KEPT = [
    (date(2024, 10, 25), -4_250_000, 45_750_000, "0000001"), (date(2024, 10, 31), 1_250, 45_751_250, ""),
]  # fmt: skip


def test_a_file_in_the_old_thai_encoding_is_read_like_any_other(desk: Desk) -> None:
    done = desk.bring(file(*OCTOBER, encoding="cp874"))
    assert (done.number, done.state, lines()) == ("BS68-00001/2568", "imported", KEPT)
    kept = BankStatement.objects.get(document_id=done.document_id)
    assert (kept.opening, kept.closing, kept.layout, kept.through) == (50_000_000, 45_751_250, "plain", LAST)


def test_a_workbook_with_days_as_dates_is_read_like_any_other(desk: Desk) -> None:
    rows = [
        ("", "ยอดยกมา", "", "", "", "", 500000),
        (datetime(2024, 10, 25), "เช็ค", "0000001", "", 42500, "", 457500),
        (datetime(2024, 10, 31), "ดอกเบี้ย", "", "INT", "", 12.5, 457512.5),
    ]  # fmt: skip
    desk.bring(workbook(*rows), name="october.xlsx")
    assert lines() == KEPT


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (("Date", "Description", "Cheque No.", "Withdrawal", "Deposit", "Balance"),
         (("25/10/2024 09:15", "CHQ", "0000001", "42500.00", "", "457500.00"),
          ("31/10/2024 23:59", "INT", "", "", "12.50", "457512.50"))),
        (("วันที่", "รายละเอียด", "เลขที่เช็ค", "จำนวนเงิน", "ยอดคงเหลือ"),
         (("2024-10-25", "เช็ค", "0000001", "-42,500.00", "457,500.00"), ("31/10/24", "ดอกเบี้ย", "", "12.50", "457,512.50"))),
        (("วันที่", "รายการ", "เลขที่เช็ค", "D/C", "จำนวนเงิน", "คงเหลือ"),
         (("25 ต.ค. 2567", "เช็ค", "0000001", "DR", "42,500.00", "457,500.00"),
          ("31/10/2567", "ดอกเบี้ย", "", "cr", "12.50", "457,512.50"))),
        (("วันที่รายการ", "รายละเอียด", "จำนวนเงินถอน", "จำนวนเงินฝาก", "ยอดเงินคงเหลือ"),
         (("25/10/67", "เช็ค", "-42,500.00", "", "457,500.00"), ("31/10/67", "ดอกเบี้ย", "", "12.50", "457,512.50"))),
    ],
    ids=["english", "signed", "marked", "negative"],
)  # fmt: skip
def test_banks_have_their_own_columns(desk: Desk, head: Any, rows: Any) -> None:
    desk.bring(file(*rows, head=head))
    assert [row[:3] for row in lines()] == [row[:3] for row in KEPT]


def test_a_bank_that_writes_the_newest_first_is_turned_round(desk: Desk) -> None:
    desk.bring(file(*reversed(OCTOBER)))
    assert lines() == KEPT


def test_titles_totals_and_footers_around_the_lines_are_no_lines(desk: Desk) -> None:
    rows = (*OCTOBER, ("", "รวม", "", "", "42,500.00", "12.50", ""), ("", "สิ้นสุดรายการ", "", "", "", "", ""))
    desk.bring(file(*rows))
    assert lines() == KEPT


def test_the_same_line_counts_once_however_often_it_is_imported(desk: Desk) -> None:
    desk.bring(file(*OCTOBER[:2]), on=date(2024, 10, 26))
    again = desk.bring(file(*OCTOBER), name="later.csv")
    assert lines() == KEPT
    kept = BankStatement.objects.get(document_id=again.document_id)
    assert (kept.added, kept.repeated) == (1, 1)


def test_two_equal_movements_of_a_day_are_two_lines(desk: Desk) -> None:
    """In, out, in again: the first and the last look the same and are not."""
    rows = [
        ("01/10/2567", "ฝาก", "", "", "", "100", "600"), ("01/10/2567", "ถอน", "", "", "100", "", "500"),
        ("01/10/2567", "ฝาก", "", "", "", "100", "600"),
    ]  # fmt: skip
    desk.bring(file(*rows))
    more = desk.bring(file(*rows, ("02/10/2567", "ฝาก", "", "", "", "1", "601")), name="more.csv")
    assert len(lines()) == 4
    assert BankStatement.objects.get(document_id=more.document_id).repeated == 3


def test_a_month_without_movement_is_covered_by_what_was_brought_forward(desk: Desk) -> None:
    desk.bring(file(OCTOBER[0]), through="31/10/2567")
    assert lines() == [] and queries.covered_through(bank_code="KTB-C") == LAST
    november = ("05/11/2567", "ฝาก", "", "", "", "100", "500,100.00")
    desk.bring(file(november), name="november.csv", on=date(2024, 11, 5))
    assert len(lines()) == 1


def test_a_file_imported_by_mistake_is_taken_out_again(desk: Desk) -> None:
    from khlang.office.reconciliation import commands

    done = desk.bring(file(*OCTOBER))
    desk.work(commands.discard_statement, done, reason="ไฟล์ของบัญชีอื่น")
    assert lines() == [] and queries.covered_through(bank_code="KTB-C") is None
    desk.bring(file(*OCTOBER))
    assert lines() == KEPT


def test_a_day_of_the_common_era_and_one_of_the_buddhist_era_are_the_same_day() -> None:
    for text in ("25/10/2567", "25/10/2024", "2024-10-25", "๒๕/๑๐/๒๕๖๗", "25 ต.ค. 2567", "25 Oct 2024", "25-10-67"):
        content = ",".join(HEAD) + f"\n{text},x,,,1,,9\n"
        read = importing.read(content=content.encode(), name="a.csv", today=LAST)
        assert [entry.day for entry in read.entries] == [date(2024, 10, 25)], text


def test_the_template_is_the_layout_of_the_system() -> None:
    assert statement_template(2568) == statement_template(2568)
    assert statement_template(2568)[:2] == b"PK"
