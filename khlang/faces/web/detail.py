"""The page of any document: its facts, the module's sections, its vouchers, its way, and what the person may do with it."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from khlang.bridges.reporting import prints
from khlang.faces.web import attachments, exports, meters, moves, pages, present
from khlang.faces.web.place import Place
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Screen, Section
from khlang.spine.access import queries as access
from khlang.spine.documents import lifecycles
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.standards import message_exists

_SEAL_SHOWN = 16
_FILE_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": exports.XLSX}
#: A longer text takes two columns of the particulars.
_NARROW = 36
#: A voucher with more lines (an ordinance) is folded.
_LINES_SHOWN = 40


def document_page(request: HttpRequest, kind: str, document_id: int) -> HttpResponse:
    """The page of one document."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    document = documents.get(document_id=document_id, kind=kind)
    page = {
        "title": _title(document, place), "group": pages.group_label(screen.menu, place),
        "parent": place.title(f"document.{kind}"), "parent_href": pages.list_href(kind),
        "state_label": place.say(f"state.{kind}.{document.state}"), "state_tone": present.tone(document.state),
        "facts": facts(document, place), "sections": [_section(each, document_id, place) for each in screen.sections],
        "vouchers": [_voucher(each, place) for each in ledger.vouchers_of(document_id=document_id)],
        "expected": present.books(screen.expects(document_id), place) if screen.expects else (),
        "way": way(document, place), "moves": moves.buttons(screen, document, place), "prints": _prints(screen, document, place),
        "files": _files(screen, document, place),
        "edit_href": _edit_href(screen, document), "help": place.say(screen.help) if screen.help else "",
        "attachments": attachments.of(document, place), "attach_href": attachments.add_href(document, place),
        "command_id": str(uuid4()),
    }  # fmt: skip
    return render(request, "web/detail.html", {"page": page})


