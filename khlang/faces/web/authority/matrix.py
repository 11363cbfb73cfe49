"""Who holds what on a day: people by groups of duties, who holds each duty, one person with where each duty comes from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.bridges.reporting import queries as reporting
from khlang.faces.web import pages, present, reports
from khlang.faces.web.authority import desk
from khlang.faces.web.place import Place
from khlang.spine.access import queries as access
from khlang.spine.organisations import queries as organisations
from khlang.standards import DutyGroup, duties, duty_groups, role_names

_FORMATS = (("xlsx", "Excel", "file-spreadsheet"), ("pdf", "PDF", "printer"))
_TONES = {"own": "success", "acting": "warning", "delegated": "info"}


def matrix_page(request: HttpRequest) -> HttpResponse:
    """Everybody who holds something on the day, with conflicts of duty first; below, each duty with its holders."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    on = desk.day_asked(request.GET, place)
    held = access.holdings(on=on, live_only=on >= place.today)
    clashes = access.clashes(held=held)
    page = {
        **_head(on, place), "people": _people(held, clashes, on, place),
        "groups": [_group(each, held, clashes, place) for each in duty_groups()],
        "heads": [name(each, place) for each in duty_groups()],
        "clashes": [
            {"name": each.name, "href": _person_href(each.person_id, on, place), **desk.told((each.conflict,), place)[0]}
            for each in clashes
        ],
    }  # fmt: skip
    return render(request, "web/authority/matrix.html", {"page": page})


def name(group: DutyGroup, place: Place) -> str:
    """The words of a heading."""
    return group.name_en if place.lang == "en" else group.name_th


def _head(on: date, place: Place) -> Mapping[str, Any]:
    query = "" if on == place.today else f"?on={on.isoformat()}"
    return {
        "title": place.say("web.authority.title"), "group": pages.group_label("organisation", place),
        "on": present.day(on, place, style="numeric"), "on_long": present.day(on, place, style="long"),
        "small": desk.small_office(place),
        "may_propose": f"/authority/propose/{place.organisation.id}/" if place.can(desk.PROPOSE) else "",
        "files": [
            {"href": f"/authority/export.{kind}{query}", "label": text, "icon": icon} for kind, text, icon in _FORMATS
        ],
    }  # fmt: skip


def _person_href(person_id: int, on: date, place: Place) -> str:
    return f"/authority/people/{person_id}/" + ("" if on == place.today else f"?on={on.isoformat()}")


def _people(
    held: Sequence[access.Holding], clashes: Sequence[access.Clash], on: date, place: Place
) -> list[Mapping[str, Any]]:
    """A line for each person: roles, and how many duties of each group."""
    torn = {each.person_id for each in clashes}
    mine: dict[int, list[access.Holding]] = {}
    for each in held:
        mine.setdefault(each.person_id, []).append(each)
    made: list[Mapping[str, Any]] = []
    for person_id, rows in mine.items():
        having = frozenset().union(*(row.duties for row in rows))
        counts = [len(having.intersection(group.duties())) for group in duty_groups()]
        made.append(
            {
                "name": rows[0].name, "href": _person_href(person_id, on, place), "torn": person_id in torn,
                "roles": [
                    {"text": _role(row, place) if row.kind == "own" else desk.comes_from(row, place), "tone": _TONES[row.kind],
                     "plain": row.kind == "own"}
                    for row in rows
                ],
                "counts": [{"count": count or ""} for count in counts],
                "total": place.say("web.authority.count", count=len(having)),
            }
        )  # fmt: skip
    return made


def _role(each: access.Holding, place: Place) -> str:
    return role_names(place.lang).get(each.role, each.role)


def _group(
    group: DutyGroup, held: Sequence[access.Holding], clashes: Sequence[access.Clash], place: Place
) -> Mapping[str, Any]:
    """The duties of a heading: which roles carry each, who holds it and by what, in red who should not."""
    names = role_names(place.lang)
    torn = {(each.person_id, duty) for each in clashes for duty in each.conflict.duties}
    rows = [
        {
            "duty": place.say(f"duty.{duty}"),
            "roles": ", ".join(names.get(role.code, role.code) for role in duties().holders(duty)),
            "holders": [
                {
                    "name": each.name, "tone": "error" if (each.person_id, duty) in torn else _TONES[each.kind],
                    "how": "" if each.kind == "own" else place.say(f"web.authority.{each.kind}"),
                }
                for each in held
                if duty in each.duties
            ],
        }
        for duty in group.duties()
    ]  # fmt: skip
    return {"label": name(group, place), "rows": rows, "held": sum(1 for row in rows if row["holders"])}


def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person on a day: posts and delegations with their days, every duty with where it comes from, conflicts."""
    place: Place = request.place  # type: ignore[attr-defined]
    if person_id != place.actor.id:
        pages.see(desk.MENU, place)
    on = desk.day_asked(request.GET, place)
    held = access.holdings(on=on, live_only=on >= place.today)
    mine = [each for each in held if each.person_id == person_id]
    if not mine:
        raise Http404(person_id)
    clashes = access.clashes(held=mine)
    torn = {duty for each in clashes for duty in each.conflict.duties}
    page = {
        **desk.crumbs(place), "title": mine[0].name, "on_long": present.day(on, place, style="long"),
        "small": desk.small_office(place), "clashes": desk.conflicts_of(person_id, clashes, place),
        "home": _home(mine[0], place), "sessions_href": _sessions_href(mine[0], place),
        "posts": [
            {**_source(each, place), "position": each.position, "order": each.order,
             "days": desk.days(each.from_date, each.to_date, place)}
            for each in mine
        ],
        "groups": [made for group in duty_groups() if (made := _mine(group, mine, torn, place))["rows"]],
    }  # fmt: skip
    return render(request, "web/authority/person.html", {"page": page})


def _sessions_href(each: access.Holding, place: Place) -> str:
    """Where the person is logged in, for the administrator of the account."""
    ours = each.home_id == place.organisation.id
    return f"/sessions/?person={each.person_id}" if ours and place.can("person.maintain") else ""


def _source(each: access.Holding, place: Place) -> Mapping[str, Any]:
    """Where a duty comes from; what is held by an own role is plain, acting and delegated stand out."""
    return {"text": desk.comes_from(each, place), "tone": _TONES[each.kind], "plain": each.kind == "own"}


def _home(each: access.Holding, place: Place) -> str:
    """That somebody works here from another office."""
    if each.home_id in (place.organisation.id, place.organisation.practice_of_id):
        return ""
    home = organisations.by_id(org_id=each.home_id)
    return place.say(
        "web.authority.remote_person", name=home.name_en if place.lang == "en" and home.name_en else home.name_th
    )


def _mine(group: DutyGroup, mine: Sequence[access.Holding], torn: set[str], place: Place) -> Mapping[str, Any]:
    having = frozenset().union(*(each.duties for each in mine))
    return {
        "label": name(group, place),
        "rows": [
            {"duty": place.say(f"duty.{duty}"), "torn": duty in torn,
             "from": [_source(each, place) for each in mine if duty in each.duties]}
            for duty in group.duties()
            if duty in having
        ],
    }  # fmt: skip


def export(request: HttpRequest, format: str) -> HttpResponse:
    """The whole matrix of a day as a file for the auditor."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    on = desk.day_asked(request.GET, place)
    made = reporting.run(
        name="duty_matrix",
        parameters={"on": on.isoformat()},
        today=place.today,
        lang=place.lang,
        duties=place.actor.duties,
    )
    return reports.file(made, format, place)
