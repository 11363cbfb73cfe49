"""Cheques written and money handed out by hand (LAO-3.2, UNIT-2.2): numbers, tax, fines, the bank that was quicker."""

from datetime import date
from typing import Any

import pytest

from khlang.core.refusal import Refusal
from khlang.office.advances import commands as advances
from khlang.office.payment import commands as payment_commands
from khlang.office.payment import exporting, prints, queries
from khlang.office.reconciliation import queries as reconciliation
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from tests.budget.budgeting import line
from tests.continuity.by_hand import BACK
from tests.continuity.treasury_by_hand import SIGNERS, Treasury
from tests.disbursement.asking import NUMBERS, PAYABLE, buckets
from tests.office import open_office
from tests.procurement.accepting import VENDORS
from tests.reconciliation.bank import Desk as Bank
from tests.reconciliation.bank import file
from tests.refusals.attempt import refused
from tests.refusals.test_spending_by_hand import late
from tests.till import Till

TAXED = {"deduction": "withholding", "tax_form": "pnd53", "base": "1,000", "amount": "30"}


def lent(treasury: Treasury) -> int:
    """An approved advance of 2,000 baht; its document."""
    data = {
        "borrower_id": treasury.desk.party("นางสาวมาลี ใจดี"), "title": "เงินยืมเดินทาง",
        "budget_line_id": line("L16").id, "amount": "2,000",
    }  # fmt: skip
    office = treasury.office
    named = {"document_id": advances.save_advance(envelope=office.envelope("finance_officer"), data=data).document_id}
    advances.submit_advance(envelope=office.envelope("finance_officer"), data=named)
    advances.check_advance(envelope=office.envelope("treasury_head"), data=named)
    return int(advances.approve_advance(envelope=office.envelope("executive"), data=named).document_id or 0)


@pytest.fixture
def treasury(till: Till) -> Treasury:
    """The system is back, the papers wait."""
    return Treasury(till)


def test_a_number_used_in_the_system_and_by_hand(till: Till) -> None:
    """The same cheque number twice: the report waits, nothing of it is entered; with the right number it is."""
    treasury = Treasury(till, before=lambda at: at.cashier.prepared(at.desk.approved()))
    treasury.dika()
    treasury.report()
    treasury.enter()
    assert treasury.problem(paper="cheque_report") == ("REFUSED", ["cheque_number_used"])
    assert treasury.only(paper="cheque_report").refusal["errors"][0]["field"] == "lines.0.cheque_number"
    assert treasury.made().state == "made_by_hand"
    right = treasury.line(
        1, book_no="", day="4 พ.ย. 67", payload={
            "bank_account": "KTB-C", "signers": SIGNERS, "lines": [{"dika_number": 1, "cheque_number": "0000002"}],
        },
    )  # fmt: skip
    treasury.solve("amend", treasury.only(paper="cheque_report"), **{k: v for k, v in right.items() if v is not None})
    treasury.entered()
    assert treasury.made(paper="cheque_report").state == "signed"


def test_a_book_that_nobody_registered(till: Till) -> None:
    """The number is in no book: the paper waits, in words; when the book is registered it is entered."""
    treasury = Treasury(till, book=False)
    treasury.dika()
    treasury.report()
    treasury.enter()
    assert treasury.problem(paper="cheque_report") == ("REFUSED", ["cheque_number_outside_book"])
    treasury.cashier.book(issued_to=None)  # still in the safe: nobody could record that it was handed out
    treasury.entered()
    assert [row.number for row in queries.cheque_register().rows] == ["0000001"]


def test_a_cheque_spoilt_by_hand_and_written_anew(treasury: Treasury) -> None:
    """Spoilt on the report, and spoilt after it: both numbers are void, each with its reason, the third is used."""
    treasury.dika()
    treasury.report(1, {"dika_number": 1, "cheque_number": "0000002"}, voided="0000001", voided_reason="เขียนผิด")
    treasury.voucher(cheque_number="0000003", cheque_report_number=1)
    treasury.entered()
    found = {row.number: (row.state, row.reason) for row in queries.cheque_register().rows}
    assert found == {
        "0000001": ("voided", "เขียนผิด"), "0000002": ("voided", "เขียนด้วยมือใหม่เป็นเลขที่ 0000003"),
        "0000003": ("paid", ""),
    }  # fmt: skip
    assert queries.payment(document_id=treasury.made(paper="payment_voucher").id).form_number == "0000003"
    assert verification.verify() == []


