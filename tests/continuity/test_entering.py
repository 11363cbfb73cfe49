"""The queue worked off: in order, each paper by the ordinary command, what cannot be entered waits and says why."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity import queueing
from khlang.bridges.continuity.models import Capture, DayByHand, ManualNumber
from khlang.bridges.continuity.queries import queue as queries
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.models import CommandJournal
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document
from tests.continuity.by_hand import ByHand, opened
from tests.office import Office, open_office


@pytest.fixture
def desk(office: Office) -> ByHand:
    """Books of receipts, slips and summaries are out; the outage is over."""
    ready = opened(office)
    stocked(ready)
    return ready


def stocked(desk: ByHand) -> None:
    """Book 12 of receipts, blocks of slips and summaries, and of daily statuses."""
    desk.lease()
    for paper in ("remittance", "remittance_summary", "daily_status"):
        desk.lease(paper, "", 1, 20, source="kit")


@pytest.fixture
def busy(transactional_db: None) -> Iterator[ByHand]:
    """The same with work that is really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        ready = opened(office)
        stocked(ready)
        yield ready
        assert verification.verify() == []


def summary(desk: ByHand, number: int, slips: str, total: str) -> dict[str, object]:
    """A summary of slips as a line of the grid."""
    payload = {"total": total, "lines": [{"remittance_numbers": slips}]}
    return desk.line(number, book_no="", day="1 พ.ย. 67", payload=payload)


def test_a_receipt_becomes_a_proof_of_receipt(desk: ByHand) -> None:
    """Posted today, with the paper's book, number and date; the register names its document."""
    desk.capture(desk.line(48))
    told = desk.enter()
    document = Document.objects.get(kind="proof_of_receipt")
    assert told["documents"][0]["number"] == document.number and told["left"] == 0
    assert (document.paper_series, document.paper_book, document.paper_number) == ("receipt", "12", "48")
    assert (document.paper_date, document.origin, document.outage) == (date(2024, 11, 1), "back_entry", desk.outage)
    row, capture = desk.number(48), desk.only(48)
    assert (row.state, row.document_id, row.outage_id) == ("issued", document.id, desk.outage)
    assert (capture.state, capture.document_id, capture.entered_at is not None) == ("entered", document.id, True)


def test_whatever_the_order_of_capture_the_order_of_entry_is_right(desk: ByHand) -> None:
    """Summary first, slip next, receipts last: one go, and everything is in the books."""
    desk.capture(summary(desk, 1, "1", "480"), paper="remittance_summary")
    desk.capture(desk.slip(1, "1-2", "480"), paper="remittance")
    desk.capture(desk.line(2), desk.line(1))
    told = desk.enter()
    kinds = [each["kind"] for each in told["documents"]]
    assert kinds == ["proof_of_receipt", "proof_of_receipt", "remittance", "remittance_summary"]
    assert (
        Document.objects.get(kind="remittance").paper_number == desk.number(1, paper="remittance", book_no="").printed
    )
    assert verification.verify() == []


def test_a_slip_waits_for_its_receipt_and_names_it(desk: ByHand) -> None:
    """Out of order: it waits; when the receipt comes both are entered in one go."""
    desk.capture(desk.line(1))
    desk.capture(desk.slip(1, "1-2", "480"), paper="remittance")
    assert (desk.enter()["entered"], desk.only(paper="remittance").state) == (1, "waiting")
    view = queries.capture(capture_id=desk.only(paper="remittance").id)
    assert (view.row.problem, view.missing) == ("PREDECESSOR_MISSING", ("ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 2",))
    desk.capture(desk.line(2))
    assert desk.enter()["entered"] == 2
    assert desk.only(paper="remittance").state == "entered"


