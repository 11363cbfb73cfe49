"""Local taxes paid by hand: the taxpayer database is put right as of the day of the paper (guideline LAO-2.1; C-19)."""

from datetime import date
from typing import Any

import pytest

from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.workbooks.layout import layout
from khlang.office.revenue import commands as revenue
from khlang.office.revenue import queries as receipts
from khlang.office.taxpayers import commands, queries
from khlang.standards import manual_paper
from tests.continuity.by_hand import START, ByHand, opened
from tests.office import Office
from tests.taxpayers.roll import LAND, PENALTY, again, assessed, person, save, shown, typed
from tests.till import WASTE_FEE

#: Due the day before the outage begins: paid on its first day it is late by one month.
DUE = "31/10/2567"
DAY_OF_QR = date(2024, 11, 4)


@pytest.fixture
def desk(office: Office) -> ByHand:
    """Book 12 is out; the outage goes on."""
    ready = opened(office, restored=False)
    ready.lease()
    return ready


def owed(desk: ByHand, **more: Any) -> queries.Assessment:
    """1,000 baht of land and building tax of 2567."""
    return assessed(desk.office, on=START, **{"tax_year": 2567, "due_date": DUE, **more})


def paper(
    desk: ByHand, number: int, *lines: dict[str, Any], payer: str = "นางบุญมี ทองสุข", **more: Any
) -> dict[str, Any]:
    """A receipt of 1 November that says these lines."""
    return desk.line(number, payload={"payer_name": payer, "lines": list(lines), **more})


def tax(amount: str = "1,000", *, item: str = LAND, **more: Any) -> dict[str, Any]:
    """A line of tax."""
    return {"item": item, "amount": amount, **more}


def pay_by_qr(desk: ByHand, each: queries.Assessment, *lines: tuple[str, str]) -> str:
    """The payer's bank pays the bill on 4 November."""
    data = {
        "payer_name": each.taxpayer, "channel": "qr", "bank_account": "KTB-S", "reference": "QR-1",
        "lines": [{"assessment": each.id, "item": item, "amount": baht} for item, baht in lines],
    }  # fmt: skip
    return (
        revenue.receive_transfer(envelope=desk.office.envelope("finance_officer", day=DAY_OF_QR), data=data).number
        or ""
    )


def lines_of(desk: ByHand, number: int) -> list[tuple[str, int, int | None]]:
    """Item, satang and assessment of the lines of the proof of a paper."""
    found = receipts.receipt(document_id=desk.only(number).document_id or 0)
    return [(line.item, line.amount, line.assessment) for line in found.lines]


def test_surcharge_ends_on_the_day_of_the_paper(desk: ByHand) -> None:
    """Paid by hand on 1 November with one month of surcharge and 10 %; entered a year later nothing more is owed."""
    each = owed(desk)
    desk.restore()
    desk.today = date(2025, 9, 1)
    desk.capture(paper(desk, 1, tax(assessment=each.code), tax("110", item=PENALTY)))
    assert desk.enter()["entered"] == 1
    assert again(each).state == "paid"
    (payment,), _ = queries.payments()
    assert (payment.paid_on, payment.recorded_on, payment.fine, payment.surcharge) == (
        START, date(2025, 9, 1), 10_000, 1_000,
    )  # fmt: skip
    assert lines_of(desk, 1) == [(LAND, 100_000, each.id), (PENALTY, 11_000, each.id)]


@pytest.mark.parametrize(
    "said",
    [
        {"assessment": "lb๖๗-๐๐๐๐๑"},
        {"tax_year": "2567"},
        {"tax_year": 2567, "tax_reference": "โฉนด 1234"},
        {},
    ],
)
def test_which_assessment_a_line_means(desk: ByHand, said: dict[str, Any]) -> None:
    """By the number of the kit, by year and property, or because there is only one."""
    each = owed(desk)
    owed(desk, party_id=person("นายสมชาย ใจดี"))
    desk.restore()
    desk.capture(paper(desk, 1, tax("400", **said), {"item": WASTE_FEE, "amount": "20"}, payer="บุญมี  ทองสุข"))
    assert desk.enter()["entered"] == 1
    assert again(each).left == 60_000
    assert lines_of(desk, 1) == [(LAND, 40_000, each.id), (WASTE_FEE, 2_000, None)]


def test_paid_in_two_parts_by_hand(desk: ByHand) -> None:
    """L2.1-e: the second paper is no surprise to the first."""
    each = owed(desk)
    desk.restore()
    desk.capture(paper(desk, 1, tax("400", assessment=each.code)), paper(desk, 2, tax("600", assessment=each.code)))
    assert desk.enter()["entered"] == 2
    assert again(each).left == 0


