"""An outage as its people live it: declared by one, confirmed by another, told further up, over, begun again (A.5, A.7)."""

from datetime import date
from typing import Any

import pytest

from khlang.bridges.continuity import commands, queries
from khlang.bridges.continuity.lifecycle import days_running, escalation
from khlang.bridges.continuity.models import Capture, ManualNumber, Outage
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.clock import day_of
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import commands as ledger
from khlang.spine.ledger import queries as gates
from tests.continuity.spell import MONDAY, TUESDAY, WASTE_FEE, Spell
from tests.household import found
from tests.office import Office, open_office
from tests.till import Till
from tests.untouched import nothing_written


def collected(spell: Spell, *, day: date | None = None) -> Any:
    """An ordinary receipt, as the collector would issue it."""
    return Till(spell.office).collect((WASTE_FEE, "50"), on=day)


def test_two_people_make_an_outage(spell: Spell) -> None:
    """Declared by one, confirmed by another; ordinary work goes on until the system is back (C-33)."""
    spell.declare(evidence="ภาพหน้าจอ")
    assert (spell.document.state, gates.gates()) == ("declared", [])
    spell.confirm()
    row = queries.of(document_id=spell.id)
    assert (spell.document.state, day_of(row.started_at), row.areas) == ("manual", MONDAY, [])
    assert [gate.number for gate in gates.gates()] == [spell.number]
    assert collected(spell).number  # another place still has the system


def test_ordinary_work_waits_until_everything_is_certified(spell: Spell) -> None:
    """LAO-6: from the return of the system to the certificate; who is turned away reads what is left."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.receipt(1)
    with nothing_written(), pytest.raises(Refusal) as caught:
        collected(spell)
    assert (caught.value.code, caught.value.facts["left"]) == ("gate_closed", 1)
    assert caught.value.facts["number"] == spell.number


def test_an_outage_may_be_taken_back_before_it_is_confirmed(spell: Spell) -> None:
    """No paper was written for it."""
    spell.declare()
    spell.step("cancel", by="treasury_head", reason="ระบบกลับมาใช้ได้ทันที")
    assert spell.document.state == "cancelled"
    spell.declare()
    assert spell.document.state == "declared"


def test_only_the_part_of_the_work_that_stood_still_waits(spell: Spell) -> None:
    """C-22: payments are down, receipts are not; another part may be struck at the same time."""
    spell.by_hand(areas=["spending"])
    spell.restore(day=TUESDAY)
    assert collected(spell).number
    (gate,) = gates.gates()
    assert ",dika," in gate.kinds and ",receipt," not in gate.kinds
    first = spell.id
    spell.declare(areas=["receiving"])
    assert spell.id != first


def test_it_fails_again_while_papers_are_entered(spell: Spell) -> None:
    """C-24: the same spell goes on: its books and numbers continue, what was entered stays, the gate stays shut."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.receipt(1)
    spell.enter()
    spell.step("recur", by="treasury_head", reason="เครือข่ายล่มอีก")
    assert (spell.document.state, queries.of(document_id=spell.id).restored_at) == ("manual", None)
    spell.receipt(2, day=TUESDAY)
    wednesday = date(2024, 10, 9)
    spell.restore(day=wednesday)
    assert spell.enter()["left"] == 0
    entered = Capture.objects.filter(outage_id=spell.id, state="entered")
    assert sorted(entered.values_list("number", flat=True)) == [1, 2]
    assert documents.of_outage(outage_id=spell.id).filter(kind="proof_of_receipt").count() == 2
    (gate,) = gates.gates()
    assert (gate.outage, gate.restored_on) == (spell.id, wednesday)


def test_an_outage_that_goes_on_is_told_further_up(spell: Spell) -> None:
    """A.7: after one, three, seven and thirty days; once it was told, until the next mark."""
    spell.by_hand()
    assert queries.overdue(on=MONDAY) == []
    (late,) = queries.overdue(on=date(2024, 10, 9))
    assert (late.number, late.days, late.mark, late.unacknowledged) == (spell.number, 3, 1, ("notice",))
    spell.step("acknowledge", by="clerk", of="notice", acknowledged_by="นายสมศักดิ์ นายก อบต.", told_by="phone")
    spell.step("escalate", by="finance_officer", told="ท้องถิ่นจังหวัด", told_by="line")
    assert queries.overdue(on=date(2024, 10, 9)) == []
    (told,) = queries.escalations(outage_id=spell.id)
    assert "ท้องถิ่นจังหวัด" in told.reason
    (later,) = queries.overdue(on=date(2024, 10, 10))
    assert (later.mark, later.told) == (3, 1)
    row = queries.of(document_id=spell.id)
    assert (row.notice_acknowledged_on, row.notice_channel) == (MONDAY, "phone")


def test_days_are_counted_from_the_first_one() -> None:
    """The first day is a day; marks are passed, not reached."""
    assert days_running(started_on=MONDAY, ended_on=None, today=MONDAY) == 1
    assert days_running(started_on=MONDAY, ended_on=TUESDAY, today=date(2025, 1, 1)) == 2
    assert [escalation(days=days) for days in (1, 2, 3, 4, 8, 31, 200)] == [0, 1, 1, 3, 7, 30, 30]


