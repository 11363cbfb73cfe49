"""The office itself: its names, who signs, small office, emblem; the fiscal years that are open."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.bridges.continuity import queries as outages
from khlang.core import calendar
from khlang.core.refusal import Refusal
from khlang.faces.web import pages, panels, present
from khlang.faces.web.panels import Panel
from khlang.faces.web.place import Place
from khlang.platform.screens import Choice, Field
from khlang.spine.access import queries as access
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import queries as organisations
from khlang.standards import message

MAINTAIN = "organisation.maintain"
OPEN_YEAR = "period.open"
_PLACES = (
    "collector", "finance", "accountant", "treasury_head", "clerk", "executive",
    "cash_committee_1", "cash_committee_2", "cash_committee_3",
)  # fmt: skip
_TONES = {"open": "success", "cutover": "info", "preliminary_closed": "neutral", "closed": "neutral"}


def _places() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=each, label=message(f"signing_place.{each}"), label_en=message(f"signing_place.{each}", "en"))
        for each in _PLACES
    )


def _names(place: Place) -> Mapping[str, Any]:
    keys = ("name_th", "name_en", "province_th", "district_th", "address", "tax_id")
    return {key: getattr(organisations.current(), key) for key in keys}


def _settings(place: Place) -> Mapping[str, Any]:
    kept = organisations.settings(org_id=place.organisation.id)
    return {**kept.model_dump(), "signatories": [each.model_dump() for each in kept.signatories]}


def _version(place: Place) -> int:
    return organisations.current().version


OFFICE = (
    Panel(
        key="names", command="organisation.save", title="web.office.names", duty=MAINTAIN, values=_names, versioned=_version,
        fields=(
            Field(key="name_th", span=2), Field(key="name_en", span=2), Field(key="province_th"), Field(key="district_th"),
            Field(key="tax_id", span=2), Field(key="address", span=4),
        ),
    ),
    Panel(
        key="settings", command="organisation.change_settings", title="web.office.settings", duty=MAINTAIN, values=_settings,
        versioned=_version, help="web.office.settings_help",
        fields=(
            Field(key="receipt_footer", span=2), Field(key="receipt_footer_en", span=2),
            Field(key="small_office", span=2, help="web.office.small_help"), Field(key="small_office_reason", span=2),
            Field(key="year_order", span=2, prefix="year_order", help="web.office.year_order_help"),
            Field(key="old_year_dika", span=2, prefix="old_year_dika", help="web.office.old_year_dika_help"),
            Field(key="signatories", help="web.office.signatories_help",
                  lines=(Field(key="place", choices=_places), Field(key="name"), Field(key="position"))),
        ),
    ),
    Panel(
        key="emblem", command="organisation.save_emblem", title="web.office.emblem", duty=MAINTAIN, help="web.office.emblem_help",
        fields=(Field(key="content", span=2),),
    ),
)  # fmt: skip
YEARS = (
    Panel(
        key="open", command="period.open", title="web.years.open", duty=OPEN_YEAR, help="web.years.open_help", icon="calendar",
        submit="web.years.open_button",
        values=lambda place: {"fiscal_year": _next_year(place)},
        fields=(Field(key="fiscal_year"), Field(key="cutover", label="web.years.cutover", span=2)),
    ),
    Panel(
        key="close", command="period.close_through", title="web.years.close", duty="period.close", help="web.years.close_help",
        submit="web.years.close_button", icon="circle-check",
        values=lambda place: {"fiscal_year": calendar.fiscal_year(place.today)},
        fields=(Field(key="fiscal_year"), Field(key="day", label="web.years.closed_through")),
    ),
    Panel(
        key="close_preliminarily", command="period.close_preliminarily", title="web.years.preliminary", duty="period.close",
        help="web.years.preliminary_help", submit="web.years.preliminary", icon="lock",
        values=lambda place: {"fiscal_year": calendar.fiscal_year(place.today) - 1}, fields=(Field(key="fiscal_year"),),
    ),
)  # fmt: skip


def office(request: HttpRequest) -> HttpResponse:
    """The page of the office's own settings."""
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(MAINTAIN):
        raise Refusal("duty_missing", duty=MAINTAIN, move="view", document="document")
    sent = panels.send(request, OFFICE)
    if sent and sent.outcome:
        messages.success(request, place.say("web.saved", what=place.say(sent.panel.title)), extra_tags="success")
        return redirect("/office/")
    found = organisations.current()
    page = {
        "title": place.say("web.menu.office"), "group": pages.group_label("organisation", place), "href": "/office/",
        "facts": [
            present.Fact(label=place.say("field.code"), text=found.code),
            present.Fact(label=place.say("field.kind"), text=place.say(f"organisation_kind.{found.kind}")),
            present.Fact(label=place.say("web.office.parent"), text=found.parent.name_th if found.parent else "-", wide=True),
        ],
        "panels": panels.draw(OFFICE, sent, place), "emblem": "/office/emblem/" if organisations.emblem() else "",
        "emblem_alt": place.say("web.office.emblem"),
    }  # fmt: skip
    return render(request, "web/panels.html", {"page": page}, status=422 if sent else 200)


