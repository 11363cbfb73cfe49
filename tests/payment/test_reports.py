"""Reports of cheques prepared: numbers follow one another, three people sign, what is cancelled leaves its numbers void."""

from typing import Any

import pytest

from khlang.core.refusal import Refusal
from khlang.office.payment import commands as payment
from khlang.office.payment import queries
from khlang.spine.documents import verification
from tests.payment.cashier import SIGNERS, Cashier
from tests.untouched import nothing_written


def numbers(cashier: Cashier, report: Any) -> list[str]:
    return [row.form_number for row in cashier.payments(report)]


def test_numbers_come_out_of_the_book_one_after_the_other(cashier: Cashier) -> None:
    """In the order in which the dika were chosen; the next report goes on where this one ended."""
    first, second, third = (cashier.desk.approved() for _ in range(3))
    report = cashier.prepared(second, first)
    assert (report.number, report.state) == ("CQ68-00001/2568", "prepared")
    assert [(row.form_number, row.dika_number) for row in cashier.payments(report)] == [
        ("0000001", "DK68-00002/2568"), ("0000002", "DK68-00001/2568"),
    ]  # fmt: skip
    assert [row.number for row in cashier.payments(report)] == ["PM68-00001/2568", "PM68-00002/2568"]
    assert cashier.state(first.document_id) == cashier.state(second.document_id) == "prepared"
    assert numbers(cashier, cashier.prepared(third)) == ["0000003"]
    assert verification.verify() == []


def test_spoilt_numbers_are_passed_over_and_a_start_may_be_named(cashier: Cashier) -> None:
    """0000001 was torn; the clerk begins with 0000010; the rest of the book stays for later."""
    data = {"bank_account": "KTB-C", "number": "0000001", "reason": "ฉีกขาด"}
    payment.void_number(envelope=cashier.office.envelope("finance_officer"), data=data)
    assert numbers(cashier, cashier.prepared(cashier.desk.approved())) == ["0000002"]
    assert numbers(cashier, cashier.prepared(cashier.desk.approved(), first_number="๐๐๐๐๐๑๐")) == ["0000010"]
    assert numbers(cashier, cashier.prepared(cashier.desk.approved())) == ["0000003"]
    book = queries.cheque_books()[0]
    assert (book.used, book.voided, book.free) == (3, 1, 46)


def test_a_cheque_written_by_hand_beside_those_of_the_book(cashier: Cashier) -> None:
    """Its number, amount and words are those that were typed; the others are given the following numbers."""
    first, second = cashier.desk.approved(), cashier.desk.approved()
    written = {
        "dika": second.document_id, "number": "0000001", "amount": "1,000.00", "amount_in_words": "(หนึ่งพัน บาทถ้วน)",
    }  # fmt: skip
    assert numbers(cashier, cashier.prepared(first, cheques=[written])) == ["0000002", "0000001"]


def test_a_second_book_goes_on_when_the_first_is_used_up(cashier: Cashier) -> None:
    """Two numbers were left; the third comes from the next book."""
    cashier.book("0000101", "0000102", bank="KTB-C")
    for number in ("0000049", "0000050"):
        cashier.prepared(cashier.desk.approved(), first_number=number)
    left = queries.cheque_books()[0].free
    assert left == 48
    report = cashier.prepared(*(cashier.desk.approved() for _ in range(2)), first_number="0000101")
    assert numbers(cashier, report) == ["0000101", "0000102"]


def test_withdrawal_slips_have_books_of_their_own(cashier: Cashier) -> None:
    """Slips are drawn on savings accounts, with numbers of their own."""
    cashier.book("000001", "000020", bank="KTB-S", kind="withdrawal")
    report = cashier.prepared(cashier.desk.approved(), channel="withdrawal", bank="KTB-S")
    assert numbers(cashier, report) == ["000001"]
    assert queries.report(document_id=report.document_id or 0).channel == "withdrawal"


def test_three_people_sign_in_any_order(cashier: Cashier) -> None:
    """Each in the place of the own office; with the last the report is signed."""
    report = cashier.prepared(cashier.desk.approved())
    states = [cashier.signed(report, signers=(role,)).state for role in ("executive", "treasury_head", "clerk")]
    assert states == ["prepared", "prepared", "signed"]
    view = queries.report(document_id=report.document_id or 0)
    assert {row.place for row in view.signatures} == set(SIGNERS)
    assert len({row.person_id for row in view.signatures}) == 3


def test_one_person_never_signs_for_two(cashier: Cashier) -> None:
    """Even who holds every duty signs once, and not what they prepared themselves."""
    report = cashier.prepared(cashier.desk.approved())
    cashier.signed(report, signers=("all",))
    with nothing_written(), pytest.raises(Refusal, match="signed_before"):
        cashier.signed(report, signers=("all",))
    own = cashier.prepared(cashier.desk.approved(), by="all")
    with nothing_written(), pytest.raises(Refusal, match="own_approval"):
        cashier.signed(own, signers=("all",))


def test_a_cancelled_report_voids_its_numbers_and_frees_its_dika(cashier: Cashier) -> None:
    """The dika are approved again and prepared anew with other numbers."""
    first, second = cashier.desk.approved(), cashier.desk.approved()
    report = cashier.signed(cashier.prepared(first, second))
    assert cashier.undo(payment.cancel_report, report.document_id).state == "cancelled"
    assert [row.state for row in cashier.payments(report)] == ["cancelled", "cancelled"]
    assert cashier.state(first.document_id) == "approved"
    register = queries.cheque_register()
    assert [(row.number, row.state, row.amount) for row in register.rows] == [
        ("0000001", "voided", 100_000), ("0000002", "voided", 100_000),
    ]  # fmt: skip
    assert register.amount == 0
    assert numbers(cashier, cashier.prepared(first, second)) == ["0000003", "0000004"]
    assert [row.state for row in queries.payments_of(dika_id=first.document_id or 0)] == ["cancelled", "prepared"]
    assert verification.verify() == []


def test_one_payment_is_cancelled_alone(cashier: Cashier) -> None:
    """The rest of the report is paid as it was signed."""
    first, second = cashier.desk.approved(), cashier.desk.approved()
    one, two = cashier.ready(first, second)
    assert cashier.undo(payment.cancel, one).state == "cancelled"
    assert cashier.state(first.document_id) == "approved"
    assert cashier.pay(two).voucher_number == "PV68-00001/2568"


def test_a_rehearsal_leaves_nothing(cashier: Cashier) -> None:
    """The report is tried without being written."""
    data = {"bank_account": "KTB-C", "channel": "cheque", "dikas": [cashier.desk.approved().document_id]}
    with nothing_written():
        outcome = payment.prepare_report(envelope=cashier.office.envelope("finance_officer", dry_run=True), data=data)
    assert (outcome.kind, outcome.number) == ("cheque_report", None)
