"""«บัญชีของฉัน»: who one is here, what guards the account, where one is logged in, what happened last."""

from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, present, shell
from khlang.faces.web.entrance import ended_keys
from khlang.faces.web.entrance.factors import factor
from khlang.faces.web.place import Place
from khlang.platform.commands import COMMANDS
from khlang.spine.access import devices, queries, sessions
from khlang.spine.access.queries import OpenSession, SecurityEvent
from khlang.standards import role_names
from khlang.standards.security_events import security_events

HOME = "/account/"
#: So long the account page says which keys something befell.
_TOLD_FOR: Final = timedelta(days=30)
_COMMANDS = {"end": "session.end", "others": "session.end_others"}


def my_account(request: HttpRequest) -> HttpResponse:
    """The page; everything on it is one's own."""
    place: Place = request.place  # type: ignore[attr-defined]
    me, entry = queries.person(person_id=place.actor.id), request.session.get(sessions.ENTRY)
    context: dict[str, Any] = {
        "me": me, "username": me.username, "email": me.email, "proved": bool(me.email_proved_at),
        "changed": present.instant(me.password_changed_at, place) if me.password_changed_at else "",
        "organisation": shell.name(place.organisation, place), "posts": _posts(place), "delegated": _delegated(place),
        "factors": [factor(each, place) for each in queries.authenticators(person_id=me.id)],
        "sessions": [session(each, place, entry) for each in queries.sessions_of(person_id=me.id)],
        "keys_ended": [
            ended_keys.told(each, place.lang)
            for each in queries.keys_ended(person_id=me.id, since=place.now - _TOLD_FOR)
        ],
        "events": [event(each, place) for each in queries.events_of(person_id=me.id)], "command_id": str(uuid4()),
    }  # fmt: skip
    return render(request, "web/entrance/account.html", context)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one log-in of one's own, or all others."""
    place: Place = request.place  # type: ignore[attr-defined]
    act, entry = request.POST.get("act", ""), request.session.get(sessions.ENTRY)
    wanted = entry if act == "others" else request.POST.get("session_id", "")
    if act not in _COMMANDS:
        return redirect(HOME)
    try:
        COMMANDS[_COMMANDS[act]].run(envelope=place.envelope(request.POST), data={"session_id": wanted})
        messages.success(request, place.say("entrance.session_ended"), extra_tags="success")
    except (Refusal, Refusals) as refused:
        for each in errors.every(refused):
            messages.error(request, errors.wording(each, place.lang))
    return redirect(HOME)


def session(row: OpenSession, place: Place, entry: int | None) -> dict[str, Any]:
    """An open log-in as pages show it."""
    return {
        "id": row.id, "device": devices.name(device=row.device) or place.say("entrance.unknown_device"),
        "address": row.address, "since": present.instant(row.started_at, place),
        "seen": present.instant(row.seen_at, place), "way": place.say(f"entrance.way.{row.way}"), "here": row.id == entry,
    }  # fmt: skip


def event(row: SecurityEvent, place: Place) -> dict[str, Any]:
    """A line of the security log as its owner sees it."""
    kind = security_events()[row.kind]
    return {
        "at": present.instant(row.at, place), "name": kind.name(place.lang), "tone": kind.tone,
        "device": devices.name(device=row.device), "address": row.address,
    }  # fmt: skip


def _posts(place: Place) -> list[dict[str, Any]]:
    """The roles that hold today in this organisation."""
    names = role_names(place.lang)
    rows = queries.assignments(person_id=place.actor.id, on=place.today)
    return [
        {
            "role": names.get(row.role, row.role), "position": row.position.title_th if row.position else "",
            "acting": row.acting_for.person.name_th if row.acting_for else "",
            "until": present.day(row.to_date, place) if row.to_date else "",
        }
        for row in rows
        if row.state == "confirmed"
    ]  # fmt: skip


def _delegated(place: Place) -> list[dict[str, Any]]:
    """Duties handed to or by the person that hold today or later."""
    made = []
    for row in queries.delegations(person_id=place.actor.id, since=place.today, limit=20):
        taken = row.taker_id == place.actor.id
        key = "entrance.delegated_from" if taken else "entrance.delegated_to"
        who = row.giver.name_th if taken else row.taker.name_th
        duties = ", ".join(place.say(f"duty.{duty}") for duty in row.duties)
        days = f"{present.day(row.from_date, place)} - {present.day(row.to_date, place)}"
        made.append({"text": place.say(key, who=who), "duties": duties, "days": days})
    return made
