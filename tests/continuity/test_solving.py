"""What waits is solved; numbers are written on papers, prints attached behind them (continuity A.5, C-10, LAO-2.2(3))."""

from typing import Any

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.models import Capture
from khlang.bridges.continuity.paper_kind import Finding
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.queries import queue as queries
from khlang.core.refusal import Refusal
from tests.continuity.by_hand import ByHand, opened
from tests.office import Office


@pytest.fixture
def desk(office: Office) -> ByHand:
    """Receipts and slips are out; the outage is over."""
    ready = opened(office)
    ready.lease()
    ready.lease("remittance", "", 1, 20, source="kit")
    return ready


def two_versions(desk: ByHand) -> tuple[Capture, Capture]:
    """Number 1 by Anong, and another number 1 by Boonsom."""
    desk.capture(desk.line(1))
    line = desk.line(1)
    desk.capture({**line, "payload": {**line["payload"], "payer_name": "นายสมชาย ใจดี"}}, by="boonsom")
    mine, theirs = desk.captures(1)
    return mine, theirs


def test_one_of_two_versions_is_put_aside(desk: ByHand) -> None:
    """C-10: a third person decides; the one that stays is entered, the other is kept."""
    mine, theirs = two_versions(desk)
    desk.solve("discard", mine)
    assert [(row.state, row.problem) for row in desk.captures(1)] == [("discarded", "DUPLICATE_NO"), ("captured", "")]
    assert (desk.number(1).capture_id, desk.number(1).party) == (theirs.id, "นายสมชาย ใจดี")
    assert desk.enter()["entered"] == 1
    assert desk.captures(1)[0].decisions[-1]["did"] == "discard"


def test_nobody_decides_for_the_own_version(desk: ByHand) -> None:
    """Who captured the one that would stay asks somebody else."""
    desk.capture(desk.line(1), by="prasit")
    line = desk.line(1)
    desk.capture({**line, "payload": {**line["payload"], "payer_name": "นายสมชาย ใจดี"}}, by="boonsom")
    own, other = desk.captures(1)
    with pytest.raises(Refusal) as caught:
        desk.solve("discard", other, by="prasit")
    assert caught.value.code == "discard_own_version"
    desk.solve("discard", own, by="prasit")
    assert desk.captures(1)[1].state == "captured"


def test_the_number_of_one_version_was_misread(desk: ByHand) -> None:
    """Read again as number 2 it is no duplicate, and the first goes on."""
    _, theirs = two_versions(desk)
    told = desk.solve("amend", theirs, by="boonsom", **amended(desk.line(2, payload=theirs.payload)))
    assert told.state == "captured"
    assert [row.state for row in desk.captures(1)] == ["captured", "superseded"]
    assert desk.captures(2)[0].supersedes_id == theirs.id
    assert desk.enter()["entered"] == 2


def amended(line: dict[str, Any]) -> dict[str, Any]:
    """A line of the grid as what is read anew."""
    return {name: line[name] for name in ("envelope", "book_no", "number", "paper_date", "payload")}


def test_a_paper_moved_to_the_outage_it_belongs_to(desk: ByHand) -> None:
    """C-33: a receipt of October is no paper of this outage; the right date makes it one."""
    desk.capture(desk.line(1, day="31/10/2567"))
    capture = desk.only(1)
    told = desk.solve("amend", capture, by="anong", **amended(desk.line(1, day="1/11/2567")))
    assert told.state == "captured"
    assert [row.state for row in desk.captures(1)] == ["superseded", "captured"]
    assert desk.captures(1)[1].decisions[0]["reason"] == "ตรวจกับเอกสารจริงแล้ว"


def test_another_clerk_amends_by_the_duty_of_solving(desk: ByHand) -> None:
    """Boonsom may correct what he read himself, not what Anong read."""
    desk.capture(desk.line(1))
    with pytest.raises(Refusal) as caught:
        desk.solve("amend", desk.only(1), by="boonsom", **amended(desk.line(1)))
    assert caught.value.code == "duty_missing"


def test_a_finding_decided_for_the_paper(desk: ByHand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both versions side by side; decided once; asked again when the system has changed once more."""
    system = {"payer": "นางบุญมี ทองสุข (เสียชีวิต)"}
    finding = Finding("TAXROW_CHANGED", {"payer": "นางบุญมี ทองสุข"}, system)
    decided: list[frozenset[str]] = []
    receipt = KINDS["receipt"]

    def enter(envelope: Any, data: Any, ref: Any, accepted: frozenset[str]) -> Any:
        decided.append(accepted)
        return receipt.enter(envelope, data, ref, accepted)

    changed = type(receipt)("receipt", receipt.schema, receipt.needs, receipt.shown, enter, lambda *_: [finding])
    monkeypatch.setitem(KINDS, "receipt", changed)
    desk.capture(desk.line(1))
    assert desk.enter()["exceptions"] == 1
    view = queries.capture(capture_id=desk.only(1).id)
    assert view.row.problem == "TAXROW_CHANGED" and view.findings[0]["system"] == system
    desk.solve("accept", desk.only(1), problem="TAXROW_CHANGED")
    system["payer"] = "นายบุญมา ทองสุข"
    assert desk.enter()["exceptions"] == 1
    desk.solve("accept", desk.only(1), problem="TAXROW_CHANGED")
    assert desk.enter()["entered"] == 1
    assert decided == [frozenset({"TAXROW_CHANGED"})]


def test_numbers_written_on_the_papers(desk: ByHand) -> None:
    """LAO-2.2(3): slips bear the number of the system; many are confirmed at once, what is not entered is not."""
    desk.capture(desk.line(1), desk.line(2), desk.line(3))
    desk.capture(desk.slip(1, "1", "240"), desk.slip(2, "2", "240"), desk.slip(3, "4", "240"), paper="remittance")
    desk.enter()
    assert mark(desk, "label", numbers="1-2") == 2
    assert desk.number(1, paper="remittance", book_no="").labelled_on == desk.today
    assert mark(desk, "label") == 0
    with pytest.raises(Refusal) as caught:
        mark(desk, "label", numbers="3")
    assert caught.value.code == "manual_number_not_entered"


def mark(desk: ByHand, name: str, *, by: str = "prasit", **more: Any) -> int:
    """Slips labelled or attached; how many."""
    data = {"outage_id": desk.outage, "paper": "remittance", **more}
    envelope = desk.office.envelope(desk.clerk(by), day=desk.today)
    return int(getattr(continuity, name)(envelope=envelope, data=data).data["marked"])


def test_prints_attached_behind_the_papers(desk: ByHand) -> None:
    """A second person has looked: not the one who entered them."""
    desk.capture(desk.line(1))
    desk.capture(desk.slip(1, "1", "240"), paper="remittance")
    desk.enter(by="somsri")
    assert mark(desk, "attach", by="somsri") == 0
    with pytest.raises(Refusal) as caught:
        mark(desk, "attach", by="somsri", numbers="1")
    assert caught.value.code == "attach_own_entry"
    assert mark(desk, "attach") == 1
    assert desk.number(1, paper="remittance", book_no="").attached_on == desk.today


def test_what_is_in_the_books_is_not_amended(desk: ByHand) -> None:
    """It is not put aside; a receipt is put right with its document (`test_correcting`)."""
    desk.capture(desk.line(1))
    desk.enter()
    with pytest.raises(Refusal) as caught:
        desk.solve("discard", desk.only(1))
    assert caught.value.code == "capture_settled"
