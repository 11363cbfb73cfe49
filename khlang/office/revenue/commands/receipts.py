"""Receipts: drafted, issued, voided on their day; money already in the bank received and posted in one step."""

from dataclasses import replace
from typing import Any, TypeVar

from khlang.core.posting import AccountRef
from khlang.core.refusal import Refusal, Refusals
from khlang.office.banking import queries as banking
from khlang.office.revenue import entry, facts, paying_tax, queries
from khlang.office.revenue.lifecycle import RECEIPT
from khlang.office.revenue.models import Receipt, ReceiptLine, RemittedReceipt
from khlang.office.revenue.schemas import IssueReceipt, ReceiptInput, ReceiveTransfer, SaveReceipt, VoidReceipt
from khlang.office.taxpayers import acts as taxpayers
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import NewDocument
from khlang.spine.parties import queries as parties

Typed = TypeVar("Typed", ReceiptInput, ReceiveTransfer)


def _compose(
    envelope: Envelope, data: ReceiptInput, *, document_id: int | None, issuing: bool
) -> tuple[NewDocument, tuple[Rows, ...]]:
    """The document and its rows from what was typed; raises the refusals of `entry` and party_not_found."""
    day = entry.document_date(data=data, today=envelope.today)
    entered = entry.lines(typed=data.lines, on=day)
    into = entry.money(data=data)
    printed = entry.book(data=data, collector_id=envelope.actor.id, document_id=document_id)
    data = _with_register(data)
    new = NewDocument(
        title=entry.title(entered), document_date=day, amount=sum(line.amount for line in entered),
        party_id=data.payer_id, party_name=data.payer_name, channel=data.channel,
    )  # fmt: skip
    if document_id is not None:
        new = replace(new, id=document_id)
    row = entry.receipt_row(
        data=data, document_id=new.id, collector_id=envelope.actor.id, into=into, printed=printed,
        issued_on=envelope.today if issuing else None,
    )  # fmt: skip
    return new, (Rows(Receipt, [row]), Rows(ReceiptLine, entry.line_rows(document_id=new.id, entered=entered)))


def _with_register(data: Typed) -> Typed:
    """What the register of payers knows of the chosen one and was not typed: number and address."""
    if data.payer_id is None:
        return data
    party = parties.get(party_id=data.payer_id)
    known = {
        "payer_number": data.payer_number or party.national_number,
        "payer_address": data.payer_address or party.address[:250],
    }  # fmt: skip
    return data.model_copy(update=known)


def _own_draft(envelope: Envelope, document_id: int) -> Any:
    """The draft is there, is a receipt and belongs to the actor; its detail rows make room for the new ones."""
    draft = documents.get(document_id=document_id, kind="receipt")
    if draft.state == "draft":
        if draft.created_by_id != envelope.actor.id:
            raise Refusal("receipt_of_another_collector", number=draft.title)
        Receipt.objects.filter(document_id=document_id).delete()
        ReceiptLine.objects.filter(document_id=document_id).delete()
    return draft


def _changes(new: NewDocument) -> dict[str, Any]:
    return {
        name: getattr(new, name)
        for name in ("title", "amount", "document_date", "party_id", "party_name", "channel")
    }  # fmt: skip


@command("receipt.save", schema=SaveReceipt)
def save(*, envelope: Envelope, data: SaveReceipt) -> Outcome:
    """Keep a receipt as a draft: no number, no money; it can be edited until it is issued.

    Refusals: those of `entry`, party_not_found, assessment_not_found, receipt_of_another_collector, move_not_allowed,
    duty_missing, stale_version.
    """
    paying_tax.require_known(lines=data.lines)
    if data.document_id is None:
        new, rows = _compose(envelope, data, document_id=None, issuing=False)
        return drafts.create(envelope=envelope, lifecycle=RECEIPT, new=new, duty="receipt.issue", rows=rows)
    draft = _own_draft(envelope, data.document_id)
    new, rows = _compose(envelope, data, document_id=draft.id, issuing=False)
    return drafts.edit(
        envelope=envelope, lifecycle=RECEIPT, document=draft, duty="receipt.issue", changes=_changes(new), rows=rows
    )


