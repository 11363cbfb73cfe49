"""In a unit too small to keep duties apart an officer of the office above approves from there, and everything says so (B.7)."""

from datetime import date

import pytest

from khlang.bridges.reporting import prints
from khlang.bridges.reporting import queries as reporting
from khlang.core.refusal import Refusal
from khlang.faces.web.session import BACKEND
from khlang.platform import tenancy
from khlang.spine.access import commands, queries
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.organisations import commands as organisations
from tests.household import TODAY, acting, envelope, found, grant, hire
from tests.reporting.test_prints import check_says
from tests.web.desk import Desk

pytestmark = pytest.mark.django_db
REASON = "ศูนย์มีเจ้าหน้าที่คนเดียว กองคลังของ อบต. อนุมัติทางไกล"


@pytest.fixture
def above():
    """An อบต. with its administrator, its palad and the head of its treasury."""
    org = found("DEMO")
    roles = {"admin": "admin", "surachai": "clerk", "pranee": "treasury_head"}
    return Desk(org, {name: hire(org, name, role) for name, role in roles.items()})


@pytest.fixture
def unit(above):
    """Its child centre: somebody who writes vouchers, an administrator, nobody who confirms or approves."""
    org = found("DEMO-CDC", "unit", parent="DEMO")
    small = {"small_office": True, "small_office_reason": REASON}
    organisations.change_settings(envelope=envelope(org), data=small)
    return Desk(org, {"anong": hire(org, "anong", "accountant"), "head": hire(org, "head", "admin")})


def ask(unit, person, role="treasury_head"):
    data = {"person_id": person.id, "role": role, "from_date": "2024-10-01", "order_reference": "คำสั่ง 3/2567"}
    return commands.propose_role(envelope=acting(unit.org, unit.people["head"]), data=data).document_id


def decide(above, unit, assignment, who="surachai"):
    actor = queries.actor_above(person_id=above.people[who].id, unit_id=unit.org, on=TODAY)
    sent = envelope(unit.org, actor=actor)
    return commands.confirm_role(envelope=sent, data={"assignment_id": assignment})


def refused(code, act):
    with pytest.raises(Refusal) as raised:
        act()
    assert raised.value.code == code


@pytest.fixture
def approved(above, unit):
    """A general voucher that the unit wrote and the head of treasury of the office above approved from there."""
    decide(above, unit, ask(unit, above.people["pranee"]))
    unit.do("period.open", {"fiscal_year": 2568, "cutover": True})
    lines = [
        {"account": "1101010101.001", "debit": "100.00"},
        {"account": "3102010101.001", "credit": "100.00"},
    ]
    unit.people["pranee"] = above.people["pranee"]
    made = unit.do("general_voucher.save", {"title": "ปรับปรุง", "lines": lines}, "anong").document_id
    unit.do("general_voucher.submit", {"document_id": made}, "anong")
    unit.do("general_voucher.approve", {"document_id": made}, "pranee")
    return made


def test_the_officer_above_confirms_where_the_unit_has_nobody(above, unit):
    proposal = ask(unit, above.people["pranee"])
    assert [row.id for row in queries.proposals_below(org_id=above.org, on=TODAY)] == [proposal]
    refused("not_above", lambda: decide(above, unit, proposal, "pranee"))
    refused("duty_missing", lambda: decide(above, unit, proposal, "admin"))
    decide(above, unit, proposal)
    actor = queries.actor(person_id=above.people["pranee"].id, org_id=unit.org, on=TODAY)
    assert "general_voucher.approve" in actor.duties and actor.remote == above.org
    assert queries.proposals_below(org_id=above.org, on=TODAY) == ()


def test_a_unit_with_a_confirmer_of_its_own_settles_its_roles(above, unit):
    proposal = ask(unit, above.people["pranee"])
    hire(unit.org, "chief", "executive")
    assert queries.proposals_below(org_id=above.org, on=TODAY) == ()
    refused("unit_confirms_itself", lambda: decide(above, unit, proposal))


