"""The directories of people, positions and roles: declarations only."""

from datetime import date

from khlang.core.refusal import Refusal
from khlang.platform import choosing, tenancy
from khlang.platform.screens import Ask, Choice, Column, Directory, Field, Page
from khlang.spine.access import passwords, queries
from khlang.spine.access.models import Person, RoleAssignment
from khlang.spine.organisations.choices import division_ids
from khlang.standards import duties


def _people() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=str(each.id), label=each.name_th, label_en=each.name_en, note=each.username)
        for each in (*queries.people(), *_above())
        if each.is_active
    )


def _above() -> tuple[Person, ...]:
    """Officers of the office above a unit who have not acted in it yet: whom it may ask to approve from there."""
    known = {each.id for each in queries.people()}
    return tuple(each for each in queries.people_above(org_id=tenancy.current_org()) if each.id not in known)


def _positions() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=str(each.id), label=each.title_th, label_en=each.title_en) for each in queries.positions()
    )


def _replaceable() -> tuple[Choice, ...]:
    """Whom somebody may act for: every assignment held in the holder's own name."""
    return tuple(
        Choice(
            value=str(row.id),
            label=f"{duties().role(row.role).name_th}: {row.person.name_th}",
            label_en=f"{duties().role(row.role).name_en}: {row.person.name_en or row.person.name_th}",
        )
        for row in queries.assignments()
        if row.acting_for_id is None and row.state == "confirmed"
    )


def _page(ask: Ask, rows: list[dict[str, object]], *searched: str) -> Page:
    needle = ask.search.casefold()
    found = [row for row in rows if needle in " ".join(str(row[key]) for key in searched).casefold()]
    start = (ask.page - 1) * ask.size
    return Page(rows=found[start : start + ask.size], count=len(found))


def _people_rows(ask: Ask) -> Page:
    rows: list[dict[str, object]] = [
        {
            "id": each.id,
            "name_th": each.name_th,
            "username": each.username,
            "email": each.email,
            "last_seen_at": each.last_seen_at.date() if each.last_seen_at else None,
            "is_active": each.is_active,
        }
        for each in queries.people()
    ]
    return _page(ask, rows, "name_th", "username", "email")


def _person(person_id: int) -> dict[str, object]:
    person = next((each for each in queries.people() if each.id == person_id), None)
    if person is None:  # also somebody else's people
        raise Refusal("person_not_found")
    names = ("username", "name_th", "name_en", "email", "phone", "is_active")
    return {"person_id": person.id} | {name: getattr(person, name) for name in names}


def _position_rows(ask: Ask) -> Page:
    rows: list[dict[str, object]] = [
        {
            "id": each.id,
            "code": each.code,
            "title_th": each.title_th,
            "division": each.division.name_th if each.division else "",
            "active": each.active,
        }
        for each in queries.positions(active_only=False)
    ]
    return _page(ask, rows, "code", "title_th", "division")


def _position(position_id: int) -> dict[str, object]:
    position = queries.position(position_id=position_id)
    names = ("code", "title_th", "title_en", "division_id", "active")
    return {"position_id": position.id} | {name: getattr(position, name) for name in names}


def _role_row(row: RoleAssignment, on: date | None) -> dict[str, object]:
    return {
        "id": row.id,
        "person": row.person.name_th,
        "role": row.role,
        "position": row.position.title_th if row.position else "",
        "from_date": row.from_date,
        "to_date": row.to_date,
        "acting_for": row.acting_for.person.name_th if row.acting_for else "",
        "state": row.state,
        "active": row.state == "confirmed"
        and on is not None
        and row.from_date <= on
        and (row.to_date is None or row.to_date >= on),
    }


def _role_rows(ask: Ask) -> Page:
    rows = [_role_row(row, ask.on) for row in queries.assignments()]
    return _page(ask, rows, "person", "role", "position", "acting_for")


def _role(assignment_id: int) -> dict[str, object]:
    row = queries.assignment(assignment_id=assignment_id)
    names = ("person_id", "role", "position_id", "from_date", "to_date", "acting_for_id", "order_reference")
    return {"assignment_id": row.id} | {name: getattr(row, name) for name in names}


PEOPLE = Directory(
    key="person",
    menu="organisation",
    icon="users-round",
    command="person.save",
    keeps="person.maintain",
    id_field="person_id",
    duty="person.maintain",
    help="help.access.first_password",
    columns=(
        Column(key="name_th", kind="link", phone="title"),
        Column(key="username", kind="code"),
        Column(key="email", phone="hidden"),
        Column(key="last_seen_at", kind="date", phone="hidden"),
        Column(key="is_active", kind="yes"),
    ),
    rows=_people_rows,
    values=_person,
    fields=(
        Field(key="username"),
        Field(key="name_th", span=2),
        Field(key="name_en"),
        Field(key="email", span=2),
        Field(key="phone"),
        Field(key="is_active"),
        Field(key="password", span=2, help="help.access.password", initial=passwords.generate),
    ),
)
POSITIONS = Directory(
    key="position",
    menu="organisation",
    icon="id-card",
    command="position.save",
    keeps="person.maintain",
    id_field="position_id",
    duty="person.maintain",
    columns=(
        Column(key="code", kind="link", phone="title"),
        Column(key="title_th"),
        Column(key="division"),
        Column(key="active", kind="yes"),
    ),
    rows=_position_rows,
    values=_position,
    fields=(
        Field(key="code"),
        Field(key="title_th", span=2),
        Field(key="title_en"),
        Field(key="division_id", choices=division_ids, span=2),
    ),
)
ROLES = Directory(
    key="role",
    menu="organisation",
    icon="shield-check",
    command="role.save",
    keeps="role.propose",
    id_field="assignment_id",
    duty="role.propose",
    help="help.authority.propose",
    columns=(
        Column(key="person", kind="link", phone="title"),
        Column(key="role", kind="choice", prefix="role"),
        Column(key="position", phone="hidden"),
        Column(key="from_date", kind="date"),
        Column(key="to_date", kind="date"),
        Column(key="acting_for"),
        Column(key="state", kind="choice", prefix="state.role"),
        Column(key="active", kind="yes", label="field.holds_today"),
    ),
    rows=_role_rows,
    values=_role,
    fields=(
        Field(key="person_id", choices=_people, span=2),
        Field(key="role", choices=lambda: choosing.named(duties().roles), span=2),
        Field(key="from_date"),
        Field(key="to_date"),
        Field(key="position_id", choices=_positions, span=2),
        Field(key="acting_for_id", choices=_replaceable, span=2),
        Field(key="order_reference", span=2),
    ),
)
