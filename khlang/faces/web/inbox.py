"""What waits for me: documents in a state from which this person's duties lead forward."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.faces.web import pages, present
from khlang.faces.web.place import Place
from khlang.platform.screens import Column
from khlang.spine.documents import queries as documents

COLUMNS = (
    Column(key="kind", prefix="document", kind="choice", phone="note"),
    Column(key="number", kind="link", phone="title"),
    Column(key="document_date", kind="date"),
    Column(key="title"),
    Column(key="amount", kind="money", phone="amount"),
    Column(key="state", kind="state"),
)
#: The same on the first page, where there is less room.
SHORT = tuple(column for column in COLUMNS if column.key not in ("document_date", "title"))


def waiting(place: Place) -> list[Any]:
    """The documents, oldest first; read once a page."""
    if "waiting" not in place.memory:
        place.memory["waiting"] = documents.waiting_for(actor=place.actor)
    return list(place.memory["waiting"])


def count(place: Place) -> int:
    """How many documents wait."""
    return len(waiting(place))


def grid(place: Place, *, limit: int = 50, columns: Sequence[Column] = COLUMNS) -> present.Grid:
    """The table of what waits."""
    rows = waiting(place)[:limit]
    return present.Grid(
        label=place.say("web.menu.inbox"), empty=place.say("web.inbox_empty"),
        columns=[
            present.Head(label=present.column_label(column, place), css="num" if column.kind == "money" else "")
            for column in columns
        ],
        rows=[
            {"href": (href := pages.document_href(each.kind, each.id)),
             "cells": [present.cell(column, getattr(each, column.key), place, kind=each.kind if column.kind == "state" else "",
                                    href=href) for column in columns]}
            for each in rows
        ],
    )  # fmt: skip


def inbox_page(request: HttpRequest) -> HttpResponse:
    """The page of what waits for the person."""
    place: Place = request.place  # type: ignore[attr-defined]
    return render(request, "web/inbox.html", {"title": place.say("web.menu.inbox"), "table": grid(place)})