def test_from_above_nothing_else_can_be_done_and_from_beside_nothing_at_all(above, unit):
    actor = queries.actor_above(person_id=above.people["surachai"].id, unit_id=unit.org, on=TODAY)
    assert (actor.duties, actor.remote) == ({"role.confirm"}, above.org)
    beside = hire(found("OTHER"), "stranger", "clerk")
    refused("not_above", lambda: queries.actor_above(person_id=beside.id, unit_id=unit.org, on=TODAY))
    refused("not_above", lambda: queries.actor_above(person_id=beside.id, unit_id=above.org, on=TODAY))


def test_the_administrator_above_may_ask_for_the_post(above, unit):
    actor = queries.actor_above(person_id=above.people["admin"].id, unit_id=unit.org, on=TODAY)
    data = {"person_id": above.people["pranee"].id, "role": "treasury_head", "from_date": "2024-10-01"}
    made = commands.propose_role(envelope=envelope(unit.org, actor=actor), data=data).document_id
    refused("duty_missing", lambda: decide(above, unit, made, "admin"))
    decide(above, unit, made)


def test_people_of_the_own_office_and_of_its_practice_copy_are_not_remote(above, unit):
    own = queries.actor(person_id=above.people["pranee"].id, org_id=above.org, on=TODAY)
    assert own.remote is None
    assert queries.actor(person_id=unit.people["anong"].id, org_id=unit.org, on=TODAY).remote is None


def test_the_trail_keeps_the_mark_and_its_chain_holds(above, unit, approved):
    with tenancy.scope(unit.org):
        marks = {step.move: step.remote for step in documents.trail(document_id=approved)}
        assert marks["approve"] == above.org and marks["submit"] is None
        assert list(verification.verify()) == []


def test_the_document_page_shows_the_badge(above, unit, approved, client, settings):
    settings.BUSINESS_DATE = TODAY.isoformat()
    unit.people["anong"].must_change_password = False
    unit.people["anong"].save()
    client.force_login(unit.people["anong"], backend=BACKEND)
    page = client.get(f"/documents/general_voucher/{approved}/").content.decode()
    assert page.count("อนุมัติทางไกลโดย อบต.DEMO") == 1


def test_the_paper_has_the_note_where_the_officer_signs(above, unit, approved):
    with tenancy.scope(unit.org):
        _, content = prints.print_document(document_id=approved)
    check_says(content, "อนุมัติทางไกลจากอบต.DEMO")


def test_the_report_lists_what_was_approved_from_above(above, unit, approved):
    days = {"from": "2024-10-01", "to": "2024-10-31"}
    with tenancy.scope(unit.org):
        made = reporting.run(name="remote_approvals", parameters=days, today=date(2024, 10, 31))
    (row,) = made.rows
    assert (row.values["officer"], row.values["office"], row.document_id) == ("คุณpranee", "อบต.DEMO", approved)
    assert any(REASON in note for note in made.notes)
    with tenancy.scope(above.org):
        assert reporting.run(name="remote_approvals", parameters=days, today=date(2024, 10, 31)).rows == ()


def test_the_daily_status_of_the_unit_counts_them(above, unit, approved):
    with tenancy.scope(unit.org):
        notes = reporting.run(name="daily_status", parameters={"on": "2024-10-01"}, today=TODAY).notes
        assert sum("อนุมัติทางไกล 1 ขั้นตอน" in note for note in notes) == 1
        after = reporting.run(name="daily_status", parameters={"on": "2024-10-02"}, today=date(2024, 10, 2)).notes
        assert not any("อนุมัติทางไกล" in note for note in after)


def test_a_role_that_ends_ends_the_work_from_above(above, unit, approved):
    with tenancy.scope(unit.org):
        (held,) = queries.assignments(person_id=above.people["pranee"].id)
    ending = {"assignment_id": held.id, "to_date": "2024-10-01"}
    commands.end_role(envelope=acting(unit.org, unit.people["head"]), data=ending)
    refused(
        "no_role_on_day",
        lambda: queries.actor(person_id=above.people["pranee"].id, org_id=unit.org, on=date(2024, 10, 2)),
    )
    assert grant(unit.org, above.people["pranee"].id, "treasury_head", since="2024-10-02")
