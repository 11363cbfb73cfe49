"""The list of any kind of document: search, filters, totals, sorting, paging, and the same rows as a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core import calendar
from khlang.core.refusal import Refusal
from khlang.faces.web import errors, exports, pages, present, readings, searching
from khlang.faces.web.forms import label
from khlang.faces.web.place import Place
from khlang.platform import exporting
from khlang.platform.screens import Column, Filter, Screen
from khlang.spine.access import queries as access
from khlang.spine.documents import lifecycles
from khlang.spine.documents import queries as documents
from khlang.spine.documents.finding import Wanted
from khlang.spine.organisations import queries as organisations

SIZE = 50
VOID_STATES = ("voided", "cancelled")
COLUMNS = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="title"),
    Column(key="amount", kind="money", sortable=True, total=True, phone="amount"),
    Column(key="state", kind="state"),
)
FILTERS = (Filter(key="state"), Filter(key="document_date", kind="period"))


@dataclass(slots=True, kw_only=True)
class DrawnFilter:
    """A filter as the template draws it."""

    key: str
    label: str
    period: bool = False
    first: str = ""
    last: str = ""
    options: list[Mapping[str, Any]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Asked:
    """What the address of a list asks for, read once; a date that cannot be read is a problem beside the list."""

    search: str
    sort: str
    number: int
    chosen: dict[str, str]
    since: date | None = None
    through: date | None = None
    problem: str = ""


def document_list(request: HttpRequest, kind: str) -> HttpResponse:
    """The list page, or only its table when htmx asks."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    asked = ask(request, screen, place)
    found = documents.page(
        wanted=_wanted(kind, asked), number=asked.number, size=SIZE, sort=asked.sort, void_states=VOID_STATES
    )
    columns = screen.columns or COLUMNS
    readings.of((each.id for each in found.documents), place)
    grid = present.Grid(
        label=place.say(f"document.{kind}"), columns=heads(columns, asked.sort, request.GET, place, kind=kind),
        rows=[
            {"href": pages.document_href(kind, each.id), "cells": cells}
            for each, cells in zip(found.documents, _cells(columns, found.documents, kind, place), strict=True)
        ],
        totals=present.totals(columns, {"amount": found.amount}, place, word="web.total_valid"),
        empty=place.say("web.empty"), problem=asked.problem,
        pager=pages.pager(found.page, found.pages, found.count, request.GET, place),
    )  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/parts/table.html", {"table": grid})
    return render(request, "web/list.html", {"page": _page(screen, kind, asked, grid, request, place)})


def document_export(request: HttpRequest, kind: str, format: str) -> HttpResponse:
    """All rows of the list as it is filtered, as XLSX or CSV."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    asked = ask(request, screen, place)
    columns = screen.columns or COLUMNS
    rows = exporting.bounded(_wanted(kind, asked).rows()[: exporting.MOST + 1])
    extra = _names(columns, rows)
    readings.of((each.id for each in rows), place)
    values = ([_value(each, column, extra) for column in columns] for each in rows)
    return exports.answer(
        name=kind,
        title=place.say(f"document.{kind}"),
        columns=columns,
        rows=values,
        format=format,
        place=place,
        kind=kind,
    )


def ask(request: HttpRequest, screen: Screen, place: Place) -> Asked:
    """Read the query string of a list."""
    query = request.GET
    asked = Asked(
        search=searching.text(request), sort=query.get("sort", "")[:40], number=pages.asked(query),
        chosen={each.key: query.get(each.key, "") for each in filters_of(screen) if each.kind == "choice"},
    )  # fmt: skip
    try:
        asked.since, asked.through = (_day(query.get(f"document_date_{end}", ""), place) for end in ("from", "to"))
    except Refusal as refusal:
        asked.problem = errors.wording(refusal, place.lang)
    return asked


def filters_of(screen: Screen) -> Sequence[Filter]:
    """The filters that every list has, and the screen's own."""
    own = {each.key for each in screen.filters}
    return (*(each for each in FILTERS if each.key not in own), *screen.filters)


