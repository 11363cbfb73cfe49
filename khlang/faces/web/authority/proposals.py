"""Roles that wait for a second person: of the office, and of its units that have nobody of their own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, present
from khlang.faces.web.authority import desk
from khlang.faces.web.place import Place
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS
from khlang.spine.access import queries as access
from khlang.spine.organisations import queries as organisations
from khlang.standards import role_names

_ACTS = {"confirm": "web.authority.confirmed", "decline": "web.authority.declined"}


def waiting(place: Place) -> list[Any]:
    """What the person may decide about, of the office and of the units below; read once a page."""
    if not place.can(desk.CONFIRM):
        return []
    if "proposals" not in place.memory:
        rows = (*access.proposals(), *_below(place))
        place.memory["proposals"] = [row for row in rows if place.actor.id not in (row.granted_by, row.person_id)]
    return list(place.memory["proposals"])


def _below(place: Place) -> tuple[Any, ...]:
    if place.organisation.kind == "unit" or not place.can(desk.CONFIRM):
        return ()
    return access.proposals_below(org_id=place.organisation.id, on=place.today)


def proposals_page(request: HttpRequest) -> HttpResponse:
    """What waits, with who proposed it and why, and the conflicts it would bring; buttons for those who may decide."""
    place: Place = request.place  # type: ignore[attr-defined]
    return _page(request, place)


def _page(request: HttpRequest, place: Place, problem: str = "") -> HttpResponse:
    if not (place.can(desk.PROPOSE) or place.can(desk.CONFIRM)):
        raise Refusal("duty_missing", duty=desk.CONFIRM, move="confirm", document="role")
    rows = (*access.proposals(), *_below(place))
    names = access.names(person_ids={row.granted_by for row in rows})
    page = {
        **desk.crumbs(place), "title": place.say("web.authority.proposals"), "small": desk.small_office(place),
        "cards": [_card(row, names, place) for row in rows], "problem": problem,
        "propose": f"/authority/propose/{place.organisation.id}/" if place.can(desk.PROPOSE) else "",
        "units": _units(place),
    }  # fmt: skip
    return render(request, "web/authority/proposals.html", {"page": page}, status=422 if problem else 200)


def _units(place: Place) -> list[Mapping[str, str]]:
    """The units for which the office above may propose."""
    if not place.can(desk.PROPOSE) or place.organisation.kind == "unit":
        return []
    return [
        {
            "href": f"/authority/propose/{each.id}/",
            "label": place.say("web.authority.propose_unit", name=_name(each, place)),
        }
        for each in organisations.children(org_id=place.organisation.id)
    ]


def _card(row: Any, names: Mapping[int, str], place: Place) -> Mapping[str, Any]:
    with tenancy.scope(row.org_id):
        found = access.conflicts_of(
            person_id=row.person_id, role=row.role, from_date=row.from_date, to_date=row.to_date, without=row.id
        )
    elsewhere = row.org_id != place.organisation.id
    order = place.say("web.authority.order", order=row.order_reference) if row.order_reference else ""
    by = names.get(row.granted_by, "")
    return {
        "person": row.person.name_th, "role": role_names(place.lang).get(row.role, row.role),
        "position": row.position.title_th if row.position else "",
        "acting": row.acting_for.person.name_th if row.acting_for else "",
        "days": desk.days(row.from_date, row.to_date, place), "order": order or place.say("web.authority.no_order"),
        "by": place.say("web.authority.proposed_by", name=by, at=present.instant(row.granted_at, place)),
        "unit": place.say("web.authority.for_unit", name=_name(row.org, place)) if elsewhere else "",
        "conflicts": desk.told(found, place), "may": _may(row, place), "why_not": _why_not(row, place),
        "href": f"{desk.PROPOSALS}{row.org_id}/{row.id}/", "command_id": str(uuid4()), "id": row.id,
    }  # fmt: skip


def _may(row: Any, place: Place) -> bool:
    return place.can(desk.CONFIRM) and place.actor.id not in (row.granted_by, row.person_id)


def _why_not(row: Any, place: Place) -> str:
    if row.granted_by == place.actor.id:
        return place.say("web.authority.cannot_own")
    return place.say("web.authority.cannot_self") if row.person_id == place.actor.id else ""


def _name(organisation: Any, place: Place) -> str:
    return organisation.name_en if place.lang == "en" and organisation.name_en else organisation.name_th


@require_POST
def decide(request: HttpRequest, org_id: int, assignment_id: int, act: str) -> HttpResponse:
    """Confirm or decline, in the own office or from above; what is refused is said over the list."""
    place: Place = request.place  # type: ignore[attr-defined]
    if act not in _ACTS:
        raise Http404(act)
    data: dict[str, Any] = {"assignment_id": assignment_id}
    if act == "decline":
        data["reason"] = request.POST.get("reason", "")
    try:
        COMMANDS[f"role.{act}"].run(envelope=envelope_in(org_id, request.POST, place), data=data)
    except (Refusal, Refusals) as refused:
        return _page(request, place, " · ".join(errors.wording(each, place.lang) for each in errors.every(refused)))
    messages.success(request, place.say(_ACTS[act]), "success")
    return redirect(desk.PROPOSALS)


def envelope_in(org_id: int, post: Any, place: Place, *, dry_run: bool = False) -> Any:
    """The envelope of a command in the own office, or in a unit below by somebody who settles its roles from above. An
    organisation that is neither does not exist for the person."""
    if org_id == place.organisation.id:
        return place.envelope(post, dry_run=dry_run)
    if organisations.found_below(org_id=place.organisation.id, wanted=org_id) is None:
        raise Http404(org_id)
    above = access.actor_above(person_id=place.actor.id, unit_id=org_id, on=place.today)
    return replace(place.envelope(post, dry_run=dry_run), actor=above, org=org_id)
