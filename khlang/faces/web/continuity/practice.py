"""Rehearsing an outage: a practice copy of the office is built, the papers lie on the desk, the work is scored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.bridges.continuity import commands
from khlang.bridges.continuity import queries as continuity
from khlang.bridges.continuity.queries import drills as queries
from khlang.core.calendar import format_date
from khlang.core.money import format_baht, parse_baht
from khlang.faces.web import pages, present
from khlang.faces.web.continuity import desk, steps
from khlang.faces.web.place import ORGANISATION_KEY, Place
from khlang.spine.organisations import queries as organisations
from khlang.standards import paper_name
from khlang.standards.drills import drill_papers

_PAST = 5
#: Who may rehearse: who may declare an outage.
DUTY = "outage.declare"
#: What there is to do, one sentence each.
_STEPS = 6


def practice_page(request: HttpRequest) -> HttpResponse:
    """What the rehearsal is, the papers on the desk, how past ones went; within the practice copy also how to end it."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    own = organisations.by_id(org_id=place.organisation.id)
    inside = own.practice_of_id is not None
    office = own.practice_of_id or own.id
    running = queries.drill_of_practice(practice_org=own.id, org=office) if inside else None
    past, may = ([] if inside else queries.drills()), place.can(DUTY)
    page = {
        "title": place.say("web.continuity.practice"), "group": pages.group_label(desk.MENU, place),
        "parent": place.say("web.continuity.title"), "parent_href": desk.HOME, "inside": inside, "own": own,
        "may": may, "who": steps.who(place, "draft", place.today),
        "command_id": str(uuid4()), "papers": papers(place),
        "todo": [place.say(f"web.continuity.practice_{number}") for number in range(1, _STEPS + 1)],
        "open": next((each for each in past if each.finished_at is None), None) if may else None,
        "running": may and running is not None and running.finished_at is None,
        "past": [_past(each, place) for each in past if each.finished_at is not None][:_PAST],
    }  # fmt: skip
    return render(request, "web/continuity/practice.html", {"page": page})


def papers(place: Place) -> list[Mapping[str, Any]]:
    """The papers of the rehearsal as they lie on the desk."""
    found: list[Mapping[str, Any]] = []
    for paper in drill_papers():
        pairs = [*paper.said.items(), *(pair for line in paper.lines for pair in line.items())]
        found.append(
            {
                "name": paper_name(paper.paper, place.lang), "book_no": paper.book_no, "number": paper.number,
                "day": format_date(place.today, style="long"), "grid": paper.paper,
                "rows": [{"label": place.say(f"field.{key}"), "text": _said(key, value, place)} for key, value in pairs],
            }
        )  # fmt: skip
    return [*found, _status(found[-1]["book_no"], place)]


def _status(book_no: str, place: Place) -> Mapping[str, Any]:
    """The daily status by hand: every place as it was left, and what the receipts of the rehearsal bring into the cash box."""
    received = sum(parse_baht(paper.said["total"]) for paper in drill_papers() if paper.paper == "remittance_summary")
    before = continuity.left_on(day=place.today - timedelta(days=1))
    return {
        "name": paper_name("daily_status", place.lang), "book_no": book_no, "number": 1, "grid": "daily_status",
        "day": format_date(place.today, style="long"),
        "rows": [
            {
                "label": continuity.place_name(place=where),
                "text": _moved(left, received if where == continuity.CASH else 0, place),
            }
            for where, left in before.items()
        ],
    }  # fmt: skip


def _moved(left: int, received: int, place: Place) -> str:
    """What a place was left with, what came in, what is there now."""
    if not received:
        return place.say("web.continuity.practice_unmoved", left=format_baht(left))
    facts = {"left": format_baht(left), "received": format_baht(received), "now": format_baht(left + received)}
    return place.say("web.continuity.practice_moved", **facts)


def _said(key: str, value: str, place: Place) -> str:
    return place.say(f"channel.{value}") if key == "channel" else value


def _past(each: Any, place: Place) -> Mapping[str, Any]:
    return {
        "at": present.instant(each.started_at, place), "score": each.score, "minutes": each.minutes,
        "tone": "success" if (each.score or 0) >= 80 else "warning",
        "findings": [
            {"text": place.say(f"drill.{one['key']}", note=one["note"]), "points": f"{one['points']}/{one['of']}",
             "right": one["points"] == one["of"]}
            for one in each.findings
        ],
    }  # fmt: skip


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Build the copy and go into it."""
    place: Place = request.place  # type: ignore[attr-defined]
    outcome = commands.rehearse(envelope=place.envelope(request.POST))
    request.session[ORGANISATION_KEY] = int(outcome.data["practice_org"])
    messages.success(request, place.say("web.continuity.practice_started"), "success")
    return redirect("/continuity/practice/")


@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """End the rehearsal and go back to the office."""
    place: Place = request.place  # type: ignore[attr-defined]
    own = organisations.by_id(org_id=place.organisation.id)
    office = own.practice_of_id or own.id
    envelope = place.envelope(request.POST)
    drill = queries.drill_of_practice(practice_org=own.id, org=office) if own.practice_of_id else None
    drill_id = drill.id if drill else int(request.POST.get("drill_id") or 0)
    outcome = commands.conclude(envelope=replace(envelope, org=office), drill_id=drill_id)
    request.session[ORGANISATION_KEY] = office
    messages.success(request, place.say("web.continuity.practice_done", score=outcome.data["score"]), "success")
    return redirect("/continuity/practice/")
