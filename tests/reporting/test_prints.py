"""The paper of every kind of document: it says what the document says, who signed, and that it was voided."""

from datetime import date
from typing import Any

import pytest

from khlang.bridges.reporting import prints
from khlang.office.budget import commands as budget
from khlang.office.revenue import commands as revenue
from khlang.office.treasury import commands as treasury
from khlang.platform import tenancy
from khlang.spine.documents import lifecycles
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import commands as organisations
from tests.budget import budgeting
from tests.reporting.test_budgets import moved
from tests.reporting.test_files import squeezed, text_of
from tests.till import VAT, WASTE_FEE, Till

FIRST = date(2024, 10, 1)


def check_says(pdf: bytes, *words: str) -> str:
    """The paper says all of it."""
    text = text_of(pdf)
    assert [word for word in words if squeezed(word) not in text] == []
    return text


def printed(outcome: Any, form: str = "", **more: Any) -> bytes:
    """The paper of a document."""
    return prints.print_document(document_id=outcome.document_id, form=form, **more)[1]


#: An outage and a kit have papers of their own (continuity.prints); a directive is a letter from outside; a memo of an
#: overrun comes on paper.
OTHERWISE = {"outage", "kit", "gate_directive", "budget_overrun"}


def test_every_kind_of_document_has_a_form() -> None:
    kinds = {each.document for each in lifecycles.everything()} - OTHERWISE
    assert [kind for kind in sorted(kinds) if not prints.forms(kind=kind)] == []
    assert prints.forms(kind="receipt") == ("receipt", "receipt_a4")


@pytest.mark.parametrize("form", ["receipt", "receipt_a4"])
def test_a_receipt_on_both_papers(till: Till, form: str) -> None:
    receipt = till.collect((WASTE_FEE, "1,234.50"), on=FIRST)
    name, pdf = prints.print_document(document_id=receipt.document_id or 0, form=form)
    assert name == "receipt-RC68-00001-2568.pdf"
    check_says(pdf, "ใบเสร็จรับเงิน", "RC68-00001/2568", "1,234.50", "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์", "สแกนเพื่อตรวจสอบ")


def test_a_voided_receipt_says_who_and_why(till: Till) -> None:
    receipt = till.collect((WASTE_FEE, "50"), on=FIRST)
    data = {"document_id": receipt.document_id, "reason": "ชื่อผู้ชำระเงินผิด"}
    revenue.void(envelope=till.office.envelope("treasury_head", day=FIRST), data=data)
    check_says(printed(receipt), "ยกเลิก", "treasury_head", "ชื่อผู้ชำระเงินผิด")


def test_a_preview_is_marked(till: Till) -> None:
    receipt = till.collect((WASTE_FEE, "50"), on=FIRST)
    marked, plain = (text_of(printed(receipt, preview=preview)).count("ตัวอย่าง") for preview in (True, False))
    assert marked == plain + 1


def test_slip_summary_and_voucher(two_days: Till) -> None:
    slip = two_days.take_in((WASTE_FEE, "75"), cash="75", title="ค่าขยะ", on=date(2024, 10, 2))
    check_says(printed(slip), "ใบสำคัญสรุปใบนำส่งเงิน", "SM68-00004/2568", "75.00", "RS68-00004/2568")
    voucher = ledger.vouchers_of(document_id=slip.document_id or 0)[0]
    name, pdf = prints.print_voucher(voucher_id=voucher.id)
    assert name == f"{str(voucher.number).replace('/', '-')}.pdf"
    check_says(pdf, "ใบผ่านรายการรับ", "เงินสดในมือ", "SM68-00004/2568", "เจ็ดสิบห้าบาทถ้วน", "accountant")


def test_a_remittance_slip(till: Till) -> None:
    till.collect((WASTE_FEE, "75"), on=FIRST)
    check_says(printed(till.hand_over(on=FIRST)), "ใบนำส่งเงิน", "RC68-00001", "75.00", "revenue_officer")


def test_deposit_and_bank_transfer(till: Till) -> None:
    check_says(printed(till.deposit("2,000", on=FIRST)), "ใบนำฝากเงิน", "2,000.00", "ธ.กรุงไทย", "treasury_head")
    data = {"from_account": "KTB-S", "to_account": "BAAC-S", "amount": "500"}
    moved_money = treasury.create_transfer(envelope=till.office.envelope("finance_officer", day=FIRST), data=data)
    check_says(printed(moved_money), "การโอนเงินระหว่างธนาคาร", "500.00", "ธ.ก.ส.")
    approved = {"document_id": moved_money.document_id}
    treasury.approve_transfer(envelope=till.office.envelope("treasury_head", day=FIRST), data=approved)
    check_says(printed(moved_money), "BT68-00001/2568", "JV68-00002/2568", "ธ.กรุงไทย", "treasury_head")