@command("receipt.issue", schema=IssueReceipt)
def issue(*, envelope: Envelope, data: IssueReceipt) -> Outcome:
    """Issue a receipt: it gets its official number and the payer his copy; the money is the collector's to remit.

    Lines that name an assessment pay it, as of the day of the receipt. Refusals: those of `entry` and of
    `taxpayers.acts.pay`, party_not_found, receipt_of_another_collector, move_not_allowed, duty_missing,
    stale_version.
    """
    if data.document_id is None:
        _require_content(data)
        new, rows = _compose(envelope, data, document_id=None, issuing=True)
        return paying_tax.carry_out(
            envelope=envelope,
            lines=data.lines,
            on=new.document_date,
            lifecycle=RECEIPT,
            move="issue",
            new=new,
            rows=rows,
        )
    typed = data if data.lines else _as_it_stands(data.document_id)
    _require_content(typed)
    draft = _own_draft(envelope, data.document_id)
    new, rows = _compose(envelope, typed, document_id=draft.id, issuing=True)
    return paying_tax.carry_out(
        envelope=envelope, lines=typed.lines, on=new.document_date, lifecycle=RECEIPT, move="issue", document=draft,
        changes=_changes(new), rows=rows,
    )  # fmt: skip


def _require_content(data: ReceiptInput) -> None:
    missing = [name for name in ("payer_name", "lines") if not getattr(data, name)]
    if missing:
        raise Refusals(Refusal("field_required", field=name) for name in missing)


def _as_it_stands(document_id: int) -> ReceiptInput:
    """What was typed into a draft, to be checked anew on the day it is issued."""
    return ReceiptInput.model_construct(**queries.typed(document_id=document_id))


@command("receipt.receive_transfer", schema=ReceiveTransfer, single_write=True)
def receive_transfer(*, envelope: Envelope, data: ReceiveTransfer) -> Outcome:
    """Receive money that is already in the bank and post it: one document, one receipt voucher, one write.

    Refusals: bank_account_unknown, bank_account_closed, revenue_item_unknown, revenue_item_ended, party_not_found,
    those of `taxpayers.acts.pay`, duty_missing and those of the ledger (period closed).
    """
    bank = banking.usable(code=data.bank_account)
    entered = entry.lines(typed=data.lines, on=envelope.today)
    data = _with_register(data)
    new = NewDocument(
        title=data.title or entry.title(entered), document_date=envelope.today,
        amount=sum(line.amount for line in entered), party_id=data.payer_id, party_name=data.payer_name,
        channel=data.channel,
    )  # fmt: skip
    row = {
        "document_id": new.id, "collector_id": envelope.actor.id, "issued_on": envelope.today, "channel": data.channel,
        "bank_account_id": bank.id, "money_account": bank.account, "money_sub": bank.code,
        **data.model_dump(include={"payer_number", "payer_address", "reference"}),
    }  # fmt: skip
    return paying_tax.carry_out(
        envelope=envelope, lines=data.lines, on=envelope.today, lifecycle=RECEIPT, move="receive", new=new,
        facts=facts.transfer(bank=AccountRef(bank.account, bank.code), lines=(line.share for line in entered)),
        rows=(Rows(Receipt, [row]), Rows(ReceiptLine, entry.line_rows(document_id=new.id, entered=entered))),
    )  # fmt: skip


@command("receipt.void", schema=VoidReceipt)
def void(*, envelope: Envelope, data: VoidReceipt) -> Outcome:
    """Cancel a receipt on the day it was issued, before it is on a remittance slip (spec 3.6); the number stays used.

    Refusals: document_not_found, receipt_void_after_remittance, receipt_void_after_day, and those of the lifecycle
    (reason_required, own_approval, duty_missing).
    """
    document = documents.get(document_id=data.document_id, kind="receipt")
    on_slip = RemittedReceipt.objects.filter(receipt_id=document.id).exists()
    if on_slip or document.state in ("remitted", "posted"):
        raise Refusal("receipt_void_after_remittance", number=document.number)
    if document.state == "issued":
        issued_on = Receipt.objects.values_list("issued_on", flat=True).get(document_id=document.id)
        if issued_on != envelope.today:
            raise Refusal("receipt_void_after_day", number=document.number)
    outcome = spine.carry_out(envelope=envelope, lifecycle=RECEIPT, move="void", document=document, reason=data.reason)
    taxpayers.undo(envelope=envelope, receipt_id=document.id)
    return outcome
