"""One proposes a role, another confirms it; until then it gives nothing (R-AU3, spec 1.3)."""

import threading
from datetime import date

import pytest
from django.db import connection, connections

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import commands, queries
from khlang.spine.access.models import RoleAssignment
from khlang.spine.organisations import commands as organisations
from tests.household import TODAY, acting, envelope, found, grant, hire

SMALL = {"small_office": True, "small_office_reason": "ปลัดของต้นสังกัดเป็นผู้อนุมัติทางไกล"}


@pytest.fixture
def org(db):
    return found()


@pytest.fixture
def people(org):
    roles = {"admin": "admin", "surachai": "clerk", "kamol": "executive"}
    return {name: hire(org, name, role) for name, role in roles.items()} | {"wipa": hire(org, "wipa")}


def propose(org, people, role="finance_officer", who="wipa", by="admin", **more):
    data = {"person_id": people[who].id, "role": role, "from_date": "2024-10-01", **more}
    return commands.propose_role(envelope=acting(org, people[by]), data=data).document_id


def confirm(org, person, assignment, **more):
    return commands.confirm_role(envelope=acting(org, person, **more), data={"assignment_id": assignment})


def duties(org, person, on=TODAY):
    try:
        return queries.actor(person_id=person.id, org_id=org, on=on).duties
    except Refusal as refusal:
        assert refusal.code == "no_role_on_day"
        return frozenset()


def refused(code, act):
    with pytest.raises(Refusal) as raised:
        act()
    assert raised.value.code == code
    return raised.value


def test_a_proposed_role_gives_nothing_until_it_is_confirmed(org, people):
    proposal = propose(org, people)
    with tenancy.scope(org):
        assert queries.who_holds(duty="payment.pay", on=TODAY) == ()
        assert queries.roles_of(person_id=people["wipa"].id, on=TODAY) == set()
        assert queries.holdings(on=TODAY) and all(each.name != "คุณwipa" for each in queries.holdings(on=TODAY))
    assert duties(org, people["wipa"]) == frozenset()
    assert queries.organisations_of(person_id=people["wipa"].id, on=TODAY) == ()
    assert not queries.has_post(person_id=people["wipa"].id, on=TODAY)
    confirm(org, people["surachai"], proposal)
    assert "payment.pay" in duties(org, people["wipa"])
    assert queries.has_post(person_id=people["wipa"].id, on=TODAY)


def test_a_declined_role_never_gives_anything_and_does_not_stand_in_the_way(org, people):
    proposal = propose(org, people)
    said = {"assignment_id": proposal, "reason": "รอคำสั่งแต่งตั้ง"}
    commands.decline_role(envelope=acting(org, people["kamol"]), data=said)
    assert duties(org, people["wipa"]) == frozenset()
    again = propose(org, people)
    confirm(org, people["kamol"], again)
    assert duties(org, people["wipa"])
    with tenancy.scope(org):
        row = queries.proposal(assignment_id=proposal)
    assert (row.state, row.decline_reason, row.decided_by) == ("declined", "รอคำสั่งแต่งตั้ง", people["kamol"].id)


def test_neither_the_proposer_nor_the_one_concerned_confirms(org, people):
    grant(org, people["admin"].id, "auditor")
    for who, code in (("wipa", None), ("surachai", "role_to_oneself")):
        proposal = propose(org, people, role="auditor", who=who)
        if code:
            refused(code, lambda p=proposal: confirm(org, people["surachai"], p))
    organisations.change_settings(envelope=envelope(org), data=SMALL)
    grant(org, people["admin"].id, "clerk")
    proposal = propose(org, people, role="budget_officer")
    refused("role_own_proposal", lambda: confirm(org, people["admin"], proposal))
    said = {"assignment_id": proposal, "reason": "ไม่ต้องแล้ว"}
    refused("role_own_proposal", lambda: commands.decline_role(envelope=acting(org, people["admin"]), data=said))


