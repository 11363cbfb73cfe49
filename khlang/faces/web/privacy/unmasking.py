"""A masked number shown whole: once, to somebody with the duty, for a reason that is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import directories, errors, pages, readings
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.spine.access import commands
from khlang.spine.documents import queries as documents
from khlang.standards.personal_data import masked, personal_kind

_NAMES = ("name", "party_name", "payee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The number that is asked for: whose, where it stands, and the page to go back to."""

    what: str
    subject: int
    name: str
    number: str
    back: str


def unmask_page(request: HttpRequest, owner: str, entry_id: int, key: str) -> HttpResponse:
    """Ask for the reason; with a good one show the number in the answer to the form, and never again.

    Refusals: duty_missing, unmask_reason_required. What is not masked, or of another office, does not exist.
    """
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(readings.UNMASK):
        raise Refusal("duty_missing", duty=readings.UNMASK, move="unmask", document="personal")
    found = _in_directory(owner, entry_id, key, place) or _in_document(owner, entry_id, key, request.GET, place)
    kind = personal_kind(key)
    if found is None or kind is None or not readings.veils(key, found.number):
        raise Http404(key)
    page: dict[str, Any] = {
        "title": place.say("web.unmask.title"), "name": found.name, "masked": masked(kind, found.number), "back": found.back,
        "command_id": str(uuid4()), "href": request.get_full_path(), "reason": request.POST.get("reason", "")[:250],
    }  # fmt: skip
    if request.method != "POST":
        return _answer(request, page)
    try:
        data = {"what": found.what, "subject": found.subject, "reason": request.POST.get("reason", "")}
        outcome = commands.unmask(envelope=place.envelope(request.POST), data=data)
    except (Refusal, Refusals) as problem:
        page["problem"] = errors.wording(errors.every(problem)[0], place.lang)
        return _answer(request, page, status=422)
    if outcome.replayed:  # the same form once more, from the memory of the browser
        page["problem"] = place.say("web.unmask.shown_before")
        return _answer(request, page, status=422)
    page["number"] = found.number
    page["shown"] = place.say("web.unmask.shown", name=found.name)
    return _answer(request, page)


def _answer(request: HttpRequest, page: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    answer = render(request, "web/privacy/unmask.html", {"page": page}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _in_directory(owner: str, entry_id: int, key: str, place: Place) -> Target | None:
    """A number of an entry of a register, as its form would show it."""
    declared = screens.directory(key=owner)
    if declared is None or declared.values is None:
        return None
    directories.declared_for(owner, place)
    values = declared.values(entry_id)
    return _target(owner, entry_id, key, values, str(values.get("name", "")), f"/lists/{owner}/{entry_id}/")


def _in_document(kind: str, document_id: int, key: str, query: Any, place: Place) -> Target | None:
    """A number in a section of a document's page: the row that the link named."""
    screen = pages.screen_of(kind, place)
    document = documents.get(document_id=document_id, kind=kind)
    number = query.get("row", "0")
    at = int(number) if number.isdecimal() and len(number) < 7 else 0
    for section in screen.sections:
        if section.key != query.get("section") or not any(column.key == key for column in section.columns):
            continue
        rows = section.rows(document_id)
        if at < len(rows):
            name = next((str(rows[at][each]) for each in _NAMES if rows[at].get(each)), document.party_name)
            return _target(kind, document_id, key, rows[at], name, pages.document_href(kind, document_id))
    return None


def _target(owner: str, subject: int, key: str, row: Mapping[str, Any], name: str, back: str) -> Target:
    return Target(what=f"{owner}.{key}", subject=subject, name=name, number=str(row.get(key) or ""), back=back)
