"""Personal data on the way to the page: masked where the table says so; what somebody from above was shown is written down.

Every cell of every list, page, file and report passes `shown`, so that no view has to remember it; `of` adds whose rows
they were; `keep` writes one line of the log when the page is done. A page whose reading cannot be written is not shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase

from khlang.faces.web import security
from khlang.platform.screens import Column
from khlang.spine.access import privacy
from khlang.standards.personal_data import masked, personal_kind, whole_places

if TYPE_CHECKING:
    from khlang.faces.web.place import Place

UNMASK, LOG = "personal.unmask", "personal.log_view"
_KEPT = "readings"
_PAPER = "paper"
_DONE = 400


@dataclass(slots=True)
class Reading:
    """What one request shows: the kinds of personal data, and the rows (parties, documents, people) they stand in."""

    kinds: set[str] = field(default_factory=set)
    subjects: set[int] = field(default_factory=set)


def _reading(place: "Place") -> Reading:
    found: Reading = place.memory.setdefault(_KEPT, Reading())
    return found


def shown(column: Column, value: Any, place: "Place") -> Any:
    """The value of a column as this person sees it: personal data of a masked kind without its middle."""
    kind = personal_kind(column.key, column.personal)
    if kind is None or not value:
        return value
    if place.actor.oversight:
        _reading(place).kinds.add(kind.key)
    hidden = kind.hidden(oversight=place.actor.oversight)
    return masked(kind, value) if hidden and isinstance(value, str) else value


def veils(key: str, value: Any, declared: str = "") -> bool:
    """Whether the value is one that nobody sees whole on a page: a person's number, not that of a juristic person."""
    kind = personal_kind(key, declared)
    if kind is None or not kind.hidden(oversight=False) or not isinstance(value, str) or not value:
        return False
    return "x" in masked(kind, value) and "x" not in value


def unmask_href(
    column: Column, value: Any, owner: str, entry_id: int, place: "Place", *, section: str = "", row: int = 0
) -> str:
    """Where the number can be had whole, "" when it is not masked or the person may not ask."""
    if not veils(column.key, value, column.personal) or not place.can(UNMASK):
        return ""
    found = f"/privacy/unmask/{owner}/{entry_id}/{column.key}/"
    return f"{found}?{urlencode({'section': section, 'row': row})}" if section else found


def entry(directory: str, values: Mapping[str, Any], entry_id: int, place: "Place") -> Mapping[str, Any]:
    """The values of an entry of a register as its form shows them: whole for those who keep it, else masked."""
    of((entry_id,), place)
    whole = whole_places().get(directory)
    seen = {key: shown(Column(key=key), value, place) for key, value in values.items()}
    return values if whole is not None and place.can(whole.duty) else seen


def of(subjects: Iterable[int], place: "Place") -> None:
    """Whose rows the page shows: noted for somebody from above only."""
    if place.actor.oversight:
        _reading(place).subjects.update(subjects)


def table(columns: Iterable[str], rows: Iterable[Any], place: "Place") -> None:
    """The columns of a report by their keys, and its rows: also when they go into a file without passing a page."""
    if place.actor.oversight:
        found = (personal_kind(key) for key in columns)
        _reading(place).kinds.update(kind.key for kind in found if kind)
        of((row.document_id for row in rows if row.document_id), place)


def paper(subject: int, place: "Place") -> None:
    """A printed document or a kept file, which names people whatever its columns are."""
    if place.actor.oversight:
        _reading(place).kinds.add(_PAPER)
        of((subject,), place)


def keep(request: HttpRequest, place: "Place", answer: HttpResponseBase) -> None:
    """Write down what somebody from above was shown by this answer: one line a request, none without personal data."""
    found: Reading | None = place.memory.get(_KEPT)
    if found is None or not found.kinds or answer.status_code >= _DONE:
        return
    privacy.record(
        reader=place.actor.id, reader_org=place.overseen_from.id, at=place.now, what=_page(request),
        subjects=sorted(found.subjects), address=security.client_address(request),
    )  # fmt: skip


def _page(request: HttpRequest) -> str:
    """The page by its name and what tells its kind: "documents:receipt", "report:withholding"."""
    match = request.resolver_match
    if match is None:
        return request.path
    words = [str(value) for name, value in match.kwargs.items() if name in ("kind", "key", "name", "form", "format")]
    return ":".join((match.view_name, *words))
