"""Cheques and slips as numbered stock: what is no book, no number of it, or a number that is gone."""

from collections.abc import Iterator

import pytest

from khlang.office.payment import commands as payment
from tests.disbursement.asking import Desk
from tests.payment.cashier import Cashier
from tests.refusals.attempt import refused
from tests.till import Till


@pytest.fixture
def cashier(till: Till) -> Iterator[Cashier]:
    """A counter with the book 0000001 to 0000050 of KTB-C."""
    opened = Cashier(Desk(till))
    opened.book()
    yield opened


def test_cheque_book_wrong_account(cashier: Cashier) -> None:
    """Cheques are not drawn on a savings account."""
    with refused("cheque_book_wrong_account", field="bank_account", bank="KTB-S"):
        cashier.book("0000101", "0000150", bank="KTB-S")


@pytest.mark.parametrize(("first", "last"), [("0000150", "0000101"), ("101", "0000150"), ("0000101", "0009999")])
def test_cheque_book_range(cashier: Cashier, first: str, last: str) -> None:
    """Backwards, of unequal length, or longer than any book."""
    with refused("cheque_book_range", field="last", first=first, last=last):
        cashier.book(first, last)


def test_cheque_book_overlaps(cashier: Cashier) -> None:
    """Some of the numbers are registered already."""
    with refused("cheque_book_overlaps", field="first", first="0000001", last="0000050"):
        cashier.book("0000050", "0000099")


def test_cheque_book_unknown(cashier: Cashier) -> None:
    """A book that is not there."""
    with refused("cheque_book_unknown", field="id"):
        cashier.book(id=7)


def test_cheque_book_fixed(cashier: Cashier) -> None:
    """A registered book keeps its numbers."""
    registered = cashier.book("0000101", "0000150").data["id"]
    with refused("cheque_book_fixed", field="first", first="0000101", last="0000150"):
        cashier.book("0000101", "0000160", id=registered)


def test_cheque_book_closed(cashier: Cashier) -> None:
    """A closed book is not handed out again."""
    book = {"id": cashier.book("0000101", "0000150").data["id"], "closed": True, "reason": "ปิดบัญชี"}
    cashier.book("0000101", "0000150", **book)
    with refused("cheque_book_closed", field="id", first="0000101", last="0000150"):
        cashier.book("0000101", "0000150", id=book["id"])


def test_closing_a_book_without_a_reason(cashier: Cashier) -> None:
    """What is left in it is cut up: somebody says why."""
    registered = cashier.book("0000101", "0000150").data["id"]
    with refused("reason_required", field="reason"):
        cashier.book("0000101", "0000150", id=registered, closed=True)


def test_cheque_book_exhausted(cashier: Cashier) -> None:
    """The last number is left, and two are needed; a book in stock does not count."""
    cashier.book("0000101", "0000150", issued_to=None)
    dikas = [cashier.desk.approved() for _ in range(2)]
    with refused("cheque_book_exhausted", field="bank_account", bank="KTB-C", free=1, wanted=2):
        cashier.prepared(*dikas, first_number="0000050")


def test_cheque_number_malformed(cashier: Cashier) -> None:
    """Letters are no number of a cheque."""
    dika = cashier.desk.approved()
    with refused("cheque_number_malformed", field="first_number", number="A12"):
        cashier.prepared(dika, first_number="A12")


@pytest.mark.parametrize("number", ["0000051", "51", "0000000"])
def test_cheque_number_outside_book(cashier: Cashier, number: str) -> None:
    """Beyond the book, or not as it is printed."""
    written = {"dika": cashier.desk.approved().document_id, "number": number}
    with refused("cheque_number_outside_book", field="cheques.0.number", number=number, bank="KTB-C"):
        cashier.prepared(cheques=[written])


def test_cheque_number_of_a_book_in_stock(cashier: Cashier) -> None:
    """A book that nobody was handed gives no numbers."""
    cashier.book("0000101", "0000150", issued_to=None)
    dika = cashier.desk.approved()
    with refused("cheque_number_outside_book", field="first_number", number="0000101"):
        cashier.prepared(dika, first_number="0000101")


def test_cheque_number_used(cashier: Cashier) -> None:
    """Used for a payment, voided, or typed twice."""
    first, second, third = (cashier.desk.approved() for _ in range(3))
    cashier.prepared(first)
    written = {"dika": second.document_id, "number": "0000001"}
    with refused("cheque_number_used", field="cheques.0.number", number="0000001", bank="KTB-C"):
        cashier.prepared(cheques=[written])
    twice = [{"dika": each.document_id, "number": "0000009"} for each in (second, third)]
    with refused("cheque_number_used", field="cheques.1.number", number="0000009"):
        cashier.prepared(cheques=twice)
    data = {"bank_account": "KTB-C", "number": "0000001", "reason": "เสีย"}
    with refused("cheque_number_used", field="number", number="0000001"):
        payment.void_number(envelope=cashier.office.envelope("finance_officer"), data=data)


def test_cheque_of_nothing(cashier: Cashier) -> None:
    """Everything of the dika is kept back."""
    everything = {"kind": "other", "amount": "1,000"}
    dika = cashier.desk.approved(deductions=[everything])
    with refused("cheque_of_nothing", field="dikas.0"):
        cashier.prepared(dika)
