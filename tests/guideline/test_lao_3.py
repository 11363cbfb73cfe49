"""LAO-3: dika, reports of cheques and payments made by hand."""

from khlang.office.disbursement import prints
from khlang.office.payment import prints as payment_prints
from khlang.office.payment import queries as payment
from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from tests.byhand import FRIDAY, MONDAY, OfficeByHand
from tests.disbursement.asking import buckets
from tests.guideline import papers as by_hand
from tests.refusals.attempt import refused


def test_lao_3_1_a_dika_by_hand_has_its_remark_and_both_numbers(office: OfficeByHand) -> None:
    """ทำฎีกาในระบบพร้อมหมายเหตุ เขียนเลขที่ผู้เบิกและเลขที่คลังรับลงบนฎีกาที่ทำด้วยมือ และแนบฎีกาจากระบบไว้ท้าย."""
    office.outage_this_morning()
    office.writes("dika", 7, by_hand.dika("1,000"))
    office.system_is_back()
    office.enters()
    dika = office.made("dika", 7)
    assert (dika.state, dika.paper_number, dika.paper_date) == ("made_by_hand", "7", FRIDAY)
    assert prints.dika(dika.id)["remark"] == "จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 1 พฤศจิกายน 2567"
    assert office.numbers_for("dika", 7) == {"เลขที่ผู้เบิก": "01-0001/2568", "เลขที่คลังรับ": "DK68-00001/2568"}
    assert buckets("L20") == {"expended": 100_000, "available": 29_900_000}
    assert office.dated(dika) == {MONDAY}
    first, second, *_ = office.stapled(dika)
    assert first == "" and "DK68-00001/2568" in second and "01-0001/2568" in second
    assert "จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 1 พฤศจิกายน 2567" in office.page(f"/documents/dika/{dika.id}/")
    assert office.books_are_sound()


def test_lao_3_2_1_dika_and_report_of_cheques_by_hand(office: OfficeByHand) -> None:
    """ทำทั้งฎีกาและรายงานการจัดทำเช็คด้วยมือ: ทำทั้งสองอย่างในระบบ เลขที่เช็คตามที่เขียน แนบท้าย."""
    office.outage_this_morning()
    office.writes("cheque_report", 1, by_hand.cheque_report((1, "0000001"), (2, "0000002")))
    office.writes("dika", 1, by_hand.dika("1,000"))
    office.writes("dika", 2, by_hand.dika("2,500", line="L16", title="จ่ายค่าเดินทางไปราชการ"))
    office.system_is_back()
    office.enters()
    report = office.made("cheque_report")
    assert (report.state, report.paper_date) == ("signed", FRIDAY)
    view = payment.report(document_id=report.id)
    assert [(each.form_number, each.net) for each in view.payments] == [("0000001", 100_000), ("0000002", 250_000)]
    assert [each.name for each in view.signatures] == by_hand.SIGNERS
    assert {office.made("dika", number).state for number in (1, 2)} == {"prepared"}
    for document in (report, office.made("dika", 1)):
        first, second, *_ = office.stapled(document)
        assert first == "" and document.number in second
    assert office.money()["KTB-C"] == 50_000_000  # เช็คยังไม่ได้จ่าย เงินยังอยู่
    assert office.books_are_sound()


def test_lao_3_2_2_a_dika_of_the_system_and_its_report_by_hand(office: OfficeByHand) -> None:
    """ฎีกาทำในระบบแล้ว แต่ทำรายงานการจัดทำเช็คไม่ทัน: ทำรายงานด้วยมือ แล้วทำในระบบจากฎีกาเดิม ทำซ้ำไม่ได้."""
    approved = office.desk.approved()
    number = documents.get(document_id=approved.document_id).number
    office.outage_this_morning()
    office.writes("cheque_report", 1, by_hand.cheque_report((number, "0000001")))
    office.system_is_back()
    office.enters()
    report = office.made("cheque_report")
    (only,) = payment.report(document_id=report.id).payments
    assert (report.state, only.dika_id, only.form_number) == ("signed", approved.document_id, "0000001")
    assert documents.find(kind="dika").count() == 1
    with refused("payment_made_before", field="dikas.0", dika=number):
        office.cashier.prepared(approved)
    first, second, *_ = office.stapled(report)
    assert first == "" and report.number in second
    assert office.books_are_sound()


def test_lao_3_2_3_a_payment_by_hand_is_paid_in_the_system_once(office: OfficeByHand) -> None:
    """จ่ายเงินให้ผู้รับแล้วด้วยใบผ่านรายการจ่ายที่ทำด้วยมือ: บันทึกการจ่ายในระบบ แนบท้าย จ่ายซ้ำไม่ได้อีก."""
    office.outage_this_morning()
    office.writes("dika", 1, by_hand.dika("1,000"))
    office.writes("cheque_report", 1, by_hand.cheque_report((1, "0000001")))
    office.writes("payment_voucher", 9, by_hand.payment_voucher(1, amount="1,000"))
    office.system_is_back()
    office.enters()
    paid, dika = office.made("payment_voucher", 9), office.made("dika")
    assert (paid.state, paid.paper_number, paid.paper_date, dika.state) == ("paid", "9", FRIDAY, "paid")
    vouchers = {number[:2]: (day, lines) for number, day, lines in office.posted(dika)}
    day, lines = vouchers["PV"]
    assert day == MONDAY and ("1101030101.001 KTB-C", 0, 100_000) in lines
    assert office.money()["KTB-C"] == 50_000_000 - 100_000
    assert office.numbers_for("payment_voucher", 9)["เลขที่ในระบบ"] == paid.number
    assert payment_prints.payment(paid.id)["net"] == "1,000.00"
    first, second, *_ = office.stapled(paid)
    assert first == "" and paid.number in second
    with refused("payment_made_before", field="dikas.0", dika=dika.number):
        office.cashier.prepared(Outcome(document_id=dika.id))
    assert office.books_are_sound()
