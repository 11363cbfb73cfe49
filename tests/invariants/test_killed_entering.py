"""Entering papers that is killed between any two statements: a document stands when and only when its capture is entered.

The process is killed before one statement of the command, then before a later one, and so on until it comes through (before
every single one with `KHLANG_TEST_PROFILE=nightly`). After every death the queue is as it was, and it goes on.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.models import Capture, DayByHand, ManualNumber
from khlang.platform import tenancy
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document, Step
from khlang.spine.ledger.models import Voucher
from tests.continuity.by_hand import ByHand
from tests.continuity.by_hand import opened as opened_by_hand
from tests.invariants.cut_short import killed_everywhere
from tests.office import open_office


@pytest.fixture
def desk(transactional_db: None) -> Iterator[ByHand]:
    """An office whose outage is over and whose work is really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        ready = opened_by_hand(office)
        ready.lease()
        for paper in ("remittance", "remittance_summary", "daily_status"):
            ready.lease(paper, "", 1, 5)
        yield ready
        assert verification.verify() == []


def written() -> tuple[int, ...]:
    """How much there is of everything that entering writes."""
    issued = ManualNumber.objects.filter(state="issued").count()
    entered = Capture.objects.filter(state="entered").count()
    return (issued, entered, *(model.objects.count() for model in (Step, Document, Voucher, DayByHand)))


def papers_are_documents() -> None:
    """Every document made from a paper has its entered capture and its issued number, and the other way round."""
    made = set(Document.objects.exclude(paper_number="").values_list("id", flat=True))
    entered = Capture.objects.filter(state="entered", document__isnull=False)
    assert set(entered.values_list("document_id", flat=True)) == made
    issued = ManualNumber.objects.filter(state="issued", document__isnull=False)
    assert set(issued.values_list("document_id", flat=True)) == made


def a_day(desk: ByHand) -> None:
    """Two receipts, their slip and summary, one slip too much that waits, and the daily status."""
    desk.capture(desk.line(1), desk.line(2))
    desk.capture(desk.slip(1, "1-2", "480"), desk.slip(2, "9", "240"), paper="remittance")
    summary = {"total": "480", "lines": [{"remittance_numbers": "1"}]}
    desk.capture(desk.line(1, book_no="", payload=summary), paper="remittance_summary")
    status = {"lines": [{"place": "cash", "received": "480", "closing": "480"}]}
    desk.capture(desk.line(1, book_no="", payload=status), paper="daily_status")


def test_killed_between_the_statements_of_entering(desk: ByHand) -> None:
    """The whole go is there or nothing of it; sent again it comes through once, and the rest of the queue after it."""
    a_day(desk)
    envelope = desk.office.envelope(desk.clerk("somsri"), day=desk.today, command_id=uuid4())
    before, seen = written(), set()

    def go() -> Any:
        return continuity.enter(envelope=envelope, data={"outage_id": desk.outage})

    def look() -> None:
        seen.add(written())
        papers_are_documents()

    assert killed_everywhere(call=go, look=look) > 5, "it was killed before it could do anything"
    again = go()
    assert again.replayed and (again.data["entered"], again.data["waiting"]) == (5, 1)
    assert seen <= {before, written()} and before != written()
    papers_are_documents()
    desk.capture(desk.line(9))
    assert desk.enter()["entered"] == 2
    assert not Capture.objects.exclude(state="entered").exists()
    papers_are_documents()


def test_killed_between_two_goes(desk: ByHand) -> None:
    """A long run that is cut off is taken up by sending the same again: what was entered before is not entered twice."""
    desk.capture(*(desk.line(number) for number in range(1, 4)))
    envelope = desk.office.envelope(desk.clerk("somsri"), day=desk.today, command_id=uuid4())

    def run() -> Any:
        return continuity.enter_everything(envelope=envelope, outage_id=desk.outage, limit=2)

    assert killed_everywhere(call=run, look=papers_are_documents) > 5
    assert run() == {"entered": 3, "waiting": 0, "exceptions": 0, "left": 0}
    assert Document.objects.filter(kind="proof_of_receipt").count() == 3
    papers_are_documents()
