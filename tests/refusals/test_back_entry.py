"""Papers captured, entered, solved: what is no such paper, and who may not decide."""

from typing import Any
from uuid import uuid4

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.identity import Identity
from tests.continuity.by_hand import BACK, ByHand, opened
from tests.office import Office
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal


@pytest.fixture
def desk(office: Office) -> ByHand:
    """Book 12, slips and daily statuses are out."""
    ready = opened(office)
    ready.lease()
    for paper in ("remittance", "daily_status"):
        ready.lease(paper, "", 1, 5)
    return ready


def test_paper_not_by_hand(office: Office) -> None:
    """C-22: only receiving stood still; a dika is made in the system."""
    desk = opened(office, areas=("receiving",))
    with refused("paper_not_by_hand", field="paper", paper="ฎีกาเบิกเงิน"):
        desk.capture(desk.line(1), paper="dika")


def test_manual_number_of_another_site(office: Office) -> None:
    """C-23: the book lies in an office that the outage did not strike."""
    desk = opened(office, site="สาขาตลาด")
    desk.lease(site="สำนักงานใหญ่")
    with refused("manual_number_of_another_site", field="lines.0.number", site="สำนักงานใหญ่"):
        desk.capture(desk.line(1))


def test_capture_envelope_reused(desk: ByHand) -> None:
    """One identifier for two papers."""
    line = desk.line(1)
    desk.capture(line)
    with refused("capture_envelope_reused", field="lines.0.envelope"):
        desk.capture({**line, "number": 2})


def test_identity_malformed(desk: ByHand) -> None:
    """A square that was read wrongly."""
    said = str(Identity(desk.office.organisation.code, "receipt", "12", 9)).replace("|9|", "|8|")
    with refused("identity_malformed", field="lines.0.identity", text=said):
        desk.capture(desk.line(None, identity=said), channel="scan")


def test_identity_foreign(desk: ByHand) -> None:
    """A form of the neighbours, or of another kind."""
    for code, paper in (("NEXT", "receipt"), (desk.office.organisation.code, "dika")):
        said = str(Identity(code, paper, "12", 9))
        with refused("identity_foreign", field="lines.0.identity", org=code):
            desk.capture(desk.line(None, identity=said), channel="scan")


def test_a_line_without_a_number(desk: ByHand) -> None:
    """Neither typed nor scanned."""
    with refused("field_required", field="lines.0.number"):
        desk.capture(desk.line(None))


def test_a_day_that_has_not_come(desk: ByHand) -> None:
    """Nothing is captured of tomorrow."""
    with refused("date_in_future", field="lines.0.paper_date"):
        desk.capture(desk.line(1, day="9/11/2567"))


def test_capture_unknown(desk: ByHand) -> None:
    """At each command that names one."""
    with refused("capture_unknown", field="capture_id"):
        desk.enter(capture_id=7)
    for name, more in solving(desk).items():
        with refused("capture_unknown", field="capture_id"):
            continuity_by(desk, name, capture_id=7, **more)


def solving(desk: ByHand) -> dict[str, dict[str, Any]]:
    """The commands that solve, with what they ask for."""
    line = desk.line(1)
    read = {name: line[name] for name in ("envelope", "book_no", "number", "paper_date", "payload")}
    return {"accept": {"problem": "DATE_SUSPECT"}, "amend": read, "discard": {}}


def continuity_by(desk: ByHand, name: str, **data: Any) -> None:
    """A command of solving by Prasit."""
    envelope = desk.office.envelope(desk.clerk("prasit"), day=BACK)
    getattr(continuity, name)(envelope=envelope, data={"reason": "ตรวจแล้ว", **data})


def test_capture_settled(desk: ByHand) -> None:
    """It is in the books. A receipt read wrongly is put right with its document; nothing else is."""
    desk.capture(desk.line(1))
    desk.enter()
    entered = desk.only(1).id
    with refused("capture_settled", field="capture_id", was="entered"):
        desk.enter(capture_id=entered)
    for name, more in solving(desk).items():
        if name == "amend":
            continue
        with refused("capture_settled", field="capture_id", was="entered"):
            continuity_by(desk, name, capture_id=entered, **more)