def test_tax_on_the_paper_is_kept(treasury: Treasury) -> None:
    """Three per cent although the table of the day says one: the certificate is dated as the paper and cites it."""
    treasury.dika(deductions=[TAXED], net="970")
    treasury.report()
    treasury.voucher(7, amount="970")
    treasury.entered()
    paid = treasury.made(7, paper="payment_voucher")
    (tax,) = queries.taxes_of(payment_id=paid.id)
    assert (tax.amount, tax.rate_bp, tax.paid_date, tax.national_number) == (
        3_000, 300, date(2024, 11, 5), NUMBERS["juristic"]
    )  # fmt: skip
    certificate = documents.get(document_id=tax.certificate_id or 0)
    assert (certificate.state, certificate.document_date) == ("issued", date(2024, 11, 5))
    said = str(prints.certificate(certificate.id)["references"])
    assert "DK68-00001/2568" in said and "ใบผ่านรายการจ่ายที่ทำด้วยมือ เลขที่ 7" in said
    assert queries.certificates(month=date(2024, 11, 1), form="pnd53")[0].amount == 3_000
    assert verification.verify() == []


def test_a_net_that_was_misread(treasury: Treasury) -> None:
    """What was entered does not come to the net on the paper: it waits as a difference of amounts."""
    treasury.dika(deductions=[TAXED], net="997")
    treasury.enter()
    assert treasury.problem() == ("AMOUNT_MISMATCH", ["dika_net_differs"])


def test_a_fine_kept_back_by_hand(till: Till) -> None:
    """Its receipt is made with the payment, as with any other; whoever enters the paper needs no duty to pay."""
    treasury = Treasury(till, before=lambda at: at.desk.owe(PAYABLE, "46,000"))
    treasury.dika(
        dika_kind="carried_over", title="จ่ายค่าคอมพิวเตอร์", invoice_no="INV-7", net="45,724",
        lines=[{"dika_source": "liability", "account": PAYABLE, "amount": "46,000"}],
        deductions=[{"deduction": "fine", "amount": "276"}],
    )  # fmt: skip
    treasury.report()
    treasury.voucher()
    assert treasury.enter(by="prasit")["exceptions"] == 0
    (fine,) = documents.find(kind="receipt", equal={"channel": "deduction"})
    assert (fine.amount, fine.state, fine.paper_number) == (27_600, "posted", "")
    assert verification.verify() == []


def test_a_delivery_of_the_system_paid_by_hand(till: Till) -> None:
    """Accepted before the outage, late: fine and tax as on the paper, the commitment becomes spending, nobody pays it twice."""
    treasury = Treasury(till, before=late)
    number = documents.get(document_id=treasury.earlier.document_id).number
    fine, tax = {"deduction": "fine", "amount": "276"}, {**TAXED, "base": "42,990.65", "amount": "429.91"}
    treasury.dika(
        dika_kind="จากใบตรวจรับ (ใบสั่งซื้อ/สัญญา)", title="จ่ายค่าคอมพิวเตอร์", acceptance=number, lines=[],
        payee_name="", payee_number="", deductions=[fine, tax], net="45,294.09",
    )  # fmt: skip
    treasury.report()
    treasury.voucher(amount="45,294.09")
    treasury.entered()
    assert treasury.made().party_name == VENDORS["juristic"]
    assert buckets("L24") == {"expended": 4_600_000, "available": 25_400_000}
    assert queries.taxes_of(payment_id=treasury.made(paper="payment_voucher").id)[0].rate_bp == 0
    assert verification.verify() == []


def test_an_advance_handed_out_by_hand(till: Till) -> None:
    """The money of an approved advance: it is outstanding with the payment."""
    treasury = Treasury(till, before=lent)
    number = documents.get(document_id=treasury.earlier).number
    treasury.dika(dika_kind="advance", advance=number, lines=[], title="เงินยืม", payee_name="", payee_number="")
    treasury.report()
    treasury.voucher()
    assert treasury.enter(by="prasit")["exceptions"] == 0
    assert treasury.cashier.state(treasury.earlier) == "outstanding"
    assert verification.verify() == []


def test_the_bank_was_quicker(treasury: Treasury) -> None:
    """The cheque was presented on 6 November, its payment is posted on the 8th: they are matched by the number on paper."""
    treasury.dika()
    treasury.report()
    treasury.voucher()
    treasury.entered()
    bank = Bank(treasury.till)
    rows = (
        ("01/10/2567", "ฝาก", "", "", "", "500,000.00", "500,000.00"),
        ("06/11/2567", "เช็ค", "1", "", "1,000.00", "", "499,000.00"),
    )
    end = date(2024, 11, 30)
    treasury.directed("accounting")
    bank.bring(file(*rows), on=end, name="november.csv", through="30/11/2567")
    now = reconciliation.standing(bank=reconciliation.bank_of(code="KTB-C"), on=end)
    sure = [each for each in reconciliation.suggestions(standing=now) if each.why == "cheque"]
    assert [(each.amount, each.sure) for each in sure] == [(-100_000, True)]