def test_a_slip_does_not_wait_for_a_voided_receipt(desk: ByHand) -> None:
    """«1-3» with 2 spoilt: the register knows that there is nothing to wait for."""
    data = {
        "paper": "receipt", "book_no": "12", "number": 2, "reason": "เขียนผิด", "copies_kept": True,
        "witness": desk.office.people[desk.clerk("prasit")], "outage_id": desk.outage,
    }  # fmt: skip
    continuity.void_manual_number(envelope=desk.office.envelope("revenue_officer#anong", day=desk.today), data=data)
    desk.capture(desk.slip(1, "1-3", "480"), paper="remittance")
    desk.capture(desk.line(1), desk.line(3))
    assert desk.enter()["entered"] == 3


def test_what_is_refused_waits_and_the_others_go_on(desk: ByHand) -> None:
    """The slip says another sum than its receipts: it is told, the next go tries again."""
    desk.capture(desk.line(1), desk.line(2))
    desk.capture(desk.slip(1, "1", "250"), desk.slip(2, "2", "240"), paper="remittance")
    told = desk.enter()
    assert (told["entered"], told["exceptions"], told["left"]) == (3, 1, 0)
    wrong = desk.only(1, paper="remittance")
    assert (wrong.state, wrong.problem) == ("exception", "AMOUNT_MISMATCH")
    assert queries.capture(capture_id=wrong.id).errors[0].field in ("total", None, "lines")
    assert desk.enter()["exceptions"] == 1
    desk.solve("amend", wrong, by="anong", **amended(desk.slip(1, "1", "240")))
    assert desk.enter()["entered"] == 1


def amended(line: dict[str, object]) -> dict[str, object]:
    """A line of the grid as what is read anew."""
    return {name: line[name] for name in ("envelope", "book_no", "number", "paper_date", "payload")}


def test_goes_of_a_few_papers(desk: ByHand) -> None:
    """A long queue is worked off in goes; a run of all of them ends when nothing is left to try."""
    desk.capture(*(desk.line(number) for number in range(1, 8)))
    desk.capture(desk.slip(1, "1-9", "2160"), paper="remittance")
    assert (desk.enter(limit=3)["entered"], desk.enter(limit=3)["left"]) == (3, 2)
    envelope = desk.office.envelope(desk.clerk("somsri"), day=desk.today)
    told = continuity.enter_everything(envelope=envelope, outage_id=desk.outage, limit=2)
    assert (told["entered"], told["waiting"], told["left"]) == (1, 1, 0)
    again = continuity.enter_everything(envelope=envelope, outage_id=desk.outage, limit=2)
    assert again["entered"] == told["entered"], "the same envelope gets the same answer and enters nothing"
    assert Document.objects.filter(kind="proof_of_receipt").count() == 7


def test_one_capture_by_itself(desk: ByHand) -> None:
    """Somebody presses the button beside one paper."""
    desk.capture(desk.line(1), desk.line(2))
    assert desk.enter(capture_id=desk.only(2).id)["entered"] == 1
    assert (desk.only(1).state, desk.only(2).state) == ("captured", "entered")


def test_the_same_command_again_gets_the_same_answer(desk: ByHand) -> None:
    """The answer was lost on the way: the go is told as it was, although a paper of it was refused."""
    desk.capture(desk.slip(1, "7", "1"), paper="remittance")
    desk.capture(desk.line(1), desk.line(7, payload={**desk.line(7)["payload"], "total": "999"}))
    command = uuid4()
    first = desk.enter(command_id=command)
    assert (first["entered"], first["exceptions"]) == (1, 1)
    assert desk.enter(command_id=command) == first
    assert CommandJournal.objects.filter(command_id=command).count() == 1


def test_a_duty_is_needed(desk: ByHand) -> None:
    """The head of finance certifies and therefore enters nothing."""
    data = {"outage_id": desk.outage}
    with pytest.raises(Refusal) as caught:
        continuity.enter(envelope=desk.office.envelope("treasury_head", day=desk.today), data=data)
    assert caught.value.code == "duty_missing"


