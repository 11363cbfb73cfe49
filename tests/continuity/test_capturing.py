"""Papers captured: once each, whoever sends them (continuity C-08, C-09, C-10, C-12, C-15, C-16, C-33, C-35, C-36)."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.identity import Identity
from khlang.bridges.continuity.models import Capture
from khlang.bridges.continuity.queries import queue as queries
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy
from khlang.spine.access import commands as access
from khlang.spine.access import queries as people
from khlang.spine.documents.models import Document
from tests.continuity.by_hand import ByHand, opened
from tests.household import envelope as of_founder
from tests.office import Office, open_office
from tests.together import at_once


@pytest.fixture
def desk(office: Office) -> ByHand:
    """Book 12 is out; the outage is over and its papers are being entered."""
    ready = opened(office)
    ready.lease()
    return ready


@pytest.fixture
def busy(transactional_db: None) -> Iterator[ByHand]:
    """The same with work that is really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        ready = opened(office)
        ready.lease()
        yield ready


def test_a_line_of_the_grid(desk: ByHand) -> None:
    """What stands on the paper is kept as typed; the control register shows it."""
    told = desk.capture(desk.line(7, day="๑ พ.ย. ๒๕๖๗")).data["lines"][0]
    capture = desk.only(7)
    assert (told["sequence"], told["sha256"], told["state"]) == (capture.sequence, capture.payload_hash, "captured")
    assert (capture.paper_date, capture.paper_date_text) == (date(2024, 11, 1), "๑ พ.ย. ๒๕๖๗")
    assert capture.payload["lines"][0]["amount"] == "240"
    row = desk.number(7)
    assert (row.state, row.party, row.amount, row.capture_id) == ("leased", "นางบุญมี ทองสุข", 24_000, capture.id)
    assert queries.progress(outage_id=desk.outage).open == 1


def test_twenty_connections_send_the_same_envelope(busy: ByHand) -> None:
    """C-08: one capture, the same acknowledgement for everybody; entered it is one document."""
    line, clerks = busy.line(1), 20
    for number in range(clerks):
        busy.office.person(f"revenue_officer#{number}")

    def send(each: int) -> object:
        data = {"outage_id": busy.outage, "paper": "receipt", "lines": [line]}
        envelope = busy.office.envelope("revenue_officer#anong", day=busy.today)
        return str(continuity.capture(envelope=envelope, data=data).data["lines"][0])

    answers = at_once(busy.office, [lambda each=each: send(each) for each in range(clerks)])
    assert len(set(answers)) == 1 and "sha256" in answers[0]
    assert Capture.objects.count() == 1
    entered = at_once(busy.office, [lambda: str(busy.enter()["entered"]) for _ in range(4)])
    assert sorted(entered) == ["0", "0", "0", "1"]
    assert Document.objects.filter(kind="proof_of_receipt").count() == 1


def test_another_clerk_has_captured_it_already(desk: ByHand) -> None:
    """C-09: the second is told who was there before, and nothing is added."""
    desk.capture(desk.line(1))
    told = desk.capture(desk.line(1), by="boonsom").data["lines"][0]
    assert (told["by"], told["state"]) == (desk.clerk("anong"), "captured")
    assert told["sequence"] == desk.only(1).sequence
    assert desk.enter()["entered"] == 1
    again = desk.capture(desk.line(1), by="boonsom").data["lines"][0]
    assert (again["by"], again["state"]) == (desk.clerk("anong"), "entered")


def other(desk: ByHand, number: int = 1) -> dict[str, object]:
    """The same number with another payer."""
    line = desk.line(number)
    return {**line, "payload": {**line["payload"], "payer_name": "นายสมชาย ใจดี"}}


def test_two_papers_of_one_number(desk: ByHand) -> None:
    """C-10: both are set aside, neither is lost, nothing is entered before somebody else decides."""
    desk.capture(desk.line(1))
    desk.capture(other(desk), by="boonsom")
    assert [(row.state, row.problem) for row in desk.captures(1)] == [("exception", "DUPLICATE_NO")] * 2
    assert (desk.enter()["entered"], queries.progress(outage_id=desk.outage).problems) == (0, {"DUPLICATE_NO": 2})
    assert len(queries.capture(capture_id=desk.captures(1)[0].id).versions) == 1


def test_a_second_paper_of_an_entered_number(desk: ByHand) -> None:
    """What is entered stays; only the new one is set aside."""
    desk.capture(desk.line(1))
    desk.enter()
    desk.capture(other(desk), by="boonsom")
    assert [(row.state, row.problem) for row in desk.captures(1)] == [("entered", ""), ("exception", "DUPLICATE_NO")]


def test_the_acknowledgement_was_lost(desk: ByHand) -> None:
    """C-12: sending again, even after the paper was entered, answers with the same number and digest."""
    line = desk.line(1)
    first = desk.capture(line).data["lines"][0]
    desk.enter()
    again = desk.capture(line).data["lines"][0]
    assert [again[name] for name in ("envelope", "sequence", "sha256")] == [
        first[name] for name in ("envelope", "sequence", "sha256")
    ]
    assert Document.objects.filter(kind="proof_of_receipt").count() == 1


@pytest.mark.parametrize("text", ["1/11/2024", "1-11-2024", "2567-11-01", "1 พ.ย. 24", "1 Nov 2567"])
def test_a_year_of_the_other_era(desk: ByHand, text: str) -> None:
    """C-15: never converted silently; the likely day is proposed and a person confirms it."""
    desk.capture(desk.line(1, day=text))
    capture = desk.only(1)
    assert (capture.state, capture.problem, capture.paper_date) == ("exception", "DATE_SUSPECT", date(2024, 11, 1))
    assert desk.enter()["entered"] == 0
    desk.solve("accept", capture, problem="DATE_SUSPECT")
    assert desk.only(1).state == "captured"
    assert desk.enter()["entered"] == 1
    assert desk.only(1).document.paper_date == date(2024, 11, 1)


