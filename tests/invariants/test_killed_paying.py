"""Paying that is killed between any two statements: a dika is paid with its voucher, or neither is there.

The process is killed before one statement of the command, then before a later one, and so on until it comes through (before
every single one with `KHLANG_TEST_PROFILE=nightly`). After every death the books are read: everything of the command is
there, or nothing of it.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from khlang.office.payment.models import Instrument, Payment, Withholding
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Outcome
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document, Step
from khlang.spine.ledger.models import Voucher
from tests.disbursement.asking import Desk
from tests.invariants import promises
from tests.invariants.cut_short import killed_everywhere
from tests.office import open_office
from tests.payment.cashier import Cashier
from tests.till import Till


@pytest.fixture
def cashier(transactional_db: None) -> Iterator[Cashier]:
    """A counter whose work is really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        till = Till(office)
        till.open_banks()
        opened = Cashier(Desk(till))
        opened.book()
        for role in ("finance_officer", "treasury_head", "division_head"):
            office.person(role)
        yield opened
        assert verification.verify() == []
        assert list(promises.broken()) == []


def written() -> tuple[int, ...]:
    """How much there is of everything that paying writes."""
    return tuple(model.objects.count() for model in (Step, Document, Voucher, Payment, Instrument, Withholding))


def sent_until_done(cashier: Cashier, command: str, role: str, data: dict[str, Any]) -> Outcome:
    """A command killed before each of its statements in turn; it is all there or not at all, and is answered in the end."""
    envelope = cashier.office.envelope(role, command_id=uuid4())
    before, seen = written(), set()

    def look() -> None:
        seen.add(written())
        assert list(promises.broken()) == []

    deaths = killed_everywhere(call=lambda: COMMANDS[command].run(envelope=envelope, data=data), look=look)
    assert deaths > 1, "it was killed before it could do anything"
    again: Outcome = COMMANDS[command].run(envelope=envelope, data=data)
    assert again.replayed
    assert seen <= {before, written()}
    assert before != written()
    return again


def test_killed_between_the_statements_of_paying(cashier: Cashier) -> None:
    """Asked for, prepared, paid with tax withheld, stopped: each of them whole or not there."""
    draft = cashier.desk.draft(lines=[cashier.desk.line("L20", "10,700")], withhold=True, vat_included=True)
    sent_until_done(cashier, "dika.request", "division_head", {"document_id": draft.document_id})
    for move in ("receive", "examine", "endorse", "approve"):
        cashier.desk.move(draft, move)
    prepared = {"bank_account": "KTB-C", "channel": "cheque", "dikas": [draft.document_id]}
    report = sent_until_done(cashier, "cheque_report.prepare", "finance_officer", prepared)
    cashier.signed(report)
    (row,) = cashier.payments(report)
    named = {"document_id": row.document_id}
    paid = sent_until_done(cashier, "payment.pay", "finance_officer", named)
    assert paid.voucher_number == "PV68-00001/2568"
    assert Withholding.objects.get().amount == 10_000
    assert cashier.state(draft.document_id) == "paid"
    sent_until_done(cashier, "payment.stop", "treasury_head", {**named, "reason": "เช็คหาย"})
    assert Instrument.objects.get().state == "voided"


def test_killed_while_a_report_is_paid_as_a_whole(cashier: Cashier) -> None:
    """Three cheques by one command: three vouchers or none, never some."""
    report = cashier.signed(cashier.prepared(*(cashier.desk.approved() for _ in range(3))))
    sent_until_done(cashier, "cheque_report.pay", "finance_officer", {"document_id": report.document_id})
    assert Voucher.objects.filter(kind="payment").count() == 3
    assert Document.objects.filter(kind="dika", state="paid").count() == 3
