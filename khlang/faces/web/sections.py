"""The blocks of a document's page as the modules declare them: tables, pairs, bars. What is empty is left out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from khlang.faces.web import meters, pages, present
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.platform.screens import Column, Row, Section

#: A longer text takes two columns of the particulars.
_NARROW: Final = 36
#: A longer table (the payees of a payroll) is folded.
_ROWS_SHOWN: Final = 25


def drawn(declared: Sequence[Section], document_id: int, place: Place) -> list[Mapping[str, Any]]:
    """The sections of a document that have something to show."""
    made = (_section(each, document_id, place) for each in declared)
    return [each for each in made if each is not None]


def _section(declared: Section, document_id: int, place: Place) -> Mapping[str, Any] | None:
    rows = list(declared.rows(document_id))
    if not rows:
        return None
    label = place.say(declared.label or f"section.{declared.key}")
    if declared.meter:
        return {"label": label, "meters": [meters.drawn(declared.meter, row, place) for row in rows]}
    if declared.pairs:
        pairs = _pairs(declared, rows[0], place)
        return {"label": label, "pairs": pairs} if pairs else None
    folded = place.say("web.rows", count=f"{len(rows):,}") if len(rows) > _ROWS_SHOWN else ""
    return {"label": label, "table": _table(declared, rows, label, place), "folded": folded}


def _pairs(declared: Section, row: Row, place: Place) -> list[present.Fact]:
    shown = [(column, present.text(column, row.get(column.key), place)) for column in declared.columns]
    return [
        present.Fact(label=present.column_label(column, place), text=text, wide=len(text) > _NARROW)
        for column, text in shown
        if text
    ]


def _table(declared: Section, rows: Sequence[Row], label: str, place: Place) -> present.Grid:
    columns = _told(declared.columns, rows)
    sums = {column.key: sum(row.get(column.key) or 0 for row in rows) for column in columns if column.total}
    return present.Grid(
        label=label, totals=present.totals(columns, sums, place) if len(rows) > 1 else (),
        columns=[
            present.Head(label=present.column_label(column, place), css="num" if column.kind in ("money", "number") else "")
            for column in columns
        ],
        rows=[_row(columns, row, place) for row in rows],
    )  # fmt: skip


def _told(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns in which some row says something: an empty one would push the amount off the page."""
    told = [column for column in columns if any(row.get(column.key) not in (None, "") for row in rows)]
    return told or list(columns)


def _row(columns: Sequence[Column], row: Row, place: Place) -> Mapping[str, Any]:
    kind = row.get("href_kind", "")
    shown = bool(row.get("href_id")) and pages.may_see(screens.screen(kind=kind).menu, place)
    href = pages.document_href(kind, row["href_id"]) if shown else ""
    return {
        "href": "",
        "cells": [present.cell(column, row.get(column.key), place, kind=kind, href=href) for column in columns],
    }
