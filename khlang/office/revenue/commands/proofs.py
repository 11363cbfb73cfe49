"""Proofs of receipt (หลักฐานการรับเงิน): receipts that were written by hand, entered when the system is back (LAO-2.1)."""

from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.revenue import entry, paying_tax, totals
from khlang.office.revenue.lifecycle import PROOF_OF_RECEIPT
from khlang.office.revenue.models import Receipt, ReceiptLine, RemittedReceipt
from khlang.office.revenue.schemas import CorrectProof, RecordProof
from khlang.platform.commands import Envelope, Outcome, Paper, command
from khlang.platform.conditions import on_paper
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import NewDocument
from khlang.spine.parties import queries as parties


@command("proof_of_receipt.record", schema=RecordProof, single_write=True, by_paper=True)
def record_proof(*, envelope: Envelope, data: RecordProof) -> Outcome:
    """Enter a receipt that was written by hand: a proof of receipt that cites its book, number and day (LAO-2.1, UNIT-1).

    The payer holds the handwritten receipt, so the system issues none. Amounts in satang; the day of the document is that
    of the paper, the number is drawn today.

    Refusals: paper_required, date_in_future, paper_number_taken, paper_total_differs, receipt_book_voided,
    receipt_book_returned, receipt_book_number_used, those of `entry.lines`, `entry.money` and `taxpayers.acts.pay`,
    duty_missing.
    """
    paper = on_paper(envelope=envelope, document=PROOF_OF_RECEIPT.document)
    new, rows = _compose(envelope, paper, data, None)
    return paying_tax.carry_out(
        envelope=envelope,
        lines=data.lines,
        on=paper.date,
        lifecycle=PROOF_OF_RECEIPT,
        move="record",
        new=new,
        rows=rows,
    )


@command("proof_of_receipt.correct", schema=CorrectProof, by_paper=True)
def correct_proof(*, envelope: Envelope, data: CorrectProof) -> Outcome:
    """Put a proof right that was read wrongly from its paper, before it stands on a slip: number and trail stay.

    Refusals: paper_required, document_not_found (no proof of this paper), receipt_already_remitted, and those of
    `record_proof`.
    """
    paper = on_paper(envelope=envelope, document=PROOF_OF_RECEIPT.document, move="correct")
    found = documents.by_paper(
        series=paper.series, book=paper.book, number=paper.number, kind=PROOF_OF_RECEIPT.document
    )
    if found is None:
        raise Refusal("document_not_found")
    if RemittedReceipt.objects.filter(receipt_id=found.id).exists():
        raise Refusal("receipt_already_remitted", number=found.number)
    new, rows = _compose(envelope, paper, data, found.id)
    Receipt.objects.filter(document_id=found.id).delete()
    ReceiptLine.objects.filter(document_id=found.id).delete()
    changed = ("title", "amount", "document_date", "party_id", "party_name", "channel")
    return paying_tax.carry_out(
        envelope=envelope, lines=data.lines, on=paper.date, again=True, lifecycle=PROOF_OF_RECEIPT,
        move="correct", document=found, reason=data.reason, changes={name: getattr(new, name) for name in changed},
        rows=rows,
    )  # fmt: skip


def _compose(
    envelope: Envelope, paper: Paper, data: RecordProof, document_id: int | None
) -> tuple[NewDocument, tuple[Rows, ...]]:
    """The document and its rows from what was read: the items that were in use on the day of the paper."""
    entered = entry.lines(typed=data.lines, on=paper.date)
    amount = sum(line.amount for line in entered)
    totals.require_same(paper={"total": data.total}, system={"total": amount})
    into = entry.money(data=data)
    printed = entry.registered(book_no=paper.book, number=data.book_number, on=paper.date, document_id=document_id)
    values: dict[str, Any] = {
        "title": entry.title(entered), "document_date": paper.date, "amount": amount, "party_id": _payer(data),
        "party_name": data.payer_name, "channel": data.channel,
    }  # fmt: skip
    new = NewDocument(**values) if document_id is None else NewDocument(**values, id=document_id)
    row = entry.receipt_row(
        data=data, document_id=new.id, collector_id=data.collector_id or envelope.actor.id, into=into, printed=printed,
        issued_on=envelope.today,
    )  # fmt: skip
    return new, (Rows(Receipt, [row]), Rows(ReceiptLine, entry.line_rows(document_id=new.id, entered=entered)))


def _payer(data: RecordProof) -> int | None:
    """The payer in the register: the one chosen, or whoever has the number that the paper says."""
    if data.payer_id is not None or not data.payer_number:
        return data.payer_id
    found = parties.by_numbers(numbers=(data.payer_number,)).get(data.payer_number)
    return None if found is None else found.id
