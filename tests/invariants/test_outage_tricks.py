"""Ways in which people tried to get round the rules of an outage: each is refused, or changes nothing that was certified."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity import verification
from khlang.bridges.continuity.models import Capture, DayByHand, ManualNumber
from khlang.core.refusal import Refusal, Refusals
from khlang.spine.documents.models import Document
from tests.continuity.by_hand import ByHand
from tests.continuity.by_hand import opened as opened_by_hand
from tests.continuity.spell import MONDAY, TUESDAY, Spell
from tests.office import Office
from tests.till import Till


@pytest.fixture
def desk(office: Office) -> ByHand:
    """An office whose outage is over, with a book of receipts."""
    ready = opened_by_hand(office)
    ready.lease()
    return ready


@pytest.fixture
def spell(till: Till) -> Spell:
    """An office on the morning of its outage."""
    return Spell(till.office)


def sound() -> None:
    """`khlang verify` has nothing to say of the outages."""
    assert [finding for check in verification.CHECKS.values() for finding in check()] == []


def other(desk: ByHand, number: int = 1) -> dict[str, Any]:
    """The same number with another payer."""
    line = desk.line(number)
    return {**line, "payload": {**line["payload"], "payer_name": "นายสมชาย ใจดี"}}


def test_one_of_two_versions_is_not_entered_by_name(desk: ByHand) -> None:
    """C-10: asking for one capture does not go round the decision between two papers of one number."""
    desk.capture(desk.line(1))
    desk.capture(other(desk), by="boonsom")
    for capture in desk.captures(1):
        assert desk.enter(capture_id=capture.id)["entered"] == 0
    assert {(row.state, row.problem) for row in desk.captures(1)} == {("exception", "DUPLICATE_NO")}
    assert not Document.objects.filter(kind="proof_of_receipt").exists()


@pytest.mark.parametrize(("day", "problem"), [("31 ต.ค. 67", "NOT_IN_EVENT"), ("1/11/2024", "DATE_SUSPECT")])
def test_a_paper_with_a_wrong_date_is_not_entered_by_name(desk: ByHand, day: str, problem: str) -> None:
    """C-15, C-33: asking for one capture does not go round its date."""
    desk.capture(desk.line(1, day=day))
    assert desk.enter(capture_id=desk.only().id) == {
        "entered": 0, "waiting": 0, "exceptions": 1, "left": 0, "documents": [],
    }  # fmt: skip
    assert (desk.only().state, desk.only().problem) == ("exception", problem)


@pytest.mark.parametrize("way", ["discard", "amend"])
def test_nobody_decides_for_the_version_they_sent(desk: ByHand, way: str) -> None:
    """C-10: neither by naming another reader when sending it, nor by reading the other version as of another number."""
    desk.capture(desk.line(1), by="boonsom")
    mine = {**other(desk), "captured_by": desk.office.people[desk.clerk("anong")]}
    desk.capture(mine, by="prasit")
    theirs = desk.captures(1)[0]
    more: dict[str, Any] = {} if way == "discard" else {**desk.line(9), "number": 9}
    with pytest.raises(Refusal) as refused:
        desk.solve(way, theirs, by="prasit", **more)
    assert (refused.value.code, refused.value.field) == ("discard_own_version", "capture_id")


def certified(spell: Spell) -> Spell:
    """A day by hand, certified on Tuesday the eighth."""
    spell.whole_day()
    spell.step("certify", by="treasury_head")
    return spell


def another(spell: Spell, *, on: date) -> Spell:
    """Another outage of the office, later."""
    return Spell(spell.office, begins=on).by_hand()


LATER = date(2024, 10, 21)


def test_a_certified_daily_status_is_not_read_again(spell: Spell) -> None:
    """It cannot be replaced through another outage that runs."""
    later = another(certified(spell), on=LATER)
    status = Capture.objects.get(paper="daily_status", state="entered")
    data = {
        "capture_id": status.id, "envelope": str(uuid4()), "outage_id": later.id, "number": 1, "paper_date": "21 ต.ค. 67",
        "payload": {"lines": [{"place": "cash", "closing": "1.00"}]}, "reason": "อ่านผิด",
    }  # fmt: skip
    with pytest.raises(Refusal) as refused:
        continuity.amend(envelope=spell.envelope("accountant"), data=data)
    assert (refused.value.code, refused.value.field) == ("outage_not_running", "capture_id")
    assert DayByHand.objects.filter(outage_id=spell.id).count() == 1
    sound()


def test_papers_of_another_outage_are_not_marked_through_this_one(spell: Spell) -> None:
    """Labels and attachments are those of the spell that is spoken of."""
    later = another(certified(spell), on=LATER)
    data = {"outage_id": later.id, "paper": "remittance", "numbers": "1"}
    for mark, role in ((continuity.label, "revenue_officer"), (continuity.attach, "accountant")):
        with pytest.raises(Refusal, match="manual_number_not_entered"):
            mark(envelope=spell.envelope(role), data=data)


def test_a_supplement_takes_no_papers_of_the_days_between(spell: Spell) -> None:
    """C-32, C-33: the days of the spell that was certified, and its own; on those between the system was in use."""
    certified(spell)
    extra = Spell(spell.office, begins=MONDAY)
    spell.office.today = date(2024, 11, 20)
    spell.hold("receipt", 51, 55, book="13")
    data = {"document_id": spell.id, "cause": "พบสำเนาใบเสร็จในตู้"}
    extra.id = continuity.supplement_outage(envelope=extra.envelope("finance_officer"), data=data).document_id or 0
    extra.confirm()
    extra.restore(day=date(2024, 11, 22))
    for number, day in enumerate((MONDAY, TUESDAY, TUESDAY + timedelta(1), date(2024, 11, 19), date(2024, 11, 21)), 51):
        lines = [{"item": "41210008", "amount": "1"}]
        extra.read("receipt", number, book="13", day=day, payer_name="นางบุญมี", lines=lines)
    problems = Capture.objects.filter(book_no="13").order_by("number").values_list("problem", flat=True)
    assert list(problems) == ["", "", "NOT_IN_EVENT", "NOT_IN_EVENT", ""]


@pytest.mark.parametrize("supplement", [True, False])
def test_a_lost_paper_is_found_in_a_supplement(spell: Spell, supplement: bool) -> None:
    """Not in another outage: the register of a certified spell stays as it was certified."""
    spell.by_hand()
    spell.stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 2, 3)
    spell.enter()
    spell.give_back("4")
    data = {
        "paper": "receipt",
        "book_no": "12",
        "number": 5,
        "outage_id": spell.id,
        "report_no": "1/2567",
        "reason": "หาย",
    }
    continuity.lose_number(envelope=spell.envelope("revenue_officer"), data=data)
    spell.mark()
    spell.step("reconcile", by="accountant")
    spell.step("certify", by="treasury_head")
    later = Spell(spell.office, begins=MONDAY if supplement else LATER)
    spell.office.today = LATER
    if supplement:
        data = {"document_id": spell.id, "cause": "พบสำเนาใบเสร็จในตู้"}
        later.id = continuity.supplement_outage(envelope=later.envelope("finance_officer"), data=data).document_id or 0
        later.confirm()
        later.receipt(5)
        assert ManualNumber.objects.get(number=5, paper="receipt").outage_id == later.id
    else:
        later.by_hand()
        with pytest.raises(Refusals, match="manual_number_settled"):
            later.receipt(5)
    sound()