def test_confirming_looks_for_conflicts_again(org, people):
    proposal = propose(org, people, role="finance_officer")
    refused("duties_conflict", lambda: propose(org, people, role="treasury_head"))
    with tenancy.scope(org):  # as the row of somebody else's import would be: given meanwhile, past every check
        RoleAssignment.objects.create(
            person_id=people["wipa"].id, role="treasury_head", from_date=TODAY, granted_by=0,
            granted_at=envelope(org).now, state="confirmed",
        )  # fmt: skip
    refused("duties_conflict", lambda: confirm(org, people["surachai"], proposal))
    assert "payment.pay" not in duties(org, people["wipa"])


def test_what_a_proposal_would_bring_together_is_known_before(org, people):
    with tenancy.scope(org):
        grant(org, people["wipa"].id, "revenue_officer")
        asked = {"person_id": people["wipa"].id, "from_date": TODAY, "to_date": None}
        found_pairs = {each.duties for each in queries.conflicts_of(role="treasury_head", **asked)}
        assert ("receipt.issue", "receipt.void") in found_pairs
        assert queries.conflicts_of(role="cash_keeper", **asked) != ()
        assert queries.conflicts_of(role="budget_officer", **asked) == ()


def test_a_proposal_of_days_gone_by_is_not_confirmed(org, people):
    proposal = propose(org, people, to_date="2024-10-05")
    refused("role_over", lambda: confirm(org, people["surachai"], proposal, on=date(2024, 10, 6)))


def test_who_could_do_what_on_a_day_does_not_change_by_a_later_confirmation(org, people):
    proposal = propose(org, people)
    later = envelope(org).now.replace(day=7)
    confirm(org, people["surachai"], proposal, on=date(2024, 10, 7), now=later)
    assert duties(org, people["wipa"], on=date(2024, 10, 3)) == frozenset()
    assert duties(org, people["wipa"], on=date(2024, 10, 7))


def test_an_administrator_who_only_waits_is_nobody_yet(org, people):
    propose(org, people, role="admin", who="wipa")
    with tenancy.scope(org):
        (own,) = queries.assignments(person_id=people["admin"].id)
    ending = {"assignment_id": own.id, "to_date": "2024-10-01"}
    refused("last_administrator", lambda: commands.end_role(envelope=envelope(org), data=ending))


def test_ending_needs_no_second_person(org, people):
    proposal = propose(org, people)
    confirm(org, people["surachai"], proposal)
    ending = {"assignment_id": proposal, "to_date": "2024-10-01"}
    commands.end_role(envelope=acting(org, people["admin"]), data=ending)
    assert duties(org, people["wipa"]) and not duties(org, people["wipa"], on=date(2024, 10, 2))
    assert not queries.has_post(person_id=people["wipa"].id, on=date(2024, 10, 2))


def test_the_administrator_gives_no_role_alone(org, people):
    data = {"person_id": people["wipa"].id, "role": "auditor", "from_date": "2024-10-01"}
    refused("duty_missing", lambda: commands.grant_role(envelope=acting(org, people["admin"]), data=data))


def test_nobody_of_another_office_is_proposed(org, people):
    stranger = hire(found("OTHER"), "stranger", "auditor")
    refused("person_not_found", lambda: propose(org, {**people, "x": stranger}, who="x"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told():
    org = found()
    people = {
        name: hire(org, name, role)
        for name, role in (("admin", "admin"), ("surachai", "clerk"), ("kamol", "executive"))
    }
    people["wipa"] = hire(org, "wipa")
    proposal = propose(org, people)
    actors = [acting(org, people[name]) for name in ("surachai", "kamol")]
    start, told = threading.Barrier(2), []

    def decide(sent):
        try:
            start.wait()
            commands.confirm_role(envelope=sent, data={"assignment_id": proposal})
            told.append("confirmed")
        except Refusal as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=(sent,)) for sent in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["confirmed", "role_decided"]
    assert connection.vendor in ("sqlite", "postgresql")
