"""Drafts of dika of every kind: written, changed, written again after they were returned, given up."""

from collections.abc import Sequence
from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.disbursement import composing, payees
from khlang.office.disbursement.composing import Composed
from khlang.office.disbursement.lifecycle import DIKA
from khlang.office.disbursement.models import Claim, Dika, DikaDeduction, DikaLine, DikaPayee
from khlang.office.disbursement.schemas import PrepareDika
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument

DUTY = "dika.prepare"
#: States in which a dika may be written anew.
EDITABLE = ("draft", "returned")


@command("dika.prepare", schema=PrepareDika)
def prepare_dika(*, envelope: Envelope, data: PrepareDika) -> Outcome:
    """Write a dika of any kind, or change a draft or a returned one; its number of the division and of the treasury stay.

    A dika with many payees keeps them: its lines and deductions are theirs, and typed ones must amount to the same.

    Refusals: those of `composing.compose`, payees_total_differs, document_not_found, move_not_allowed, duty_missing,
    stale_version.
    """
    document = existing(document_id=data.document_id)
    dika = composing.compose(data=with_lines_of_payees(data=data), document_id=data.document_id, today=envelope.today)
    if document is not None and dika.kind.payee == "many":
        payees.require_totals(document_id=document.id, lines=dika.lines, deductions=dika.deductions)
    return save(envelope=envelope, document=document, dika=dika)


def existing(*, document_id: int | None) -> Any:
    """The dika that is changed, or None for a new one. Refusals: document_not_found, move_not_allowed (not editable)."""
    if document_id is None:
        return None
    document = documents.get(document_id=document_id, kind="dika")
    if document.state not in EDITABLE:
        raise Refusal("move_not_allowed", document="dika", state=document.state, move="edit")
    return document


def with_lines_of_payees(*, data: PrepareDika) -> PrepareDika:
    """The input with the lines and deductions that the kept payees add up to, when it names none itself."""
    if data.document_id is None or data.lines or not DikaPayee.objects.filter(document_id=data.document_id).exists():
        return data
    lines, deductions = payees.typed_lines(document_id=data.document_id)
    return data.model_copy(update={"lines": lines, "deductions": data.deductions or deductions})


def save(
    *, envelope: Envelope, document: Any, dika: Composed, people: Sequence[dict[str, Any]] | None = None
) -> Outcome:
    """Keep a composed dika: a new draft, or in place of what `document` held. `people` are rows of its payees; None keeps
    those that are there.

    Refusals: duty_missing, stale_version, move_not_allowed; dika_claimed_before and invoice_duplicate when somebody was
    quicker.
    """
    if document is None:
        new = NewDocument(
            title=dika.title, document_date=dika.document_date, amount=dika.gross, division_id=dika.division_id,
            party_id=dika.payee.id if dika.payee else None, party_name=dika.payee_name, channel=dika.kind.code,
        )  # fmt: skip
        rows = (*composing.rows(document_id=new.id, dika=dika), *_people(new.id, people))
        return drafts.create(envelope=envelope, lifecycle=DIKA, new=new, duty=DUTY, rows=rows)
    for model in (Dika, DikaLine, DikaDeduction, Claim):
        model.objects.filter(document_id=document.id).delete()
    if people is not None or dika.kind.payee != "many":
        DikaPayee.objects.filter(document_id=document.id).delete()
    return drafts.edit(
        envelope=envelope, lifecycle=DIKA, document=document, duty=DUTY, states=EDITABLE,
        changes={
            "title": dika.title, "document_date": dika.document_date, "amount": dika.gross,
            "division_id": dika.division_id, "party_id": dika.payee.id if dika.payee else None,
            "party_name": dika.payee_name, "channel": dika.kind.code,
        },
        rows=(*composing.rows(document_id=document.id, dika=dika), *_people(document.id, people)),
    )  # fmt: skip


def _people(document_id: int, people: Sequence[dict[str, Any]] | None) -> tuple[Rows, ...]:
    return (Rows(DikaPayee, [{"document_id": document_id, **row} for row in people]),) if people else ()


@command("dika.cancel", schema=DocumentMoveWithReason)
def cancel_dika(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give a draft or a returned dika up; what it paid may be asked for by another. Refusals: those of the lifecycle."""
    document = documents.get(document_id=data.document_id, kind="dika")
    outcome = spine.carry_out(envelope=envelope, lifecycle=DIKA, move="cancel", document=document, reason=data.reason)
    let_go(document_id=document.id)
    return outcome


def let_go(*, document_id: int) -> None:
    """A dika that ends unpaid no longer claims its document nor its invoice."""
    Claim.objects.filter(document_id=document_id).delete()
    Dika.objects.filter(document_id=document_id).update(live=False)
