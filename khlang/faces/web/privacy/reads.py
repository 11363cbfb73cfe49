"""Who looked at personal data of this office, and why: the log, its file, and the figure of each month (F-10)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core.refusal import Refusal
from khlang.faces.web import exports, pages, present, readings, searching
from khlang.faces.web.lists import SIZE, DrawnFilter, heads
from khlang.faces.web.place import Place
from khlang.faces.web.shell import name
from khlang.platform import screens
from khlang.platform.screens import Column
from khlang.spine.access import queries as access
from khlang.standards import message_exists

HOME = "/privacy/reads/"
COLUMNS = (
    Column(key="read_at", kind="code"),
    Column(key="reader", phone="title"),
    Column(key="reader_office"),
    Column(key="read_what"),
    Column(key="read_subjects"),
    Column(key="read_reason"),
    Column(key="read_address", kind="code", phone="hidden"),
)
_MONTHS = (
    Column(key="read_month", phone="title"),
    Column(key="read_without", kind="number", phone="amount"),
    Column(key="read_with", kind="number"),
    Column(key="read_people", kind="number"),
)
_WAYS = ("above", "unmasked")
_YEAR = timedelta(days=366)


def reads_page(request: HttpRequest) -> HttpResponse:
    """The log, newest first, of everybody or of one entry of a register; above it the months of a year."""
    place = _admitted(request)
    way, search, subject = _asked(request)
    at = pages.asked(request.GET)
    found, count = access.personal_reads(search=search, way=way, subject=subject, offset=(at - 1) * SIZE, limit=SIZE)
    grid = present.Grid(
        label=place.say("web.reads.title"), columns=heads(COLUMNS, "", request.GET, place), empty=place.say("web.reads.empty"),
        rows=[{"href": "", "cells": _cells(COLUMNS, _row(each, place), place)} for each in found],
        pager=pages.pager(at, max(1, -(-count // SIZE)), count, request.GET, place),
    )  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/parts/table.html", {"table": grid})
    page = {
        "title": place.say("web.reads.title"), "note": place.say("web.reads.note"), "href": HOME, "table": grid,
        "search": search, "search_hint": place.say("web.reads.search"), "filters": [_ways(way, place)],
        "exports": exports.links(HOME, request.GET.urlencode(), place), "months": _months(place),
        "of": _of(request, subject, place), "group": pages.group_label("organisation", place),
    }  # fmt: skip
    return render(request, "web/privacy/reads.html", {"page": page})


def reads_export(request: HttpRequest, format: str) -> HttpResponse:
    """The log as it is filtered, as XLSX or CSV."""
    place = _admitted(request)
    way, search, subject = _asked(request)
    found, _ = access.personal_reads(search=search, way=way, subject=subject, limit=None)
    rows = ([_row(each, place)[column.key] for column in COLUMNS] for each in found)
    title = place.say("web.reads.title")
    return exports.answer(name="personal-reads", title=title, columns=COLUMNS, rows=rows, format=format, place=place)


def _admitted(request: HttpRequest) -> Place:
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(readings.LOG):
        raise Refusal("duty_missing", duty=readings.LOG, move="view", document="personal")
    return place


def _asked(request: HttpRequest) -> tuple[str, str, int | None]:
    of = request.GET.get("of", "")
    subject = int(of) if of.isascii() and of.isdecimal() and len(of) < 20 else None
    return request.GET.get("way", ""), searching.text(request), subject


def _row(each: access.Looked, place: Place) -> Mapping[str, Any]:
    return {
        "read_at": present.instant(each.at, place), "reader": each.reader, "read_reason": each.reason,
        "reader_office": name(each.office, place) if each.office else "", "read_what": _what(each.what, bool(each.reason), place),
        "read_subjects": place.say("web.reads.many", count=f"{len(each.subjects):,}") if each.subjects else "",
        "read_address": each.address,
    }  # fmt: skip


def _what(what: str, unmasked: bool, place: Place) -> str:
    """The page in words: "documents:receipt" is the list of receipts, "party.national_number" a number shown whole."""
    if unmasked:
        return place.say("read_page.unmasked", what=_thing(what.partition(".")[0], place))
    page, _, rest = what.partition(":")
    key = f"read_page.{page}"
    if not message_exists(key):
        return place.say("read_page.other", page=what)
    return place.say(key, what=_thing(rest.partition(":")[0], place))


def _thing(key: str, place: Place) -> str:
    """A kind of document, a register or a report by its name."""
    found = next((each for each in (f"document.{key}", f"directory.{key}") if message_exists(each)), "")
    return place.say(found) if found else key


def _cells(columns: Sequence[Column], row: Mapping[str, Any], place: Place) -> list[present.Cell]:
    return [present.cell(column, row[column.key], place) for column in columns]


def _named(cells: Sequence[present.Cell], place: Place) -> list[present.Cell]:
    """Figures that say on a phone what they count."""
    words = [present.column_label(column, place) for column in _MONTHS]
    return [replace(cell, label=word if "num" in cell.css else "") for cell, word in zip(cells, words, strict=True)]


def _months(place: Place) -> present.Grid | None:
    found = access.looks_by_month(since=(place.today - _YEAR).replace(day=1))
    rows = [
        {
            "read_month": present.day(each.month, place, style="month"), "read_without": each.without_reason,
            "read_with": each.with_reason, "read_people": each.readers,
        }
        for each in found
    ]  # fmt: skip
    return present.Grid(
        label=place.say("web.reads.months"), columns=heads(_MONTHS, "", {}, place),
        rows=[{"href": "", "cells": _named(_cells(_MONTHS, row, place), place)} for row in rows],
    ) if rows else None  # fmt: skip


def _ways(chosen: str, place: Place) -> DrawnFilter:
    pairs = [("", place.say("label.all")), *((way, place.say(f"read_way.{way}")) for way in _WAYS)]
    options: list[Mapping[str, Any]] = [
        {"value": value, "label": text, "selected": value == chosen} for value, text in pairs
    ]
    return DrawnFilter(key="way", label=place.say("filter.way"), options=options)


def _of(request: HttpRequest, subject: int | None, place: Place) -> Mapping[str, str] | None:
    """The entry of a register whose readers are shown."""
    key = request.GET.get("directory", "")
    declared = screens.directory(key=key)
    if subject is None or declared is None or declared.values is None:
        return None
    shown = place.say(f"directory.{key}")
    if not declared.duty or place.can(declared.duty):  # who keeps the log need not see the register
        shown = str(declared.values(subject).get("name", "")) or shown
    return {"text": place.say("web.reads.of", name=shown), "id": str(subject), "directory": key, "all": HOME}
