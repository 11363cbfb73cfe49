"""Flowcharts of the guide as steps: a straight line of boxes becomes an ordered list that everybody can read, also aloud.

The text stays the notation that code forges draw (`flowchart LR` with `A[one] --> B[two]`); a drawing that is no straight line is
refused while the chapter is read, so that no reader ever sees half of one (a test reads every chapter).
"""

import re
from html import escape
from typing import Final

_HEAD: Final = re.compile(r"flowchart (?:LR|TD|TB)")
_BOX: Final = re.compile(r"(\w+)(?:\[([^\]]+)\])?")
_BREAK: Final = re.compile(r"<br\s*/?>")


class NotDrawable(ValueError):
    """A flowchart that is no straight line of boxes, each with its words."""


def boxes(source: str) -> tuple[tuple[str, ...], ...]:
    """The boxes of a straight flowchart in their order, each as its lines. Raises NotDrawable for anything else."""
    head, *body = [line.strip() for line in source.splitlines() if line.strip()] or [""]
    if not _HEAD.fullmatch(head) or not body:
        raise NotDrawable(head)
    words: dict[str, str] = {}
    way: list[str] = []
    for line in body:
        names = [_box(part, words) for part in line.split("-->")]
        if way and names[0] != way[-1]:
            raise NotDrawable(line)
        way += names[1:] if way else names
    if len(way) < 2 or len(set(way)) != len(way) or set(way) != set(words):
        raise NotDrawable(source)
    return tuple(tuple(part.strip() for part in _BREAK.split(words[name])) for name in way)


def _box(part: str, words: dict[str, str]) -> str:
    """The name of a box; its words are kept when they stand here."""
    found = _BOX.fullmatch(part.strip())
    if found is None or (found[2] and found[1] in words):
        raise NotDrawable(part)
    if found[2]:
        words[found[1]] = found[2]
    return found[1]


def drawn(source: str) -> str:
    """The flowchart as HTML: an ordered list, the first line of each box its name, the rest who or what. Raises NotDrawable."""
    items = []
    for name, *rest in boxes(source):
        more = "".join(f"<span>{escape(line)}</span>" for line in rest)
        items.append(f"<li><b>{escape(name)}</b>{more}</li>")
    return f'<ol class="flow">{"".join(items)}</ol>\n'
