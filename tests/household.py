"""A household of organisations and people for tests of access: made by the real commands, none of them there before."""

from datetime import date, datetime
from uuid import UUID, uuid4

from khlang import standards
from khlang.platform.clock import BANGKOK
from khlang.platform.commands import Actor, Envelope
from khlang.platform.tenancy import new_id
from khlang.spine.access import commands as access
from khlang.spine.access import queries as people
from khlang.spine.access.models import Person
from khlang.spine.organisations import commands as organisations

TODAY = date(2024, 10, 1)  # 1 ตุลาคม 2567, the first day of fiscal year 2568
NOW = datetime(2024, 10, 1, 9, 0, tzinfo=BANGKOK)
PASSWORD = "ม้าลายกินกล้วยสามหวี"
#: Who sets an installation up before anybody has an account.
FOUNDER = Actor(
    id=0, name="ผู้ติดตั้งระบบ", duties=standards.duties().role("admin").duties | {"party.maintain", "role.grant"}
)


def envelope(org: int, *, actor: Actor = FOUNDER, command_id: UUID | None = None, **more) -> Envelope:
    """An envelope of the first of October, by the founder unless somebody else acts."""
    given = {"today": TODAY, "now": NOW, **more}
    return Envelope(actor=actor, org=org, command_id=command_id or uuid4(), **given)


def found(code: str = "DEMO", kind: str = "tao", parent: str | None = None) -> int:
    """A new organisation; its identifier."""
    data = {"code": code, "kind": kind, "name_th": f"อบต.{code}", "province_th": "ตัวอย่าง", "parent_code": parent}
    outcome = organisations.create_organisation(envelope=envelope(new_id()), data=data)
    return outcome.document_id


def hire(org: int, username: str, *roles: str, since: str = "2024-10-01", password: str | None = None) -> Person:
    """A person with an account of the organisation and roles from a day on."""
    data = {"username": username, "name_th": f"คุณ{username}", "password": password}
    outcome = access.create_person(envelope=envelope(org), data=data)
    for role in roles:
        grant(org, outcome.document_id, role, since=since)
    return people.person(person_id=outcome.document_id)


def grant(org: int, person_id: int, role: str, *, since: str = "2024-10-01", **more) -> int:
    """A role from a day on; the assignment's identifier."""
    data = {"person_id": person_id, "role": role, "from_date": since, **more}
    return access.grant_role(envelope=envelope(org), data=data).document_id


def acting(org: int, person: Person, *, on: date = TODAY, **more) -> Envelope:
    """An envelope in which the person acts with the duties of the day."""
    return envelope(org, actor=people.actor(person_id=person.id, org_id=org, on=on), **{"today": on, **more})
