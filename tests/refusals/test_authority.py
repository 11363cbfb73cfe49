"""What nobody may do with roles and delegations: each refusal has its name, its field and its words; nothing is written."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from khlang import standards
from khlang.core.refusal import Refusal, Refusals
from khlang.spine.access import commands, queries
from tests.household import TODAY, acting, envelope, found, grant, hire
from tests.refusals.wording import check_refusal
from tests.untouched import nothing_written

pytestmark = pytest.mark.django_db
LATER = date(2024, 10, 20)


class Scene:
    """An office with its administrator, palad and executive, somebody new, a proposal, a delegation; a unit and a neighbour."""

    def __init__(self) -> None:
        self.org = found("DEMO")
        self.unit, self.other = found("UNIT", "unit", parent="DEMO"), found("OTHER")
        roles = {"admin": "admin", "surachai": "clerk", "kamol": "executive", "anan": "accountant"}
        self.people = {name: hire(self.org, name, role) for name, role in roles.items()} | {
            "wipa": hire(self.org, "wipa")
        }
        self.stranger = hire(self.other, "stranger", "clerk")
        self.proposal = self.propose()
        self.decided = self.propose(role="auditor")
        self.do("kamol", commands.confirm_role, assignment_id=self.decided)
        self.brief = self.propose(role="cash_keeper", to_date="2024-10-02")
        self.own = self.propose(who="surachai", role="auditor")
        self.given = self.give("kamol", "surachai", duties=["outage.acknowledge"])
        self.ended = self.give("kamol", "surachai", duties=["advance.approve"])
        self.do("kamol", commands.end_delegation, delegation_id=self.ended)

    def do(self, who: str, command: Any, *, on: date = TODAY, **data: Any) -> int:
        return command(envelope=acting(self.org, self.people[who], on=on), data=data).document_id

    def propose(self, who: str = "wipa", **more: Any) -> int:
        data = {"role": "budget_officer", "from_date": "2024-10-01", **more}
        return self.do("admin", commands.propose_role, **{"person_id": self.people[who].id, **data})

    def give(self, by: str, taker: str, **more: Any) -> int:
        data = {"from_date": "2024-10-01", "to_date": "2024-10-31", "order_reference": "คำสั่ง 1/2567", **more}
        return self.do(by, commands.give_delegation, **{"taker_id": self.people[taker].id, **data})

    def confirm(self, who: str, assignment: int, **more: Any) -> int:
        return self.do(who, commands.confirm_role, assignment_id=assignment, **more)

    def above(self, who: Any, unit: int) -> Any:
        return queries.actor_above(person_id=who.id, unit_id=unit, on=TODAY)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def elsewhere(scene: Scene) -> None:
    sent = envelope(scene.other, actor=queries.actor(person_id=scene.stranger.id, org_id=scene.other, on=TODAY))
    commands.confirm_role(envelope=sent, data={"assignment_id": scene.proposal})


CASES = [
    ("role_decided", None, lambda s: s.confirm("surachai", s.decided)),
    ("role_decided", None, lambda s: s.do("surachai", commands.decline_role, assignment_id=s.decided, reason="ไม่ใช่")),
    ("role_to_oneself", None, lambda s: s.confirm("surachai", s.own)),
    ("role_over", None, lambda s: s.confirm("kamol", s.brief, on=LATER)),
    ("role_not_found", None, lambda s: s.confirm("kamol", 1)),
    ("role_not_found", None, elsewhere),
    ("duty_missing", None, lambda s: s.confirm("admin", s.proposal)),
    ("duty_missing", None, lambda s: s.do("kamol", commands.propose_role, person_id=s.people["wipa"].id, role="auditor",
                                          from_date="2024-10-01")),
    ("field_required", "reason", lambda s: s.do("kamol", commands.decline_role, assignment_id=s.proposal, reason=" ")),
    ("person_not_found", "person_id", lambda s: s.propose(person_id=s.stranger.id)),
    ("role_overlaps", "from_date", lambda s: s.propose()),
    ("delegation_to_oneself", "taker_id", lambda s: s.give("kamol", "kamol", duties=["dika.approve"])),
    ("delegation_in_past", "from_date", lambda s: s.give("kamol", "anan", duties=["dika.approve"], from_date="2024-09-30")),
    ("role_dates_reversed", "to_date", lambda s: s.give("kamol", "anan", duties=["dika.approve"], to_date="2024-09-30")),
    ("person_not_found", "taker_id", lambda s: s.give("kamol", "anan", taker_id=s.stranger.id, duties=["dika.approve"])),
    ("delegation_of_duty", "duties", lambda s: s.give("kamol", "anan", duties=["role.confirm"])),
    ("delegation_not_own", "duties", lambda s: s.give("kamol", "anan", duties=["receipt.issue"])),
    ("delegation_overlaps", "from_date", lambda s: s.give("kamol", "surachai", duties=["outage.acknowledge"])),
    ("delegation_conflict", "duties", lambda s: s.give("kamol", "surachai", duties=["dika.approve"])),
    ("field_required", "order_reference", lambda s: s.give("kamol", "anan", duties=["dika.approve"], order_reference="")),
    ("list_length", "duties", lambda s: s.give("kamol", "anan", duties=[])),
    ("duty_missing", None, lambda s: s.give("anan", "surachai", duties=["general_voucher.prepare"])),
    ("delegation_ended", "delegation_id", lambda s: s.do("kamol", commands.end_delegation, delegation_id=s.ended)),
    ("delegation_not_found", "delegation_id", lambda s: s.do("kamol", commands.end_delegation, delegation_id=1)),
    ("duty_missing", None, lambda s: s.do("anan", commands.end_delegation, delegation_id=s.given)),
    ("not_above", None, lambda s: s.above(s.people["anan"], s.unit)),
    ("not_above", None, lambda s: s.above(s.stranger, s.unit)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "field", "attempt"), CASES, ids=[f"{row[0]}-{row[1]}-{at}" for at, row in enumerate(CASES)]
)
def test_refused(scene, code, field, attempt):
    check_refused(code, field, lambda: attempt(scene))


def check_refused(code: str, field: str | None, attempt: Any) -> None:
    with nothing_written(), pytest.raises((Refusal, Refusals)) as raised:
        attempt()
    refusal = raised.value.errors[0] if isinstance(raised.value, Refusals) else raised.value
    check_refusal(refusal, code, field=field)
    for lang in standards.LANGUAGES:
        wording = standards.message(f"refusal.{code}", lang, **refusal.facts)
        assert '"-"' not in wording and "role." not in wording


def test_the_proposer_does_not_confirm_even_with_the_duty(scene):
    grant(scene.unit, scene.people["wipa"].id, "admin")
    grant(scene.unit, scene.people["anan"].id, "clerk")
    sent = {"person_id": scene.people["wipa"].id, "role": "auditor", "from_date": "2024-10-01"}
    both = queries.actor(person_id=scene.people["wipa"].id, org_id=scene.unit, on=TODAY)
    both = replace(both, id=scene.people["anan"].id, duties=both.duties | {"role.confirm"})
    made = commands.propose_role(envelope=envelope(scene.unit, actor=both), data=sent).document_id
    again = envelope(scene.unit, actor=both)
    check_refused(
        "role_own_proposal", None, lambda: commands.confirm_role(envelope=again, data={"assignment_id": made})
    )


def test_a_unit_with_somebody_of_its_own_is_not_settled_from_above(scene):
    hire(scene.unit, "chief", "executive")
    check_refused("unit_confirms_itself", None, lambda: scene.above(scene.people["surachai"], scene.unit))