def emblem(request: HttpRequest) -> HttpResponse:
    """The office's own artwork."""
    kept = organisations.emblem()
    if kept is None:
        raise Http404("emblem")
    return HttpResponse(kept[1], content_type=kept[0])


def years(request: HttpRequest) -> HttpResponse:
    """The fiscal years of the books: which are open, through which day they are closed; opening and closing them."""
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(OPEN_YEAR):
        pages.see("accounting", place)
    sent = panels.send(request, YEARS)
    if sent and sent.outcome:
        messages.success(request, place.say(f"web.years.{sent.panel.key}_done"), extra_tags="success")
        return redirect("/years/")
    rows = [
        {
            "cells": [
                present.Cell(text=str(_year(each.fiscal_year, place)), css="p-title"),
                present.Cell(text=place.say(f"period_state.{each.state}"), tone=_TONES.get(each.state, "warning")),
                present.Cell(
                    text=present.day(each.closed_through, place) or "-", label=place.say("web.years.closed_through")
                ),
            ]
        }
        for each in sorted(ledger.periods(), key=lambda period: -period.fiscal_year)
    ]
    page = {
        "title": place.say("web.menu.years"), "group": pages.group_label("accounting", place), "href": "/years/",
        "rows": rows, "empty": place.say("web.years.none"),
        "heads": [place.say(key) for key in ("field.fiscal_year", "field.state", "web.years.closed_through")],
        "panels": panels.draw(YEARS, sent, place),
    }  # fmt: skip
    return render(request, "web/panels.html", {"page": page}, status=422 if sent else 200)


def notice(place: Place, path: str) -> Mapping[str, str]:
    """What every page says above everything else: that an outage runs and what is left of it; else that the books of today's
    fiscal year are not open, who opens them, and the way there for those who may. Empty when there is nothing to say. The
    pages to which it leads say it themselves. Asked once a request."""
    if "notice" not in place.memory:
        place.memory["notice"] = _notice(place)
    found: Mapping[str, str] = place.memory["notice"]
    return {} if found.get("href") and path.startswith(found["href"]) and path != "/years/" else found


def _notice(place: Place) -> Mapping[str, str]:
    by_hand = _by_hand(place)
    if by_hand:
        return by_hand
    year = calendar.fiscal_year(place.today)
    period = ledger.period(fiscal_year=year)
    if place.organisation.kind in organisations.WITHOUT_BOOKS or (period is not None and period.state != "cutover"):
        return {}
    holders = access.who_holds(duty=OPEN_YEAR, on=place.today)
    who = ", ".join(dict.fromkeys(each.name for each in holders)) or place.say("web.years.nobody")
    text = place.say("web.years.not_open", year=_year(year, place), who=who)
    return {"text": text, "href": "/years/" if place.can(OPEN_YEAR) else "", "label": place.say("web.years.open")}


def outages_running(place: Place) -> list[Any]:
    """The outages that run, asked for once a request: the notice and the first page tell of them."""
    if "outages" not in place.memory:
        place.memory["outages"] = outages.running()
    return list(place.memory["outages"])


def _by_hand(place: Place) -> Mapping[str, str]:
    """That an outage runs: why ordinary work is refused while its papers are entered, and the way there."""
    running = outages_running(place)
    if not running:
        return {}
    first = next((each for each in running if each.document.state != "manual"), running[0])
    key = "web.continuity.manual_notice" if first.document.state == "manual" else "web.continuity.gate_notice"
    left = f"{outages.left(outage_id=first.document_id):,}"
    label = "web.continuity.to_outage" if first.document.state == "manual" else "web.continuity.gate_open"
    text = place.say(key, number=first.document.number, left=left)
    href = f"/continuity/{first.document_id}/" if place.can("outage.view") else ""
    return {"text": text, "href": href, "label": place.say(label)}


def _year(year: int, place: Place) -> int:
    return year - 543 if place.lang == "en" else year


def _next_year(place: Place) -> str:
    """The year that will be opened next: today's, else the one after the newest."""
    known = [each.fiscal_year for each in ledger.periods() if each.state != "cutover"]
    present_year = calendar.fiscal_year(place.today)
    return str(max(known) + 1 if present_year in known else present_year)