def test_problem_not_decidable(desk: ByHand) -> None:
    """A day outside the outage is not argued away; nor is what is not there."""
    desk.capture(desk.line(1, day="31 ต.ค. 2567"))
    for problem in ("NOT_IN_EVENT", "TAXROW_CHANGED"):
        with refused("problem_not_decidable", field="problem", problem=problem):
            continuity_by(desk, "accept", capture_id=desk.only(1).id, problem=problem)


def test_discard_own_version(desk: ByHand) -> None:
    """Who captured the one that stays."""
    line = desk.line(1)
    desk.capture(line, by="prasit")
    other = {**line, "envelope": str(uuid4()), "payload": {**line["payload"], "payer_name": "นายสมชาย ใจดี"}}
    desk.capture(other, by="boonsom")
    with refused("discard_own_version", field="capture_id", paper="ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 1"):
        continuity_by(desk, "discard", capture_id=desk.captures(1)[1].id)


def mark(desk: ByHand, name: str, paper: str, *, by: str = "somsri", **more: Any) -> None:
    """Papers labelled or attached."""
    envelope = desk.office.envelope(desk.clerk(by), day=BACK)
    getattr(continuity, name)(envelope=envelope, data={"outage_id": desk.outage, "paper": paper, **more})


def test_label_not_asked(desk: ByHand) -> None:
    """The payer has the receipt: nothing is written on it any more."""
    with refused("label_not_asked", field="paper", paper="ใบเสร็จรับเงิน"):
        mark(desk, "label", "receipt")


def test_attachment_not_asked(desk: ByHand) -> None:
    """No print stands for a daily status by hand."""
    with refused("attachment_not_asked", field="paper"):
        mark(desk, "attach", "daily_status")


def test_manual_number_not_entered(desk: ByHand) -> None:
    """There is no number of the system yet."""
    with refused("manual_number_not_entered", field="numbers", paper="ใบนำส่งเงิน เลขที่ 1"):
        mark(desk, "label", "remittance", numbers="1")


def test_attach_own_entry(desk: ByHand) -> None:
    """A second person looks."""
    desk.capture(desk.line(1))
    desk.enter(by="somsri")
    with refused("attach_own_entry", field="numbers", paper="ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 1"):
        mark(desk, "attach", "receipt", book_no="12", numbers="1")


@pytest.mark.parametrize("role", ["treasury_head", "executive"])
def test_who_enters_no_papers(desk: ByHand, role: str) -> None:
    """Those who certify and approve."""
    envelope = desk.office.envelope(role, day=BACK)
    with refused("duty_missing", duty="paper.record"):
        continuity.enter(envelope=envelope, data={"outage_id": desk.outage})
    with refused("duty_missing", duty="paper.record"):
        data = {"outage_id": desk.outage, "paper": "receipt", "lines": [desk.line(1)]}
        continuity.capture(envelope=envelope, data=data)


def test_nothing_is_entered_while_work_is_by_hand(office: Office) -> None:
    """The system is not back."""
    desk = opened(office, restored=False)
    with refused("outage_not_running", field="outage_id"):
        desk.enter()


STATUS = {
    "day_by_hand_twice": ([{"place": "cash", "closing": "0"}] * 2, "lines.1.place"),
    "day_by_hand_unbalanced": ([{"place": "cash", "received": "10", "closing": "9"}], "lines.0.closing"),
    "bank_account_unknown": ([{"place": "BBL-9", "closing": "0"}], "lines.0.place"),
}


@pytest.mark.parametrize("code", STATUS)
def test_a_daily_status_that_is_not_right(desk: ByHand, code: str) -> None:
    """It waits as an exception and says at its field what is wrong."""
    lines, field = STATUS[code]
    assert_waits(desk, 1, lines, code, field)


def test_day_by_hand_taken(desk: ByHand) -> None:
    """The day has its status."""
    lines = [{"place": "cash", "closing": "0"}]
    desk.capture(desk.line(1, book_no="", payload={"lines": lines}), paper="daily_status")
    desk.enter()
    assert_waits(desk, 2, lines, "day_by_hand_taken", "paper_date")


def assert_waits(desk: ByHand, number: int, lines: list[dict[str, str]], code: str, field: str) -> None:
    """The status is captured, and refused with this code when it is entered."""
    from khlang.bridges.continuity import problems

    desk.capture(desk.line(number, book_no="", payload={"lines": lines}), paper="daily_status")
    assert desk.enter()["exceptions"] == 1
    (refusal,) = problems.refusals(desk.only(number, paper="daily_status").refusal["errors"])
    check_refusal(refusal, code, field=field)
