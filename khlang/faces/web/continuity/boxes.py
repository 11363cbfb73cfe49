"""The boxes of a grid of papers: its heads, its rows, and what was typed into them."""

from collections.abc import Mapping, Sequence
from typing import Any

from khlang.bridges.continuity.queries import grids
from khlang.faces.web.continuity.offers import offer_of
from khlang.faces.web.place import Place

_ROW = "row-"
_MOST = 300
#: The identity of the paper is said shortly above narrow boxes.
_SHORT = {grids.NUMBER: "field.number", grids.DAY: "field.paper_day"}
_WIDE = ("payer_name", "payee_name", "title", "description", "name", "vendor_name", "reason", "explanation")
_WIDTHS = {"baht": "w-money", "date": "w-date", "integer": "w-number", "national_number": "w-date"}


def read(post: Any) -> list[dict[str, str]]:
    """The rows of the grid that say anything, in their order: «row-3-lines.amount» → place → text."""
    rows: dict[str, dict[str, str]] = {}
    for name, value in post.items():
        if not name.startswith(_ROW):
            continue
        index, _, key = name.removeprefix(_ROW).partition("-")
        if value.strip():
            rows.setdefault(index, {})[key] = value.strip()
    followed = {grids.BOOK, grids.NUMBER, grids.DAY}
    return [row for row in rows.values() if row.keys() - followed][:_MOST]


def head(column: Any, place: Place) -> Mapping[str, Any]:
    """The head of a column."""
    return {
        "label": place.say(_SHORT[column.place]) if column.place in _SHORT else column.title,
        "required": column.required,
        "num": column.kind in ("baht", "integer"),
        "note": column.note,
    }


def row(
    columns: Sequence[Any],
    typed: Mapping[str, str],
    index: int | str,
    said: Mapping[tuple[int, str], str],
    place: Place,
) -> Mapping[str, Any]:
    """One row of boxes."""
    boxes = []
    for column in columns:
        name = f"{_ROW}{index}-{column.place}"
        value = typed.get(column.place, "")
        error = said.get((index, column.place), "") if isinstance(index, int) else ""
        boxes.append(
            {
                "name": name, "id": name.replace(".", "_"), "key": column.place, "label": column.title, "value": value,
                "error": error, "num": column.kind in ("baht", "integer"), "css": _width(column),
                "follows": column.place in (grids.BOOK, grids.NUMBER, grids.DAY), "head": not column.group,
                "check": column.kind == "yes_no", **offer_of(column, value, place),
            }
        )  # fmt: skip
    return {"index": index, "boxes": boxes, "number": index + 1 if isinstance(index, int) else ""}


def _width(column: Any) -> str:
    if column.place == grids.DAY:
        return _WIDTHS["date"]
    return _WIDTHS.get(column.kind, "w-wide" if column.key in _WIDE else "")
