"""The blocks of a document's page as the modules declare them: tables, pairs, bars. What is empty is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from khlang.faces.web import meters, pages, present, readings
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.platform.screens import Column, Row, Section

#: A longer text takes two columns of the particulars.
_NARROW: Final = 36
#: A longer table (the payees of a payroll) is folded.
_ROWS_SHOWN: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A section of one document: where a number in it is asked for whole."""

    declared: Section
    kind: str
    document_id: int
    label: str

    def unmask(self, column: Column, row: Row, at: int, place: Place) -> str:
        """Where the number of a row is shown whole, "" when it is none or the person may not ask."""
        value, section = row.get(column.key), self.declared.key
        return readings.unmask_href(column, value, self.kind, self.document_id, place, section=section, row=at)


def drawn(declared: Sequence[Section], kind: str, document_id: int, place: Place) -> list[Mapping[str, Any]]:
    """The sections of a document of a kind that have something to show."""
    made = (_section(each, kind, document_id, place) for each in declared)
    return [each for each in made if each is not None]


def _section(declared: Section, kind: str, document_id: int, place: Place) -> Mapping[str, Any] | None:
    rows = list(declared.rows(document_id))
    if not rows:
        return None
    label = place.say(declared.label or f"section.{declared.key}")
    block = _Block(declared=declared, kind=kind, document_id=document_id, label=label)
    if declared.meter:
        return {"label": label, "meters": [meters.drawn(declared.meter, row, place) for row in rows]}
    if declared.pairs:
        pairs = _pairs(block, rows[0], place)
        return {"label": label, "pairs": pairs} if pairs else None
    folded = place.say("web.rows", count=f"{len(rows):,}") if len(rows) > _ROWS_SHOWN else ""
    return {"label": label, "table": _table(block, rows, place), "folded": folded}


def _pairs(block: _Block, row: Row, place: Place) -> list[present.Fact]:
    shown = [(column, present.text(column, row.get(column.key), place)) for column in block.declared.columns]
    return [
        present.Fact(
            label=present.column_label(column, place), text=text, wide=len(text) > _NARROW,
            unmask=block.unmask(column, row, 0, place),
        )
        for column, text in shown
        if text
    ]  # fmt: skip


def _table(block: _Block, rows: Sequence[Row], place: Place) -> present.Grid:
    columns = _told(block.declared.columns, rows)
    sums = {column.key: sum(row.get(column.key) or 0 for row in rows) for column in columns if column.total}
    return present.Grid(
        label=block.label, totals=present.totals(columns, sums, place) if len(rows) > 1 else (),
        columns=[
            present.Head(label=present.column_label(column, place), css="num" if column.kind in ("money", "number") else "")
            for column in columns
        ],
        rows=[_row(block, columns, row, at, place) for at, row in enumerate(rows)],
    )  # fmt: skip


def _told(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns in which some row says something: an empty one would push the amount off the page."""
    told = [column for column in columns if any(row.get(column.key) not in (None, "") for row in rows)]
    return told or list(columns)


def _row(block: _Block, columns: Sequence[Column], row: Row, at: int, place: Place) -> Mapping[str, Any]:
    kind = row.get("href_kind", "")
    shown = bool(row.get("href_id")) and pages.may_see(screens.screen(kind=kind).menu, place)
    href = pages.document_href(kind, row["href_id"]) if shown else ""
    cells = []
    for column in columns:
        drawn = present.cell(column, row.get(column.key), place, kind=kind, href=href)
        unmask = block.unmask(column, row, at, place)
        cells.append(replace(drawn, href=unmask) if unmask else drawn)
    return {"href": "", "cells": cells}
