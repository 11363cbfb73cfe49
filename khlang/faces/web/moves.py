"""The moves of a document: buttons, dialog with reason and particulars, preview of the exact voucher, carrying out."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.lifecycle import Move
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, forms, pages, present
from khlang.faces.web.place import Place
from khlang.faces.web.shape import Slot, slots
from khlang.platform.commands import COMMANDS, Command, offered
from khlang.platform.screens import Field, Screen
from khlang.spine.documents import lifecycles
from khlang.spine.documents import queries as documents

_ICONS = {
    "submit": "send", "approve": "circle-check", "post": "circle-check", "issue": "receipt-text", "receive": "hand-coins",
    "void": "ban", "cancel": "ban", "return": "undo-2", "promulgate": "megaphone", "confirm": "circle-check", "sign": "signature",
}  # fmt: skip
_UNDOING = ("void", "cancel", "return", "reverse", "terminate", "withdraw", "forfeit")


def buttons(screen: Screen, document: Any, place: Place) -> list[Mapping[str, str]]:
    """The buttons of what this person could do with the document now; the one that goes forward stands last and is filled."""
    base = pages.document_href(document.kind, document.id)
    found = [
        move
        for move in documents.available_moves(document=document, actor=place.actor)
        if command_of(screen, move.name)
    ]
    found.sort(key=lambda move: not _undoes(move))
    return [
        {
            "name": move.name, "href": f"{base}{move.name}/", "label": place.say(f"move.{document.kind}.{move.name}"),
            "icon": icon(move), "css": "btn-plain text-error" if _undoes(move) else "btn-primary",
        }
        for move in found
    ]  # fmt: skip


def command_of(screen: Screen, move: str) -> Command | None:
    """The command that carries out a move, or None when the move has no button of its own."""
    return offered(screen.moves.get(move, f"{screen.kind}.{move}"))


def icon(move: Move) -> str:
    """The icon of a move."""
    return _ICONS.get(move.name, "arrow-right")


def move_page(request: HttpRequest, kind: str, document_id: int, move: str) -> HttpResponse:
    """The dialog of a move (GET), and the move itself (POST)."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    declared, command = _declared(screen, kind, move)
    asked = _slots(screen, declared, command, document_id)
    if request.method != "POST":
        document = documents.get(document_id=document_id, kind=kind)
        return _dialog(request, screen, document, declared, command, asked, {}, None)
    values = forms.read(slots=asked, post=request.POST)
    try:
        outcome = command.run(
            envelope=place.envelope(request.POST), data={**values, screen.document_field: document_id}
        )
    except (Refusal, Refusals) as problem:
        document = documents.get(document_id=document_id, kind=kind)
        return _dialog(request, screen, document, declared, command, asked, values, problem)
    messages.success(request, _done(kind, declared, outcome, place), extra_tags="success")
    return _leave(request, pages.document_href(kind, document_id))


@require_POST
def preview(request: HttpRequest, kind: str, document_id: int, move: str) -> HttpResponse:
    """The voucher that the move would write: carried out and rolled back."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    declared, command = _declared(screen, kind, move)
    documents.get(document_id=document_id, kind=kind)
    values = forms.read(slots=_slots(screen, declared, command, document_id), post=request.POST)
    context: dict[str, Any] = {"voucher": {"books": []}, "problems": []}
    try:
        outcome = command.run(
            envelope=place.envelope(request.POST, dry_run=True), data={**values, screen.document_field: document_id}
        )
        context["voucher"] = {"books": present.books(outcome.lines, place)}
    except (Refusal, Refusals) as problem:
        context["problems"] = [errors.wording(each, place.lang) for each in errors.every(problem)]
    return render(request, "web/preview.html", context)


def _declared(screen: Screen, kind: str, move: str) -> tuple[Move, Command]:
    declared, command = lifecycles.get(kind).move(move), command_of(screen, move)
    if declared is None or command is None:
        raise Http404(move)
    return declared, command


def _slots(screen: Screen, move: Move, command: Command, document_id: int) -> tuple[Slot, ...]:
    """What the dialog asks for: the fields of the command but the document, the reason first among them."""
    fields = [
        replace(each, choices=partial(each.of, document_id)) if each.of else each
        for each in screen.move_fields.get(move.name, ())
    ]
    if "reason" not in {each.key for each in fields}:
        fields.append(Field(key="reason", widget="long", span=4))
    asked = slots(schema=command.schema, fields=fields, without=(screen.document_field,))
    if move.name in screen.move_fields or not _whole_document(screen, command):
        return asked
    return ()


def _whole_document(screen: Screen, command: Command) -> bool:
    """A command that can also take the whole document anew (issue a draft with what is given): as it stands it is enough."""
    create = COMMANDS.get(screen.create)
    shared = set(command.schema.model_fields) & set(create.schema.model_fields) if create else set()
    return len(shared - {screen.document_field, "reason", "title"}) > 2


def _dialog(
    request: HttpRequest, screen: Screen, document: Any, move: Move, command: Command, asked: tuple[Slot, ...],
    values: Mapping[str, Any], problem: Refusal | Refusals | None,
) -> HttpResponse:  # fmt: skip
    place: Place = request.place  # type: ignore[attr-defined]
    base = f"{pages.document_href(document.kind, document.id)}{move.name}/"
    form = forms.draw(
        slots=asked, place=place, owner=document.kind, values=values, problem=problem, fresh=problem is None
    )
    for box in form.plain:
        box.required = box.required or (box.name == "reason" and move.reason_required)
    label = place.say(f"move.{document.kind}.{move.name}")
    page = {
        "href": base, "title": label, "submit": label, "icon": icon(move), "form": form, "problems": form.problems,
        "css": "btn-error" if _undoes(move) else "btn-primary", "version": document.version, "command_id": _command_id(request),
        "note": " · ".join(filter(None, (document.number, document.party_name, document.title))),
        "preview_href": f"{base}preview/" if move.posts else "",
    }  # fmt: skip
    return render(request, "web/dialog.html", {"page": page}, status=422 if problem else 200)


def _command_id(request: HttpRequest) -> str:
    """The same id while one dialog is open, so that a second press carries nothing out twice."""
    return request.POST.get("command_id") or str(uuid4())


def _undoes(move: Move) -> bool:
    """A move that does not carry the document on is never the filled button."""
    return not move.advances or move.name in _UNDOING


def _done(kind: str, move: Move, outcome: Any, place: Place) -> str:
    what = " ".join(filter(None, (place.say(f"document.{kind}"), outcome.number)))
    done = place.say("web.done", move=place.say(f"move.{kind}.{move.name}"), what=what)
    return f"{done} {place.say('web.done_voucher', number=outcome.voucher_number)}" if outcome.voucher_number else done


def _leave(request: HttpRequest, href: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = href
        return answer
    return redirect(href)
