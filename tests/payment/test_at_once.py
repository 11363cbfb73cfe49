"""Two treasurers at the same moment: one payment a dika, one use of a number, whatever they press."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from khlang.office.payment import commands as payment
from khlang.office.payment import queries
from khlang.platform import tenancy
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from tests.disbursement.asking import Desk
from tests.office import open_office
from tests.payment.cashier import Cashier
from tests.till import Till
from tests.together import at_once, said

TREASURERS = 8


@pytest.fixture
def busy(transactional_db: None) -> Iterator[Cashier]:
    """A counter whose work is really committed, with several treasurers at their desks."""
    office = open_office()
    with tenancy.scope(office.org):
        till = Till(office)
        till.open_banks()
        cashier = Cashier(Desk(till))
        cashier.book()
        for number in range(TREASURERS):
            office.person(f"finance_officer#{number}")
        yield cashier
        assert verification.verify() == []


def test_one_dika_prepared_by_many(busy: Cashier) -> None:
    """One report is made; the others are told that the dika has its payment, and use no number."""
    dika = busy.desk.approved()
    answers = at_once(
        busy.office, [lambda by=f"finance_officer#{each}": busy.prepared(dika, by=by) for each in range(TREASURERS)]
    )
    assert said(answers) == {"prepared": 1, "payment_made_before": TREASURERS - 1}
    assert len(queries.payments_of(dika_id=dika.document_id or 0)) == 1
    assert [row.number for row in queries.cheque_register().rows] == ["0000001"]


def test_one_payment_made_by_many(busy: Cashier) -> None:
    """Paid once, with one voucher; by the single command and by the one for many."""
    only = busy.ready(busy.desk.approved())[0]
    calls: list[Callable[[], Any]] = []
    for each in range(TREASURERS):
        envelope = busy.office.envelope(f"finance_officer#{each}")
        if each % 2:
            calls.append(lambda envelope=envelope: payment.pay(envelope=envelope, data={"document_id": only}))
        else:
            calls.append(lambda envelope=envelope: payment.pay_many(envelope=envelope, data={"payments": [only]}))
    answers = at_once(busy.office, calls)
    assert said(answers) == {"paid": 1, "move_not_allowed": TREASURERS - 1}
    assert ledger.vouchers(kind="payment").count() == 1


def test_one_number_given_to_one_cheque(busy: Cashier) -> None:
    """Everybody names 0000007: one gets it; whoever leaves it to the book gets numbers that nobody else has."""
    dikas = [busy.desk.approved() for _ in range(TREASURERS)]
    written = [{"cheques": [{"dika": dika.document_id, "number": "0000007"}]} for dika in dikas[: TREASURERS // 2]]
    calls: list[Callable[[], Any]] = [
        lambda by=f"finance_officer#{at}", more=more: busy.prepared(by=by, **more) for at, more in enumerate(written)
    ]
    calls += [
        lambda by=f"finance_officer#{at}", dika=dika: busy.prepared(dika, by=by)
        for at, dika in enumerate(dikas[TREASURERS // 2 :], start=TREASURERS // 2)
    ]
    answers = at_once(busy.office, calls)
    assert said(answers) == {"prepared": TREASURERS // 2 + 1, "cheque_number_used": TREASURERS // 2 - 1}
    used = [row.number for row in queries.cheque_register().rows]
    assert len(used) == len(set(used)) == TREASURERS // 2 + 1
    assert "0000007" in used