def test_what_is_written_fits_nothing_or_too_much(desk: ByHand) -> None:
    """Nobody guesses: the paper waits, with the field and the numbers it may mean."""
    owed(desk)
    owed(desk, reference="โฉนด 1235")
    desk.restore()
    desk.capture(
        paper(desk, 1, tax(assessment="LB67-99999")),
        paper(desk, 2, tax(tax_year=2567)),
        paper(desk, 3, tax(tax_reference="โฉนด 9")),
        paper(desk, 4, tax()),
    )
    assert desk.enter()["entered"] == 1
    told = [desk.only(number).refusal["errors"][0] for number in (1, 2, 3)]
    assert [(each["code"], each["field"]) for each in told] == [
        ("assessment_not_found", "lines.0.assessment"), ("assessment_ambiguous", "lines.0.tax_year"),
        ("assessment_not_found", "lines.0.tax_reference"),
    ]  # fmt: skip
    assert told[1]["facts"]["numbers"] == "LB67-00001, LB67-00002"
    assert lines_of(desk, 4) == [(LAND, 100_000, None)]


def test_also_paid_by_qr_meanwhile(desk: ByHand) -> None:
    """L2.1-c: by hand on 1 November, by QR on 4 November. Both versions wait for somebody; what he decides is that the
    money waits for the payer, and nothing is absorbed."""
    each = owed(desk)
    number = pay_by_qr(desk, each, (LAND, "1,000"), (PENALTY, "110"))
    desk.restore()
    desk.capture(paper(desk, 1, tax(assessment=each.code), tax("110", item=PENALTY)))
    assert desk.enter()["entered"] == 0
    capture = desk.only(1)
    (finding,) = capture.refusal["findings"]
    assert capture.problem == "TAXROW_CHANGED"
    assert finding["paper"]["tax_given"] == "1,110.00" and finding["system"]["tax_given"] == "0.00"
    assert finding["system"]["tax_excess"] == "1,110.00"
    assert finding["system"]["taxrow_paid"].startswith(f"{number} 1,110.00")
    desk.solve("accept", capture, problem="TAXROW_CHANGED")
    assert desk.enter()["entered"] == 1
    assert lines_of(desk, 1) == [("91500002", 100_000, None), ("91500002", 11_000, None)]
    assert (again(each).state, again(each).paid) == ("paid", 100_000)


def test_more_was_taken_by_hand_than_was_owed(desk: ByHand) -> None:
    """What is owed pays the tax, the rest waits for the payer, once somebody has said so."""
    each = owed(desk, amount="700", due_date="31/12/2567")
    desk.restore()
    desk.capture(paper(desk, 1, tax(assessment=each.code)))
    desk.enter()
    assert desk.only(1).refusal["findings"][0]["system"]["tax_excess"] == "300.00"
    desk.solve("accept", desk.only(1), problem="TAXROW_CHANGED")
    assert desk.enter()["entered"] == 1
    assert lines_of(desk, 1) == [(LAND, 70_000, each.id), ("91500002", 30_000, None)]


def test_owner_changed_meanwhile(desk: ByHand) -> None:
    """L2.1-d: both versions; the clerk reads the paper again with the number of the new assessment."""
    old = owed(desk, due_date="31/12/2567")
    data = {
        "assessments": [{"assessment": old.id}], "reason": "โอนกรรมสิทธิ์",
        "replacements": [typed(party_id=person("นายสมชาย ใจดี"), tax_year=2567, due_date="31/12/2567")],
    }  # fmt: skip
    commands.supersede(envelope=desk.office.envelope("revenue_officer", day=DAY_OF_QR), data=data)
    desk.restore()
    line = paper(desk, 1, tax(assessment=old.code))
    desk.capture(line)
    desk.enter()
    (finding,) = desk.only(1).refusal["findings"]
    assert finding["paper"]["taxrow_superseded"] == "LB67-00001"
    assert finding["system"]["taxrow_superseded"].startswith("LB67-00002 นายสมชาย ใจดี")
    anew = paper(desk, 1, tax(assessment="LB67-00002"))
    told = {name: anew[name] for name in ("envelope", "book_no", "number", "paper_date", "payload")}
    desk.solve("amend", desk.only(1), by="anong", **told)
    assert desk.enter()["entered"] == 1
    found = queries.by_code(code="LB67-00002")
    assert found is not None and found.state == "paid"


def test_amount_corrected_meanwhile(desk: ByHand) -> None:
    """The amount of the day of the paper and the one of today stand side by side."""
    each = owed(desk, due_date="31/12/2567")
    save(desk.office, on=DAY_OF_QR, **shown(each, amount="1,200"))
    desk.restore()
    desk.capture(paper(desk, 1, tax(assessment=each.code)))
    desk.enter()
    (finding,) = desk.only(1).refusal["findings"]
    assert finding["paper"]["taxrow_assessed"] == "1,000.00"
    assert finding["system"]["taxrow_assessed"].startswith("1,200.00")
    desk.solve("accept", desk.only(1), problem="TAXROW_CHANGED")
    assert desk.enter()["entered"] == 1
    assert again(each).left == 20_000


def test_the_columns_of_the_workbook() -> None:
    """What a clerk can say of the tax, in the words of the office."""
    known = manual_paper("receipt")
    assert known is not None
    titles = layout(paper=known, schema=KINDS["receipt"].schema).titles()
    assert titles["lines.assessment"] == "รายการประเมินภาษี"
    assert titles["lines.tax_year"] == "ปีภาษี (พ.ศ.)"
