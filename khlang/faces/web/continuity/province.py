"""The offices below as they are seen from above: how well prepared, what runs, how much is still to be entered. Read only."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.bridges.continuity import queries
from khlang.faces.web import pages
from khlang.faces.web.continuity import desk, tables
from khlang.faces.web.lists import SIZE
from khlang.faces.web.place import Place
from khlang.platform.screens import Column

_COLUMNS = (
    Column(key="code", kind="code", phone="hidden"),
    Column(key="name", label="field.organisation", phone="title"),
    Column(key="gate", kind="state", label="field.gate"),
    Column(key="days", kind="number", label="field.days_by_hand"),
    Column(key="waiting", kind="number", label="field.papers_waiting", phone="amount"),
    Column(key="exceptions", kind="number", label="state.capture.exception"),
    Column(key="oldest_paper", kind="date", label="field.oldest_paper"),
    Column(key="kit_age", kind="number", label="field.kit_age"),
    Column(key="numbers_left", kind="number", label="field.numbers_left"),
    Column(key="drill_age", kind="number", label="field.drill_age"),
)
_TONES = {"closed": "error", "by_hand": "warning", "open": "success"}


def province_page(request: HttpRequest) -> HttpResponse:
    """A table of the offices and units below, page by page, and a chart of those with the most papers waiting."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    org_id, number = place.organisation.id, pages.asked(request.GET)
    found = queries.overseen(org_id=org_id, on=place.today, first=(number - 1) * SIZE, size=SIZE)
    area = queries.area(org_id=org_id, on=place.today)
    grid = tables.grid(
        columns=_COLUMNS, rows=[_row(each, place) for each in found], place=place,
        kind="gate", label=place.say("web.continuity.province"), empty=place.say("web.continuity.nobody_below"),
        pager=pages.pager(number, max(1, -(-area.offices // SIZE)), area.offices, request.GET, place),
    )  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/parts/table.html", {"table": grid})
    page = {
        "title": place.say("web.continuity.province"), "group": pages.group_label(desk.MENU, place),
        "parent": place.say("web.continuity.title"), "parent_href": desk.HOME,
        "figures": _figures(area, place), "bars": _bars(area.behind, place),
        "table": grid,
    }  # fmt: skip
    return render(request, "web/continuity/province.html", {"page": page})


def _row(each: Any, place: Place) -> Mapping[str, Any]:
    names = ("code", "days", "waiting", "exceptions", "oldest_paper", "kit_age", "numbers_left", "drill_age")
    name = each.name_en if place.lang == "en" and each.name_en else each.name
    gate = each.gate or "open"
    return {**{key: getattr(each, key) for key in names}, "name": name, "gate": gate, "tone": _TONES.get(gate, "info")}


def _figures(area: queries.Area, place: Place) -> list[Mapping[str, str]]:
    names = ("offices", "with_outage", "gated", "waiting", "not_ready")
    return [{"label": place.say(f"web.continuity.figure.{key}"), "amount": f"{getattr(area, key):,}"} for key in names]


def _bars(behind: Sequence[queries.Backlog], place: Place) -> list[Mapping[str, Any]]:
    """The longest backlogs as bars of a hundredth of the longest one."""
    most = max((each.waiting for each in behind), default=1)
    return [
        {"name": each.name_en if place.lang == "en" and each.name_en else each.name, "count": f"{each.waiting:,}",
         "width": max(1, round(each.waiting * 100 / most)), "late": each.exceptions > 0}
        for each in behind
    ]  # fmt: skip
