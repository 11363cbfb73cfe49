"""Delegations: what stands, what is to come, what is over; handing own duties to another officer and taking them back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal
from khlang.faces.web import pages
from khlang.faces.web.authority import desk
from khlang.faces.web.place import Place
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Choice, Field
from khlang.spine.access import queries as access
from khlang.standards import duties, duty_groups, message, never_delegated

_TONES = {"coming": "info", "standing": "success", "ended": "neutral"}


def delegations_page(request: HttpRequest) -> HttpResponse:
    """All delegations of the office for those who may look, the own ones for everybody else."""
    place: Place = request.place  # type: ignore[attr-defined]
    all_of_them = pages.may_see(desk.MENU, place)
    rows = access.delegations(person_id=None if all_of_them else place.actor.id)
    page = {
        **desk.crumbs(place), "title": place.say("web.authority.delegations"),
        "parent_href": desk.HOME if all_of_them else "", "may": place.can(desk.DELEGATE),
        "rows": [_row(each, place) for each in rows],
    }  # fmt: skip
    return render(request, "web/authority/delegations.html", {"page": page})


def _row(each: Any, place: Place) -> Mapping[str, Any]:
    state = _state(each, place)
    may = each.giver_id == place.actor.id or place.can(desk.PROPOSE) or place.can(desk.CONFIRM)
    return {
        "giver": each.giver.name_th, "taker": each.taker.name_th, "days": desk.days(each.from_date, each.to_date, place),
        "order": each.order_reference, "duties": [place.say(f"duty.{duty}") for duty in each.duties],
        "state": place.say(f"state.delegation.{state}"), "tone": _TONES[state], "command_id": str(uuid4()),
        "end_href": f"{desk.DELEGATIONS}{each.id}/end/" if may and state != "ended" else "",
    }  # fmt: skip


def _state(each: Any, place: Place) -> str:
    if each.ended_at is not None or each.to_date < place.today:
        return "ended"
    return "coming" if each.from_date > place.today else "standing"


def give(request: HttpRequest) -> HttpResponse:
    """The form by which an officer hands own duties over."""
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(desk.DELEGATE):
        raise Refusal("duty_missing", duty=desk.DELEGATE, move="give", document="delegation")
    return desk.ask(
        request, command="delegation.give", fields=lambda: _fields(place), envelope=lambda: place.envelope(request.POST),
        done="web.authority.given", onward=desk.DELEGATIONS,
        page={
            "title": place.say("act.delegation.give"), "help": place.say("help.delegation.give"),
            "parent": place.say("web.authority.delegations"), "parent_href": desk.DELEGATIONS,
        },
    )  # fmt: skip


def _fields(place: Place) -> Sequence[Field]:
    return (
        Field(key="taker_id", choices=lambda: _takers(place), span=2), Field(key="order_reference", span=2),
        Field(key="from_date"), Field(key="to_date"), Field(key="duties", choices=lambda: _own_duties(place), span=4),
    )  # fmt: skip


def _takers(place: Place) -> tuple[Choice, ...]:
    """Everybody with a post in the office today, but oneself."""
    held = {each.person_id: each.name for each in access.holdings(on=place.today) if each.kind != "delegated"}
    return tuple(Choice(value=str(each), label=name) for each, name in held.items() if each != place.actor.id)


def _own_duties(place: Place) -> tuple[Choice, ...]:
    """What the giver holds by their own posts and may hand on, in the order of the headings."""
    held = [each for each in access.holdings(on=place.today) if each.person_id == place.actor.id and each.kind == "own"]
    own = duties().duties_of({each.role for each in held}) - never_delegated()
    return tuple(
        Choice(value=duty, label=message(f"duty.{duty}"), label_en=message(f"duty.{duty}", "en"))
        for group in duty_groups()
        for duty in group.duties()
        if duty in own
    )


@require_POST
def take_back(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Take duties back at once."""
    place: Place = request.place  # type: ignore[attr-defined]
    COMMANDS["delegation.end"].run(envelope=place.envelope(request.POST), data={"delegation_id": delegation_id})
    messages.success(request, place.say("web.authority.taken_back"), "success")
    return redirect(desk.DELEGATIONS)
