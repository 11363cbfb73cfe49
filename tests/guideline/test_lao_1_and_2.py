"""LAO-1 and LAO-2: the budget, and money taken in, while the system could not be reached."""

from collections.abc import Iterator
from typing import Any

import pytest

from khlang.core.refusal import Refusal
from khlang.office.budget import queries as budget
from khlang.office.revenue import prints
from khlang.office.revenue import queries as revenue
from khlang.office.taxpayers import queries as taxpayers
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests.byhand import FRIDAY, MONDAY, OfficeByHand
from tests.guideline import papers as by_hand
from tests.office import open_office
from tests.refusals.attempt import refused
from tests.taxpayers.roll import assessed


@pytest.fixture
def new_office(db: Any) -> Iterator[OfficeByHand]:
    """An อบต. whose budget of the year was not in force yet when the system failed."""
    opened = open_office()
    with tenancy.scope(opened.org):
        yield OfficeByHand(opened, budget=False)


def test_lao_1_budget_made_by_hand_is_recorded_and_attached_behind(new_office: OfficeByHand) -> None:
    """งบประมาณรายจ่าย เพิ่มเติม โอน และแก้ไขคำชี้แจง ที่ทำด้วยมือ บันทึกในระบบ แล้วนำเอกสารจากระบบแนบท้ายฉบับที่ทำด้วยมือ."""
    office = new_office
    office.outage_this_morning()
    office.writes("explanation", 1, by_hand.explanation())
    office.writes("budget_transfer", 1, by_hand.budget_transfer("20,000", source="L24", target="L20"))
    office.writes("supplementary", 1, by_hand.supplementary("L24", "50,000"))
    office.writes("ordinance", 1, by_hand.ordinance())
    office.system_is_back()
    office.enters()
    made = [office.made(paper) for paper in ("ordinance", "supplementary", "budget_transfer", "explanation")]
    assert [(each.state, each.paper_number, each.paper_date) for each in made] == [
        ("promulgated", "1", FRIDAY), ("promulgated", "1", FRIDAY), ("approved", "1", FRIDAY), ("approved", "1", FRIDAY),
    ]  # fmt: skip
    left = {row.line.code: row.remaining for row in budget.line_balances(fiscal_year=2568)}
    assert left == {"L24": 33_000_000, "L20": 12_000_000}  # 300,000 + 50,000 − 20,000 และ 100,000 + 20,000 บาท
    assert [office.dated(each) for each in made] == [{MONDAY}, {MONDAY}, {MONDAY}, set()]
    for each in made:
        paper, print_of_system, *_ = office.stapled(each)
        assert paper == "" and each.number.replace(" ", "") in print_of_system
    assert office.books_are_sound()


def test_lao_2_1_a_receipt_by_hand_becomes_a_proof_of_receipt_and_never_a_second_receipt(office: OfficeByHand) -> None:
    """ใบเสร็จรับเงินที่เขียนด้วยมือ เล่มที่ 12 เลขที่ 48 บันทึกเป็นหลักฐานการรับเงินซึ่งอ้างเล่มที่และเลขที่ ไม่ใช่ใบเสร็จใบที่สอง."""
    office.outage_this_morning()
    office.writes("receipt", 48, by_hand.receipt("240", payer="นางบุญมี ทองสุข"))
    office.system_is_back()
    office.enters()
    proof = office.made("receipt", 48)
    assert (proof.kind, proof.number, proof.paper_book, proof.paper_number) == (
        "proof_of_receipt", "RP68-00001/2568", "12", "48",
    )  # fmt: skip
    paper = prints.proof_of_receipt(proof.id)
    assert paper["title"] == "หลักฐานการรับเงิน"
    assert paper["paper_reference"] == "ใบเสร็จที่เขียนด้วยมือ เล่มที่ 12 เลขที่ 48 ลงวันที่ 1 พฤศจิกายน 2567"
    assert "เลขที่ใบเสร็จที่เขียนด้วยมือ 12/48" in office.page(f"/documents/proof_of_receipt/{proof.id}/")
    assert documents.find(kind="receipt", states=("issued",)).count() == 0
    with pytest.raises(Refusal, match="proof_is_no_receipt"):
        prints.receipt(proof.id)
    assert office.books_are_sound()


def test_lao_2_1_a_tax_paid_by_hand_is_paid_in_the_register_of_taxpayers(office: OfficeByHand) -> None:
    """ถ้าเป็นภาษีของผู้เสียภาษีในทะเบียน ให้ปรับปรุงทะเบียนด้วย ณ วันที่ในใบเสร็จ."""
    owed = assessed(office.staff, on=office.today, due_date="31/12/2567")
    office.outage_this_morning()
    line = {"assessment": owed.code}
    office.writes("receipt", 1, by_hand.receipt("1,000", payer=owed.taxpayer, item=by_hand.LAND_TAX, **line))
    office.system_is_back()
    office.enters()
    (paid,), _ = taxpayers.payments()
    assert (paid.number, paid.paid_on, paid.recorded_on) == (office.made("receipt").number, FRIDAY, MONDAY)
    now = taxpayers.assessment(assessment_id=owed.id)
    assert (now.state, now.left) == ("paid", 0)
    assert office.books_are_sound()