def test_killed_between_two_statements(busy: ByHand) -> None:
    """A document is there if and only if its capture says so, wherever the program dies."""
    busy.capture(busy.line(1), busy.line(2))
    count = _die_after(busy, 10_000)
    for last in range(0, count, max(1, count // 12)):
        assert _die_after(busy, last) == last
        assert Document.objects.filter(kind="proof_of_receipt").count() == 0
        assert not Capture.objects.filter(state="entered").exists()
        assert not ManualNumber.objects.filter(state="issued").exists()
    assert busy.enter()["entered"] == 2


def _die_after(desk: ByHand, most: int) -> int:
    """How many statements a go ran before it died: after `most` of them, at the latest before it is committed."""
    count = 0

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        if count >= most:
            raise KeyboardInterrupt
        count += 1
        return execute(sql, params, many, context)

    told = CaptureQueriesContext(connection)  # with it every statement passes by `run`, also those of the single write
    with told, pytest.raises(KeyboardInterrupt), transaction.atomic(), connection.execute_wrapper(run):
        desk.enter()
        raise KeyboardInterrupt
    return count


def test_the_queue_asks_the_same_questions_however_long_it_is(desk: ByHand) -> None:
    """What the engine itself asks does not grow with the papers: only the ordinary command's own statements do."""

    def asked(numbers: range) -> int:
        desk.capture(*(desk.line(number) for number in numbers))
        with CaptureQueriesContext(connection) as ran:
            assert desk.enter()["entered"] == len(numbers)
        mine = ("continuity_capture", "continuity_manual_number")
        return sum(1 for each in ran if any(table in each["sql"] for table in mine))

    assert asked(range(1, 3)) == asked(range(3, 20))


def test_the_daily_status_by_hand(desk: ByHand) -> None:
    """No document stands for it: its lines are kept for the proof, and the day has one."""
    lines = [
        {"place": "cash", "received": "480", "closing": "480"},
        {"place": "KTB-S", "opening": "๑,๐๐๐", "paid": "250.50", "closing": "749.50"},
    ]
    desk.capture(desk.line(1, book_no="", payload={"lines": lines}), paper="daily_status")
    assert desk.enter()["entered"] == 1
    kept = DayByHand.objects.order_by("place").values_list("day", "place", "opening", "received", "paid", "closing")
    assert list(kept) == [
        (date(2024, 11, 1), "KTB-S", 100_000, 0, 25_050, 74_950),
        (date(2024, 11, 1), "cash", 0, 48_000, 0, 48_000),
    ]
    row = desk.number(1, paper="daily_status", book_no="")
    assert (row.state, row.document_id) == ("issued", None)
    desk.capture(desk.line(2, book_no="", payload={"lines": lines[:1]}), paper="daily_status")
    assert desk.enter()["exceptions"] == 1
    assert desk.only(2, paper="daily_status").problem == "DUPLICATE_NO"


def test_a_daily_status_read_wrongly_is_replaced(desk: ByHand) -> None:
    """Its lines were no document: the new reading takes their place, the old capture is kept."""
    lines = [{"place": "cash", "received": "480", "closing": "480"}]
    desk.capture(desk.line(1, book_no="", payload={"lines": lines}), paper="daily_status")
    desk.enter()
    right = desk.line(1, book_no="", payload={"lines": [{"place": "cash", "received": "500", "closing": "500"}]})
    desk.solve("amend", desk.only(1, paper="daily_status"), by="anong", **amended(right))
    assert desk.enter()["entered"] == 1
    assert list(DayByHand.objects.values_list("closing", flat=True)) == [50_000]
    states = [row.state for row in desk.captures(1, paper="daily_status")]
    assert states == ["superseded", "entered"]


def test_kinds_stand_in_the_order_of_entry(desk: ByHand) -> None:
    """Budget before purchases before receipts before dika; slips after receipts whatever their dates."""
    desk.capture(desk.slip(1, "1", "240"), paper="remittance")
    desk.capture(desk.line(1))
    found = [row.paper for row in Capture.objects.order_by(*queueing.ORDER)]
    assert found == ["receipt", "remittance"]