@pytest.mark.parametrize("text", ["๑ พ.ย. ๒๕๖๗", "01/11/67", "1-11-2567", "1 พฤศจิกายน พ.ศ. ๒๕๖๗", "2024-11-01"])
def test_a_date_however_it_is_written(desk: ByHand, text: str) -> None:
    """C-16: Thai digits, short and long months, two digits of the year, ISO."""
    desk.capture(desk.line(1, day=text))
    assert (desk.only(1).state, desk.only(1).paper_date) == ("captured", date(2024, 11, 1))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("29 ก.พ. 2568", "date_not_in_calendar"), ("1/11/1970", "date_era_implausible"),
        ("วันลอยกระทง", "date_malformed"), ("30 พ.ย. 2567", "date_in_future"),
    ],
)  # fmt: skip
def test_a_date_that_is_none(desk: ByHand, text: str, code: str) -> None:
    """Said at the field, nothing kept."""
    with pytest.raises(Refusals) as caught:
        desk.capture(desk.line(1, day=text))
    assert [(each.code, each.field) for each in caught.value.errors] == [(code, "lines.0.paper_date")]


@pytest.mark.parametrize("text", ["31 ต.ค. 2567", "1 พ.ย. 2566"])
def test_a_paper_of_no_outage(desk: ByHand, text: str) -> None:
    """C-33: a day before the spell, without grace; it waits, and is captured anew for the outage that covers it."""
    desk.capture(desk.line(1, day=text))
    assert (desk.only(1).state, desk.only(1).problem) == ("exception", "NOT_IN_EVENT")
    with pytest.raises(Refusal) as caught:
        desk.solve("accept", desk.only(1), problem="NOT_IN_EVENT")
    assert caught.value.code == "problem_not_decidable"


def test_papers_of_the_days_until_the_certificate(desk: ByHand) -> None:
    """While the backlog is entered, today's business is on paper too."""
    desk.tomorrow()
    desk.capture(desk.line(1, day="9/11/2567"))
    assert desk.enter()["entered"] == 1


def test_a_poisonous_scan_holds_up_nobody(desk: ByHand) -> None:
    """C-35: kept as it came with what is wrong at its fields; the others go on."""
    poison = desk.line(1, payload={"payer_name": "", "lines": [{"item": "X", "amount": "1.234"}], "extra": [1]})
    desk.capture(poison, desk.line(2), desk.line(3), channel="scan")
    capture = desk.only(1)
    assert (capture.state, capture.problem, capture.payload) == ("exception", "UNREADABLE", poison["payload"])
    told = {error.field for error in queries.capture(capture_id=capture.id).errors}
    assert told >= {"payload.payer_name", "payload.lines.0.amount", "payload.extra"}
    assert desk.enter()["entered"] == 2
    assert queries.progress(outage_id=desk.outage).open == 1


def test_a_bad_line_of_the_grid_is_refused_and_the_others_kept(desk: ByHand) -> None:
    """Somebody is there to correct it: said at its field, nothing of it kept."""
    bad = desk.line(1, payload={"payer_name": "นางบุญมี", "lines": [{"item": "41210008", "amount": "สิบ"}]})
    told = desk.capture(bad, desk.line(2)).data["lines"]
    assert [each["state"] for each in told] == ["", "captured"]
    assert told[0]["errors"][0]["field"] == "lines.0.payload.lines.0.amount"
    with pytest.raises(Refusals):
        desk.capture(bad)
    assert desk.captures(1) == []


def test_who_read_the_paper_has_left(desk: ByHand) -> None:
    """C-36: what she read is taken as hers, sent by another; her going drops nothing, and another officer enters it."""
    anong = desk.office.people[desk.clerk("anong")]
    (role,) = people.assignments(person_id=anong)
    access.end_role(envelope=of_founder(desk.office.org), data={"assignment_id": role.id, "to_date": "2024-11-02"})
    desk.capture(desk.line(1, captured_by=anong, captured_at="2024-11-01T10:00:00+07:00"), by="boonsom")
    capture = desk.only(1)
    assert (capture.captured_by_id, capture.captured_by) == (anong, "คุณanong")
    assert [(each["did"], each["by"]) for each in capture.decisions] == [("send", desk.clerk("boonsom"))]
    assert desk.enter(by="somsri")["entered"] == 1
    assert desk.only(1).entered_by_id == desk.office.people[desk.clerk("somsri")]


def test_the_square_of_the_form_names_the_paper(desk: ByHand) -> None:
    """A scan fills in book and number."""
    said = str(Identity(desk.office.organisation.code, "receipt", "12", 9))
    desk.capture(desk.line(None, book_no="", identity=said), channel="scan")
    assert (desk.only(9).book_no, desk.only(9).channel) == ("12", "scan")


def test_captured_while_work_is_still_by_hand(office: Office) -> None:
    """A clerk may type ahead; nothing is entered before the system is back."""
    desk = opened(office, restored=False)
    desk.lease()
    desk.capture(desk.line(1))
    with pytest.raises(Refusal) as caught:
        desk.enter()
    assert caught.value.code == "outage_not_running"


def test_one_identifier_for_two_contents(desk: ByHand) -> None:
    """A sender that uses an envelope twice is told; what was there stays."""
    line = desk.line(1)
    desk.capture(line)
    with pytest.raises(Refusals) as caught:
        desk.capture({**line, "number": 2, "envelope": line["envelope"]})
    assert caught.value.errors[0].code == "capture_envelope_reused"
    assert str(uuid4()) != line["envelope"] and desk.captures(2) == []
