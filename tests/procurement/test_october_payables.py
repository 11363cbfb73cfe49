"""The six payable vouchers of October 2567 and the grant that becomes revenue, line by line (spec §9)."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khlang.core.money import parse_baht
from khlang.core.posting import Line
from khlang.office.assets import queries as assets
from khlang.office.procurement import queries
from khlang.platform.commands import Outcome
from khlang.spine.ledger import queries as ledger
from tests.office import Office
from tests.procurement.accepting import accepted, item, opened, ordered, post

EXAMPLE = Path(__file__).parents[1] / "golden" / "october" / "journal_lines.csv"
SECOND, EIGHTH, FIFTEENTH, LAST = (date(2024, 10, day) for day in (2, 8, 15, 31))
GRANT = (Line("accrual", "3102010101.001", "", 15_000_000, 0), Line("accrual", "2103010102.001", "", 0, 15_000_000))


def golden(number: str) -> list[tuple[str, str, int, int, str]]:
    """(day, account, debit, credit, description) of a voucher of the example."""
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        return [
            (
                row["date"],
                row["account_code"],
                parse_baht(row["debit"]),
                parse_baht(row["credit"]),
                row["description_th"],
            )
            for row in csv.DictReader(file)
            if row["voucher_no"] == number
        ]


def posted(number: str) -> list[tuple[str, str, int, int, str]]:
    """The same of the voucher in the books."""
    return [
        (line.posting_date.isoformat(), line.account, line.debit, line.credit, line.description)
        for line in ledger.lines(since=SECOND, through=LAST)
        if line.voucher_number == number
    ]


@pytest.fixture
def october(office: Office) -> Office:
    """The office of the example with the grant received; five general vouchers were posted before its sixth."""
    opened(office)
    office.today = SECOND
    for number in range(5):
        post(
            office,
            f"รายการทั่วไป {number}",
            GRANT if number == 0 else (GRANT[0], Line("accrual", "1105010105.001", "", 0, 15_000_000)),
        )
    return office


def accept(office: Office, title: str, order: queries.ObligationView, on: date, **more: Any) -> Outcome:
    """The delivery accepted under the words of the example."""
    office.today = on
    return accepted(office, order, title=title, **more)


def test_the_payables_of_october(october: Office) -> None:
    """AP68-00001 to 00006 and JV68-00006 come out exactly, in the order of the month."""
    paper = ordered(october, item("L18", "วัสดุสำนักงาน", "28,890"), on=SECOND, delivery_date=EIGHTH)
    cleaning = ordered(
        october, item("L15", "ทำความสะอาด", "9,000", "12"), kind="contract", category="service", vendor_kind="person",
        on=SECOND, start_date="2024-10-01", delivery_date="2025-09-30", monthly_instalments=12,
    )  # fmt: skip
    accept(october, "ตรวจรับวัสดุสำนักงาน", paper, EIGHTH)
    field = item("", "ครุภัณฑ์สนาม ศพด.", "148,000", account="1206150101.001")
    playground = ordered(october, field, fund="grant", on=FIFTEENTH, delivery_date=FIFTEENTH)
    made = accept(october, "ตรวจรับครุภัณฑ์สนาม ศพด. (เงินอุดหนุนเฉพาะกิจ)", playground, FIFTEENTH)
    october.today = date(2024, 10, 25)
    computers = ordered(october, item("L24", "คอมพิวเตอร์", "23,000", "2"), dated=FIFTEENTH, delivery_date="2024-10-22")
    late = accept(october, "ตรวจรับคอมพิวเตอร์ 2 เครื่อง @23,000", computers, october.today)
    chairs = ordered(october, item("L23", "เก้าอี้", "2,500", "4"))
    accept(october, "ตรวจรับเก้าอี้ 4 ตัว (ต่ำกว่าเกณฑ์ 10,000)", chairs, october.today)
    accept(october, "ตรวจรับงานจ้างทำความสะอาด ต.ค.", cleaning, LAST, instalment_id=cleaning.instalments[0].id)
    fuel = ordered(october, item("L19", "น้ำมันเชื้อเพลิง", "21,400"), on=LAST, delivery_date=LAST)
    accept(october, "ตรวจรับน้ำมันเชื้อเพลิง ต.ค. (ยังไม่จ่าย)", fuel, LAST)

    for run in range(1, 7):
        number = f"AP68-0000{run}/2568"
        assert posted(number) == golden(number), number
    assert posted("JV68-00006/2568") == golden("JV68-00006/2568")
    assert (made.number, made.voucher_number) == ("IN68-00002/2568", "AP68-00002/2568")
    assert queries.acceptance(document_id=late.document_id or 0).fine == 27_600
    assert [card.cost for card in assets.cards()[0]] == [2_300_000, 2_300_000, 14_800_000]
    assert {card.fund_source for card in assets.cards(text="สนาม")[0]} == {"earmarked_grant"}
