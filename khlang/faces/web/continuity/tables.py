"""Tables of these pages: rows of plain values drawn as every other table is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from khlang.faces.web import pages, present
from khlang.faces.web.place import Place
from khlang.platform.screens import Column

#: What a phone shows with its heading, for a figure or a day alone says nothing.
_BARE: Final = ("number", "date", "code")


def grid(
    *, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], place: Place, label: str, empty: str = "",
    kind: str = "", pager: Any = None, sums: Mapping[str, int] | None = None,
) -> present.Grid:  # fmt: skip
    """A table of rows by key; a row may carry "href" (where its link leads) and "tone" (the colour of its state)."""
    return present.Grid(
        label=label, empty=empty or place.say("web.empty"), pager=pager,
        columns=[
            present.Head(label=present.column_label(column, place), css=present.css(column)) for column in columns
        ],
        rows=[
            {"href": row.get("href", ""), "cells": [_cell(column, row, place, kind) for column in columns]}
            for row in rows
        ],
        totals=present.totals(columns, sums or {}, place),
    )  # fmt: skip


def _cell(column: Column, row: Mapping[str, Any], place: Place, kind: str) -> present.Cell:
    drawn = present.cell(column, row.get(column.key), place, kind=kind, href=row.get("href", ""))
    tone = row.get("tone", "") if column.kind == "state" else ""
    bare = column.kind in _BARE and column.phone == "note" and drawn.text
    label = present.column_label(column, place) if bare else drawn.label
    return present.Cell(text=drawn.text, css=drawn.css, href=drawn.href, tone=tone or drawn.tone, label=label)


def paged(found: Any, query: Any, place: Place) -> pages.Pager:
    """The pager of a page of rows."""
    return pages.pager(found.page, found.pages, found.count, query, place)


def number(query: Any) -> int:
    """The page that an address asks for, from 1."""
    return pages.asked(query)
