"""Accounts that look shared (R-AU7): for the administrator of the office and for the offices above it. Nobody is refused
anything by it; it says whom to ask."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core.refusal import Refusal
from khlang.faces.web import pages, present
from khlang.faces.web.continuity import tables
from khlang.faces.web.lists import SIZE
from khlang.faces.web.place import Place
from khlang.faces.web.shell import name
from khlang.platform.screens import Column
from khlang.spine.access.queries import shared

HOME, DUTY = "/security/shared/", "security.view"
COLUMNS = (
    Column(key="person", kind="link", label="field.person", phone="title"),
    Column(key="office", label="field.shared_office"),
    Column(key="why", label="field.shared_why"),
    Column(key="since", label="field.shared_since", kind="code"),
    Column(key="last", label="field.shared_last", kind="code"),
    Column(key="times", label="field.shared_times", kind="number"),
)


def shared_page(request: HttpRequest) -> HttpResponse:
    """The list, the latest first. Refusal: duty_missing."""
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(DUTY):
        raise Refusal("duty_missing", duty=DUTY, move="view", document="personal")
    number = pages.asked(request.GET)
    found, count = shared.shared_suspects(now=place.now, page=number, size=SIZE)
    grid = tables.grid(
        columns=COLUMNS, rows=[_row(each, place) for each in found], place=place, label=place.say("web.shared.title"),
        empty=place.say("web.shared.empty", days=shared.DAYS),
        pager=pages.pager(number, max(1, -(-count // SIZE)), count, request.GET, place),
    )  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/parts/table.html", {"table": grid})
    page = {
        "title": place.say("web.shared.title"), "note": place.say("web.shared.note", days=shared.DAYS),
        "group": pages.group_label("organisation", place), "table": grid,
        "may_hand_out": place.overseen_from is None and place.can("account.hand_out"),
    }  # fmt: skip
    return render(request, "web/privacy/shared.html", {"page": page})


def _row(each: shared.Suspect, place: Place) -> Mapping[str, Any]:
    home = each.person.home
    own = home.id == place.organisation.id
    return {
        "person": each.person.name_th, "office": name(home, place),
        "href": f"/lists/person/{each.person.pk}/" if own else f"/oversight/?{urlencode({'q': home.code})}",
        "why": place.say("web.shared.why", devices=each.devices, hours=each.hours),
        "since": present.instant(each.since, place), "last": present.instant(each.last, place), "times": each.times,
    }  # fmt: skip