def test_general_voucher_and_opening_balance(till: Till) -> None:
    entry = till.write_entry("แก้รหัสบัญชี", ("1102010102.001", "10", "0"), ("3102010101.001", "0", "10"), on=FIRST)
    check_says(printed(entry), "GV68-00001/2568", "ลูกหนี้เงินยืม", "สิบบาทถ้วน")
    opening = ledger.vouchers(kind="opening")[0]
    _, pdf = prints.print_document(document_id=opening.document_id)
    check_says(pdf, "53,273,300.00", "ยอดยกมาปีงบประมาณ 2568", "OB67-00001/2567")


def test_a_reversal_before_and_after_approval(till: Till) -> None:
    posted = till.bank_in(VAT, "321", on=FIRST)
    data = {"receipt_id": posted.document_id, "reason": "รับซ้ำ"}
    reversal = revenue.create_reversal(envelope=till.office.envelope("finance_officer", day=FIRST), data=data)
    check_says(printed(reversal), "ตัวอย่าง", "การกลับรายการรับเงิน", "321.00")
    approved = {"document_id": reversal.document_id}
    revenue.approve_reversal(envelope=till.office.envelope("treasury_head", day=FIRST), data=approved)
    check_says(printed(reversal), "RR68-00001/2568", "321.00", "treasury_head")
    check_says(printed(posted), "ยกเลิก", "treasury_head")


def test_cash_count_and_daily_status_with_the_named_officers(till: Till) -> None:
    signatories = [
        {"place": "cash_committee_1", "name": "นางบุญศรี ศรีสุข", "position": "นักทรัพยากรบุคคล"},
        {"place": "clerk", "name": "นายสุรชัย วงศ์ดี", "position": "ปลัดองค์การบริหารส่วนตำบล"},
    ]
    organisations.change_settings(envelope=till.office.envelope(), data={"signatories": signatories})
    data = {"lines": [{"denomination": "1000", "pieces": 2}, {"denomination": "50", "pieces": 7}]}
    counted = treasury.create_count(envelope=till.office.envelope("finance_officer", day=FIRST), data=data)
    check_says(printed(counted), "ใบตรวจนับเงินสด", "2,000.00", "350.00", "2,350.00 (บัญชี 2,350.00)")
    drawn = treasury.prepare_status(envelope=till.office.envelope("finance_officer", day=FIRST), data={})
    check_says(printed(drawn), "DS68-00001/2568", "18,070,500.00", "นางบุญศรี ศรีสุข", "นายสุรชัย วงศ์ดี")


def test_the_papers_of_the_budget(till: Till) -> None:
    moved(till.office)
    with tenancy.scope(till.office.org):
        line = budgeting.line("L05")
    supplementary = budget.prepare_supplementary(
        envelope=till.office.envelope("budget_officer"),
        data=budgeting.draft(
            appropriations=[{"line_id": line.id, "amount": "5,000"}],
            estimates=[{"item_code": "41100003", "amount": "5,000"}],
        ),
    )
    check_says(printed(supplementary), "ตัวอย่าง", "เพิ่มเติม", "5,000.00")
    data = {
        "fiscal_year": 2568, "title": "แก้คำชี้แจง", "document_date": "2024-10-01",
        "items": [{"line_id": line.id, "text": "สำรองจ่ายกรณีฉุกเฉิน"}],
    }  # fmt: skip
    amendment = budget.prepare_amendment(envelope=till.office.envelope("budget_officer"), data=data)
    check_says(printed(amendment), "สำรองจ่ายกรณีฉุกเฉิน", "ข้อความใหม่")


def test_the_time_of_printing_is_given_by_the_caller(till: Till) -> None:
    receipt = till.collect((WASTE_FEE, "50"), on=FIRST)
    at = till.office.envelope(day=FIRST).now
    check_says(printed(receipt, printed_at=at, printed_by="นางวิภา แสงทอง"), "1 ต.ค. 2567 10:00 น.", "นางวิภา แสงทอง")
    assert printed(receipt) == printed(receipt)
