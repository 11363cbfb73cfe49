"""The way of a dika: two numbers, five people, the budget spent when it is asked for and given back when it is returned."""

from typing import Any

import pytest

from khlang.core.refusal import Refusal
from khlang.office.disbursement import commands, queries
from khlang.spine.documents import queries as documents
from tests.disbursement.asking import Desk, buckets, posted
from tests.untouched import nothing_written

ROLES = {"return": "finance_officer", "object": "treasury_head", "decline": "clerk", "reject": "executive"}
BACK = {
    "return": (commands.return_dika, "request"),
    "object": (commands.object_to_dika, "receive"),
    "decline": (commands.decline_dika, "examine"),
    "reject": (commands.reject_dika, "endorse"),
}


def test_from_the_division_to_the_payee(desk: Desk) -> None:
    """Nothing is posted before the request; the request spends the budget; the payment draws the voucher."""
    desk.fund()
    dika = desk.draft()
    assert (dika.state, buckets("L20")) == ("draft", {"available": 30_000_000})
    requested = desk.move(dika, "request")
    assert requested.voucher_number is None
    assert documents.get(document_id=dika.document_id).request_number == "01-0001/2568"
    assert buckets("L20") == {"expended": 100_000, "available": 29_900_000}
    received = desk.move(dika, "receive")
    assert (received.number, received.state) == ("DK68-00001/2568", "received")
    for move in ("examine", "endorse", "approve"):
        desk.move(dika, move)
    paid = desk.pay(dika)
    assert (paid.state, paid.voucher_number) == ("paid", "PV68-00001/2568")
    assert posted(paid) == [("5104020101.001", 100_000, 0), ("1101030102.001", 0, 100_000)]


def test_each_division_has_its_own_numbers(desk: Desk) -> None:
    """The treasury has one sequence for all of them."""
    for division, number in (("01", "01-0001/2568"), ("02", "02-0001/2568"), ("01", "01-0002/2568")):
        dika = desk.draft(division=division)
        desk.move(dika, "request")
        assert documents.get(document_id=dika.document_id).request_number == number
    assert desk.move(dika, "receive").number == "DK68-00001/2568"


@pytest.mark.parametrize("move", list(BACK))
def test_sent_back_and_asked_for_again(desk: Desk, move: str) -> None:
    """The budget is free at once, both numbers stay, and the dika may be changed before it is asked for again."""
    back, after = BACK[move]
    dika = desk.carried(desk.draft(), after)
    before = documents.get(document_id=dika.document_id)
    data = {"document_id": dika.document_id, "reason": "แนบใบแจ้งหนี้ไม่ครบ"}
    assert back(envelope=desk.office.envelope(ROLES[move]), data=data).state == "returned"
    assert buckets("L20") == {"available": 30_000_000}
    changed = desk.written(document_id=dika.document_id, lines=[desk.line("L20", "1,200")])
    commands.prepare_dika(envelope=desk.office.envelope("finance_officer"), data=changed)
    desk.carried(dika)
    found = documents.get(document_id=dika.document_id)
    assert (found.state, found.request_number) == ("approved", before.request_number)
    assert found.number == (before.number or "DK68-00001/2568")
    assert buckets("L20")["expended"] == 120_000


def test_cancelled_and_withdrawn_free_what_they_paid(desk: Desk) -> None:
    """The invoice of a dika that ended unpaid may be paid by another; an approved one gives its budget back."""
    first = desk.draft(invoice_no="INV-001")
    commands.cancel_dika(envelope=desk.office.envelope("finance_officer"), data={"document_id": first.document_id})
    second = desk.approved(invoice_no="inv 001")
    data = {"document_id": second.document_id, "reason": "ผู้ขายขอยกเลิก"}
    commands.withdraw_dika(envelope=desk.office.envelope("treasury_head"), data=data)
    assert buckets("L20") == {"available": 30_000_000}
    assert desk.draft(invoice_no="INV001").state == "draft"


def test_nobody_makes_two_steps_that_watch_each_other(desk: Desk) -> None:
    """Whoever holds every duty examines, endorses and approves nothing they have had in hand."""
    dika = desk.carried(desk.draft(by="all"), "receive")
    with nothing_written(), pytest.raises(Refusal, match="own_approval"):
        desk.move(dika, "examine", by="all")
    dika = desk.carried(desk.draft(), "endorse")
    with nothing_written(), pytest.raises(Refusal, match="own_approval"):
        commands.approve_dika(envelope=_named(desk, "treasury_head", "all"), data={"document_id": dika.document_id})


def _named(desk: Desk, person: str, duties: str) -> Any:
    """An envelope of one person with the duties of another."""
    from dataclasses import replace

    envelope = desk.office.envelope(duties)
    return replace(envelope, actor=replace(envelope.actor, id=desk.office.person(person).id))


def test_an_inbox_carried_on_at_once(desk: Desk) -> None:
    """Each is decided by itself: those that may not pass are named with their reasons, the others go on."""
    ready = [desk.carried(desk.draft(title=f"ฎีกา {number}"), "endorse") for number in range(3)]
    early = desk.carried(desk.draft(title="ยังไม่ถึง"), "examine")
    ids = [dika.document_id for dika in (*ready, early)]
    outcome = commands.approve_many(envelope=desk.office.envelope("executive"), data={"document_ids": [*ids, 5]})
    assert [row["state"] for row in outcome.data["passed"]] == ["approved"] * 3
    assert [(row["document_id"], row["code"]) for row in outcome.data["refused"]] == [
        ("5", "document_not_found"), (str(early.document_id), "move_not_allowed"),
    ]  # fmt: skip
    states = [found.state for found in documents.get_many(document_ids=ids).values()]
    assert sorted(states) == ["approved", "approved", "approved", "examined"]


def test_an_inbox_examined_and_endorsed(desk: Desk) -> None:
    """The same command again answers what it answered; whoever lacks the duty is refused as a whole."""
    waiting = [desk.carried(desk.draft(), "request").document_id for _ in range(2)]
    steps = (
        (commands.receive_many, "finance_officer"),
        (commands.examine_many, "treasury_head"),
        (commands.endorse_many, "clerk"),
    )
    for many, role in steps:
        envelope = desk.office.envelope(role)
        first = many(envelope=envelope, data={"document_ids": waiting})
        assert len(first.data["passed"]) == 2
        again = many(envelope=envelope, data={"document_ids": waiting})
        assert (again.replayed, again.data) == (True, first.data)
    with nothing_written(), pytest.raises(Refusal, match="duty_missing"):
        commands.approve_many(envelope=desk.office.envelope("clerk"), data={"document_ids": waiting})


def test_what_a_line_had_before_is_kept(desk: Desk) -> None:
    """Two dika on one line: each shows the line as it was for it, and as it is now."""
    first, second = desk.draft(), desk.draft(lines=[desk.line("L20", "2,000")])
    assert [row.before for row in queries.money_at_a_glance(document_id=second.document_id)] == [30_000_000]
    desk.move(first, "request")
    desk.move(second, "request")
    shown = [queries.money_at_a_glance(document_id=dika.document_id)[0] for dika in (first, second)]
    assert [(row.spent, row.before, row.after, row.now) for row in shown] == [
        (0, 30_000_000, 29_900_000, 29_700_000), (100_000, 29_900_000, 29_700_000, 29_700_000),
    ]  # fmt: skip
