"""General vouchers (ใบผ่านรายการบัญชีทั่วไป): an accountant writes the entry, the head of treasury approves and posts it."""

from typing import Any

from khlang.office.treasury import entries, facts
from khlang.office.treasury.lifecycle import GENERAL_VOUCHER
from khlang.office.treasury.models import EntryLine
from khlang.office.treasury.schemas import RecordGeneralVoucher, SaveGeneralVoucher
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later, on_paper
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument

_DUTY = "general_voucher.prepare"


@command("general_voucher.save", schema=SaveGeneralVoucher)
def save_voucher(*, envelope: Envelope, data: SaveGeneralVoucher) -> Outcome:
    """Write a general voucher, or change its draft: balanced lines on posting accounts, each on one side.

    Refusals: those of `entries.checked`, date_in_future, document_not_found, move_not_allowed, duty_missing,
    stale_version.
    """
    day = not_later(day=data.document_date, today=envelope.today)
    entries.checked(lines=data.lines)
    total = entries.amount(lines=data.lines)
    if data.document_id is None:
        new = NewDocument(title=data.title, document_date=day, amount=total)
        rows = (Rows(EntryLine, entries.rows(document_id=new.id, lines=data.lines)),)
        return drafts.create(envelope=envelope, lifecycle=GENERAL_VOUCHER, new=new, duty=_DUTY, rows=rows)
    document = _get(data.document_id)
    if document.state == "draft":
        EntryLine.objects.filter(document_id=document.id).delete()
    return drafts.edit(
        envelope=envelope, lifecycle=GENERAL_VOUCHER, document=document, duty=_DUTY,
        changes={"title": data.title, "document_date": day, "amount": total},
        rows=(Rows(EntryLine, entries.rows(document_id=document.id, lines=data.lines)),),
    )  # fmt: skip


submit_voucher = moves.plain(GENERAL_VOUCHER, "submit", "Submit a voucher for approval.")
cancel_voucher = moves.plain(GENERAL_VOUCHER, "cancel", "Give a draft up.")
return_voucher = moves.plain(GENERAL_VOUCHER, "return", "Send a voucher back to its author, with the reason.")


@command("general_voucher.approve", schema=DocumentMove)
def approve_voucher(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve a voucher: it is posted today, numbered and sealed.

    Refusals: document_not_found, bank_account_closed (since it was written), own_approval and the others of the
    lifecycle, cash_insufficient, period_closed, stale_version.
    """
    document = _get(data.document_id)
    entries.require_open_banks(document_id=document.id)
    return spine.carry_out(
        envelope=envelope, lifecycle=GENERAL_VOUCHER, move="approve", document=document,
        facts=facts.entries(document_id=document.id),
    )  # fmt: skip


@command("general_voucher.record", schema=RecordGeneralVoucher, by_paper=True)
def record_voucher(*, envelope: Envelope, data: RecordGeneralVoucher) -> Outcome:
    """Record a general voucher that was written and approved by hand: it is posted today, numbered and sealed, and keeps the
    day of its paper (LAO-9, UNIT-6). Who approved the paper stands in the trail.

    Refusals: paper_required, date_in_future, those of `entries.checked`, cash_insufficient, bank_insufficient,
    period_closed.
    """
    paper = on_paper(envelope=envelope, document="general_voucher")
    entries.checked(lines=data.lines)
    new = NewDocument(title=data.title, document_date=paper.date, amount=entries.amount(lines=data.lines))
    return spine.carry_out(
        envelope=envelope, lifecycle=GENERAL_VOUCHER, move="record", new=new, facts=facts.written(lines=data.lines),
        rows=(Rows(EntryLine, entries.rows(document_id=new.id, lines=data.lines)),), reason=data.approved_by,
    )  # fmt: skip


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind="general_voucher")
