"""Who is logged in, for the administrator of the accounts: where and since when; one log-in or all of a person are ended here
(ASVS V7.4.5, V7.5.2)."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal
from khlang.faces.web import pages, searching
from khlang.faces.web.entrance.account import session
from khlang.faces.web.place import Place
from khlang.platform.commands import COMMANDS
from khlang.spine.access import queries, sessions

HOME: Final = "/sessions/"
DUTY: Final = "person.maintain"
#: The button, the command behind it and what the command is told.
_ACTS: Final = {"one": ("session.end", "session_id"), "all": ("person.end_sessions", "person_id")}


def session_list(request: HttpRequest) -> HttpResponse:
    """The open log-ins by person and page; one person alone when the address names them, also without any log-in."""
    place = _place(request)
    wanted, search = request.GET.get("person", ""), searching.text(request)
    person = _person(int(wanted), place) if wanted.isdecimal() and len(wanted) < 20 else None
    found = queries.open_sessions(
        org_id=place.organisation.id, now=place.now, person_id=person.pk if person else None, search=search,
        page=pages.asked(request.GET),
    )  # fmt: skip
    entry = request.session.get(sessions.ENTRY)
    page = {
        "title": place.say("web.sessions.title"), "group": pages.group_label("organisation", place), "href": HOME,
        "alone": person is not None, "people": _people(found.rows, person, place, entry), "search": search, "filters": (),
        "search_hint": "" if person else place.say("web.sessions.search"),
        "pager": pages.pager(found.page, found.pages, found.count, request.GET, place),
    }  # fmt: skip
    part = "sessions_list" if request.htmx else "sessions"  # type: ignore[attr-defined]
    return render(request, f"web/entrance/{part}.html", {"page": page})


def _place(request: HttpRequest) -> Place:
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(DUTY):
        raise Refusal("duty_missing", duty=DUTY, document="session", move="end")
    return place


def _person(person_id: int, place: Place) -> queries.Person:
    """Somebody whose account this organisation answers for. Refusal: person_not_found."""
    found = queries.person(person_id=person_id)
    if found.home_id != place.organisation.id:
        raise Refusal("person_not_found")
    return found


def _people(
    rows: Sequence[queries.OpenSession], person: queries.Person | None, place: Place, entry: int | None
) -> list[Mapping[str, Any]]:
    """People with their log-ins, in the order of the rows; the person asked for even without any."""
    made = [_card(who, list(theirs), place, entry) for who, theirs in groupby(rows, key=lambda row: row.person)]
    return made or ([_card(person, [], place, entry)] if person else [])


def _card(
    person: queries.Person, rows: Sequence[queries.OpenSession], place: Place, entry: int | None
) -> Mapping[str, Any]:
    return {
        "id": person.pk, "name": person.name_th, "username": person.username, "own": person.pk == place.actor.id,
        "command_id": str(uuid4()),
        "sessions": [{**session(each, place, entry), "command_id": str(uuid4())} for each in rows],
    }  # fmt: skip


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one log-in, or all of a person with the keys of their programs; what is refused is said in words."""
    place = _place(request)
    command, name = _ACTS["all" if request.POST.get("act") == "all" else "one"]
    COMMANDS[command].run(envelope=place.envelope(request.POST), data={name: request.POST.get(name, "")})
    messages.success(request, place.say("entrance.session_ended"), extra_tags="success")
    back = request.POST.get("person", "")
    return redirect(f"{HOME}?person={int(back)}" if back.isdecimal() and len(back) < 20 else HOME)
