"""Many clients at the same moment: one answer for one command, one number for one voucher, nothing in between."""

from collections import Counter
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from khlang.office.treasury import commands as treasury
from khlang.platform import tenancy
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document
from khlang.spine.ledger import commands as ledger
from khlang.spine.ledger.models import Voucher
from tests.office import open_office
from tests.till import Till
from tests.together import at_once

CLIENTS = 20
RECEIPT = {"payer_name": "นางบุญมี", "lines": [{"item": "41210008", "amount": "100"}]}
IN_BANK = {
    "payer_name": "กรม", "bank_account": "KTB-S", "reference": "R", "lines": [{"item": "42100002", "amount": "100"}]
}  # fmt: skip


@pytest.fixture
def busy(transactional_db: None) -> Iterator[Till]:
    """An office whose work is really committed, with people of every role at their desks."""
    office = open_office()
    with tenancy.scope(office.org):
        till = Till(office)
        till.open_banks()
        for role in ("revenue_officer", "finance_officer", "accountant", "treasury_head"):
            office.person(role)
        yield till
        assert verification.verify() == []


@pytest.mark.parametrize(
    ("command", "role", "data"),
    [
        (revenue.issue, "revenue_officer", RECEIPT),
        (revenue.receive_transfer, "finance_officer", IN_BANK),
        (treasury.create_transfer, "finance_officer", {"from_account": "KTB-S", "to_account": "KTB-C", "amount": "5"}),
    ],
    ids=["receipt", "transfer received", "draft"],
)
def test_one_command_sent_by_twenty(busy: Till, command: Any, role: str, data: dict[str, Any]) -> None:
    """One document; the one who was first and the nineteen others get the same answer."""
    envelope = busy.office.envelope(role, command_id=uuid4())
    answers = at_once(busy.office, [lambda: command(envelope=envelope, data=data)] * CLIENTS)
    assert all(not isinstance(answer, str) for answer in answers), answers
    assert Counter(answer.replayed for answer in answers) == {True: CLIENTS - 1, False: 1}
    assert len({(a.document_id, a.number, a.state, a.version, a.voucher_number) for a in answers}) == 1
    assert Document.objects.count() == 1


def test_one_approval_pressed_by_twenty(busy: Till) -> None:
    """A deposit on twenty screens: one voucher, the others are told that it is done or changed."""
    busy.take_in(("41210008", "500"), cash="500")
    data = {"bank_account": "KTB-S", "cash": "500"}
    deposit = treasury.create_deposit(envelope=busy.office.envelope("finance_officer"), data=data)
    named, vouchers = {"document_id": deposit.document_id}, Voucher.objects.count()

    def approve() -> Any:
        return treasury.approve_deposit(envelope=busy.office.envelope("treasury_head", version=1), data=named)

    answers = at_once(busy.office, [approve] * CLIENTS)
    refused = Counter(answer for answer in answers if isinstance(answer, str))
    assert sum(refused.values()) == CLIENTS - 1
    assert refused.keys() <= {"stale_version", "move_not_allowed", "cash_insufficient"}
    assert Voucher.objects.count() == vouchers + 1


def test_one_receipt_goes_on_one_slip(busy: Till) -> None:
    """A collector presses «remit» in eight windows."""
    receipt = busy.collect(("41210008", "100"))

    def remit() -> Any:
        data = {"receipts": [receipt.document_id]}
        return revenue.create_remittance(envelope=busy.office.envelope("revenue_officer"), data=data)

    answers = at_once(busy.office, [remit] * 8)
    assert Counter(answer for answer in answers if isinstance(answer, str)) == {"receipt_already_remitted": 7}


def test_four_clients_post(busy: Till) -> None:
    """Forty vouchers by four clients at a time: every number once, none left out."""

    def shift() -> Any:
        return [
            revenue.receive_transfer(envelope=busy.office.envelope("finance_officer"), data=IN_BANK).voucher_number
            for _ in range(10)
        ]

    drawn = [number for numbers in at_once(busy.office, [shift] * 4) for number in numbers]
    assert sorted(drawn) == [f"RV68-{run:05d}/2568" for run in range(1, 41)]


def test_money_is_spent_once(busy: Till) -> None:
    """Twenty deposits of 100 out of a cash box of 500: five succeed."""
    busy.take_in(("41210008", "500"), cash="500")
    data = {"bank_account": "KTB-S", "cash": "100"}
    waiting = [
        treasury.create_deposit(envelope=busy.office.envelope("finance_officer"), data=data).document_id
        for _ in range(CLIENTS)
    ]

    def approve(document_id: int | None) -> Callable[[], Any]:
        envelope = busy.office.envelope("treasury_head")
        return lambda: treasury.approve_deposit(envelope=envelope, data={"document_id": document_id})

    answers = at_once(busy.office, [approve(document_id) for document_id in waiting])
    assert Counter(answer for answer in answers if isinstance(answer, str)) == {"cash_insufficient": 15}


def test_a_day_is_closed_after_the_vouchers_under_way(busy: Till) -> None:
    """A posting that is not committed yet when somebody closes the day: the closing waits for it, and is the last."""
    order: list[str] = []
    posting, closed = Event(), Event()

    def post() -> Any:
        with transaction.atomic():
            revenue.receive_transfer(envelope=busy.office.envelope("finance_officer"), data=IN_BANK)
            posting.set()
            closed.wait(0.5)
            order.append("posted")

    def close() -> Any:
        posting.wait(10)
        data = {"fiscal_year": 2568, "day": busy.office.today}
        ledger.close_through(envelope=busy.office.envelope("treasury_head"), data=data)
        order.append("closed")
        closed.set()

    assert at_once(busy.office, [post, close]) == [None, None]
    assert order == ["posted", "closed"]
    with pytest.raises(Refusal, match="period_closed"):
        revenue.receive_transfer(envelope=busy.office.envelope("finance_officer"), data=IN_BANK)
