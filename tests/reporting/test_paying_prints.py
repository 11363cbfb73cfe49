"""The papers of a payment, from the dika with its two numbers to the certificate of the tax, made from real documents."""

from datetime import date

import pytest

from khlang.bridges.reporting import prints
from khlang.core.refusal import Refusal
from khlang.office.disbursement import commands as disbursement
from khlang.office.disbursement.prints import payee_list
from khlang.office.payment import commands as payment
from khlang.office.payment import prints as papers
from khlang.office.treasury import commands as treasury
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from tests.disbursement.asking import NUMBERS, Desk
from tests.disbursement.payrolls import WHO, Payroll, somebody
from tests.disbursement.payrolls import sheet as workbook
from tests.office import Office
from tests.payment.cashier import Cashier
from tests.payment.test_certificates import taxed
from tests.procurement.accepting import accepted, item, ordered
from tests.reporting.test_files import squeezed, text_of
from tests.reporting.test_prints import check_says, printed
from tests.reporting.test_spending_prints import Paper
from tests.till import Till


@pytest.fixture
def desk(till: Till) -> Desk:
    """An office with divisions, a budget in force and a payee."""
    return Desk(till)


@pytest.fixture
def cashier(desk: Desk) -> Cashier:
    """A counter with a book of cheques."""
    opened = Cashier(desk)
    opened.book()
    return opened


def test_a_dika_bears_both_numbers_and_every_signature(desk: Desk) -> None:
    draft = desk.draft(withhold=True, lines=[desk.line("L20", "28,890")], vat_included=True, invoice_no="INV-9")
    check_says(printed(draft), "ตัวอย่าง", "ฎีกาเบิกเงิน", "271,110.00")
    requested = desk.move(draft, "request")
    text = check_says(printed(requested), "01-0001/2568", "เลขที่คลังรับ", "division_head")
    assert "treasury_head" not in text
    approved = requested
    for move in ("receive", "examine", "endorse", "approve"):
        approved = desk.move(approved, move)
    pdf = printed(approved)
    check_says(
        pdf, "01-0001/2568", "DK68-00001/2568", "หจก. เครื่องเขียนทุ่งทอง", "INV-9", "L20 ค่าไฟฟ้า", "28,890.00", "27,000.00", "1 %",
        "270.00", "28,620.00", "สองหมื่นแปดพันหกร้อยยี่สิบบาทถ้วน", "division_head", "treasury_head", "clerk", "executive",
    )  # fmt: skip
    assert squeezed("300,000.00 0.00 0.00 300,000.00 28,890.00 271,110.00") in text_of(pdf)


def test_a_dika_keeps_saying_what_was_left_when_it_was_asked_for(desk: Desk) -> None:
    first = desk.approved(lines=[desk.line("L20", "100,000")])
    desk.approved(lines=[desk.line("L20", "50,000")])
    assert squeezed("300,000.00 100,000.00 200,000.00") in text_of(printed(first))


def test_what_an_order_has_committed_is_free_for_its_dika(desk: Desk) -> None:
    order = ordered(desk.office, item("L18", "กระดาษ", "9,000"), vendor_kind="person", on=desk.office.today)
    acceptance = accepted(desk.office, order, on=desk.office.today)
    dika = desk.approved(
        "acceptance", acceptance_id=acceptance.document_id, lines=None, payee_id=None, title="ค่ากระดาษ"
    )
    _, pdf = prints.print_voucher(voucher_id=acceptance.voucher_id or 0)
    check_says(pdf, "ใบผ่านรายการตั้งหนี้", "AP68-00001/2568", "นายสมชาย ใจดี", "9,000.00", acceptance.number or "")
    text = check_says(printed(dika), acceptance.number or "", "PO68-00001/2568", "2101010102.001", "9,000.00")
    assert squeezed("120,000.00 0.00 0.00 120,000.00 9,000.00 111,000.00") in text


def test_a_dika_sent_back_loses_the_signatures_after_it(desk: Desk) -> None:
    dika = desk.carried(desk.draft(), "examine")
    data = {"document_id": dika.document_id, "reason": "แก้ใบแจ้งหนี้"}
    disbursement.decline_dika(envelope=desk.office.envelope("clerk"), data=data)
    assert "treasury_head" not in check_says(printed(dika), "01-0001/2568", "DK68-00001/2568")


def test_the_list_of_payees_is_summed_by_sheet(office: Office) -> None:
    payroll = Payroll(office)
    people = range(1, 46)
    payroll.register(*people)
    rows = [somebody(each, "1,000", "50") for each in people]
    dika = payroll.bring(workbook((*WHO, "L08 เงินเดือนนายก/รองนายก", "ประกันสังคม"), rows), count=45, net="42,750")
    data = payee_list(dika.document_id or 0)
    assert [len(sheet["rows"]) for sheet in data["pages"]] == [20, 20, 5]
    assert [sheet["running"][0] for sheet in data["pages"]] == ["20,000.00", "40,000.00", "45,000.00"]
    assert [column["label"] for column in data["columns"][4:]] == ["จำนวนเงินขอเบิก", "ประกันสังคม", "จ่ายสุทธิ"]
    check_says(printed(dika, "payee_list"), "นายคนที่ 45 ทดสอบ", "รวมหน้านี้", "42,750.00", "45 ราย")
    check_says(printed(dika), "ผู้รับเงินตามบัญชีรายละเอียดแนบ 45 ราย")


def test_the_list_is_not_offered_for_a_dika_of_one_payee(desk: Desk) -> None:
    dika = desk.draft()
    assert prints.forms(kind="dika", channel="direct") == ("dika",)
    with pytest.raises(Refusal, match="print_unknown"):
        printed(dika, "payee_list")


