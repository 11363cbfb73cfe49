"""Paying: wrong amounts and words, a second payment, missing signatures, closed days, accounts that may not be paid."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from khlang.office.payment import commands as payment
from khlang.spine.ledger import commands as ledger
from tests.disbursement.asking import Desk
from tests.payment.cashier import Cashier
from tests.refusals.attempt import refused
from tests.till import Till

CALLED = {"callback": "โทร 02-123-4567 คุณสมศรี"}


@pytest.fixture
def cashier(till: Till) -> Iterator[Cashier]:
    """A counter with the book 0000001 to 0000050 of KTB-C."""
    opened = Cashier(Desk(till))
    opened.book()
    yield opened


def transfer(cashier: Cashier, *dikas: Any, **more: Any) -> int:
    """A signed transfer out of KTB-S."""
    return cashier.ready(*dikas, channel="transfer", bank="KTB-S", **more)[0]


def test_cheque_amount_differs(cashier: Cashier) -> None:
    """The cheque says a satang more than the dika."""
    written = {"dika": cashier.desk.approved().document_id, "amount": "1,000.01"}
    with refused("cheque_amount_differs", field="cheques.0.amount", amount="1,000.01", net="1,000.00"):
        cashier.prepared(cheques=[written])


def test_amount_in_words_differs(cashier: Cashier) -> None:
    """Written by hand, and read once more when it is handed over."""
    dika = cashier.desk.approved()
    written = {"dika": dika.document_id, "amount": "1,000", "amount_in_words": "หนึ่งพันบาทห้าสิบสตางค์"}
    with refused("amount_in_words_differs", field="cheques.0.amount_in_words", words="หนึ่งพันบาทถ้วน"):
        cashier.prepared(cheques=[written])
    only = cashier.ready(dika)[0]
    with refused("amount_in_words_differs", field="amount_in_words", amount="1,000.00"):
        cashier.pay(only, amount_in_words="หนึ่งหมื่นบาทถ้วน")


def test_dika_chosen_twice(cashier: Cashier) -> None:
    """Ticked, and written by hand as well."""
    dika = cashier.desk.approved()
    with refused("dika_chosen_twice", field="cheques.0.dika"):
        cashier.prepared(dika, cheques=[{"dika": dika.document_id}])


def test_no_dika_chosen(cashier: Cashier) -> None:
    """A report of nothing."""
    with refused("field_required", field="dikas"):
        cashier.prepared()


def test_a_number_for_a_transfer(cashier: Cashier) -> None:
    """A transfer has no form."""
    cashier.account(cashier.desk.payee)
    dika = cashier.desk.approved()
    with refused("field_unknown", field="first_number"):
        cashier.prepared(dika, channel="transfer", bank="KTB-S", first_number="0000001")


def test_a_dika_that_is_not_approved(cashier: Cashier) -> None:
    """It waits for its approval first."""
    dika = cashier.desk.carried(cashier.desk.draft(), "endorse")
    with refused("move_not_allowed"):
        cashier.prepared(dika)


def test_payment_made_before(cashier: Cashier) -> None:
    """Prepared, or paid already."""
    dika = cashier.desk.approved()
    only = cashier.ready(dika)[0]
    facts = {"dika": "DK68-00001/2568", "payment": "PM68-00001/2568"}
    with refused("payment_made_before", field="dikas.0", **facts):
        cashier.prepared(dika)
    cashier.pay(only)
    with refused("payment_made_before", field="dikas.0", **facts):
        cashier.prepared(dika)


def test_a_second_payment_of_the_same_cheque(cashier: Cashier) -> None:
    """Paid is paid."""
    only = cashier.paid(cashier.desk.approved())[0]
    with refused("move_not_allowed"):
        cashier.pay(only.document_id or 0)


def test_report_not_signed(cashier: Cashier) -> None:
    """Two signatures are not three."""
    report = cashier.prepared(cashier.desk.approved())
    cashier.signed(report, signers=("treasury_head", "clerk"))
    only = cashier.payments(report)[0].document_id
    with refused("report_not_signed", field="document_id", number=report.number):
        cashier.pay(only)
    with refused("report_not_signed", field="payments.0", number=report.number):
        payment.pay_many(envelope=cashier.office.envelope("finance_officer"), data={"payments": [only]})
    with refused("report_not_signed", field="document_id", number=report.number):
        payment.pay_report(
            envelope=cashier.office.envelope("finance_officer"), data={"document_id": report.document_id}
        )


def test_report_partly_paid(cashier: Cashier) -> None:
    """What is paid is not cancelled with the rest."""
    report = cashier.signed(cashier.prepared(cashier.desk.approved(), cashier.desk.approved()))
    cashier.pay(cashier.payments(report)[0].document_id)
    with refused("report_partly_paid", number=report.number):
        cashier.undo(payment.cancel_report, report.document_id)


def test_signature_place_taken(cashier: Cashier) -> None:
    """Another palad signed before."""
    report = cashier.prepared(cashier.desk.approved())
    cashier.signed(report, signers=("clerk",))
    with refused("signature_place_taken", number=report.number):
        cashier.signed(report, signers=("clerk#2",))


def test_signed_before(cashier: Cashier) -> None:
    """The same palad signs once."""
    report = cashier.prepared(cashier.desk.approved())
    cashier.signed(report, signers=("clerk",))
    with refused("signed_before", number=report.number):
        cashier.signed(report, signers=("clerk",))


def test_own_signature(cashier: Cashier) -> None:
    """Who prepared the cheques does not sign them."""
    report = cashier.prepared(cashier.desk.approved(), by="all")
    with refused("own_approval"):
        cashier.signed(report, signers=("all",))


def test_payment_by_transfer(cashier: Cashier) -> None:
    """Nobody fetches a transfer."""
    cashier.account(cashier.desk.payee)
    only = transfer(cashier, cashier.desk.approved())
    cashier.pay(only)
    with refused("payment_by_transfer", field="document_id", number="PM68-00001/2568"):
        cashier.collect(only)
    with refused("payment_by_transfer", field="payments.0"):
        payment.collect_many(envelope=cashier.office.envelope("finance_officer"), data={"payments": [only]})


def test_payment_on_closed_day(cashier: Cashier) -> None:
    """The day was closed while the cheque lay ready."""
    only = cashier.ready(cashier.desk.approved())[0]
    data = {"fiscal_year": 2568, "day": cashier.office.today}
    ledger.close_through(envelope=cashier.office.envelope("treasury_head"), data=data)
    with refused("payment_on_closed_day", date="1 ต.ค. 2567"):
        cashier.pay(only)


def test_payee_account_unconfirmed(cashier: Cashier) -> None:
    """Nobody confirmed an account of the payee."""
    dika, name = cashier.desk.approved(), "หจก. เครื่องเขียนทุ่งทอง"
    with refused("payee_account_unconfirmed", field="dikas.0", name=name):
        transfer(cashier, dika)


def test_payee_account_changed(cashier: Cashier) -> None:
    """Confirmed anew while the payment lay ready."""
    cashier.account(cashier.desk.payee)
    only = transfer(cashier, cashier.desk.approved())
    cashier.account(cashier.desk.payee, "9876543210", **CALLED)
    with refused("payee_account_changed", field="document_id", account_no="1234567890", now="9876543210"):
        cashier.pay(only)


def test_payee_account_call_back_missing(cashier: Cashier) -> None:
    """Two days after the change nobody has asked the payee back."""
    cashier.account(cashier.desk.payee)
    cashier.account(cashier.desk.payee, "9876543210", **CALLED)
    only = transfer(cashier, cashier.desk.approved(on=date(2024, 10, 3)), on=date(2024, 10, 3))
    facts = {"account_no": "9876543210", "previous": "1234567890", "date": "1 ต.ค. 2567"}
    with refused("payee_account_call_back_missing", field="document_id", **facts):
        cashier.pay(only, on=date(2024, 10, 3))


def test_more_than_the_bank_holds(cashier: Cashier) -> None:
    """The database says no: KTB-C holds 500,000."""
    dikas = [
        cashier.desk.approved(lines=[cashier.desk.line(*each)]) for each in (("L20", "290,000"), ("L34", "450,000"))
    ]
    chosen = cashier.ready(*dikas)
    data = {"payments": chosen}
    with refused("bank_insufficient", field="amount", sub="KTB-C"):
        payment.pay_many(envelope=cashier.office.envelope("finance_officer"), data=data)


def test_tax_year_not_over(cashier: Cashier) -> None:
    """Salaries are certified when the year is over."""
    with refused("tax_year_not_over", field="tax_year", year=2567):
        payment.issue_certificates(envelope=cashier.office.envelope("finance_officer"), data={"tax_year": 2567})


def test_certificate_nothing_to_issue(cashier: Cashier) -> None:
    """No tax was withheld in that year."""
    with refused("certificate_nothing_to_issue", field="tax_year"):
        payment.issue_certificates(envelope=cashier.office.envelope("finance_officer"), data={"tax_year": 2566})
