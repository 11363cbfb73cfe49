"""Printing a document: which form, what it says, how it is marked, what the file is called."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from khlang.bridges.reporting.prints import entries, signing
from khlang.core.refusal import Refusal
from khlang.platform import screens
from khlang.spine.documents import letterhead, print_data, rendering
from khlang.spine.documents import queries as documents
from khlang.standards import message

_Printed = tuple[str, bytes]


def forms(*, kind: str, channel: str | None = None) -> tuple[str, ...]:
    """The forms on which documents of a kind can be printed, the usual one first; empty when there is none.

    With a channel, those for documents of that channel only.
    """
    prints = screens.screen(kind=kind).prints
    declared = tuple(each.form for each in prints if channel is None or channel in (each.channels or (channel,)))
    return declared or ((entries.PAPERS[kind][0],) if kind in entries.PAPERS else ())


def print_document(
    *, document_id: int, form: str = "", preview: bool = False, printed_at: datetime | None = None, printed_by: str = ""
) -> _Printed:
    """The file name and PDF of a document of the organisation in scope, on `form` or on the usual one of its kind.

    A document that has no number yet, or that its form is not meant for in its state, is marked ตัวอย่าง; a voided
    one ยกเลิก with who did it and why. One that was entered from paper names the paper.
    Refusals: document_not_found, print_unknown.
    """
    document = documents.get(document_id=document_id)
    wanted = form or next(iter(forms(kind=document.kind, channel=document.channel)), "")
    compose, states = _source(document.kind, wanted, document.channel)
    data = dict(compose(document_id))
    if preview or not document.number or (states and document.state not in states):
        data["mark"] = data.get("mark") or print_data.PREVIEW
    marks = letterhead.paper_marks(document=document)
    if marks:
        data["marks"] = [*data.get("marks", ()), *marks]
    if document.state in letterhead.VOID_STATES:
        data["mark"], data["mark_note"] = print_data.VOIDED, _why(document)
    name = (document.number or str(document.id)).replace("/", "-")
    return f"{document.kind}-{name}.pdf", _rendered(wanted, data, printed_at, printed_by)


def print_voucher(*, voucher_id: int, printed_at: datetime | None = None, printed_by: str = "") -> _Printed:
    """The file name and PDF of an official voucher. Refusal: document_not_found."""
    try:
        number, data = entries.voucher(voucher_id=voucher_id)
    except LookupError:
        raise Refusal("document_not_found") from None
    return f"{number.replace('/', '-')}.pdf", _rendered("voucher", data, printed_at, printed_by)


def _source(kind: str, form: str, channel: str) -> tuple[Callable[[int], Mapping[str, Any]], tuple[str, ...]]:
    """What composes the data of a form for a kind, and the states the form is meant for."""
    for declared in screens.screen(kind=kind).prints:
        if declared.form == form and channel in (declared.channels or (channel,)):
            return declared.data, declared.states
    own_form, compose = entries.PAPERS.get(kind, ("", None))
    if compose is None or form != own_form:
        raise Refusal("print_unknown", form=form)
    return compose, ()


def _why(document: Any) -> str:
    """Who voided the document, when, and the reason that was given."""
    steps = [step for step in documents.trail(document_id=document.id) if step.to_state == document.state]
    if not steps:
        return ""
    last = steps[-1]
    return message(
        "print.voided", name=last.actor_name, at=print_data.printing_time(instant=last.at), reason=last.reason
    )


def _rendered(form: str, data: Mapping[str, Any], printed_at: datetime | None, printed_by: str) -> bytes:
    content = dict(data)
    content["signatures"] = signing.completed(signatures=content.get("signatures"))
    if printed_at is not None:
        content |= {"printed_at": print_data.printing_time(instant=printed_at), "printed_by": printed_by}
    return rendering.render_pdf(form=form, data={key: value for key, value in content.items() if value is not None})
