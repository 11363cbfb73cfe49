"""Payments: one voucher a dika, one payment a dika, cheques that are fetched, stopped, cleared."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.payment import acts, queries
from khlang.office.payment import commands as payment
from khlang.office.revenue.queries import receipt
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from tests.disbursement.asking import PAYABLE, posted
from tests.payment.cashier import Cashier
from tests.untouched import nothing_written

BANK, POWER, FINE, UNDER_INVESTIGATION = "1101030101.001", "5104020101.001", "4401040110.001", "2116010199.001"


def test_paying_draws_the_voucher_of_the_dika(cashier: Cashier) -> None:
    """The payment tells the voucher; the dika is paid; the report is closed with its last payment."""
    dika = cashier.desk.approved()
    paid = cashier.paid(dika)[0]
    assert (paid.state, paid.voucher_number) == ("paid", "PV68-00001/2568")
    assert posted(paid) == [(POWER, 100_000, 0), (BANK, 0, 100_000)]
    assert cashier.state(dika.document_id) == "paid"
    row = queries.payment(document_id=paid.document_id or 0)
    assert (row.paid_date, row.form_number) == (cashier.office.today, "0000001")
    assert cashier.state(row.report_id) == "paid"
    assert verification.verify() == []


def test_a_report_is_paid_as_a_whole(cashier: Cashier) -> None:
    """What is left of it is paid in order, each with a voucher of its own; the outcome names them all."""
    report = cashier.signed(cashier.prepared(*(cashier.desk.approved() for _ in range(3))))
    first, *rest = [row.document_id for row in cashier.payments(report)]
    cashier.pay(first)
    data = {"document_id": report.document_id, "reference": "KCO-1"}
    paid = payment.pay_report(envelope=cashier.office.envelope("finance_officer"), data=data)
    assert (paid.kind, paid.state, paid.data["payments"]) == ("cheque_report", "paid", rest)
    assert paid.data["vouchers"] == ["PV68-00002/2568", "PV68-00003/2568"]
    assert [row.reference for row in cashier.payments(report)] == ["", "KCO-1", "KCO-1"]


def test_many_payments_of_several_reports_at_once(cashier: Cashier) -> None:
    """Both reports are closed with their last payment."""
    chosen = [*cashier.ready(cashier.desk.approved()), *cashier.ready(cashier.desk.approved(), cashier.desk.approved())]
    paid = payment.pay_many(envelope=cashier.office.envelope("finance_officer"), data={"payments": chosen})
    assert (paid.document_id, len(paid.data["vouchers"])) == (chosen[0], 3)
    assert {cashier.state(row.report_id) for row in queries.payments(document_ids=chosen)} == {"paid"}
    assert queries.payable(limit=10) == []
    assert len(queries.collectable(limit=10)) == 3


def test_what_the_bank_does_not_hold_is_not_paid(cashier: Cashier) -> None:
    """The second of two payments is more than the account has: neither is made."""
    lines = [[cashier.desk.line("L20", "290,000")], [cashier.desk.line("L34", "450,000")]]
    chosen = cashier.ready(*(cashier.desk.approved(lines=each) for each in lines))
    with nothing_written(), pytest.raises(Refusal, match="bank_insufficient"):
        payment.pay_many(envelope=cashier.office.envelope("finance_officer"), data={"payments": chosen})
    assert cashier.pay(chosen[0]).state == "paid"


def test_a_fine_kept_back_is_receipted_with_the_payment(cashier: Cashier) -> None:
    """The receipt names the payment, draws the next number and posts nothing of its own."""
    desk = cashier.desk
    desk.owe(PAYABLE, "46,000")
    dika = desk.approved(
        "carried_over", lines=[desk.owed(PAYABLE, "46,000")], deductions=[{"kind": "fine", "amount": "276"}],
        title="จ่ายค่าคอมพิวเตอร์", invoice_no="INV-7",
    )  # fmt: skip
    paid = cashier.paid(dika)[0]
    lines = dict.fromkeys((account, debit - credit) for account, debit, credit in posted(paid))
    assert (FINE, -27_600) in lines and (PAYABLE, 4_600_000) in lines
    found = documents.find(kind="receipt", equal={"channel": "deduction"})
    view = receipt(document_id=found[0].id)
    assert (found[0].number, found[0].state, found[0].amount) == ("RC68-00003/2568", "posted", 27_600)
    assert view.reference == queries.payment(document_id=paid.document_id or 0).number
    assert ledger.vouchers_of(document_id=found[0].id) == []
    assert verification.verify() == []


def test_a_cheque_is_fetched_by_somebody(cashier: Cashier) -> None:
    """By the payee himself, or by who is named; the day is kept."""
    first, second = cashier.paid(cashier.desk.approved(), cashier.desk.approved())
    cashier.collect(first.document_id, on=date(2024, 10, 2))
    cashier.collect(second.document_id, collected_by="นางสาวสมใจ (มอบฉันทะ)")
    rows = [queries.payment(document_id=each.document_id or 0) for each in (first, second)]
    assert [row.state for row in rows] == ["collected", "collected"]
    assert [row.collected_by for row in rows] == ["หจก. เครื่องเขียนทุ่งทอง", "นางสาวสมใจ (มอบฉันทะ)"]
    assert rows[0].collected_date == date(2024, 10, 2)


def test_many_cheques_fetched_at_once(cashier: Cashier) -> None:
    """By their payees, all or none."""
    chosen = [each.document_id for each in cashier.paid(cashier.desk.approved(), cashier.desk.approved())]
    payment.collect_many(envelope=cashier.office.envelope("finance_officer"), data={"payments": chosen})
    assert {row.collected_by for row in queries.payments(document_ids=chosen)} == {"หจก. เครื่องเขียนทุ่งทอง"}
    with nothing_written(), pytest.raises((Refusal, Refusals), match="move_not_allowed"):
        payment.collect_many(envelope=cashier.office.envelope("finance_officer"), data={"payments": chosen})


def test_a_stopped_cheque_puts_the_money_back(cashier: Cashier) -> None:
    """Without a creditor it stands under investigation; the dika is not paid a second time."""
    dika = cashier.desk.approved()
    paid = cashier.paid(dika)[0]
    stopped = cashier.undo(payment.stop, paid.document_id, stale=True)
    assert (stopped.state, stopped.voucher_number) == ("stopped", "JV68-00001/2568")
    assert posted(stopped) == [(BANK, 100_000, 0), (UNDER_INVESTIGATION, 0, 100_000)]
    assert [row.state for row in queries.cheque_register().rows] == ["stale"]
    assert cashier.state(dika.document_id) == "paid"
    with nothing_written(), pytest.raises((Refusal, Refusals), match="payment_made_before"):
        cashier.prepared(dika)


def test_a_creditor_gets_the_money_back_on_his_account(cashier: Cashier) -> None:
    """Entry 53: what was to reach him is payable again, and a dika of its own pays it; the tax withheld stays withheld."""
    desk = cashier.desk
    desk.owe(PAYABLE, "9,000")
    paid = cashier.paid(desk.approved("carried_over", lines=[desk.owed(PAYABLE, "9,000")]))[0]
    assert posted(cashier.undo(payment.stop, paid.document_id)) == [(BANK, 891_000, 0), (PAYABLE, 0, 891_000)]
    assert desk.approved("deposit", lines=[desk.owed(PAYABLE, "8,910")]).state == "approved"


def test_the_bank_clears_what_was_paid(cashier: Cashier) -> None:
    """Fetched or not: the statement is believed; who approves the reconciliation notes it, not who paid."""
    first, second = cashier.paid(cashier.desk.approved(), cashier.desk.approved())
    cashier.collect(first.document_id)
    cleared = {first.document_id or 0: date(2024, 10, 3), second.document_id or 0: date(2024, 10, 4)}
    envelope = cashier.office.envelope("treasury_head", day=date(2024, 10, 31))
    outcomes = acts.clear(envelope=envelope, cleared=cleared)
    assert {each.state for each in outcomes} == {"cleared"}
    assert [row.cleared_date for row in queries.payments(document_ids=list(cleared))] == list(cleared.values())


def test_the_same_command_pays_once(cashier: Cashier) -> None:
    """Sent twice under one identity it gives the same answer, voucher included."""
    envelope = cashier.office.envelope("finance_officer")
    data = {"document_id": cashier.ready(cashier.desk.approved())[0]}
    first, again = (payment.pay(envelope=envelope, data=data) for _ in range(2))
    assert (again.replayed, again.voucher_number) == (True, first.voucher_number)


def test_a_preview_shows_the_voucher(cashier: Cashier) -> None:
    """Nothing is written by looking."""
    data = {"document_id": cashier.ready(cashier.desk.approved())[0]}
    with nothing_written():
        outcome = payment.pay(envelope=cashier.office.envelope("finance_officer", dry_run=True), data=data)
    assert [(line.account, line.debit, line.credit) for line in outcome.lines] == [
        (POWER, 100_000, 0), (BANK, 0, 100_000),
    ]  # fmt: skip
