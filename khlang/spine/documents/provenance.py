"""From which paper a document came: its columns, and what the trail says of it.

A step made from paper (and a document that carries the number of one) has one member more in its chained text, before the
instant: `[origin, outage, series, book, number, date]`. One taken from another office (the one above a small unit) has
`{"remote": its identifier}` there. Ordinary steps read as they always did.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from khlang.platform.commands import Envelope
from khlang.spine.documents.models import Document

_PAPER: Final = ("paper_series", "paper_book", "paper_number", "paper_date")
#: What an existing document takes over from the paper on which it was carried on.
COLUMNS: Final = frozenset({*_PAPER, "outage"})
#: Where the member stands in the chained text: after who did what, when and why (8) and what the document says (4).
_PLACE: Final = 12
_ONLINE: Final = ("online", None, "", "", "", None)


def of_new(envelope: Envelope, *, papered: bool) -> dict[str, Any]:
    """The paper's columns of a new document; the outage stands on every document that was entered for it."""
    paper = envelope.paper if papered else None
    return {
        "outage": None if envelope.origin == "online" else envelope.outage,
        "paper_series": paper.series if paper else "",
        "paper_book": paper.book if paper else "",
        "paper_number": paper.number if paper else "",
        "paper_date": paper.date.isoformat() if paper else None,
    }


def columns(envelope: Envelope, existing: Document) -> dict[str, Any]:
    """What an existing document is given when a paper carries it on; nothing when it has its paper already."""
    if envelope.paper is None or existing.paper_number:
        return {}
    return of_new(envelope, papered=True)


def of_step(envelope: Envelope) -> dict[str, Any]:
    """The columns of a trail step that was made from paper or from another office; those of an ordinary one are left to the
    database."""
    columns: dict[str, Any] = (
        {} if envelope.origin == "online" else {"origin": envelope.origin, "outage": envelope.outage}
    )
    return columns if envelope.actor.remote is None else {**columns, "remote": envelope.actor.remote}


def chained(envelope: Envelope, row: Mapping[str, Any]) -> list[Any]:
    """The members of the chained text for a step that writes `row`; none for an ordinary step."""
    remote = envelope.actor.remote
    return [*_source(envelope, row), *([] if remote is None else [{"remote": remote}])]


def _source(envelope: Envelope, row: Mapping[str, Any]) -> list[list[Any]]:
    if envelope.origin == "online" and not row.get("paper_number"):
        return []
    outage = None if envelope.origin == "online" else envelope.outage
    return [[envelope.origin, outage, *(row.get(name) or "" for name in _PAPER[:3]), row.get("paper_date")]]


def said(content: Sequence[Any]) -> tuple[Any, ...]:
    """What a step's chained text says of its source: (origin, outage, series, book, number, date)."""
    return next((tuple(each) for each in content[_PLACE:-1] if isinstance(each, list)), _ONLINE)


def remote(content: Sequence[Any]) -> int | None:
    """From which other office a step's chained text says that it was taken."""
    return next((each["remote"] for each in content[_PLACE:-1] if isinstance(each, dict)), None)


def after(before: tuple[Any, ...] | None, source: tuple[Any, ...]) -> tuple[Any, ...]:
    """The source of a document after one more step: that of its creation, and the first paper that it was given."""
    if before is None:
        return source
    return (before[0], *source[1:]) if source[4] and not before[4] else before


def stored(document: Document) -> tuple[Any, ...]:
    """The same as the row of the document has it."""
    day = document.paper_date.isoformat() if document.paper_date else None
    paper = (document.paper_series, document.paper_book, document.paper_number, day)
    return (document.origin, document.outage, *paper)
