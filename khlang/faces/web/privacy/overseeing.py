"""Looking in from above: choose an office of one's area, look into it, go back. Read only."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal
from khlang.faces.web import pages, present, searching, security
from khlang.faces.web.lists import SIZE, heads
from khlang.faces.web.place import OVERSIGHT_KEY, Place
from khlang.faces.web.shell import name
from khlang.platform.screens import Column
from khlang.spine.access import queries as access
from khlang.spine.access import security_log
from khlang.spine.organisations import queries as organisations

HOME = "/oversight/"
_COLUMNS = (
    Column(key="code", kind="code", label="field.code"),
    Column(key="name", label="field.organisation", phone="title"),
    Column(key="kind", kind="choice", prefix="organisation_kind", label="field.oversight.kind"),
    Column(key="above", label="field.oversight.above"),
    Column(key="below", label="field.oversight.below", phone="note"),
)


def area(request: HttpRequest) -> HttpResponse:
    """The offices below: level by level, or the whole area by code or name. A name leads to the offices below it, or asks
    whether to look in."""
    place: Place = request.place  # type: ignore[attr-defined]
    office = _office(place)
    at = _chosen(request.GET.get("under", ""), office) or office
    search, number_of = searching.text(request), pages.asked(request.GET)
    found, count = organisations.below(
        org_id=office.id if search.strip() else at.id, search=search, page=number_of, size=SIZE
    )
    grid = present.Grid(
        label=place.say("web.oversight.title"), columns=heads(_COLUMNS, "", request.GET, place), rows=_rows(found, place),
        empty=place.say("web.oversight.nothing"),
        pager=pages.pager(number_of, max(1, -(-count // SIZE)), count, request.GET, place),
    )  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/parts/table.html", {"table": grid})
    page = {
        "title": place.say("web.oversight.title"), "note": place.say("web.oversight.note"), "href": HOME, "table": grid,
        "search": search, "search_hint": place.say("web.oversight.search"), "path": _path(at, office, place),
        "group": "", "inside": _card(at, place) if at.id != office.id else None,
    }  # fmt: skip
    return render(request, "web/privacy/oversight.html", {"page": page})


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Look into an office of the area; noted in the security log. One that is not below does not exist."""
    place: Place = request.place  # type: ignore[attr-defined]
    office = _office(place)
    chosen = _chosen(request.POST.get("organisation", ""), office)
    if chosen is None:
        raise Http404("organisation")
    request.session[OVERSIGHT_KEY] = {"office": office.id, "organisation": chosen.id}
    _noted(request, "oversight_entered", chosen.id, office)
    return redirect("/")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Back to one's own office."""
    place: Place = request.place  # type: ignore[attr-defined]
    if request.session.pop(OVERSIGHT_KEY, None) and place.overseen_from is not None:
        _noted(request, "oversight_left", place.organisation.id, place.overseen_from)
    return redirect(HOME)


def _office(place: Place) -> Any:
    """The office from which the person may look in: their own, also while they are inside another one."""
    if place.overseen_from is not None:
        return place.overseen_from
    if not place.can(access.OVERSEE):
        raise Refusal("duty_missing", duty=access.OVERSEE, move="view", document="document")
    return place.organisation


def _chosen(text: str, office: Any) -> Any:
    """The office below of that identifier, None for every other."""
    wanted = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
    return organisations.found_below(org_id=office.id, wanted=wanted) if wanted else None


def _noted(request: HttpRequest, kind: str, org_id: int, office: Any) -> None:
    place: Place = request.place  # type: ignore[attr-defined]
    security_log.note(
        kind=kind, at=place.now, person=place.actor.id, org=org_id, address=security.client_address(request),
        device=request.headers.get("User-Agent", ""), office=office.code,
    )  # fmt: skip


def _rows(found: Any, place: Place) -> list[Mapping[str, Any]]:
    """One query for the names above, one for which of the page have something below them."""
    parents = organisations.with_below(org_ids=[each.id for each in found])
    made: list[Mapping[str, Any]] = []
    for each in found:
        href = f"{HOME}?{urlencode({'under': each.id})}"
        row = {
            "code": each.code, "name": name(each, place), "kind": each.kind,
            "above": name(each.parent, place) if each.parent else "",
            "below": place.say("web.oversight.below") if each.id in parents else "",
        }  # fmt: skip
        cells = [present.cell(column, row[column.key], place) for column in _COLUMNS]
        cells[1] = present.Cell(text=row["name"], css=cells[1].css, href=href)
        made.append({"href": href, "cells": cells})
    return made


def _card(at: Any, place: Place) -> Mapping[str, Any]:
    """The chosen office with the button that looks in."""
    where = " ".join(filter(None, (at.district_th, at.province_th))) if place.lang == "th" else ""
    return {"id": at.id, "name": name(at, place), "code": at.code, "kind": place.say(f"organisation_kind.{at.kind}"),
            "where": where}  # fmt: skip


def _path(at: Any, office: Any, place: Place) -> list[Mapping[str, str]]:
    """The way down from one's own office to the chosen one."""
    way: list[Mapping[str, str]] = []
    while at is not None and at.id != office.id:
        way.insert(0, {"name": name(at, place), "href": f"{HOME}?{urlencode({'under': at.id})}"})
        at = at.parent
    return [{"name": name(office, place), "href": HOME}, *way]
