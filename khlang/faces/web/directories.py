"""Lists that are not made of documents (payers, bank accounts): rows from a declared query, one command that saves an entry."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import charts, exports, forms, pages, present, readings, searching
from khlang.faces.web.forms import label
from khlang.faces.web.lists import SIZE, DrawnFilter, heads
from khlang.faces.web.place import Place
from khlang.faces.web.shape import slots
from khlang.platform import exporting, screens
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Ask, Column, Directory
from khlang.standards.personal_data import personal_kind


def directory_list(request: HttpRequest, key: str) -> HttpResponse:
    """The list page, or only its table when htmx asks."""
    place: Place = request.place  # type: ignore[attr-defined]
    declared, base = declared_for(key, place), f"/lists/{key}/"
    asked = _ask(request, declared, place)
    found = declared.rows(asked)
    readings.of((each["id"] for each in found.rows if each.get("id")), place)
    grid = present.Grid(
        label=place.say(f"directory.{key}"), columns=heads(declared.columns, asked.sort, request.GET, place),
        rows=[_row(declared, each, base, place) for each in found.rows], empty=place.say("web.empty"),
        totals=present.totals(declared.columns, found.totals, place),
        pager=pages.pager(asked.page, max(1, -(-found.count // SIZE)), found.count, request.GET, place),
    )  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/parts/table.html", {"table": grid})
    adds = declared.adds and pages.may_keep(declared, place)
    new = [{"href": f"{base}new/", "label": place.say("web.add"), "icon": "plus"}] if adds else []
    page = {
        "title": place.say(f"directory.{key}"), "group": pages.group_label(declared.menu, place), "href": base, "table": grid,
        "note": place.say(declared.help) if declared.help else "", "search": asked.search,
        "search_hint": place.say("web.search_here"),
        "filters": [_filter(each, asked, place) for each in declared.filters if each.choices],
        "exports": exports.links(base, request.GET.urlencode(), place), "actions": new,
        "chart": charts.drawn(declared.chart(asked), place) if declared.chart else None,
    }  # fmt: skip
    return render(request, "web/list.html", {"page": page})


def directory_export(request: HttpRequest, key: str, format: str) -> HttpResponse:
    """The list as XLSX or CSV."""
    place: Place = request.place  # type: ignore[attr-defined]
    declared = declared_for(key, place)
    asked = _ask(request, declared, place)
    found = declared.rows(
        Ask(search=asked.search, sort=asked.sort, size=exporting.MOST + 1, filters=asked.filters, on=asked.on)
    )
    readings.of((each["id"] for each in found.rows if each.get("id")), place)
    rows = ([each.get(column.key) for column in declared.columns] for each in found.rows)
    return exports.answer(
        name=key, title=place.say(f"directory.{key}"), columns=declared.columns, rows=rows, format=format, place=place
    )


def directory_entry(request: HttpRequest, key: str, entry_id: int | None = None) -> HttpResponse:
    """A new or existing entry: shown in a form, saved by the directory's command."""
    place: Place = request.place  # type: ignore[attr-defined]
    declared, base = declared_for(key, place), f"/lists/{key}/"
    command = COMMANDS.get(declared.command)
    if command is None or (declared.values is None if entry_id is not None else not declared.adds):
        raise Http404(key)
    asked = slots(schema=command.schema, fields=declared.fields, without=(declared.id_field,))
    problem: Refusal | Refusals | None = None
    values: Mapping[str, Any] = {}
    offered: list[Mapping[str, str]] = []
    kept = declared.values(entry_id) if entry_id is not None and declared.values is not None else {}
    if request.method == "POST":
        values = forms.read(slots=asked, post=request.POST)
        try:
            data = {**values, declared.id_field: entry_id} if entry_id is not None else values
            command.run(envelope=place.envelope(request.POST), data=data)
            messages.success(request, place.say("web.saved", what=place.say(f"directory.{key}")), extra_tags="success")
            return redirect(base)
        except (Refusal, Refusals) as refused:
            problem = refused
    elif entry_id is not None:
        values = forms.typed(readings.entry(key, kept, entry_id, place), asked)
        offered = _offered(key, kept, values, entry_id, place)
    fresh = request.method != "POST" and entry_id is None
    form = forms.draw(slots=asked, place=place, owner=key, values=values, problem=problem, fresh=fresh)
    page = {
        "href": request.path,
        "title": _headline(declared, entry_id, place),
        "form": form, "problems": form.problems, "group": pages.group_label(declared.menu, place),
        "parent": place.say(f"directory.{key}"), "parent_href": base, "submit": place.say("web.save"),
        "command_id": request.POST.get("command_id") or str(uuid4()), "help": place.say(declared.help) if declared.help else "",
        "offered": offered, "closed": not pages.may_keep(declared, place),
    }  # fmt: skip
    return render(request, "web/form.html", {"page": page}, status=422 if problem else 200)


