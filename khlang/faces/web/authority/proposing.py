"""Proposing a role, in the own office or in a unit below, after seeing which conflicts of duty it would bring."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, forms
from khlang.faces.web.authority import desk, proposals
from khlang.faces.web.place import Place
from khlang.faces.web.shape import slots
from khlang.platform import screens, tenancy
from khlang.platform.commands import COMMANDS, parse
from khlang.platform.screens import Field
from khlang.spine.access import queries as access
from khlang.spine.organisations import queries as organisations


def _fields() -> Sequence[Field]:
    declared = screens.directory(key="role")  # the same questions as in the directory
    return declared.fields if declared else ()


def propose(request: HttpRequest, org_id: int) -> HttpResponse:
    """The form of a proposal; in a unit its people and those of the office above can be chosen."""
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(desk.PROPOSE):
        raise Refusal("duty_missing", duty=desk.PROPOSE, move="propose", document="role")
    proposals.envelope_in(org_id, {}, place)  # an office that is not below does not exist
    return desk.ask(
        request, command="role.propose", fields=_fields, org=org_id,
        envelope=lambda: proposals.envelope_in(org_id, request.POST, place), done="web.authority.proposed",
        onward=desk.PROPOSALS,
        page={
            "title": _title(org_id, place), "help": place.say("help.authority.propose"),
            "preview_href": f"{request.path}preview/",
        },
    )  # fmt: skip


def _title(org_id: int, place: Place) -> str:
    if org_id == place.organisation.id:
        return place.say("web.authority.propose")
    unit = organisations.by_id(org_id=org_id)
    return place.say(
        "web.authority.propose_unit", name=unit.name_en if place.lang == "en" and unit.name_en else unit.name_th
    )


@require_POST
def preview(request: HttpRequest, org_id: int) -> HttpResponse:
    """What would come into one hand if the proposal were confirmed; nothing is written."""
    place: Place = request.place  # type: ignore[attr-defined]
    sent = proposals.envelope_in(org_id, request.POST, place, dry_run=True)
    shown: dict[str, Any] = {"problems": (), "asked": False}
    with tenancy.scope(org_id):
        values = forms.read(slots=slots(schema=COMMANDS["role.propose"].schema, fields=_fields()), post=request.POST)
        if {"person_id", "role", "from_date"} <= values.keys():
            shown = _shown(values, sent, place)
    return render(request, "web/authority/what_if.html", {"page": shown})


def _shown(values: Mapping[str, Any], sent: Any, place: Place) -> dict[str, Any]:
    try:
        data: Any = parse(schema=COMMANDS["role.propose"].schema, data=values, today=place.today)
        found = access.conflicts_of(
            person_id=data.person_id, role=data.role, from_date=data.from_date, to_date=data.to_date
        )
    except (Refusal, Refusals) as refused:
        return {"asked": True, "problems": [errors.wording(each, place.lang) for each in errors.every(refused)]}
    problems: list[str] = []
    try:
        COMMANDS["role.propose"].run(envelope=sent, data=data)
    except (Refusal, Refusals) as refused:
        problems = [errors.wording(each, place.lang) for each in errors.every(refused)]
    return {
        "asked": True, "problems": problems, "conflicts": desk.told(found, place),
        "count": place.say("web.authority.what_if_conflicts", count=len(found)), "small": desk.small_office(place),
    }  # fmt: skip