def heads(columns: Sequence[Column], sort: str, query: Any, place: Place, *, kind: str = "") -> list[present.Head]:
    """The heads of the columns, as the kind of document calls them; a second click turns the order around."""
    made = []
    for column in columns:
        head = present.Head(
            label=present.head_label(column, kind, place), css="num" if column.kind in ("money", "number") else ""
        )
        if column.sortable:
            mine, falling = sort.removeprefix("-") == column.key, sort.startswith("-")
            kept = {key: value for key, value in query.items() if key not in ("sort", "page")}
            head.href = "?" + urlencode({**kept, "sort": column.key if mine and falling else f"-{column.key}"})
            head.sorted = ("descending" if falling else "ascending") if mine else ""
            head.mark = ("▼" if falling else "▲") if mine else ""
        made.append(head)
    return made


def _wanted(kind: str, asked: Asked) -> Wanted:
    equal = {key: value for key, value in asked.chosen.items() if value and key != "state"}
    state = asked.chosen.get("state", "")
    return Wanted(
        kind=kind,
        states=(state,) if state else (),
        since=asked.since,
        through=asked.through,
        search=asked.search,
        equal=equal,
    )


def _day(text: str, place: Place) -> date | None:
    return calendar.parse_date(text, today=place.today, within_years=100) if text.strip() else None


def _cells(columns: Sequence[Column], rows: Sequence[Any], kind: str, place: Place) -> Iterator[list[present.Cell]]:
    extra = _names(columns, rows)
    for each in rows:
        href = pages.document_href(kind, each.id)
        yield [present.cell(column, _value(each, column, extra), place, kind=kind, href=href) for column in columns]


def _names(columns: Sequence[Column], rows: Sequence[Any]) -> dict[str, Mapping[int, str]]:
    """Names of people and divisions for a page of rows, each in one query."""
    wanted = {column.key for column in columns}
    found: dict[str, Mapping[int, str]] = {}
    if "created_by" in wanted:
        found["created_by"] = access.names(person_ids={each.created_by_id for each in rows})
    if "division" in wanted:
        found["division"] = {each.id: each.name_th for each in organisations.divisions(active_only=False)}
    return found


def _value(row: Any, column: Column, extra: Mapping[str, Mapping[int, str]]) -> Any:
    if column.key in extra:
        return extra[column.key].get(getattr(row, f"{column.key}_id"), "")
    return getattr(row, column.key, "")


def _page(
    screen: Screen, kind: str, asked: Asked, grid: present.Grid, request: HttpRequest, place: Place
) -> Mapping[str, Any]:
    base = pages.list_href(kind)
    query = request.GET.urlencode()
    return {
        "title": place.title(f"document.{kind}"), "group": pages.group_label(screen.menu, place), "href": base, "table": grid,
        "note": place.say(screen.help) if screen.help else "", "search": asked.search,
        "search_hint": place.say("web.search_documents"),
        "filters": [_filter(each, kind, asked, request.GET, place) for each in filters_of(screen)],
        "exports": exports.links(base, query, place), "actions": pages.starts(screen, place),
    }  # fmt: skip


def _filter(declared: Filter, kind: str, asked: Asked, query: Any, place: Place) -> DrawnFilter:
    made = DrawnFilter(key=declared.key, label=place.say(declared.label or f"filter.{declared.key}"))
    if declared.kind == "period":
        made.period, made.first, made.last = (
            True,
            query.get(f"{declared.key}_from", ""),
            query.get(f"{declared.key}_to", ""),
        )
        return made
    if declared.choices is not None:
        pairs = [(each.value, label(each, place.lang)) for each in declared.choices()]
    else:
        pairs = [(state, place.say(f"state.{kind}.{state}")) for state in lifecycles.get(kind).states]
    chosen = asked.chosen.get(declared.key, "")
    made.options = [
        {"value": value, "label": text, "selected": value == chosen}
        for value, text in [("", place.say("label.all")), *pairs]
    ]
    return made
