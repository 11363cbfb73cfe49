"""What cannot be said of an outage, of a letter on it, or of its proof (continuity A.5, C-30, C-33)."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from khlang.bridges.continuity import commands, queries
from khlang.bridges.continuity.models import ManualNumber
from khlang.platform import tenancy
from khlang.spine.ledger import commands as ledger
from tests.continuity.spell import MONDAY, TUESDAY, Spell
from tests.office import open_office
from tests.refusals.attempt import refused
from tests.till import Till

LETTER = {"letter_number": "มท 0808.2/ว 1234", "letter_date": MONDAY.isoformat(), "in_force_through": "2024-10-31"}


@pytest.fixture
def spell(till: Till) -> Spell:
    """An office in which the system has stopped."""
    return Spell(till.office)


@pytest.mark.parametrize(
    ("code", "field", "said"),
    [
        ("time_malformed", "started_time", {"started_time": "สายๆ"}),
        ("outage_year_required", "fiscal_year", {"trigger": "year_not_closed"}),
        ("outage_year_not_asked", "fiscal_year", {"fiscal_year": 2568}),
        ("restored_before_start", "restored_on", {"restored_on": "2024-10-06", "evidence": "ประกาศ"}),
        ("outage_evidence_required", "evidence", {"restored_on": "2024-10-07", "restored_time": "09.00"}),
        ("outage_unit_unknown", "units", {"units": ["SCHOOL-9"]}),
        ("date_in_future", "started_on", {"started_on": "2024-10-08"}),
        ("choice_unknown", "areas.0", {"areas": ["weather"]}),
    ],
)
def test_declaring(spell: Spell, code: str, field: str, said: dict[str, Any]) -> None:
    """What is missing or cannot be."""
    with refused(code, field=field):
        spell.declare(**said)


def test_the_year_before_is_closed_already(db: Any) -> None:
    """Then nothing keeps the new year from being worked in."""
    office = open_office(code="YEARS", fiscal_year=2567)
    office.today = MONDAY
    ledger.open_year(envelope=office.envelope(), data={"fiscal_year": 2568})
    ledger.close_preliminarily(envelope=office.envelope(), data={"fiscal_year": 2567})
    with tenancy.scope(office.org), refused("outage_year_closed", field="fiscal_year", fiscal_year=2567):
        Spell(office).declare(trigger="year_not_closed", fiscal_year=2568)


def test_the_year_before_is_open_still(spell: Spell) -> None:
    """The outage of a year ends when the year before is preliminarily closed, and not earlier."""
    spell.by_hand(trigger="year_not_closed", fiscal_year=2568)
    with refused("outage_year_open", fiscal_year=2567):
        spell.restore()


def test_a_second_outage_of_the_same_work(spell: Spell) -> None:
    """The whole office stands still; receiving is part of it."""
    spell.by_hand()
    with refused("outage_running", field="areas", number=spell.number):
        spell.declare(areas=["receiving"])


def test_confirming_by_who_declared(spell: Spell) -> None:
    """Two persons (C-33)."""
    spell.declare(by="all")
    with refused("own_approval"):
        spell.confirm(by="all")


def test_cancelling_what_has_papers(spell: Spell) -> None:
    """A number was used up for it."""
    spell.declare()
    spell.hold("receipt", book="12")
    ManualNumber.objects.filter(number=1).update(state="returned", outage_id=spell.id)
    with refused("outage_has_papers", number=spell.number, count=1):
        spell.step("cancel", by="treasury_head", reason="แจ้งผิด")


def test_taking_note_twice(spell: Spell) -> None:
    """Of the same paper."""
    spell.by_hand()
    told = {"of": "notice", "acknowledged_by": "นายก อบต.", "told_by": "line"}
    spell.step("acknowledge", by="executive", **told)
    with refused("acknowledged_before", field="of", number=spell.number):
        spell.step("acknowledge", by="executive", **told)


def test_taking_note_of_a_report_that_is_not_there(spell: Spell) -> None:
    """The closing report follows the certificate."""
    spell.by_hand()
    with refused("move_not_allowed"):
        spell.step("acknowledge", by="executive", of="report", acknowledged_by="นายก อบต.")


def test_a_supplement_before_certification(spell: Spell) -> None:
    """The slip can still be entered."""
    spell.by_hand()
    with refused("outage_not_certified", field="document_id", number=spell.number):
        spell.step("supplement", by="finance_officer", cause="พบใบเสร็จตกค้าง")


@pytest.mark.parametrize(
    ("code", "field", "said"),
    [
        ("directive_expired", "in_force_through", {"in_force_through": "2024-10-06"}),
        ("directive_outside_areas", "areas", {"areas": ["spending"]}),
        ("directive_posting_off", "by_paper_date", {"by_paper_date": True}),
        ("date_in_future", "letter_date", {"letter_date": "2024-10-09"}),
    ],
)
def test_recording_a_letter(spell: Spell, code: str, field: str, said: dict[str, Any]) -> None:
    """What a letter cannot say."""
    spell.by_hand(areas=["receiving"])
    data = {"outage_id": spell.id, "areas": ["receiving"], **LETTER, **said}
    with refused(code, field=field):
        commands.record_directive(envelope=spell.envelope("treasury_head"), data=data)


def test_a_letter_that_has_expired_since(spell: Spell) -> None:
    """It is confirmed too late."""
    spell.by_hand()
    data = {"outage_id": spell.id, "areas": ["receiving"], **LETTER, "in_force_through": MONDAY.isoformat()}
    made = commands.record_directive(envelope=spell.envelope("treasury_head"), data=data)
    late = spell.envelope("clerk", day=TUESDAY)
    with refused("directive_expired", field="in_force_through"):
        commands.confirm_directive(envelope=late, data={"document_id": made.document_id})


def test_a_letter_on_what_has_not_begun(spell: Spell) -> None:
    """An outage that nobody has confirmed."""
    spell.declare()
    with refused("outage_over", field="outage_id", number=spell.number):
        commands.record_directive(
            envelope=spell.envelope("treasury_head"), data={"outage_id": spell.id, "areas": ["receiving"], **LETTER}
        )


def test_comparing_while_papers_wait(spell: Spell) -> None:
    """One receipt is read and not entered."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.receipt(1)
    with refused("papers_left", number=spell.number, left=1):
        spell.step("reconcile", by="accountant")