def test_a_transfer_ordered_by_hand_is_in_no_file_for_the_bank(treasury: Treasury) -> None:
    """The bank had its order on paper; the accounts on the report are those of the dika."""
    treasury.dika(bank="006", account_no="1112223334", account_name="หจก. เครื่องเขียนทุ่งทอง")
    treasury.report(1, {"dika_number": 1}, bank_account="KTB-S", channel="transfer")
    treasury.entered()
    report = treasury.made(paper="cheque_report")
    with refused("report_made_by_hand", number=report.number, paper="1"):
        exporting.payees_csv(report.id)
    (only,) = queries.report(document_id=report.id).payments
    assert [row.account_no for _, row in queries.payees(payment_ids=[only.document_id])] == ["1112223334"]


def test_what_was_not_paid_by_hand_is_paid_afterwards(treasury: Treasury) -> None:
    """A report by hand whose cheque nobody handed out: paid in the ordinary way when ordinary work goes on."""
    treasury.dika()
    treasury.report()
    treasury.entered()
    treasury.directed()
    (only,) = queries.report(document_id=treasury.made(paper="cheque_report").id).payments
    assert treasury.cashier.pay(only.document_id, on=BACK).state == "paid"
    assert treasury.made(paper="cheque_report").state == "paid"
    assert verification.verify() == []


def test_paid_twice_by_hand(treasury: Treasury) -> None:
    """A second voucher for one dika is refused, with the payment that stands."""
    treasury.dika()
    treasury.report()
    treasury.voucher()
    treasury.voucher(2)
    treasury.enter()
    assert treasury.problem(2, paper="payment_voucher") == ("REFUSED", ["payment_made_before"])


def test_a_local_government_needs_its_report(treasury: Treasury) -> None:
    """LAO-3.2: without the report the voucher waits, and is entered once the report is."""
    treasury.dika()
    treasury.voucher(bank_account="KTB-C", channel="cheque", cheque_number="0000001")
    treasury.enter()
    assert treasury.problem(paper="payment_voucher") == ("PREDECESSOR_MISSING", ["cheque_report_missing"])
    treasury.report()
    treasury.entered()
    assert treasury.made(paper="payment_voucher").state == "paid"


def test_a_unit_pays_without_any_report(db: Any) -> None:
    """UNIT-2.1, 2.2: dika and payment voucher by hand, no report of cheques at all."""
    office = open_office(kind="unit")
    with tenancy.scope(office.org):
        till = Till(office)
        till.open_banks()
        treasury = Treasury(till)
        treasury.dika()
        treasury.dika(2)
        treasury.voucher(bank_account="KTB-C", channel="cheque", cheque_number="0000001", amount="1,000")
        treasury.voucher(2, dika_number=2, bank_account="KTB-S", channel="transfer", reference="KCO-9")
        treasury.entered()
        paid = treasury.made(paper="payment_voucher")
        assert documents.find(kind="cheque_report").count() == 0
        view = queries.payment(document_id=paid.id)
        assert (view.state, view.report_id, view.report_number, view.form_number) == ("paid", None, "", "0000001")
        assert prints.payment(paid.id)["net"] == "1,000.00"
        assert [row.payment_id for row in queries.cheque_register().rows] == [paid.id]
        assert ledger.vouchers(kind="payment").count() == 2
        assert verification.verify() == []


def test_a_general_voucher_by_hand(treasury: Treasury) -> None:
    """LAO-9: posted on the day of entry, the day of the paper kept."""
    lines = [
        {"account": "5104020101.001", "debit": "50"},
        {"account": "1101030101.001", "sub": "KTB-C", "credit": "50"},
    ]
    payload = {"title": "ค่าธรรมเนียมธนาคาร", "lines": lines, "approved_by": "นางปราณี ศรีสุข"}
    treasury.written("general_voucher", 3, payload)
    treasury.entered()
    made = treasury.made(3, paper="general_voucher")
    assert (made.state, made.document_date, made.posting_date) == ("approved", date(2024, 11, 1), BACK)
    voucher = ledger.vouchers(kind="general").get(document_id=made.id)
    assert voucher.posting_date == BACK
    assert documents.trail(document_id=made.id)[0].reason == "นางปราณี ศรีสุข"
    assert verification.verify() == []


def test_without_a_paper_nothing_is_recorded(treasury: Treasury) -> None:
    """The commands of paper are nobody's to call from a screen."""
    envelope = treasury.office.envelope("finance_officer", day=BACK)
    with pytest.raises(Refusal, match="paper_required"):
        payment_commands.record_payment(envelope=envelope, data={"dika": 1})