def document_print(request: HttpRequest, kind: str, document_id: int, form: str) -> HttpResponse:
    """The document as PDF."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.screen_of(kind, place)
    document = documents.get(document_id=document_id, kind=kind)
    if form not in prints.forms(kind=document.kind, channel=document.channel):
        raise Http404(form)
    return pdf(
        *prints.print_document(document_id=document_id, form=form, printed_at=place.now, printed_by=place.actor.name)
    )


def document_file(request: HttpRequest, kind: str, document_id: int, key: str) -> HttpResponse:
    """A file made of the document, to be saved."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    document = documents.get(document_id=document_id, kind=kind)
    made = next((each for each in screen.files if each.key == key), None)
    if made is None or not made.offered(state=document.state, channel=document.channel):
        raise Http404(key)
    answer = HttpResponse(made.content(document_id), content_type=_FILE_TYPES[made.name.rpartition(".")[2]])
    name = f"{(document.number or str(document.id)).replace('/', '-')}-{made.name}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def pdf(name: str, content: bytes) -> HttpResponse:
    """A printed document, shown in the browser's own viewer."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


def facts(document: Any, place: Place) -> list[present.Fact]:
    """The particulars that every document has."""
    names = access.names(person_ids={document.created_by_id})
    pairs = [
        ("number", document.number or place.say("web.no_number"), False),
        ("document_date", present.day(document.document_date, place, style="long"), False),
        ("posting_date", present.day(document.posting_date, place, style="long"), False),
        ("amount", present.money.format_baht(document.amount) if document.amount else "", False),
        ("party_name", document.party_name, True),
        ("channel", place.say(f"channel.{document.channel}") if document.channel else "", False),
        ("created_by", names.get(document.created_by_id, ""), False),
        ("title", document.title, True),
    ]
    if document.origin != "online":
        pairs.append(("origin", place.say(f"origin.{document.origin}"), False))
    if document.paper_number:
        pairs.append(("paper_number", f"{document.paper_book}/{document.paper_number}", False))
        pairs.append(("paper_date", present.day(document.paper_date, place), False))
    return [
        present.Fact(label=_label(key, document.kind, place), text=text, wide=wide) for key, text, wide in pairs if text
    ]


def _label(key: str, kind: str, place: Place) -> str:
    """The name of a particular; a kind may have its own (who hands money over is no payer)."""
    own = f"field.{kind}.{key}"
    return place.say(own if message_exists(own) else f"field.{key}")


def way(document: Any, place: Place) -> list[Mapping[str, Any]]:
    """Who did what when, with the reason and the link of the trail."""
    declared = lifecycles.get(document.kind)
    steps: list[Mapping[str, Any]] = []
    for step in documents.trail(document_id=document.id):
        move = declared.move(step.move)
        steps.append(
            {
                "title": place.say(f"move.{document.kind}.{step.move}"), "actor": step.actor_name,
                "at": present.instant(step.at, place), "reason": step.reason, "seal": step.digest[:_SEAL_SHOWN],
                "undone": bool(move and (move.undoes or move.reason_required)),
            }
        )  # fmt: skip
    return steps


def _title(document: Any, place: Place) -> str:
    return f"{place.title(f'document.{document.kind}')} {document.number or place.say('web.draft')}"


def _section(declared: Section, document_id: int, place: Place) -> Mapping[str, Any]:
    label = place.say(declared.label or f"section.{declared.key}")
    rows = list(declared.rows(document_id))
    if declared.meter:
        return {"label": label, "meters": [meters.drawn(declared.meter, row, place) for row in rows]}
    if declared.pairs:
        row = rows[0] if rows else {}
        shown = [(column, present.text(column, row.get(column.key), place)) for column in declared.columns]
        pairs = [
            present.Fact(label=present.column_label(column, place), text=text, wide=len(text) > _NARROW)
            for column, text in shown
            if text
        ]
        return {"label": label, "pairs": pairs}
    sums = {column.key: sum(row.get(column.key) or 0 for row in rows) for column in declared.columns if column.total}
    grid = present.Grid(
        label=label, empty=place.say("web.empty"), totals=present.totals(declared.columns, sums, place) if rows else (),
        columns=[
            present.Head(label=present.column_label(column, place), css="num" if column.kind in ("money", "number") else "")
            for column in declared.columns
        ],
        rows=[_row(declared, row, place) for row in rows],
    )  # fmt: skip
    return {"label": label, "table": grid}


def _row(declared: Section, row: Mapping[str, Any], place: Place) -> Mapping[str, Any]:
    href = pages.document_href(row["href_kind"], row["href_id"]) if row.get("href_id") else ""
    kind = row.get("href_kind", "")
    return {
        "href": "",
        "cells": [
            present.cell(column, row.get(column.key), place, kind=kind, href=href) for column in declared.columns
        ],
    }


def _voucher(voucher: Any, place: Place) -> Mapping[str, Any]:
    lines = ledger.lines_of_voucher(voucher_id=voucher.id)
    return {
        "folded": place.say("web.entries", count=f"{len(lines):,}") if len(lines) > _LINES_SHOWN else "",
        "title": " ".join(filter(None, (place.say(f"voucher.{voucher.kind}"), voucher.number))),
        "href": f"/vouchers/{voucher.id}/" if pages.may_see("accounting", place) else "",
        "books": present.books(lines, place),
    }


def _files(screen: Screen, document: Any, place: Place) -> list[Mapping[str, str]]:
    base = pages.document_href(document.kind, document.id)
    return [
        {"href": f"{base}file/{each.key}/", "label": place.say(each.label)}
        for each in screen.files
        if each.offered(state=document.state, channel=document.channel)
    ]


def _prints(screen: Screen, document: Any, place: Place) -> list[Mapping[str, str]]:
    base = pages.document_href(document.kind, document.id)
    labels = {each.form: each.label for each in screen.prints}
    return [
        {"href": f"{base}print/{form}/", "label": place.say(labels.get(form, "action.print"))}
        for form in prints.forms(kind=document.kind, channel=document.channel)
    ]


def _edit_href(screen: Screen, document: Any) -> str:
    own = pages.OWN_PAGES.get(document.kind)
    editable = (own or screen.edit in COMMANDS) and pages.may_be_written(document)
    if own and editable:
        return own[1].format(id=document.id)
    return f"{pages.document_href(document.kind, document.id)}edit/" if editable else ""
