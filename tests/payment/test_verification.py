"""`khlang verify` finds what no command would leave behind: a payment, its dika, its report or its cheque that disagree."""

import pytest

from khlang.office.payment import commands as payment
from khlang.office.payment.models import ChequeReport, Instrument, Payment
from khlang.spine.documents import verification
from tests.payment.cashier import Cashier


def found(check: str) -> list[str]:
    return [finding for finding in verification.verify() if finding.startswith(f"{check}: ")]


@pytest.fixture
def month(cashier: Cashier) -> Cashier:
    """One payment made and fetched, one stopped, one cancelled, one still prepared: all of them in order."""
    made, stopped = cashier.paid(cashier.desk.approved(), cashier.desk.approved())
    cashier.collect(made.document_id)
    cashier.undo(payment.stop, stopped.document_id)
    cancelled, _ = cashier.ready(cashier.desk.approved(), cashier.desk.approved())
    cashier.undo(payment.cancel, cancelled)
    assert verification.verify() == []
    return cashier


def test_a_payment_of_a_dika_that_is_not_paid(month: Cashier) -> None:
    """Two payments with their dika exchanged."""
    made = Payment.objects.get(document__state="collected")
    waiting = Payment.objects.get(document__state="prepared")
    other = waiting.dika_id
    Payment.objects.filter(id=waiting.id).update(live=False)
    Payment.objects.filter(id=made.id).update(dika_id=other)
    assert len(found("payments")) == 1


def test_a_report_that_does_not_add_up(month: Cashier) -> None:
    """A satang more in its sums."""
    row = ChequeReport.objects.order_by("id")[0]
    ChequeReport.objects.filter(id=row.id).update(net=row.net + 1, gross=row.gross + 1)
    assert len(found("cheque reports")) == 1


def test_a_cheque_without_its_number(month: Cashier) -> None:
    """A number that is free again while its cheque stands; one that no book holds."""
    Instrument.objects.filter(number="0000001").update(state="voided")
    Instrument.objects.filter(number="0000004").update(number="0000404")
    assert len(found("cheque forms")) == 3
