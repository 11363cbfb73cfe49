"""Roles of a day, acting officers, segregation of duties, the duty matrix."""

from datetime import date

import pytest

from khlang import standards
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import commands, queries
from khlang.spine.organisations import commands as organisations
from tests.household import TODAY, acting, envelope, found, grant, hire

pytestmark = pytest.mark.django_db


@pytest.fixture
def org():
    return found()


def duties(role: str) -> frozenset[str]:
    return standards.duties().role(role).duties


def test_an_actor_has_the_duties_of_the_roles_of_the_day(org):
    somchai = hire(org, "somchai", "revenue_officer")
    actor = queries.actor(person_id=somchai.id, org_id=org, on=TODAY)
    assert (actor.id, actor.name, actor.duties) == (somchai.id, "คุณsomchai", duties("revenue_officer"))


@pytest.mark.parametrize(("day", "held"), [(9, False), (10, True), (20, True), (21, False)])
def test_a_role_holds_from_its_first_to_its_last_day(org, day, held):
    person = hire(org, "wipa")
    grant(org, person.id, "finance_officer", since="2024-10-10", to_date="20 ต.ค. 67")
    with tenancy.scope(org):
        assert queries.roles_of(person_id=person.id, on=date(2024, 10, day)) == ({"finance_officer"} if held else set())


def test_an_acting_officer_has_the_duties_only_on_the_days_of_the_order(org):
    pranee, anan = hire(org, "pranee"), hire(org, "anan", "budget_officer")
    own = grant(org, pranee.id, "treasury_head")
    order = {"acting_for_id": own, "to_date": "2024-10-12", "order_reference": "คำสั่ง 99/2567"}
    grant(org, anan.id, "treasury_head", since="2024-10-10", **order)
    during = queries.actor(person_id=anan.id, org_id=org, on=date(2024, 10, 11))
    after = queries.actor(person_id=anan.id, org_id=org, on=date(2024, 10, 13))
    assert "receipt.void" in during.duties and "receipt.void" not in after.duties
    with tenancy.scope(org):
        holders = queries.who_holds(duty="receipt.void", on=date(2024, 10, 11))
    assert [(holder.name, holder.acting) for holder in holders] == [("คุณanan", True), ("คุณpranee", False)]


def test_a_person_works_in_several_organisations_with_different_duties(org):
    school = found("SCHOOL", "unit", parent="DEMO")
    person = hire(org, "malee", "revenue_officer")
    grant(school, person.id, "accountant", since="2024-11-01")
    on = date(2024, 11, 1)
    assert [each.code for each in queries.organisations_of(person_id=person.id, on=TODAY)] == ["DEMO"]
    assert [each.code for each in queries.organisations_of(person_id=person.id, on=on)] == ["DEMO", "SCHOOL"]
    assert queries.actor(person_id=person.id, org_id=school, on=on).duties == duties("accountant")


def test_the_end_of_a_role_takes_its_duties_from_the_next_day(org):
    person = hire(org, "napa")
    assignment = grant(org, person.id, "budget_officer")
    commands.end_role(envelope=envelope(org), data={"assignment_id": assignment, "to_date": "2024-10-05"})
    assert queries.actor(person_id=person.id, org_id=org, on=date(2024, 10, 5)).duties
    with pytest.raises(Refusal) as refused:
        queries.actor(person_id=person.id, org_id=org, on=date(2024, 10, 6))
    assert refused.value.code == "no_role_on_day"


def test_somebody_switched_off_may_do_nothing(org):
    person = hire(org, "gone", "accountant")
    data = {"person_id": person.id, "name_th": "ผู้พ้นหน้าที่", "is_active": False}
    commands.save_person(envelope=envelope(org), data=data)
    with pytest.raises(Refusal) as refused:
        queries.actor(person_id=person.id, org_id=org, on=TODAY)
    assert refused.value.code == "no_role_on_day"
    with tenancy.scope(org):
        assert queries.who_holds(duty="general_voucher.prepare", on=TODAY) == ()


def test_a_small_office_may_put_conflicting_duties_in_one_hand(org):
    person = hire(org, "alone", "revenue_officer")
    with pytest.raises(Refusal) as refused:
        grant(org, person.id, "treasury_head")
    assert (refused.value.code, refused.value.facts["other"]) == ("duties_conflict", "revenue_officer")
    settings = {"small_office": True, "small_office_reason": "ปลัดของต้นสังกัดเป็นผู้อนุมัติ"}
    organisations.change_settings(envelope=envelope(org), data=settings)
    grant(org, person.id, "treasury_head")
    held = queries.actor(person_id=person.id, org_id=org, on=TODAY).duties
    assert held == duties("revenue_officer") | duties("treasury_head")


def test_conflicting_duties_on_different_days_are_no_conflict(org):
    person = hire(org, "moved")
    first = grant(org, person.id, "revenue_officer", to_date="2024-10-31")
    second = grant(org, person.id, "treasury_head", since="2024-11-01")
    assert first != second


def test_the_duty_matrix_names_roles_and_people(org):
    hire(org, "kamol", "executive")
    with tenancy.scope(org):
        matrix = {row.duty: row for row in queries.duty_matrix(on=TODAY)}
    assert set(matrix) == set(standards.duties().duties)
    row = matrix["ordinance.promulgate"]
    assert row.roles == ("executive",) and [holder.name for holder in row.holders] == ["คุณkamol"]
    assert matrix["receipt.void"].holders == ()


def test_the_title_of_the_own_position_is_printed_before_that_of_an_acting_one(org):
    titles = {}
    for code, title in (("DIR", "ผู้อำนวยการกองคลัง"), ("PLAN", "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ")):
        saved = commands.save_position(envelope=envelope(org), data={"code": code, "title_th": title})
        titles[code] = saved.document_id
    pranee, anan = hire(org, "pranee"), hire(org, "anan")
    own = grant(org, pranee.id, "treasury_head", position_id=titles["DIR"])
    grant(org, anan.id, "treasury_head", position_id=titles["DIR"], acting_for_id=own)
    grant(org, anan.id, "budget_officer", position_id=titles["PLAN"])
    with tenancy.scope(org):
        found_titles = queries.position_titles(person_ids=[pranee.id, anan.id], on=TODAY)
    assert found_titles == {pranee.id: "ผู้อำนวยการกองคลัง", anan.id: "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ"}


def test_people_of_an_organisation_are_its_accounts_and_its_holders_of_roles(org):
    school = found("SCHOOL", "unit", parent="DEMO")
    somchai, teacher = hire(org, "somchai"), hire(school, "teacher")
    grant(school, somchai.id, "accountant")
    with tenancy.scope(school):
        assert {person.username for person in queries.people()} == {"somchai", "teacher"}
    with tenancy.scope(org):
        assert {person.username for person in queries.people()} == {"somchai"}
    assert queries.names(person_ids=[teacher.id, 5]) == {teacher.id: "คุณteacher"}


def test_granting_is_the_administrators_duty(org):
    clerk, other = hire(org, "surachai", "clerk"), hire(org, "other")
    data = {"person_id": other.id, "role": "auditor", "from_date": "2024-10-01"}
    with pytest.raises(Refusal) as refused:
        commands.grant_role(envelope=acting(org, clerk), data=data)
    assert (refused.value.code, refused.value.facts["duty"]) == ("duty_missing", "role.grant")


def test_role_labels_are_those_of_the_duty_table():
    for role in standards.duties().roles:
        assert standards.message(f"role.{role.code}", "th") == role.name_th
        assert standards.message(f"role.{role.code}", "en") == role.name_en
