"""A bar for money: of what a budget line was given, how much is spent, bound and left. Drawn as SVG without styles."""

from collections.abc import Mapping, Sequence
from typing import Any

from khlang.core import money
from khlang.faces.web.place import Place
from khlang.standards import message_exists

_WIDTH = 1000


def drawn(parts: Sequence[str], row: Mapping[str, Any], place: Place) -> Mapping[str, Any]:
    """One bar: its parts in their order, each as wide as its share of the total; the last part is what is left."""
    total = max(int(row.get("total") or 0), sum(max(int(row.get(key) or 0), 0) for key in parts), 1)
    begin, segments = 0, []
    for key in parts:
        amount = int(row.get(key) or 0)
        width = max(amount, 0) * _WIDTH // total
        segments.append(
            {
                "key": key, "label": place.say(f"field.{key}"), "amount": money.format_baht(amount), "x": begin,
                "width": width, "left": key == parts[-1],
            }
        )  # fmt: skip
        begin += width
    return {
        "name": row.get("name", ""), "note": _note(row, place), "total": money.format_baht(int(row.get("total") or 0)),
        "segments": segments, "spoken": ", ".join(f"{each['label']} {each['amount']}" for each in segments),
    }  # fmt: skip


def _note(row: Mapping[str, Any], place: Place) -> str:
    note = str(row.get("note", ""))
    return place.say(note) if message_exists(note) else note
