"""LAO-6 to LAO-10: order, control register, daily status, days of posting, report to the executive."""

from datetime import date

from khlang.bridges.continuity import commands, queries
from khlang.spine.documents import queries as documents
from tests.byhand import FRIDAY, MONDAY, PEOPLE, TUESDAY, OfficeByHand
from tests.guideline import papers as by_hand
from tests.guideline.day import a_small_day, one_of_each
from tests.refusals.attempt import refused

BY_HAND = "อยู่ระหว่างบันทึกข้อมูลย้อนหลัง – ใช้รายงานที่จัดทำด้วยมือ"


def test_lao_6_what_was_by_hand_comes_before_any_entry_of_today(office: OfficeByHand) -> None:
    """บันทึกรายการที่ทำด้วยมือให้ครบก่อน จึงบันทึกรายการของวันปัจจุบันได้: ระบบไม่รับ บอกเหตุผลและจำนวนที่เหลือ."""
    office.outage_this_morning()
    a_small_day(office)
    office.system_is_back()
    office.types()
    number = documents.get(document_id=office.id).number
    with refused("gate_closed", number=number, left=5):
        office.till.collect((by_hand.WASTE_FEE, "20"))
    with refused("gate_closed", number=number):
        office.desk.draft()
    with refused("gate_closed", number=number):
        office.till.write_entry("ปรับปรุงบัญชี", ("5104020101.001", "50", "0"), ("2101010102.001", "0", "50"))
    said = office.page(f"/continuity/{office.id}/")
    assert "ประตูปิดอยู่: งานปกติของหน่วยงานบันทึกไม่ได้" in said and "รอบันทึก 5 ฉบับ" in said
    office.enters()
    with refused("gate_closed", number=number, left=0):  # บันทึกครบแล้ว แต่ยังไม่มีผู้รับรอง
        office.till.collect((by_hand.WASTE_FEE, "20"))
    office.certifies()
    assert office.till.collect((by_hand.WASTE_FEE, "20")).state == "issued"
    assert office.books_are_sound()


def test_lao_6_papers_are_entered_in_their_order_however_they_are_typed(office: OfficeByHand) -> None:
    """พิมพ์เข้าจากกองไหนก่อนก็ได้ ระบบบันทึกตามลำดับ และรอฉบับที่อ้างถึงซึ่งยังไม่มา โดยบอกเลขที่."""
    office.outage_this_morning()
    office.writes("remittance", 1, by_hand.slip("300", receipts="1"))
    office.system_is_back()
    office.types()
    commands.enter(envelope=office.by("finance_officer"), data={"outage_id": office.id})
    said = office.page(f"/continuity/{office.id}/queue/")
    assert "รอเอกสารก่อนหน้า" in said
    assert "ใบนำส่งเงิน เลขที่ 1 รอเอกสารก่อนหน้าที่ยังไม่ได้บันทึก" in office.lacks()
    office.writes("receipt", 1, by_hand.receipt("300"), on=FRIDAY)
    office.enters()
    assert office.made("remittance").state == "received"


def test_lao_7_the_control_register_accounts_for_every_number(office: OfficeByHand) -> None:
    """ออกเลขที่และทำทะเบียนคุมด้วยมือ: ออกใช้ ยกเลิก (มีพยาน) สูญหาย (มีรายงาน) คืน ครบทุกเลขที่ เลขที่หายไประบบเรียกชื่อ."""
    office.outage_this_morning()
    office.writes("receipt", 1, by_hand.receipt("300"))
    office.writes("receipt", 2, by_hand.receipt("500"))
    office.writes("receipt", 6, by_hand.receipt("100"))
    at = {"paper": "receipt", "book_no": "12", "outage_id": office.id}
    witness = {"witness": office.staff.people["accountant"], "copies_kept": True, "reason": "เขียนชื่อผู้ชำระผิด"}
    commands.void_manual_number(envelope=office.by("revenue_officer"), data={**at, "number": 3, **witness})
    lost = {"number": 4, "report_no": "ตย 72004/15", "reason": "ปลิวน้ำ"}
    commands.lose_number(envelope=office.by("revenue_officer"), data={**at, **lost})
    office.system_is_back()
    office.enters()
    assert "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 5 ไม่มีใครชี้แจงว่าใช้ไปอย่างไร" in office.lacks()
    commands.return_numbers(envelope=office.by("revenue_officer"), data={**at, "numbers": "5, 7-50"})
    assert office.register("receipt")[:7] == [
        ("1", "issued", "RP68-00001/2568", "300.00"), ("2", "issued", "RP68-00002/2568", "500.00"),
        ("3", "voided", "", "0.00"), ("4", "lost", "", "0.00"), ("5", "returned", "", "0.00"),
        ("6", "issued", "RP68-00003/2568", "100.00"), ("7", "returned", "", "0.00"),
    ]  # fmt: skip
    assert not [each for each in office.lacks() if "เลขที่ 5" in each]
    (total,) = queries.register_totals(outage_id=office.id, paper="receipt")
    assert (total.day, total.count, total.amount, total.first, total.last) == (FRIDAY, 3, 90_000, "1", "6")
    said = office.page(f"/continuity/{office.id}/register/receipt/")
    assert "เขียนชื่อผู้ชำระผิด" in said and "ตย 72004/15" in said
    assert office.books_are_sound()


