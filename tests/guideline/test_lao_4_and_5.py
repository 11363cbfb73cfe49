"""LAO-4 and LAO-5: purchases and inspections made by hand."""

from datetime import date

from khlang.office.assets import queries as assets
from tests.byhand import FRIDAY, MONDAY, OfficeByHand
from tests.disbursement.asking import buckets
from tests.guideline import papers as by_hand


def test_lao_4_a_purchase_by_hand_is_recorded_and_numbered(office: OfficeByHand) -> None:
    """ขอซื้อและสั่งซื้อด้วยมือ: บันทึกในระบบ เขียนเลขที่ของระบบลงบนฉบับที่ทำด้วยมือ และแนบท้าย."""
    office.outage_this_morning()
    office.writes("purchase_order", 1, by_hand.order(1))
    office.writes("requisition", 1, by_hand.requisition("30,000"))
    office.system_is_back()
    office.enters()
    asked, ordered = office.made("requisition"), office.made("purchase_order")
    assert [(each.number, each.state, each.paper_date) for each in (asked, ordered)] == [
        ("PR68-00001/2568", "ordered", FRIDAY), ("PO68-00001/2568", "signed", FRIDAY),
    ]  # fmt: skip
    assert office.numbers_for("requisition") == {"เลขที่ในระบบ": "PR68-00001/2568"}
    assert office.numbers_for("purchase_order") == {"เลขที่ในระบบ": "PO68-00001/2568"}
    assert buckets("L24") == {"committed": 3_000_000, "available": 27_000_000}
    assert office.dated(ordered) == {MONDAY}
    for document in (asked, ordered):
        first, second, *_ = office.stapled(document)
        assert first == "" and document.number in second
    assert office.books_are_sound()


def test_lao_5_an_inspection_by_hand_is_recorded_and_cited_on_the_payable_voucher(office: OfficeByHand) -> None:
    """ตรวจรับและทำใบผ่านรายการตั้งหนี้ด้วยมือ: บันทึกการตรวจรับในระบบ เขียนเลขที่ของระบบลงบนใบผ่านรายการตั้งหนี้."""
    office.outage_this_morning()
    office.writes("requisition", 1, by_hand.requisition("30,000"))
    office.writes("purchase_order", 1, by_hand.order(1))
    office.writes("payable_voucher", 5, by_hand.payable_voucher(1))
    office.system_is_back()
    office.enters()
    accepted = office.made("payable_voucher", 5)
    assert (accepted.kind, accepted.state, accepted.paper_number) == ("inspection", "accepted", "5")
    assert office.numbers_for("payable_voucher", 5) == {"เลขที่ในระบบ": accepted.number}
    official = [(number[:2], day) for number, day, _ in office.posted(accepted) if number]
    assert official == [("AP", MONDAY)]
    (card,) = assets.of_document(document_id=accepted.id)
    assert (card.acquired_date, card.cost) == (date(2024, 11, 1), 3_000_000)
    first, second, *_ = office.stapled(accepted)
    assert first == "" and accepted.number in second
    assert office.books_are_sound()
