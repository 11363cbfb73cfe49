"""Clearings of advances: vouchers and money that the borrower brings, approved and posted by another officer."""

from typing import Any

from django.db.models import F

from khlang.office.advances import facts, settling
from khlang.office.advances.lifecycle import ADVANCE, ADVANCE_CLEARING
from khlang.office.advances.models import Advance, AdvanceClearing, ClearingVoucher
from khlang.office.advances.schemas import SaveClearing
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message
from khlang.standards.advance_kinds import advance_kind

_DUTY = "advance_clearing.prepare"


@command("advance_clearing.save", schema=SaveClearing)
def save_clearing(*, envelope: Envelope, data: SaveClearing) -> Outcome:
    """Take in what the borrower brings (ใบส่งใช้เงินยืม), or change the draft; several clearings may clear one advance.

    Refusals: date_in_future, document_not_found, advance_not_outstanding, those of `settling` for vouchers, sums and
    receipt; move_not_allowed, duty_missing, stale_version.
    """
    day = not_later(day=data.document_date, today=envelope.today, field="document_date")
    advance, row = settling.outstanding(advance_id=data.advance_id)
    kind = advance_kind(row.kind, on=advance.document_date)
    accounts = settling.accounts(lines=data.lines, advance=row, kind=kind)
    spent = sum(line.amount for line in data.lines)
    settling.within(advance=row, spent=spent, returned=data.returned)
    receipt = settling.receipt_of(data=data, advance=row)
    number = advance.number or row.original_number
    changes = {
        "title": data.title or message("advance_clearing.title", number=number), "amount": spent + data.returned,
        "document_date": day, "party_id": advance.party_id, "party_name": advance.party_name,
        "division_id": advance.division_id,
    }  # fmt: skip
    fields = {
        "advance_id": advance.id, "spent": spent, "returned": data.returned, "receipt_id": receipt.id if receipt else None
    }  # fmt: skip
    if data.document_id is None:
        new = NewDocument(**changes)
        rows = _rows(new.id, fields, data, accounts)
        return drafts.create(envelope=envelope, lifecycle=ADVANCE_CLEARING, new=new, duty=_DUTY, rows=rows)
    document = _get(data.document_id)
    if document.state == "draft":
        ClearingVoucher.objects.filter(document_id=document.id).delete()
        AdvanceClearing.objects.filter(document_id=document.id).delete()
    return drafts.edit(
        envelope=envelope, lifecycle=ADVANCE_CLEARING, document=document, duty=_DUTY, changes=changes,
        rows=_rows(document.id, fields, data, accounts),
    )  # fmt: skip


def _rows(document_id: int, fields: dict[str, Any], data: SaveClearing, accounts: tuple[str, ...]) -> tuple[Rows, ...]:
    vouchers = [
        {"document_id": document_id, "position": position, **line.model_dump(), "account": account}
        for position, (line, account) in enumerate(zip(data.lines, accounts, strict=True), start=1)
    ]
    return Rows(AdvanceClearing, [{**fields, "document_id": document_id}]), Rows(ClearingVoucher, vouchers)


@command("advance_clearing.submit", schema=DocumentMove)
def submit_clearing(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Hand a clearing over for approval. Refusals: advance_not_outstanding, clearing_above_advance, those of the lifecycle."""
    document, row = _get(data.document_id), _row(data.document_id)
    _, advance = settling.outstanding(advance_id=row.advance_id)
    settling.within(advance=advance, spent=row.spent, returned=row.returned)
    return spine.carry_out(envelope=envelope, lifecycle=ADVANCE_CLEARING, move="submit", document=document)


@command("advance_clearing.cancel", schema=DocumentMoveWithReason)
def cancel_clearing(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give a draft up; its receipt may be cited by another clearing."""
    document = _get(data.document_id)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=ADVANCE_CLEARING, move="cancel", document=document, reason=data.reason
    )
    AdvanceClearing.objects.filter(document_id=document.id).update(live=False)
    return outcome


return_clearing = moves.plain(ADVANCE_CLEARING, "return", "Send a clearing back to its author, with the reason.")


@command("advance_clearing.approve", schema=DocumentMove)
def approve_clearing(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve a clearing: vouchers become expense, the budget is spent or given back, the debt falls; one write.

    The advance is cleared when nothing is owed any more. Refusals: document_not_found, advance_not_outstanding,
    clearing_above_advance (another clearing came first), clearing_receipt_void, clearing_receipt_not_posted,
    own_approval and the others of the lifecycle, period_closed, stale_version.
    """
    writes.hold(org=envelope.org)
    document, row = _get(data.document_id), _row(data.document_id)
    lent, advance = settling.outstanding(advance_id=row.advance_id)
    settling.within(advance=advance, spent=row.spent, returned=row.returned)
    settling.posted(receipt=row.receipt)
    vouchers = list(ClearingVoucher.objects.filter(document_id=document.id).order_by("position"))
    cleared = advance.spent + advance.returned + row.spent + row.returned == advance.amount
    acts = (
        spine.decide(
            envelope=envelope, lifecycle=ADVANCE_CLEARING, move="approve", document=document,
            facts=facts.clearing(row=row, advance=advance, vouchers=vouchers),
        ),
        spine.decide(
            envelope=envelope.unversioned(), lifecycle=ADVANCE, document=lent,
            move="settle" if cleared else "settle_part",
        ),
    )  # fmt: skip
    outcome = spine.write(envelope=envelope, acts=acts, rows=())[0]
    Advance.objects.filter(id=advance.id).update(
        spent=F("spent") + row.spent, returned=F("returned") + row.returned, open=not cleared
    )
    return outcome


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind=ADVANCE_CLEARING.document)


def _row(document_id: int) -> AdvanceClearing:
    found: AdvanceClearing = AdvanceClearing.objects.select_related("receipt").get(document_id=document_id)
    return found