def test_the_report_of_cheques_and_the_cheques(cashier: Cashier) -> None:
    report = cashier.prepared(taxed(cashier), cashier.desk.approved())
    text = check_says(
        printed(report), "รายงานการจัดทำเช็ค", "CQ68-00001/2568", "DK68-00002/2568", "0000001", "0000002", "28,620.00", "29,620.00",
        "ภาษีหัก ณ ที่จ่าย 270.00", "finance_officer",
    )  # fmt: skip
    assert "treasury_head" not in text
    check_says(printed(cashier.signed(report)), "treasury_head", "clerk", "executive")
    data = papers.cheques(report.document_id or 0)
    assert [(one["amount"], one["amount_text"]) for one in data["cheques"]] == [
        ("28,620.00", "สองหมื่นแปดพันหกร้อยยี่สิบบาทถ้วน"), ("1,000.00", "หนึ่งพันบาทถ้วน"),
    ]  # fmt: skip
    assert data["bank_code"] == "006" and {one["date_digits"] for one in data["cheques"]} == {"01102567"}
    ready = check_says(printed(report, "cheque"), "A/C PAYEE ONLY", "หจก. เครื่องเขียนทุ่งทอง", "=28,620.00=")
    assert "ตัวอย่าง" not in ready


def test_a_payment_its_voucher_and_its_certificate(cashier: Cashier) -> None:
    paid = cashier.paid(taxed(cashier))[0]
    cashier.collect(paid.document_id, collected_by="นายสมชาย ใจดี")
    check_says(
        printed(paid), "หลักฐานการจ่ายเงิน", "PM68-00001/2568", "PV68-00001/2568", "WT68-00001/2568", "28,620.00", "0000001",
        "นายสมชาย ใจดี", "finance_officer",
    )  # fmt: skip
    check_says(printed(paid, "cheque"), "ตัวอย่าง", "=28,620.00=")
    vouchers = [each for each in ledger.vouchers(kind="payment") if each.number]
    _, pdf = prints.print_voucher(voucher_id=vouchers[0].id)
    check_says(pdf, "ใบผ่านรายการจ่าย", "PV68-00001/2568", "28,890.00", "270.00", "28,620.00")
    certificate = documents.find(kind="withholding_certificate")[0]
    check_says(
        printed(Paper(certificate.id)), "WT68-00001/2568", "ภ.ง.ด.53", "จ่ายค่าบริการอินเทอร์เน็ต", "27,000.00", "270.00",
        "สองร้อยเจ็ดสิบบาทถ้วน", "0–1055–36000–31–3", "ฉบับที่ 2", "DK68-00001/2568",
    )  # fmt: skip


def test_slips_and_transfers(cashier: Cashier) -> None:
    cashier.book("0000101", "0000110", bank="KTB-S", kind="withdrawal")
    slip = cashier.prepared(cashier.desk.approved(), channel="withdrawal", bank="KTB-S")
    check_says(printed(slip), "รายงานการจัดทำใบถอน", "0000101")
    only = Paper(cashier.payments(slip)[0].document_id)
    check_says(printed(only, "withdrawal_slip"), "ใบถอนเงินฝากธนาคาร", "0000101", "1,000.00", "หนึ่งพันบาทถ้วน", "ผู้ถอนเงิน")
    cashier.account(cashier.desk.payee)
    transfer = cashier.prepared(cashier.desk.approved(), channel="transfer", bank="KTB-S")
    check_says(printed(transfer), "รายงานการจัดทำรายการโอนเงิน", "1234567890")
    assert prints.forms(kind="payment", channel="transfer") == ("payment",)
    assert prints.forms(kind="payment", channel="withdrawal") == ("payment", "withdrawal_slip")


def test_a_cancelled_report_says_so(cashier: Cashier) -> None:
    report = cashier.prepared(cashier.desk.approved())
    cashier.undo(payment.cancel_report, report.document_id)
    check_says(printed(report), "ยกเลิก", "พิมพ์ผิด")


def test_salaries_of_a_year_are_one_row(cashier: Cashier) -> None:
    desk = cashier.desk
    person = desk.party("นายสมชาย ใจดี", national_number=NUMBERS["person"])
    for month in (10, 11):
        day = date(2024, month, 28)
        salary = {"kind": "withholding", "form": "pnd1", "base": "30,000", "amount": "412"}
        lines = [desk.line("L20", "30,000")]
        cashier.paid(desk.approved(payee_id=person, lines=lines, deductions=[salary], title="เงินเดือน", on=day), on=day)
    envelope = cashier.office.envelope("finance_officer", day=date(2025, 1, 6))
    issued = payment.issue_certificates(envelope=envelope, data={"tax_year": 2567})
    data = papers.certificate(issued.document_id or 0)
    assert data["income"] == [{"kind": "1", "date": "ปีภาษี 2567", "amount": "60,000.00", "tax": "824.00"}]
    check_says(printed(issued), "60,000.00", "แปดร้อยยี่สิบสี่บาทถ้วน", "1–1017–00203–45–0")


def test_the_daily_status_names_the_cheques_that_nobody_fetched(cashier: Cashier) -> None:
    cashier.paid(cashier.desk.approved())
    drawn = treasury.prepare_status(envelope=cashier.office.envelope("finance_officer"), data={})
    check_says(printed(drawn), "เช็คที่ผู้มีสิทธิยังไม่มารับ", "0000001", "หจก. เครื่องเขียนทุ่งทอง", "1,000.00")