def test_lao_8_the_daily_status_is_by_hand_until_everything_is_complete_and_correct(office: OfficeByHand) -> None:
    """รายงานสถานะการเงินประจำวันทำด้วยมือจนบันทึกครบถ้วนถูกต้อง ระบบใช้ได้ตั้งแต่วันถัดจากวันที่รับรอง ยอดต้องตรงถึงสตางค์."""
    office.outage_this_morning()
    a_small_day(office, status=False)
    office.system_is_back()
    office.enters()
    assert "วันที่ 1 พ.ย. 2567 มีการรับหรือจ่ายเงิน แต่ยังไม่มีรายงานสถานะการเงินประจำวันที่ทำด้วยมือ" in office.lacks()
    office.writes_daily_status(1, {"cash": (800, 0)}, on=FRIDAY)
    office.enters()
    closed = {
        row.place: (row.by_hand, row.ledger) for row in queries.closings(outage_id=office.id, through=office.today)
    }
    assert closed == {
        "cash": (80_000, 80_000), "KTB-C": (50_000_000, 50_000_000), "KTB-S": (200_000_000, 200_000_000),
    }  # fmt: skip
    office.certifies()
    for day, of_system in ((FRIDAY, False), (MONDAY, False), (TUESDAY, True)):
        report = office.report("daily_status", on=day.isoformat())
        assert (BY_HAND in report.notes) is not of_system, day
    assert office.books_are_sound()


def test_lao_9_every_voucher_and_register_is_dated_the_day_of_entry(office: OfficeByHand) -> None:
    """ใบผ่านรายการรับ ตั้งหนี้ จ่าย ทั่วไป ทะเบียนรายจ่าย และทะเบียนคุมอื่น ลงวันที่บันทึก วันที่ในเอกสารเก็บไว้คู่กัน."""
    office.outage_this_morning()
    one_of_each(office)
    office.system_is_back()
    office.enters()
    vouchers = office.report("voucher", since=FRIDAY).rows
    assert {row.values["number"][:2] for row in vouchers} >= {"RV", "AP", "PV", "JV"}
    assert {row.values["date"] for row in vouchers} == {MONDAY}
    spent = office.report("expenditure", budget_line="L20", fiscal_year=2568).rows
    assert [row.values["date"] for row in spent if row.values["expended"]] == [MONDAY]
    (row,) = office.report("revenue", item=by_hand.WASTE_FEE, fiscal_year=2568).rows
    assert row.values["day"] == MONDAY
    cash = office.report("cash_book", since=FRIDAY).rows
    assert {row.values["day"] for row in cash if row.values.get("voucher_number")} == {MONDAY}
    for paper in ("receipt", "remittance_summary", "payable_voucher", "dika", "payment_voucher", "general_voucher"):
        document = office.made(paper)
        assert (document.paper_date, office.dated(document) or {MONDAY}) == (FRIDAY, {MONDAY}), paper
    assert office.books_are_sound()


def test_lao_10_the_executive_is_told_whenever_work_is_by_hand(office: OfficeByHand) -> None:
    """รายงานผู้บริหารท้องถิ่นเมื่อเริ่มทำด้วยมือและเมื่อบันทึกครบ ผู้บริหารรับทราบทั้งสองครั้ง จึงปิดเรื่องได้."""
    office.outage_this_morning()
    notice = office.printed("outage_notice")
    for words in (
        "เข้าระบบไม่ได้ตั้งแต่เช้า",
        "1พฤศจิกายน2567",
        "08:30",
        "กรมส่งเสริมการปกครองท้องถิ่นข้อ10",
        "ใบเสร็จรับเงิน",
        PEOPLE["treasury_head"].replace(" ", ""),
    ):
        assert words in notice
    (running,) = queries.unfinished(on=FRIDAY)
    assert "notice" in running.unacknowledged
    executive = {"acknowledged_by": PEOPLE["executive"], "told_by": "line"}
    office.step("acknowledge", "clerk", of="notice", **executive)
    a_small_day(office)
    office.system_is_back()
    office.enters()
    office.certifies()
    report = office.printed("outage_report")
    for words in ("4พฤศจิกายน2567", "5พฤศจิกายน2567", "ใบเสร็จรับเงิน", "800.00"):
        assert words in report
    with refused("report_not_acknowledged"):
        office.step("close", "executive")
    office.step("acknowledge", "executive", of="report", **executive)
    office.step("close", "executive")
    row = queries.of(document_id=office.id)
    assert (row.notice_acknowledged_on, row.report_acknowledged_on) == (FRIDAY, MONDAY)
    assert (row.document.state, queries.unfinished(on=date(2024, 11, 4))) == ("closed", [])
    assert office.books_are_sound()
