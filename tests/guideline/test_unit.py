"""UNIT-1 to UNIT-7: a subordinate unit with its own money, here a school, works by hand."""

from khlang.bridges.continuity import queries
from khlang.office.disbursement import prints
from khlang.office.payment import queries as payment
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from tests.byhand import FRIDAY, MONDAY, PEOPLE, TUESDAY, OfficeByHand
from tests.guideline import papers as by_hand
from tests.guideline.day import a_small_day
from tests.office import Office
from tests.procurement.accepting import item, ordered
from tests.refusals.attempt import refused
from tests.till import Till

BY_HAND = "อยู่ระหว่างบันทึกข้อมูลย้อนหลัง – ใช้รายงานที่จัดทำด้วยมือ"


def above_of(unit: OfficeByHand) -> Office:
    """The LAO above, on the same day."""
    assert unit.above is not None
    unit.above.today = unit.today
    return unit.above


def test_unit_1_receipts_slip_summary_and_receipt_voucher(unit: OfficeByHand) -> None:
    """ใบนำส่ง ใบสรุป และใบผ่านรายการรับด้วยมือ: บันทึกรับเงินย้อนหลัง เขียนเลขที่ของระบบลงบนใบนำส่งและใบสรุป แนบท้าย."""
    unit.outage_this_morning()
    unit.writes("receipt_voucher", 1, by_hand.receipt_voucher("800"))
    a_small_day(unit)
    unit.system_is_back()
    unit.enters()
    slip, summary = unit.made("remittance"), unit.made("remittance_summary")
    ((number, day, _),) = unit.posted(summary)
    assert (slip.paper_date, summary.paper_date, day) == (FRIDAY, FRIDAY, MONDAY)
    assert unit.numbers_for("remittance") == {"เลขที่ในระบบ": slip.number}
    assert unit.numbers_for("remittance_summary") == {"เลขที่ในระบบ": summary.number}
    assert number in unit.numbers_for("receipt_voucher").values()
    for document in (slip, summary):
        first, second, *_ = unit.stapled(document)
        assert first == "" and document.number in second
    assert unit.money()["cash"] == 80_000
    assert unit.books_are_sound()


def test_unit_2_1_a_dika_by_hand_has_its_remark_and_both_numbers(unit: OfficeByHand) -> None:
    """ฎีกาด้วยมือของหน่วยงาน: หมายเหตุ เลขที่ผู้เบิก และเลขที่คลังรับ เช่นเดียวกับ อปท."""
    unit.outage_this_morning()
    unit.writes("dika", 3, by_hand.dika("1,000"))
    unit.system_is_back()
    unit.enters()
    dika = unit.made("dika", 3)
    assert prints.dika(dika.id)["remark"] == "จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 1 พฤศจิกายน 2567"
    assert unit.numbers_for("dika", 3) == {"เลขที่ผู้เบิก": "01-0001/2568", "เลขที่คลังรับ": "DK68-00001/2568"}
    assert (dika.paper_date, unit.dated(dika)) == (FRIDAY, {MONDAY})
    first, second, *_ = unit.stapled(dika)
    assert first == "" and "DK68-00001/2568" in second
    assert unit.books_are_sound()


def test_unit_2_2_a_payment_by_hand_without_any_report_of_cheques(unit: OfficeByHand) -> None:
    """ใบผ่านรายการจ่ายด้วยมือ: บันทึกการจ่ายในระบบ แนบท้าย หน่วยงานไม่มีรายงานการจัดทำเช็ค."""
    unit.outage_this_morning()
    unit.writes("dika", 1, by_hand.dika("1,000"))
    way = {"bank_account": "KTB-C", "channel": "cheque", "cheque_number": "0000001", "amount": "1,000"}
    unit.writes("payment_voucher", 1, by_hand.payment_voucher(1, **way))
    unit.system_is_back()
    unit.enters()
    paid = unit.made("payment_voucher")
    assert (unit.made("dika").state, paid.state, documents.find(kind="cheque_report").count()) == ("paid", "paid", 0)
    view = payment.payment(document_id=paid.id)
    assert (view.report_id, view.form_number, view.paid_date) == (None, "0000001", MONDAY)
    assert unit.money()["KTB-C"] == 50_000_000 - 100_000
    first, second, *_ = unit.stapled(paid)
    assert first == "" and paid.number in second
    assert unit.books_are_sound()


def test_unit_3_an_inspection_by_hand_is_cited_on_the_payable_voucher(unit: OfficeByHand) -> None:
    """ตรวจรับพัสดุตามใบสั่งซื้อที่ทำในระบบ ตั้งหนี้ด้วยมือ: บันทึกการตรวจรับ เลขที่ของระบบอยู่บนใบผ่านรายการตั้งหนี้."""
    order = ordered(unit.staff, item("L24", "คอมพิวเตอร์", "30,000"), on=unit.today, delivery_date=FRIDAY)
    unit.outage_this_morning()
    unit.writes("payable_voucher", 2, by_hand.payable_voucher(order.number))
    unit.system_is_back()
    unit.enters()
    accepted = unit.made("payable_voucher", 2)
    assert (accepted.kind, accepted.state, accepted.paper_date) == ("inspection", "accepted", FRIDAY)
    assert unit.numbers_for("payable_voucher", 2) == {"เลขที่ในระบบ": accepted.number}
    assert unit.dated(accepted) == {MONDAY}
    assert unit.books_are_sound()


