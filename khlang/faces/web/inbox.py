"""What waits for me: documents in a state from which this person's duties lead forward, by what there is to do; many of
one kind can be carried on together."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core.lifecycle import Move
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, moves, pages, present
from khlang.faces.web.authority import proposals
from khlang.faces.web.entrance import break_glass
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.platform.screens import Column
from khlang.spine.documents import lifecycles
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
#: What stands in the table of one kind.
OF_A_KIND = (
    Column(key="number", kind="link", phone="title"),
    Column(key="document_date", kind="date"),
    Column(key="party_name"),
    Column(key="title"),
    Column(key="amount", kind="money", phone="amount"),
)
#: No more are read for a page; the oldest come first.
LIMIT = 50
#: A command with no other inputs than these can be sent for many documents at once.
_ALONE = frozenset({"document_id", "reason"})


def waiting(place: Place) -> list[Any]:
    """The documents with their moves, oldest first; read once a page."""
    if "waiting" not in place.memory:
        place.memory["waiting"] = documents.waiting(actor=place.actor, limit=LIMIT)
    return list(place.memory["waiting"])


def count(place: Place) -> str:
    """How many documents, proposed roles and requests for an emergency way in wait, "" for none; when more wait than are read,
    that there are more."""
    papers = len(waiting(place))
    found = papers + len(proposals.waiting(place)) + len(break_glass.waiting(place))
    return f"{found}+" if papers >= LIMIT else str(found or "")


def grid(place: Place, *, limit: int = 50, columns: Sequence[Column] = COLUMNS) -> present.Grid:
    """The table of what waits."""
    rows = [document for document, _ in waiting(place)][:limit]
    return _grid(rows, columns, place)


def _grid(rows: Sequence[Any], columns: Sequence[Column], place: Place, kind: str = "") -> present.Grid:
    return present.Grid(
        label=place.say("web.menu.inbox"), empty=place.say("web.inbox_empty"),
        columns=[
            present.Head(label=present.head_label(column, kind, place), css="num" if column.kind == "money" else "")
            for column in columns
        ],
        rows=[
            {"id": each.id, "name": _name(each, place), "href": (href := pages.document_href(each.kind, each.id)),
             "cells": [present.cell(column, _shown(each, column.key), place,
                                    kind=each.kind if column.kind == "state" else "", href=href) for column in columns]}
            for each in rows
        ],
    )  # fmt: skip


def _shown(document: Any, key: str) -> Any:
    return document.number or document.request_number if key == "number" else getattr(document, key)


def _name(document: Any, place: Place) -> str:
    number = document.number or document.request_number or place.say("web.no_number")
    return f"{place.say(f'document.{document.kind}')} {number} {document.title}"


def inbox_page(request: HttpRequest) -> HttpResponse:
    """The page of what waits for the person, a table for each thing to do."""
    place: Place = request.place  # type: ignore[attr-defined]
    title = place.say("web.menu.inbox")
    return render(request, "web/inbox.html", {"title": title, "groups": groups(place), **beside(place)})


def beside(place: Place) -> Mapping[str, Any]:
    """What waits besides documents: how many proposed roles, and each request for an emergency way in."""
    return {
        "roles": len(proposals.waiting(place)),
        "emergencies": [break_glass.told(each, place) for each in break_glass.waiting(place)],
    }


def groups(place: Place) -> list[Mapping[str, Any]]:
    """What waits by kind of document and next move."""
    found: dict[tuple[str, str], list[Any]] = {}
    for document, possible in waiting(place):
        found.setdefault((document.kind, possible[0].name), []).append(document)
    return [
        {
            "kind": kind, "move": move, "title": place.title(f"document.{kind}"), "submit": _label(kind, move, place),
            "count": len(rows), "many": len(rows) > 1 and _together(kind, move) is not None,
            "table": _grid(rows, OF_A_KIND, place, kind),
        }
        for (kind, move), rows in found.items()
    ]  # fmt: skip


def together_page(request: HttpRequest, kind: str, move: str) -> HttpResponse:
    """The chosen documents with their total (first post), and carrying them on (second post, with the command id)."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.screen_of(kind, place)
    declared = _together(kind, move)
    if declared is None or request.method != "POST":
        raise Http404(move)
    wanted = [int(each) for each in request.POST.getlist("chosen") if each.isdecimal()]
    chosen = [document for document, _ in waiting(place) if document.id in wanted and document.kind == kind]
    page: dict[str, Any] = {
        "title": _label(kind, move, place), "kind": kind, "move": move, "icon": moves.icon(declared),
        "table": _grid(chosen, OF_A_KIND, place, kind), "command_id": str(uuid4()), "chosen": chosen,
        "total": present.money.format_baht(sum(document.amount for document in chosen)), "count": len(chosen),
    }  # fmt: skip
    if "command_id" not in request.POST:
        return render(request, "web/together.html", {"page": page})
    page["done"], page["problems"] = _carry_on(request, declared, kind, wanted)
    return render(request, "web/together_done.html", {"page": page}, status=422 if page["problems"] else 200)


def _carry_on(request: HttpRequest, declared: Move, kind: str, wanted: Sequence[int]) -> tuple[list[Any], list[Any]]:
    """Each document by itself: what is refused leaves the others carried on. The identity of each command follows from
    that of the page, so pressing twice does nothing twice."""
    place: Place = request.place  # type: ignore[attr-defined]
    command = moves.command_of(screens.screen(kind=kind), declared.name)
    papers = documents.get_many(document_ids=wanted)
    done, problems = [], []
    for document_id in wanted:
        document = papers.get(document_id)
        if command is None or document is None or document.kind != kind:
            continue
        line = {"name": _name(document, place), "href": pages.document_href(kind, document_id)}
        try:
            identity = str(uuid5(UUID(request.POST["command_id"]), str(document_id)))
            outcome = command.run(envelope=place.envelope({"command_id": identity}), data={"document_id": document_id})
            done.append({**line, "note": outcome.voucher_number or outcome.number or ""})
        except (Refusal, Refusals) as refused:
            notes = [errors.wording(each, place.lang) for each in errors.every(refused)]
            problems.append({**line, "note": " · ".join(notes)})
    return done, problems


def _together(kind: str, move: str) -> Move | None:
    """The move, when it can be made on many documents at once: it asks for nothing but the document."""
    if kind not in {each.document for each in lifecycles.everything()}:
        raise Http404(kind)
    declared = lifecycles.get(kind).move(move)
    command = moves.command_of(screens.screen(kind=kind), move)
    if declared is None or command is None or not declared.advances:
        return None
    return declared if set(command.schema.model_fields) <= _ALONE else None


def _label(kind: str, move: str, place: Place) -> str:
    return place.say(f"move.{kind}.{move}")