def _headline(declared: Directory, entry_id: int | None, place: Place) -> str:
    """What the page of an entry is for: nobody edits who only looks."""
    what = place.say(f"directory.{declared.key}")
    if not pages.may_keep(declared, place):
        return what
    return place.say("web.add_what" if entry_id is None else "web.edit", what=what)


def _offered(
    key: str, kept: Mapping[str, Any], shown: Mapping[str, Any], entry_id: int, place: Place
) -> list[Mapping[str, str]]:
    """What else can be had of an entry: its masked numbers whole, and who looked at it."""
    made: list[Mapping[str, str]] = []
    for name, value in kept.items():
        href = readings.unmask_href(Column(key=name), value, key, entry_id, place) if shown.get(name) != value else ""
        if href:
            made.append({"href": href, "label": place.say("web.unmask.button"), "icon": "eye"})
    if any(personal_kind(name) for name in kept) and place.can(readings.LOG):
        href = f"/privacy/reads/?{urlencode({'directory': key, 'of': entry_id})}"
        made.append({"href": href, "label": place.say("web.reads.who_looked"), "icon": "eye"})
    return made


def declared_for(key: str, place: Place) -> Directory:
    """The directory, if there is one and the person may see it. Refusal: duty_missing."""
    found = screens.directory(key=key)
    if found is None:
        raise Http404(key)
    if found.duty and not place.can(found.duty):
        raise Refusal("duty_missing", duty=found.duty, move="view", document="document")
    if not found.duty:
        pages.see(found.menu, place)
    return found


def _ask(request: HttpRequest, declared: Directory, place: Place) -> Ask:
    query = request.GET
    chosen = {each.key: query.get(each.key, "") for each in declared.filters if query.get(each.key)}
    return Ask(
        search=searching.text(request), sort=query.get("sort", "")[:40], page=pages.asked(query),
        size=SIZE, filters=chosen, on=place.today,
    )  # fmt: skip


def _row(declared: Directory, row: Mapping[str, Any], base: str, place: Place) -> Mapping[str, Any]:
    href = f"{base}{row['id']}/" if declared.values is not None else _drill(declared, row, place)
    return {
        "href": href,
        "cells": [_cell(column, row.get(column.key), href, place) for column in declared.columns],
    }


def _drill(declared: Directory, row: Mapping[str, Any], place: Place) -> str:
    """The register behind a row, nothing for those who may not see reports."""
    if declared.drill is None or not pages.may_see("reports", place):
        return ""
    asked = {parameter: row[key] for parameter, key in declared.drill.parameters.items()}
    return f"/reports/{declared.drill.report}/?{urlencode(asked)}"


def _cell(column: Column, value: Any, href: str, place: Place) -> present.Cell:
    """A cell; an amount of nothing is a dash, so that amounts stand out."""
    if column.kind == "money" and value == 0:
        return present.Cell(text="-", css=present.css(column))
    return present.cell(column, value, place, href=href)


def _filter(declared: screens.Filter, asked: Ask, place: Place) -> DrawnFilter:
    made = DrawnFilter(key=declared.key, label=place.say(declared.label or f"filter.{declared.key}"))
    choices: Sequence[screens.Choice] = declared.choices() if declared.choices else ()
    pairs = [("", place.say("label.all")), *((each.value, label(each, place.lang)) for each in choices)]
    made.options = [
        {"value": value, "label": text, "selected": value == asked.filters.get(declared.key, "")}
        for value, text in pairs
    ]
    return made
