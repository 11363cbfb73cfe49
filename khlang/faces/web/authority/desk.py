"""What the pages of authority share: who may look, the day asked for, a role in words, conflicts in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from khlang.core import calendar
from khlang.core.refusal import Refusal
from khlang.faces.web import pages, present
from khlang.faces.web.place import Place
from khlang.spine.access import queries as access
from khlang.spine.organisations import queries as organisations
from khlang.standards import Conflict, role_names

#: The group of pages, as the side menu and the duty to look know it.
MENU: Final = "authority"
HOME: Final = "/authority/"
PROPOSALS: Final = "/authority/proposals/"
DELEGATIONS: Final = "/authority/delegations/"
PROPOSE, CONFIRM, DELEGATE = "role.propose", "role.confirm", "duty.delegate"


def day_asked(query: Any, place: Place) -> date:
    """The day of the address, today when there is none or nobody can read it."""
    typed = query.get("on", "").strip()
    if not typed:
        return place.today
    try:
        return calendar.parse_date(typed, today=place.today)
    except Refusal:
        return place.today


def crumbs(place: Place) -> Mapping[str, str]:
    """Where the pages below the matrix hang."""
    return {
        "group": pages.group_label("organisation", place), "parent": place.say("web.authority.title"), "parent_href": HOME,
    }  # fmt: skip


def small_office(place: Place) -> str:
    """What a small office does instead of separate hands, "" for an office that keeps them apart."""
    kept = organisations.settings(org_id=place.organisation.id)
    return place.say("web.authority.small", reason=kept.small_office_reason) if kept.small_office else ""


def reason(conflict: Conflict, place: Place) -> str:
    """Why two duties belong in different hands."""
    return conflict.reason_en if place.lang == "en" else conflict.reason_th


def comes_from(each: access.Holding, place: Place) -> str:
    """Where what somebody holds comes from, in words."""
    role = role_names(place.lang).get(each.role, each.role)
    key = {"own": "authority.by_role", "acting": "authority.by_acting"}.get(each.kind, "authority.by_delegation")
    return place.say(key, role=role, giver=each.from_whom)


def days(first: date, last: date | None, place: Place) -> str:
    """A span of days in words; one without end goes on."""
    since = present.day(first, place)
    return f"{since} – {present.day(last, place)}" if last else place.say("web.authority.since", day=since)


def conflicts_of(person_id: int, clashes: Iterable[access.Clash], place: Place) -> list[Mapping[str, str]]:
    """The conflicts of one person: the two duties and the reason."""
    return [_said(each.conflict, place) for each in clashes if each.person_id == person_id]


def told(conflicts: Iterable[Conflict], place: Place) -> list[Mapping[str, str]]:
    """Conflicts in words."""
    return [_said(each, place) for each in conflicts]


def _said(conflict: Conflict, place: Place) -> Mapping[str, str]:
    first, second = (place.say(f"duty.{duty}") for duty in conflict.duties)
    return {"duties": f"{first} × {second}", "reason": reason(conflict, place)}
