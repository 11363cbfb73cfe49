"""Receipts that were posted and must be taken back: a reversing general voucher of today (spec 3.6)."""

from datetime import date

from khlang.core.calendar import fiscal_year
from khlang.core.posting import AccountRef
from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.revenue import facts, handing_on, relying
from khlang.office.revenue.lifecycle import RECEIPT_REVERSAL, receipt_lifecycle
from khlang.office.revenue.models import DEDUCTION, Receipt, ReceiptReversal, RemittedReceipt, SummarySlip
from khlang.office.revenue.schemas import CreateReversal
from khlang.office.taxpayers import acts as taxpayers
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message


@command("receipt_reversal.create", schema=CreateReversal)
def create_reversal(*, envelope: Envelope, data: CreateReversal) -> Outcome:
    """Ask for a posted receipt, or proof of receipt, to be reversed; it can be reversed once.

    Refusals: document_not_found, receipt_not_posted, receipt_reversed_before, receipt_from_deduction (no money came
    in with it), receipt_relied_on (refunded, clears an advance, secures a contract), bank_account_unknown,
    bank_account_closed, duty_missing.
    """
    receipt = handing_on.document(document_id=data.receipt_id)
    if receipt.state == "reversed" or ReceiptReversal.objects.filter(receipt_id=receipt.id).exists():
        raise Refusal("receipt_reversed_before", field="receipt_id", number=receipt.number)
    if receipt.state != "posted":
        raise Refusal("receipt_not_posted", field="receipt_id", number=receipt.number or receipt.title)
    if receipt.channel == DEDUCTION:
        raise Refusal("receipt_from_deduction", field="receipt_id", number=receipt.number)
    relying.require_free(receipt=receipt, field="receipt_id", but=(RECEIPT_REVERSAL.document,))
    money = _money(data.bank_account, receipt.id)
    new = NewDocument(
        title=message("receipt_reversal.title", number=receipt.number, reason=data.reason),
        document_date=envelope.today, amount=receipt.amount, party_id=receipt.party_id, party_name=receipt.party_name,
        channel=receipt.channel,
    )  # fmt: skip
    row = {
        "document_id": new.id, "receipt_id": receipt.id, "money_account": money.code, "money_sub": money.sub,
    }  # fmt: skip
    return drafts.create(
        envelope=envelope, lifecycle=RECEIPT_REVERSAL, new=new, duty="receipt_reversal.prepare",
        rows=(Rows(ReceiptReversal, [row]),), reason=data.reason,
    )  # fmt: skip


def _money(bank_account: str, receipt_id: int) -> AccountRef:
    """Where the money leaves: the bank account named, or where the receipt had put it."""
    if bank_account:
        bank = banking.usable(code=bank_account)
        return AccountRef(bank.account, bank.code)
    kept = Receipt.objects.get(document_id=receipt_id)
    if kept.bank_account_id:
        banking.usable(code=kept.money_sub)
    return AccountRef(kept.money_account, kept.money_sub)


@command("receipt_reversal.cancel", schema=DocumentMoveWithReason)
def cancel_reversal(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give the request up; the receipt stays posted."""
    document = documents.get(document_id=data.document_id, kind="receipt_reversal")
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=RECEIPT_REVERSAL, move="cancel", document=document, reason=data.reason
    )
    ReceiptReversal.objects.filter(document_id=document.id).delete()
    return outcome


@command("receipt_reversal.approve", schema=DocumentMove)
def approve_reversal(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve: a general voucher of today takes the receipt's lines back, the receipt is reversed.

    Revenue that was posted in an earlier fiscal year is not taken out of this year's: it corrects the accumulated surplus.

    Refusals: document_not_found, receipt_relied_on (since it was asked for), cash_insufficient (the cash is in the
    bank already: name a bank account), those of the lifecycle and the ledger, stale_version.
    """
    writes.hold(org=envelope.org)  # nobody refunds the receipt or clears an advance with it meanwhile
    document = documents.get(document_id=data.document_id, kind="receipt_reversal")
    row = ReceiptReversal.objects.filter(document_id=document.id).first()
    if row is None:  # given up: the receipt may have another request by now
        raise Refusal("move_not_allowed", document=document.kind, state=document.state, move="approve")
    receipt = documents.get(document_id=row.receipt_id)
    relying.require_free(receipt=receipt, but=(RECEIPT_REVERSAL.document,))
    money = AccountRef(row.money_account, row.money_sub)
    late = fiscal_year(_posted_on(row.receipt_id) or envelope.today) < fiscal_year(envelope.today)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=RECEIPT_REVERSAL, move="approve", document=document,
        event="receipt_reversal.approved_after_year" if late else None,
        facts=facts.reversal(receipt_id=row.receipt_id, money=money, after_year=late),
    )  # fmt: skip
    declared = receipt_lifecycle(receipt.kind)
    spine.carry_out(envelope=envelope.unversioned(), lifecycle=declared, move="reverse", document=receipt)
    taxpayers.undo(envelope=envelope, receipt_id=receipt.id)
    return outcome


def _posted_on(receipt_id: int) -> date | None:
    """The day of the receipt voucher: the receipt's own, or that of the summary its slip stands on."""
    slip = RemittedReceipt.objects.filter(receipt_id=receipt_id).values("document_id")
    summary = SummarySlip.objects.filter(remittance_id__in=slip).values_list("document_id", flat=True).first()
    day: date | None = documents.get(document_id=summary or receipt_id).posting_date
    return day
