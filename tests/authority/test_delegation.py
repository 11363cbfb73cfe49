"""Duties handed to another officer for a time: only own ones, on the days of the order, no longer than the giver has them."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import commands, queries
from khlang.spine.access.queries import Signing
from khlang.spine.organisations import commands as organisations
from tests.household import TODAY, acting, envelope, found, grant, hire

pytestmark = pytest.mark.django_db
ORDER = {"from_date": "2024-10-10", "to_date": "2024-10-20", "order_reference": "คำสั่ง 12/2567"}
DURING, BEFORE, AFTER = date(2024, 10, 15), date(2024, 10, 9), date(2024, 10, 21)


@pytest.fixture
def org():
    return found()


@pytest.fixture
def people(org):
    roles = {"kamol": "executive", "surachai": "clerk", "wilai": "division_head", "admin": "admin"}
    return {name: hire(org, name, role) for name, role in roles.items()}


def give(org, giver, taker, *duties, **more):
    data = {"taker_id": taker.id, "duties": list(duties) or ["advance.approve"], **ORDER, **more}
    return commands.give_delegation(envelope=acting(org, giver), data=data).document_id


def duties(org, person, on):
    return queries.actor(person_id=person.id, org_id=org, on=on).duties


def refused(code, act):
    with pytest.raises(Refusal) as raised:
        act()
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("day", "held"), [(BEFORE, False), (date(2024, 10, 10), True), (date(2024, 10, 20), True), (AFTER, False)]
)
def test_a_delegated_duty_is_held_on_the_days_of_the_order(org, people, day, held):
    give(org, people["kamol"], people["surachai"])
    assert ("advance.approve" in duties(org, people["surachai"], day)) is held
    assert "advance.approve" in duties(org, people["kamol"], day)


def test_it_dies_with_the_post_of_the_giver(org, people):
    give(org, people["kamol"], people["surachai"])
    with tenancy.scope(org):
        (own,) = queries.assignments(person_id=people["kamol"].id)
    commands.end_role(envelope=envelope(org), data={"assignment_id": own.id, "to_date": "2024-10-12"})
    assert "advance.approve" in duties(org, people["surachai"], date(2024, 10, 12))
    assert "advance.approve" not in duties(org, people["surachai"], date(2024, 10, 13))
    with tenancy.scope(org):
        assert queries.who_holds(duty="advance.approve", on=date(2024, 10, 13)) == ()


def test_it_dies_with_the_account_of_the_giver_and_with_the_post_of_the_taker(org, people):
    give(org, people["kamol"], people["surachai"])
    give(org, people["kamol"], people["wilai"], "outage.acknowledge")
    with tenancy.scope(org):
        (own,) = queries.assignments(person_id=people["wilai"].id)
    commands.end_role(envelope=envelope(org), data={"assignment_id": own.id, "to_date": "2024-10-11"})
    refused("no_role_on_day", lambda: duties(org, people["wilai"], DURING))
    assert "advance.approve" in duties(org, people["surachai"], DURING)
    gone = {"person_id": people["kamol"].id, "name_th": "ผู้พ้นตำแหน่ง", "is_active": False}
    commands.save_person(envelope=envelope(org), data=gone)
    assert "advance.approve" not in duties(org, people["surachai"], DURING)


def test_taken_back_it_is_over_at_once(org, people):
    delegation = give(org, people["kamol"], people["surachai"])
    now = envelope(org).now.replace(day=15)
    by = acting(org, people["kamol"], on=DURING, now=now)
    commands.end_delegation(envelope=by, data={"delegation_id": delegation})
    assert "advance.approve" not in duties(org, people["surachai"], DURING)
    assert "advance.approve" in duties(org, people["surachai"], date(2024, 10, 14)), (
        "what was so on a day gone by stays so"
    )
    again = acting(org, people["kamol"], on=DURING, now=now)
    refused("delegation_ended", lambda: commands.end_delegation(envelope=again, data={"delegation_id": delegation}))


def test_who_may_take_it_back(org, people):
    for who, allowed in (("wilai", False), ("admin", True)):
        delegation = give(org, people["kamol"], people["surachai"], "advance.approve" if allowed else "outage.confirm")
        act = lambda d=delegation, w=who: commands.end_delegation(  # noqa: E731
            envelope=acting(org, people[w]), data={"delegation_id": d}
        )
        act() if allowed else refused("duty_missing", act)


def test_acting_and_delegated_duties_are_not_handed_on(org, people):
    with tenancy.scope(org):
        (own,) = queries.assignments(person_id=people["kamol"].id)
    deputy = hire(org, "deputy")
    grant(org, deputy.id, "executive", acting_for_id=own.id)
    refused("delegation_not_own", lambda: give(org, deputy, people["wilai"], "advance.approve"))
    give(org, people["kamol"], people["surachai"])
    refused("delegation_not_own", lambda: give(org, people["surachai"], people["wilai"], "advance.approve"))


def test_a_small_office_may_bring_together_what_others_keep_apart(org, people):
    again = lambda: give(org, people["kamol"], people["surachai"], "dika.approve")  # noqa: E731
    refused("delegation_conflict", again)
    settings = {"small_office": True, "small_office_reason": "ต้นสังกัดตรวจทุกเดือน"}
    organisations.change_settings(envelope=envelope(org), data=settings)
    again()
    with tenancy.scope(org):
        held = queries.holdings(on=DURING)
    assert ("dika.endorse", "dika.approve") in {each.conflict.duties for each in queries.clashes(held=held)}


def test_a_role_is_not_given_against_what_was_delegated(org, people):
    auditor = hire(org, "wichai", "auditor")
    give(org, people["kamol"], auditor, "dika.approve")
    refused("delegation_conflict", lambda: grant(org, auditor.id, "finance_officer", since="2024-10-18"))
    assert grant(org, auditor.id, "finance_officer", since="2024-10-21")


def test_the_matrix_says_where_each_duty_comes_from(org, people):
    with tenancy.scope(org):
        (own,) = queries.assignments(person_id=people["kamol"].id)
    deputy = hire(org, "deputy")
    grant(org, deputy.id, "executive", acting_for_id=own.id, since="2024-10-15", to_date="2024-10-15")
    give(org, people["kamol"], people["surachai"])
    with tenancy.scope(org):
        having = {each.name: each.kind for each in queries.holdings(on=DURING) if "advance.approve" in each.duties}
        assert having == {"คุณkamol": "own", "คุณdeputy": "acting", "คุณsurachai": "delegated"}
        holders = queries.who_holds(duty="advance.approve", on=DURING)
    assert [(each.name, each.acting, each.giver) for each in holders] == [
        ("คุณdeputy", True, ""), ("คุณkamol", False, ""), ("คุณsurachai", False, "คุณkamol")
    ]  # fmt: skip


def test_papers_say_in_whose_place_somebody_signs(org, people):
    posts = {}
    for code, title in (("EX", "นายก อบต."), ("PA", "ปลัด อบต.")):
        posts[code] = commands.save_position(envelope=envelope(org), data={"code": code, "title_th": title}).document_id
    chief, second = hire(org, "chief"), hire(org, "second")
    own = grant(org, chief.id, "executive", position_id=posts["EX"])
    grant(org, second.id, "clerk", position_id=posts["PA"])
    give(org, chief, second, "advance.approve")
    deputy = hire(org, "deputy", "auditor")
    grant(org, deputy.id, "executive", acting_for_id=own, since="2024-10-05")
    asked = [
        Signing(second.id, "advance.approve", DURING), Signing(second.id, "requisition.check", DURING),
        Signing(second.id, "advance.approve", BEFORE), Signing(chief.id, "advance.approve", DURING),
        Signing(deputy.id, "advance.approve", DURING),
    ]  # fmt: skip
    with tenancy.scope(org):
        titles = queries.signing_titles(signing=asked)
    assert [titles[each] for each in asked] == [
        "ปลัด อบต. ปฏิบัติราชการแทนนายก อบต.", "ปลัด อบต.", "ปลัด อบต.", "นายก อบต.", "รักษาราชการแทนนายก อบต."
    ]  # fmt: skip


def test_nobody_in_two_posts_needs_a_query_a_person(org, people, django_assert_num_queries):
    give(org, people["kamol"], people["surachai"])
    with django_assert_num_queries(2):
        queries.actor(person_id=people["surachai"].id, org_id=org, on=DURING)
    with tenancy.scope(org), django_assert_num_queries(2):
        assert len(queries.holdings(on=TODAY)) == 4