def test_units_are_struck_too_under_one_event(till: Till) -> None:
    """Each has an outage in its own books and confirms it itself; its gate is not the LAO's nor the other way round (C-41)."""
    spell, office = Spell(till.office), till.office
    school = found("SCHOOL-1", "unit", parent="TEST")
    made = spell.declare(units=["SCHOOL-1"])
    assert queries.of(document_id=spell.id).event == f"TEST {spell.number}"
    event = f"TEST {spell.number}"
    with tenancy.scope(school):
        theirs = queries.of(document_id=made.data["units"]["SCHOOL-1"])
        assert (theirs.event, theirs.document.state) == (event, "declared")
    spell.confirm()
    spell.restore(day=TUESDAY)
    with tenancy.scope(school):
        assert gates.gates() == []
    (seen,) = queries.overseen(org_id=office.org, on=TUESDAY)
    assert (seen.code, seen.gate, seen.outages, seen.ready) == ("SCHOOL-1", "open", 0, False)


def test_a_unit_is_behind_and_its_parent_is_not(till: Till) -> None:
    """C-41: the LAO works on, sees which unit is behind, and a consolidated figure says that it is not complete."""
    parent = till.office
    organisation = type(parent.organisation).objects.get(id=found("SCHOOL-1", "unit", parent="TEST"))
    unit = Office(organisation)
    with tenancy.scope(unit.org):
        ledger.open_year(envelope=unit.envelope(), data={"fiscal_year": 2568})
        spell = Spell(unit).by_hand()
        spell.hold("receipt", book="7")
        spell.restore(day=TUESDAY)
        spell.read("receipt", 1, book="7", payer_name="ผู้ปกครอง", lines=[{"item": WASTE_FEE, "amount": "20"}])
    (seen,) = queries.overseen(org_id=parent.org, on=date(2024, 10, 10))
    assert (seen.gate, seen.days, seen.waiting, seen.numbers_left) == ("closed", 4, 1, 5)
    assert (seen.incomplete, seen.oldest_paper, seen.unacknowledged) == (True, MONDAY, 1)
    assert queries.incomplete(org_ids=[parent.org, unit.org]) == (unit.org,)
    parent.today = TUESDAY
    assert till.collect((WASTE_FEE, "50")).number


def test_the_new_year_is_by_hand_until_the_old_one_is_closed(db: Any) -> None:
    """C-05: year N is worked in, year N+1 is by hand; it waits for its papers after the preliminary closing of N."""
    office = open_office(code="YEARS", fiscal_year=2567)
    office.today = MONDAY
    with tenancy.scope(office.org):
        ledger.open_year(envelope=office.envelope(), data={"fiscal_year": 2568})
        spell = Spell(office).by_hand(trigger="year_not_closed", fiscal_year=2568)
        ledger.close_preliminarily(envelope=office.envelope(), data={"fiscal_year": 2567})
        spell.restore(day=TUESDAY)
        (gate,) = gates.gates()
        assert (gate.fiscal_year, gate.restored_on) == (2568, TUESDAY)
        with pytest.raises(Refusal) as caught:
            Till(office).collect((WASTE_FEE, "50"))
        assert caught.value.code == "gate_closed"


LETTER = {
    "letter_number": "มท 0808.2/ว 1234",
    "letter_date": MONDAY.isoformat(),
    "in_force_through": TUESDAY.isoformat(),
}


def test_a_letter_opens_the_gate_for_what_it_names(spell: Spell) -> None:
    """Recorded by one, confirmed by another, until its last day, and named in every report of the spell."""
    spell.by_hand()
    spell.restore()
    data = {"outage_id": spell.id, "areas": ["receiving"], **LETTER}
    made = commands.record_directive(envelope=spell.envelope("treasury_head"), data=data)
    with pytest.raises(Refusal):
        collected(spell)
    commands.confirm_directive(envelope=spell.envelope("clerk"), data={"document_id": made.document_id})
    assert collected(spell).number
    (line,) = queries.directives(outage_id=spell.id)
    assert (line.letter_number, line.areas, line.expires_on) == ("มท 0808.2/ว 1234", ("receiving",), TUESDAY)
    assert queries.directives_on(day=TUESDAY) == [line]
    assert queries.directives_on(day=date(2024, 10, 9)) == []
    with pytest.raises(Refusal):
        collected(spell, day=date(2024, 10, 9))


def test_a_slip_is_found_after_certification(spell: Spell) -> None:
    """C-32: a supplement of the spell, posted on its new day of entry; the supplement is certified like the spell."""
    spell.whole_day()
    spell.step("certify", by="treasury_head")
    spell.step("acknowledge", by="executive", of="notice", acknowledged_by="นายก อบต.")
    spell.step("acknowledge", by="executive", of="report", acknowledged_by="นายก อบต.")
    spell.step("close", by="executive")
    original, number = spell.id, spell.number
    friday = date(2024, 10, 11)
    spell.office.today = friday
    spell.id = spell.step("supplement", by="finance_officer", cause="พบใบเสร็จหลังตู้").document_id or 0
    row = Outage.objects.get(document_id=spell.id)
    assert (row.supplements_id, row.supplement, day_of(row.started_at)) == (original, 1, MONDAY)
    spell.confirm()
    spell.restore(day=friday)
    spell.hold("receipt", 51, 51, book="13")
    lines = [{"item": WASTE_FEE, "amount": "10"}]
    spell.read("receipt", 51, book="13", payer_name="นายช้า", lines=lines)
    assert spell.enter()["left"] == 0
    found_late = ManualNumber.objects.get(book_no="13", number=51)
    assert (found_late.outage_id, found_late.document.paper_date) == (spell.id, MONDAY)
    assert day_of(found_late.document.created_at) == friday
    assert number in spell.document.title
    assert verification.verify() == []
