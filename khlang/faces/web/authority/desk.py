"""What the pages of authority share: who may look, the day asked for, a role in words, conflicts in words,
a form of one command."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.core import calendar
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import forms, pages, present
from khlang.faces.web.place import Place
from khlang.faces.web.shape import slots
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Envelope
from khlang.platform.screens import Field
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


def ask(
    request: HttpRequest, *, command: str, fields: Callable[[], Sequence[Field]], envelope: Callable[[], Envelope], done: str,
    onward: str, page: Mapping[str, Any], org: int | None = None,
) -> HttpResponse:  # fmt: skip
    """A form of one command on a page of its own: drawn with what the address proposes, sent in the `envelope`, drawn again
    with what was refused; afterwards the message `done` and the page `onward`. `org`: the unit that the form speaks of, when
    that is not the organisation of the page."""
    place: Place = request.place  # type: ignore[attr-defined]
    registered, fresh = COMMANDS[command], request.method != "POST"
    problem: Refusal | Refusals | None = None
    with tenancy.scope(org or place.organisation.id):
        asked = slots(schema=registered.schema, fields=fields())
        values = dict(request.GET.items()) if fresh else forms.read(slots=asked, post=request.POST)
        if not fresh:
            try:
                registered.run(envelope=envelope(), data=values)
                messages.success(request, place.say(done), "success")
                return redirect(onward)
            except (Refusal, Refusals) as refused:
                problem = refused
        form = forms.draw(slots=asked, place=place, owner="role", values=values, problem=problem, fresh=fresh)
    drawn = {
        **crumbs(place), "href": request.path, "submit": place.say(f"act.{command}"), "form": form, "problems": form.problems,
        "command_id": request.POST.get("command_id") or str(uuid4()), **page,
    }  # fmt: skip
    return render(request, "web/form.html", {"page": drawn}, status=422 if problem else 200)
