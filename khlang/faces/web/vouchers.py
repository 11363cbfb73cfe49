"""The official vouchers (ใบผ่านรายการ): the list of all, and one as it stands in the ledger."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.bridges.reporting import prints
from khlang.core.refusal import Refusal
from khlang.faces.web import detail, errors, exports, pages, present, readings
from khlang.faces.web.lists import SIZE, DrawnFilter, ask, heads
from khlang.faces.web.place import Place
from khlang.platform import exporting
from khlang.platform.screens import Column, Filter, Screen
from khlang.spine.access import queries as access
from khlang.spine.ledger import queries as ledger

KINDS = ("receipt", "payable", "payment", "general", "opening")
COLUMNS = (
    Column(key="number", kind="link", phone="title"),
    Column(key="posting_date", kind="date"),
    Column(key="kind", kind="choice", prefix="voucher"),
    Column(key="description", personal="name"),
)
_SCREEN = Screen(
    kind="voucher", menu="accounting", columns=COLUMNS,
    filters=(Filter(key="state"), Filter(key="kind"), Filter(key="document_date", kind="period")),
)  # fmt: skip


def voucher_list(request: HttpRequest) -> HttpResponse:
    """All vouchers with an official number, newest first."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see("accounting", place)
    asked = ask(request, _SCREEN, place)
    kind = asked.chosen.get("kind", "")
    found = ledger.vouchers(kind=kind, since=asked.since, through=asked.through, search=asked.search)
    page = Paginator(found, SIZE).get_page(asked.number)
    readings.of((each.id for each in page), place)
    grid = present.Grid(
        label=place.say("web.menu.vouchers"), columns=heads(COLUMNS, "", request.GET, place), problem=asked.problem,
        empty=place.say("web.empty"),
        rows=[
            {"href": (href := f"/vouchers/{each.id}/"),
             "cells": [present.cell(column, getattr(each, column.key), place, href=href) for column in COLUMNS]}
            for each in page
        ],
        pager=pages.pager(page.number, page.paginator.num_pages, page.paginator.count, request.GET, place),
    )  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/parts/table.html", {"table": grid})
    drawn = {
        "title": place.say("web.menu.vouchers"), "group": pages.group_label("accounting", place), "href": "/vouchers/",
        "table": grid, "search": asked.search, "search_hint": place.say("web.search_here"),
        "filters": [_kinds(kind, place), _period(request.GET, place)],
        "exports": exports.links("/vouchers/", request.GET.urlencode(), place), "actions": [],
    }  # fmt: skip
    return render(request, "web/list.html", {"page": drawn})


def voucher_export(request: HttpRequest, format: str) -> HttpResponse:
    """The list of vouchers as XLSX or CSV."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see("accounting", place)
    asked = ask(request, _SCREEN, place)
    found = ledger.vouchers(
        kind=asked.chosen.get("kind", ""), since=asked.since, through=asked.through, search=asked.search
    )
    rows = ([getattr(each, column.key) for column in COLUMNS] for each in found[: exporting.MOST + 1])
    title = place.say("web.menu.vouchers")
    return exports.answer(name="vouchers", title=title, columns=COLUMNS, rows=rows, format=format, place=place)


def voucher_page(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """One voucher with its lines, the document behind it and its seal."""
    place: Place = request.place  # type: ignore[attr-defined]
    voucher = ledger.voucher(voucher_id=voucher_id)
    if voucher is None:
        raise Http404(voucher_id)
    try:
        pages.see("accounting", place)
    except Refusal as refusal:
        return errors.refused(request, refusal)
    kind = place.say(f"voucher.{voucher.kind}")
    readings.paper(voucher_id, place)
    page = {
        "title": " ".join(filter(None, (kind, voucher.number))), "group": pages.group_label("accounting", place),
        "parent": place.say("web.menu.vouchers"), "parent_href": "/vouchers/",
        "print_href": f"/vouchers/{voucher_id}/print/" if voucher.number else "", "facts": _facts(voucher, place),
        "voucher": {"books": present.books(ledger.lines_of_voucher(voucher_id=voucher_id), place)},
    }  # fmt: skip
    return render(request, "web/voucher.html", {"page": page})


def voucher_print(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """The voucher as PDF."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see("accounting", place)
    readings.paper(voucher_id, place)
    return detail.pdf(*prints.print_voucher(voucher_id=voucher_id, printed_at=place.now, printed_by=place.actor.name))


def _facts(voucher: Any, place: Place) -> list[present.Fact]:
    names = access.names(person_ids={voucher.actor_id})
    document = place.say(f"document.{voucher.document_kind}")
    facts = [
        present.Fact(label=place.say("field.number"), text=voucher.number or place.say("web.no_number")),
        present.Fact(
            label=place.say("field.posting_date"), text=present.day(voucher.posting_date, place, style="long")
        ),
        present.Fact(label=place.say("field.entered_at"), text=present.instant(voucher.entered_at, place)),
        present.Fact(label=place.say("field.actor"), text=names.get(voucher.actor_id, "")),
        present.Fact(label=place.say("field.description"), text=voucher.description, wide=True),
        present.Fact(
            label=place.say("field.document"),
            text=document,
            href=pages.document_href(voucher.document_kind, voucher.document_id),
        ),
    ]
    if voucher.reverses_id:
        facts.append(
            present.Fact(
                label=place.say("web.reverses"),
                text=place.say("web.open_voucher"),
                href=f"/vouchers/{voucher.reverses_id}/",
            )
        )
    return facts


def _kinds(chosen: str, place: Place) -> DrawnFilter:
    pairs = [("", place.say("label.all")), *((kind, place.say(f"voucher.{kind}")) for kind in KINDS)]
    options: list[Mapping[str, Any]] = [
        {"value": value, "label": text, "selected": value == chosen} for value, text in pairs
    ]
    return DrawnFilter(key="kind", label=place.say("filter.kind"), options=options)


def _period(query: Any, place: Place) -> DrawnFilter:
    return DrawnFilter(
        key="document_date", label=place.say("field.posting_date"), period=True,
        first=query.get("document_date_from", ""), last=query.get("document_date_to", ""),
    )  # fmt: skip
