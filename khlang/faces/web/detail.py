"""The page of any document: its facts, the module's sections, its vouchers, its way, and what the person may do with it."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from khlang.bridges.reporting import prints
from khlang.faces.web import attachments, exports, moves, pages, papers, present, readings, sections
from khlang.faces.web.place import Place
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Column, Screen
from khlang.spine.access import queries as access
from khlang.spine.documents import lifecycles, remote
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger

_SEAL_SHOWN = 16
_FILE_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": exports.XLSX}
#: A voucher with more lines (an ordinance) is folded.
_LINES_SHOWN = 24
_PARTY = Column(key="party_name")


def document_page(request: HttpRequest, kind: str, document_id: int) -> HttpResponse:
    """The page of one document."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    document = documents.get(document_id=document_id, kind=kind)
    if screen.own_page:
        return redirect(screen.own_page.format(id=document_id))
    readings.of((document_id,), place)
    page = {
        "title": _title(document, place), "group": pages.group_label(screen.menu, place),
        "parent": place.title(f"document.{kind}"), "parent_href": pages.list_href(kind),
        "state_label": place.say(f"state.{kind}.{document.state}"), "state_tone": present.tone(document.state),
        "facts": facts(document, place, screen), "sections": sections.drawn(screen.sections, kind, document_id, place),
        "vouchers": [_voucher(each, place) for each in ledger.vouchers_of(document_id=document_id)],
        "to_come": {"books": present.books(screen.expects(document_id), place) if screen.expects else ()},
        "trail": papers.trail(document, place), "way": way(document, place),
        "moves": moves.buttons(screen, document, place), "prints": _prints(screen, document, place),
        "files": _files(screen, document, place),
        "edit_href": _edit_href(screen, document, place), "help": place.say(screen.help) if screen.help else "",
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
    readings.paper(document_id, place)
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
    readings.paper(document_id, place)
    answer = HttpResponse(made.content(document_id), content_type=_FILE_TYPES[made.name.rpartition(".")[2]])
    name = f"{(document.number or str(document.id)).replace('/', '-')}-{made.name}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def pdf(name: str, content: bytes) -> HttpResponse:
    """A printed document, shown in the browser's own viewer."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


def facts(document: Any, place: Place, screen: Screen) -> list[present.Fact]:
    """The particulars that every document has, both numbers where there are two; named as the list of the kind names them."""
    columns = {each.key: each for each in screen.columns}
    names = access.names(person_ids={document.created_by_id})
    pairs = [
        ("number", document.number or place.say("web.no_number"), False),
        ("request_number", document.request_number or "", False),
        ("document_date", present.day(document.document_date, place, style="long"), False),
        ("posting_date", present.day(document.posting_date, place, style="long"), False),
        ("amount", present.money.format_baht(document.amount) if document.amount else "", False),
        ("party_name", readings.shown(_PARTY, document.party_name, place), True),
        ("channel", _channel(document.channel, columns.get("channel"), place), False),
        ("created_by", names.get(document.created_by_id, ""), False),
        ("title", document.title, True),
    ]
    if document.origin != "online":
        pairs.append(("origin", place.say(f"origin.{document.origin}"), False))
    if document.paper_number:
        pairs.append(("paper_number", f"{document.paper_book}/{document.paper_number}", False))
        pairs.append(("paper_date", present.day(document.paper_date, place), False))
    return [
        present.Fact(label=present.label_of(key, document.kind, columns.get(key), place), text=text, wide=wide)
        for key, text, wide in pairs
        if text
    ]


def _channel(value: str, column: Column | None, place: Place) -> str:
    prefix = (column.prefix if column else "") or "channel"
    return place.say(f"{prefix}.{value}") if value else ""


def way(document: Any, place: Place) -> list[Mapping[str, Any]]:
    """Who did what when, with the reason and the link of the trail."""
    declared = lifecycles.get(document.kind)
    steps: list[Mapping[str, Any]] = []
    taken = documents.trail(document_id=document.id)
    offices = remote.offices(steps=taken, lang=place.lang)
    for step in taken:
        move = declared.move(step.move)
        steps.append(
            {
                "title": place.say(f"move.{document.kind}.{step.move}"), "actor": step.actor_name,
                "at": present.instant(step.at, place), "reason": step.reason, "seal": step.digest[:_SEAL_SHOWN],
                "remote": place.say("remote.badge", office=offices[step.sequence]) if step.sequence in offices else "",
                "undone": bool(move and (move.undoes or move.reason_required)),
            }
        )  # fmt: skip
    return steps


def _title(document: Any, place: Place) -> str:
    return f"{place.title(f'document.{document.kind}')} {document.number or place.say('web.draft')}"


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


def _edit_href(screen: Screen, document: Any, place: Place) -> str:
    own = pages.OWN_PAGES.get(document.kind)
    editable = (own or screen.edit in COMMANDS) and pages.may_be_written(document) and pages.may_write(screen, place)
    if own and editable:
        return own[1].format(id=document.id)
    return f"{pages.document_href(document.kind, document.id)}edit/" if editable else ""