def test_unit_4_what_was_by_hand_comes_first_in_the_unit_and_only_there(unit: OfficeByHand) -> None:
    """หน่วยงานต้องบันทึกรายการที่ทำด้วยมือให้ครบก่อน อปท. ต้นสังกัดทำงานต่อได้ตามปกติ."""
    unit.outage_this_morning()
    a_small_day(unit)
    unit.system_is_back()
    unit.types()
    with refused("gate_closed", number=documents.get(document_id=unit.id).number, left=5):
        unit.till.collect((by_hand.WASTE_FEE, "20"))
    above = above_of(unit)
    with tenancy.scope(above.org):
        assert ledger.gates() == []
        assert Till(above).collect((by_hand.WASTE_FEE, "20")).number == "RC68-00001/2568"
    unit.enters()
    unit.certifies()
    assert unit.till.collect((by_hand.WASTE_FEE, "20")).state == "issued"
    assert unit.books_are_sound()


def test_unit_5_the_daily_status_is_by_hand_until_complete_and_correct(unit: OfficeByHand) -> None:
    """รายงานสถานะการเงินประจำวันด้วยมือจนครบถ้วนถูกต้อง ใช้ของระบบตั้งแต่วันถัดไป."""
    unit.outage_this_morning()
    a_small_day(unit, status=False)
    before = dict(unit.morning)
    unit.writes_daily_status(1, {"cash": (799, 0)})
    unit.system_is_back()
    unit.enters()
    (cash,) = [row for row in queries.closings(outage_id=unit.id, through=unit.today) if row.place == "cash"]
    assert (cash.by_hand, cash.ledger, cash.difference) == (79_900, 80_000, -100)
    unit.puts_in_order()
    with refused("spell_incomplete"):
        unit.signs_the_certificate()
    unit.morning = before
    unit.writes_daily_status(1, {"cash": (800, 0)}, on=FRIDAY)
    unit.reads_again("daily_status", 1, reason="อ่านตัวเลขผิด")
    unit.signs_the_certificate()
    notes = {on: BY_HAND in unit.report("daily_status", on=on.isoformat()).notes for on in (FRIDAY, MONDAY, TUESDAY)}
    assert notes == {FRIDAY: True, MONDAY: True, TUESDAY: False}
    assert unit.books_are_sound()


def test_unit_6_everything_is_posted_on_the_day_of_entry(unit: OfficeByHand) -> None:
    """ใบผ่านรายการและทะเบียนลงวันที่บันทึก วันที่ในเอกสารเก็บไว้คู่กัน."""
    unit.outage_this_morning()
    a_small_day(unit)
    unit.writes("dika", 1, by_hand.dika("1,000"))
    way = {"bank_account": "KTB-C", "channel": "cheque", "cheque_number": "0000001"}
    unit.writes("payment_voucher", 1, by_hand.payment_voucher(1, **way))
    unit.writes("general_voucher", 1, by_hand.general_voucher("50"))
    unit.system_is_back()
    unit.enters()
    vouchers = unit.report("voucher", since=FRIDAY).rows
    assert {(row.values["number"][:2], row.values["date"]) for row in vouchers} == {
        ("RV", MONDAY), ("PV", MONDAY), ("JV", MONDAY),
    }  # fmt: skip
    spent = unit.report("expenditure", budget_line="L20", fiscal_year=2568).rows
    assert [row.values["date"] for row in spent if row.values["expended"]] == [MONDAY]
    assert {unit.made(paper).paper_date for paper in ("receipt", "dika", "payment_voucher", "general_voucher")} == {
        FRIDAY
    }
    assert unit.books_are_sound()


def test_unit_7_the_executive_of_the_lao_is_told(unit: OfficeByHand) -> None:
    """รายงานผู้บริหารท้องถิ่นของ อปท. ต้นสังกัด และ อปท. เห็นหน่วยงานที่ทำด้วยมืออยู่."""
    unit.outage_this_morning()
    assert "กรมส่งเสริมการปกครองท้องถิ่นข้อ7" in unit.printed("outage_notice")
    (seen,) = queries.overseen(org_id=above_of(unit).org, on=FRIDAY)
    assert (seen.code, seen.gate, seen.outages, seen.unacknowledged) == ("SCHOOL", "by_hand", 1, 1)
    told = {"acknowledged_by": PEOPLE["executive"], "told_by": "paper"}
    unit.step("acknowledge", "clerk", of="notice", **told)
    a_small_day(unit)
    unit.system_is_back()
    unit.types()
    (seen,) = queries.overseen(org_id=above_of(unit).org, on=MONDAY)
    assert (seen.gate, seen.waiting, seen.incomplete, seen.unacknowledged) == ("closed", 5, True, 0)
    unit.enters()
    unit.certifies()
    unit.step("acknowledge", "executive", of="report", **told)
    unit.step("close", "executive")
    (seen,) = queries.overseen(org_id=above_of(unit).org, on=TUESDAY)
    assert (seen.gate, seen.outages, seen.incomplete) == ("open", 0, False)
    assert unit.books_are_sound()
