"""Reports of the money: daily status against the worked example, banks, cash book, book of one bank account."""

import csv
from decimal import Decimal

import pytest

from khlang.bridges.reporting import exports
from khlang.office.treasury import commands as treasury
from tests.reporting.asked import read, run
from tests.till import Till
from tests.treasury.month import FILES

HEADER = (
    "date,cash_brought_forward,cash_received,cash_deposited,cash_carried_forward,bank_brought_forward,"
    "bank_deposit_of_cash,bank_transfer_in,bank_paid,bank_carried_forward,uncollected_cheques,uncollected_amount,"
    "total_money"
)


@pytest.mark.parametrize("day", ["2024-10-01", "2024-10-02"])
def test_the_daily_status_of_the_example(two_days: Till, day: str) -> None:
    with (FILES / "daily_status.csv").open(encoding="utf-8", newline="") as file:
        expected = next(row for row in csv.DictReader(file) if row["date"] == day)
    result = run("daily-status", on=day)
    assert exports.csv_text(result=result).splitlines()[0] == HEADER
    (found,) = read(result)
    amounts = [key for key in HEADER.split(",") if key != "date" and key in expected]
    assert len(amounts) == 12
    assert {key: Decimal(found[key]) for key in amounts} == {key: Decimal(expected[key]) for key in amounts}


def test_the_daily_status_as_people_read_it(two_days: Till) -> None:
    """The lines of the printed report, subtotals in their own column, then the banks."""
    result = run("daily_status", on="2024-10-01")
    lines = [(row.value("label"), row.value("amount"), row.value("subtotal")) for row in result.rows]
    assert ("เงินสดรับ", 1_425_200, None) in lines
    assert ("ยอดเงินสดคงเหลือยกไป", None, 1_425_200) in lines
    assert ("รวมเงินคงเหลือทั้งสิ้น", None, 1_808_710_200) in lines
    assert not any(label == "เงินสดจ่าย" for label, _, _ in lines)
    banks = result.tables[1]
    assert [row.value("code") for row in banks.rows] == ["KTB-S", "BAAC-S", "KTB-C", "GSB-F"]
    assert banks.totals is not None and banks.totals["balance"] == 1_807_285_000


def test_the_cash_count_and_the_drawn_report_stand_with_it(two_days: Till) -> None:
    envelope = two_days.office.envelope
    counted = treasury.create_count(
        envelope=envelope("finance_officer", day=run("daily_status").parameters["on"]), data={}
    )
    drawn = treasury.prepare_status(
        envelope=envelope("finance_officer", day=run("daily_status").parameters["on"]), data={}
    )
    result = run("daily_status")
    assert result.tables[2].title == "ผลการตรวจนับเงินสด"
    assert result.figures["count"].document_id == counted.document_id
    assert result.notes == (f"จัดทำรายงานแล้ว เลขที่ {drawn.number}",)
    assert result.data.rows[0].document_id == drawn.document_id


def test_bank_balances(two_days: Till) -> None:
    rows = {row["code"]: row for row in read(run("bank_balances", on="2024-10-02"))}
    assert (rows["BAAC-S"]["brought_forward"], rows["BAAC-S"]["received"], rows["BAAC-S"]["balance"]) == (
        "3120500.00", "58730.00", "3179230.00",
    )  # fmt: skip


def test_the_cash_book_starts_with_what_was_brought_forward(two_days: Till) -> None:
    result = run("cash_book", since="2024-10-01", through="2024-10-02")
    assert [(row["voucher_number"], row["received"], row["paid"], row["balance"]) for row in read(result)] == [
        ("", "", "", "2350.00"),
        ("RV68-00001/2568", "3600.00", "0.00", "5950.00"),
        ("RV68-00002/2568", "2000.00", "0.00", "7950.00"),
        ("RV68-00003/2568", "8652.00", "0.00", "16602.00"),
        ("JV68-00001/2568", "0.00", "2350.00", "14252.00"),
        ("JV68-00002/2568", "0.00", "14252.00", "0.00"),
    ]
    assert result.totals == {"received": 1_425_200, "paid": 1_660_200}
    assert result.rows[1].document_id and result.rows[1].voucher_id


def test_the_book_of_one_bank_account(two_days: Till) -> None:
    """The savings account in which the other savings account has no part, though both stand on one account."""
    rows = read(run("bank_book", bank="BAAC-S"))
    assert [(row["received"], row["balance"]) for row in rows] == [("", "3120500.00"), ("58730.00", "3179230.00")]