def test_lao_2_2_1_slip_and_summary_by_hand_of_receipts_by_hand(office: OfficeByHand) -> None:
    """รับเงินด้วยมือทั้งวันและนำส่งด้วยมือ: ออกหลักฐานการรับเงิน แล้วทำใบนำส่งและใบสรุปในระบบ ฉบับต่อฉบับ ยอดตรงกัน."""
    office.outage_this_morning()
    office.writes("receipt", 1, by_hand.receipt("300"))
    office.writes("receipt", 2, by_hand.receipt("500", item=by_hand.LICENCE))
    office.writes("remittance", 1, by_hand.slip("800", receipts="1-2"))
    office.writes("remittance_summary", 1, by_hand.summary("800"))
    office.system_is_back()
    office.enters()
    slip, summary = office.made("remittance"), office.made("remittance_summary")
    assert (slip.number, slip.state, summary.number, summary.state) == (
        "RS68-00001/2568", "summarised", "SM68-00001/2568", "posted",
    )  # fmt: skip
    on_slip = [each.document.number for each in revenue.slip(document_id=slip.id).receipts]
    assert on_slip == ["RP68-00001/2568", "RP68-00002/2568"]
    ((number, day, lines),) = office.posted(summary)
    assert (number[:2], day) == ("RV", MONDAY)
    assert lines == [
        ("1101010101.001", 80_000, 0), ("4401030106.001 41210008", 0, 30_000), ("4401050103.001 41239001", 0, 50_000),
    ]  # fmt: skip
    assert office.money()["cash"] == 80_000
    assert office.books_are_sound()


def test_lao_2_2_2_receipts_of_the_system_handed_over_by_hand(office: OfficeByHand) -> None:
    """ออกใบเสร็จในระบบแล้ว แต่นำส่งไม่ทันในวันนั้น: ทำใบนำส่งและใบสรุปด้วยมือ แล้วทำในระบบจากใบเสร็จใบเดิม ไม่ออกหลักฐานซ้ำ."""
    office.today = FRIDAY
    issued = office.till.collect((by_hand.WASTE_FEE, "240"))
    office.outage_this_morning(started_time="09.45")
    office.writes("remittance", 1, by_hand.slip("240", of_system=issued.number or ""))
    office.writes("remittance_summary", 1, by_hand.summary("240"))
    office.system_is_back()
    with refused("remittance_empty", field="receipts"):
        office.till.hand_over()  # ใบนำส่งตามปกติกวาดใบเสร็จนี้ไปไม่ได้
    office.enters()
    assert documents.get(document_id=issued.document_id or 0).state == "posted"
    assert documents.find(kind="proof_of_receipt").count() == 0
    slip = revenue.slip(document_id=office.made("remittance").id)
    assert [each.document.number for each in slip.receipts] == [issued.number]
    assert office.dated(office.made("remittance_summary")) == {MONDAY}
    assert office.books_are_sound()


def test_lao_2_2_3_numbers_of_the_system_go_onto_the_papers_and_prints_behind_them(office: OfficeByHand) -> None:
    """เลขที่ใบนำส่งและใบสรุปของระบบ เขียนลงบนฉบับที่ทำด้วยมือ และนำเอกสารจากระบบแนบท้าย."""
    office.outage_this_morning()
    office.writes("receipt", 1, by_hand.receipt("300"))
    office.writes("remittance", 7, by_hand.slip("300", receipts="1"))
    office.writes("remittance_summary", 3, by_hand.summary("300", slips="7"))
    office.system_is_back()
    office.enters()
    assert office.numbers_for("remittance", 7) == {"เลขที่ในระบบ": "RS68-00001/2568"}
    assert office.numbers_for("remittance_summary", 3) == {"เลขที่ในระบบ": "SM68-00001/2568"}
    assert "ใบนำส่งเงิน เลขที่ 7 ยังไม่ได้เขียนหรือติดเลขที่ของระบบลงบนเอกสาร" in office.lacks()
    for paper, number in (("remittance", 7), ("remittance_summary", 3)):
        first, second = office.stapled(office.made(paper, number))
        assert first == "" and office.made(paper, number).number in second
    office.writes_numbers_and_attaches()
    assert not [each for each in office.lacks() if "เลขที่ของระบบ" in each or "แนบ" in each]
    assert "RS68-00001/2568" in office.page(f"/continuity/{office.id}/register/remittance/")
    assert office.books_are_sound()