def test_certifying_by_who_entered(spell: Spell) -> None:
    """C-30: though the person has the duty."""
    spell.whole_day()
    spell.office.people["treasury_head"] = spell.office.people["revenue_officer"]
    with refused("certifier_took_part", number=spell.number):
        spell.step("certify", by="treasury_head")


def test_certifying_by_who_sent_what_others_read(spell: Spell) -> None:
    """C-30, C-36: the head of finance read nothing, but brought the papers that the collector had read."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    envelope = spell.envelope("treasury_head")
    sender = replace(envelope, actor=replace(envelope.actor, duties=envelope.actor.duties | {"paper.record"}))
    line = {
        "envelope": str(uuid4()), "book_no": "12", "number": 1, "paper_date": MONDAY.isoformat(),
        "captured_by": spell.office.people["revenue_officer"],
        "payload": {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": "41210008", "amount": "100"}]},
    }  # fmt: skip
    commands.capture(envelope=sender, data={"outage_id": spell.id, "paper": "receipt", "lines": [line]})
    spell.enter()
    spell.step("reconcile", by="accountant")
    with refused("certifier_took_part", number=spell.number, count=1):
        spell.step("certify", by="treasury_head")


def test_certifying_with_a_gap(spell: Spell) -> None:
    """C-07: the number is named."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 2, 4, total="300.00")
    spell.enter()
    spell.give_back("5")
    spell.mark()
    spell.step("reconcile", by="accountant")
    (lack,) = queries.lacks(outage_id=spell.id, on=TUESDAY)
    assert lack.text() == "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 3 ไม่มีใครชี้แจงว่าใช้ไปอย่างไร"
    assert "Receipt" in lack.text(lang="en")
    with refused("spell_incomplete", number=spell.number):
        spell.step("certify", by="treasury_head")


def test_closing_before_the_executive_has_read_it(spell: Spell) -> None:
    """Notice and closing report both."""
    spell.whole_day()
    spell.step("certify", by="treasury_head")
    with refused("report_not_acknowledged", number=spell.number):
        spell.step("close", by="executive")
