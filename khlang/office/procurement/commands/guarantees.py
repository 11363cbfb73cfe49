"""Guarantees of contracts (หลักประกันสัญญา): registered, brought forward, released, forfeited."""

from datetime import date
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.procurement import facts
from khlang.office.procurement.citations import RECEIPTS
from khlang.office.procurement.commands.drafting import vendor
from khlang.office.procurement.lifecycle import GUARANTEE, OBLIGATIONS
from khlang.office.procurement.models import Guarantee, Obligation
from khlang.office.procurement.queries.guarantees import unclaimed_cash
from khlang.office.procurement.schemas import BringGuaranteeForward, RegisterGuarantee
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import citations, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message
from khlang.standards.procurement import procurement_rules

#: A receipt that stands: it was issued and neither voided nor reversed.
_STANDING = ("issued", "remitted", "posted")
_OPEN = ("draft", "returned", "submitted", "signed")


@command("guarantee.register", schema=RegisterGuarantee)
def register_guarantee(*, envelope: Envelope, data: RegisterGuarantee) -> Outcome:
    """Register a guarantee of an order or contract. Cash was received by an ordinary receipt, whose number is cited once.

    Refusals: document_not_found, obligation_closed, date_in_future, guarantee_due_before, guarantee_receipt_required,
    guarantee_receipt_unknown, guarantee_receipt_differs, guarantee_receipt_used, receipt_relied_on,
    guarantee_above_balance (the receipt brought other money), guarantee_letter_required, duty_missing.
    """
    secured = documents.get(document_id=data.obligation_id)
    if secured.kind not in OBLIGATIONS or secured.state not in _OPEN:
        raise Refusal("obligation_closed", field="obligation_id", number=secured.number or secured.title)
    received = not_later(day=data.received_date, today=envelope.today, field="received_date")
    _require_due(received, data.due_date)
    if data.kind == "cash":
        writes.hold(org=envelope.org)
        _require_receipt(data)
    else:
        _require_letter(data.bank, data.letter_number)
    title = message("guarantee.title", of=secured.number or secured.title, by=data.receipt_number or data.letter_number)
    vendor_id = Obligation.objects.get(document_id=secured.id).vendor_id
    return _hold(
        envelope, data, title=title, party_id=vendor_id, party_name=secured.party_name, received=received,
        obligation_id=secured.id, receipt_number=data.receipt_number if data.kind == "cash" else "",
    )  # fmt: skip


@command("guarantee.bring_forward", schema=BringGuaranteeForward)
def bring_guarantee_forward(*, envelope: Envelope, data: BringGuaranteeForward) -> Outcome:
    """Register a guarantee that was held before the books were opened here; cash stands in the opening balances.

    Refusals: party_not_found, date_in_future, guarantee_due_before, guarantee_letter_required, guarantee_above_balance
    (the account holds less than all such guarantees together), duty_missing.
    """
    found: list[Refusal] = []
    holder = vendor(data.holder_id, found, "holder_id")
    if found:
        raise found[0]
    received = not_later(day=data.received_date, today=envelope.today, field="received_date")
    _require_due(received, data.due_date)
    if data.kind == "cash":
        writes.hold(org=envelope.org)
        left = unclaimed_cash(account=_account(data.long_term))
        if data.amount > left:
            raise Refusal("guarantee_above_balance", field="amount", remaining=format_baht(left))
    else:
        _require_letter(data.bank, data.letter_number)
    return _hold(
        envelope, data, title=data.title, party_id=holder.id, party_name=holder.name, received=received,
        obligation_id=None, receipt_number="", brought_forward=True,
    )  # fmt: skip


def _hold(
    envelope: Envelope, data: RegisterGuarantee | BringGuaranteeForward, *, title: str, party_id: int, party_name: str,
    received: date, obligation_id: int | None, receipt_number: str, brought_forward: bool = False,
) -> Outcome:  # fmt: skip
    new = NewDocument(
        title=title, document_date=received, amount=data.amount, party_id=party_id, party_name=party_name,
        channel=data.kind,
    )  # fmt: skip
    row = {
        "document_id": new.id, "obligation_id": obligation_id, "kind": data.kind, "amount": data.amount,
        "holder_id": party_id, "bank": data.bank, "letter_number": data.letter_number, "received_date": received,
        "due_date": data.due_date, "account": _account(data.long_term) if data.kind == "cash" else "",
        "receipt_number": receipt_number, "long_term": data.long_term, "brought_forward": brought_forward,
    }  # fmt: skip
    return spine.carry_out(
        envelope=envelope, lifecycle=GUARANTEE, move="register", new=new, rows=(Rows(Guarantee, [row]),)
    )


def _account(long_term: bool) -> str:
    rules = procurement_rules()
    return rules.guarantee_long if long_term else rules.guarantee_short


def _require_due(received: date, due: date) -> None:
    if due < received:
        raise Refusal("guarantee_due_before", field="due_date", date=format_date(due), received=format_date(received))


def _require_letter(bank: str, number: str) -> None:
    for field, given in (("bank", bank), ("letter_number", number)):
        if not given:
            raise Refusal("guarantee_letter_required", field=field)


def _require_receipt(data: RegisterGuarantee) -> None:
    """The receipt is there, stands, brought at least as much, and secures nothing else."""
    number = data.receipt_number
    if not number:
        raise Refusal("guarantee_receipt_required", field="receipt_number")
    standing = (documents.find(kind=kind, states=_STANDING, equal={"number": number}).first() for kind in RECEIPTS)
    receipt = next((found for found in standing if found is not None), None)
    if receipt is None:
        raise Refusal("guarantee_receipt_unknown", field="receipt_number", number=number)
    if receipt.amount < data.amount:
        raise Refusal(
            "guarantee_receipt_differs", field="amount", number=number, received=format_baht(receipt.amount),
            amount=format_baht(data.amount),
        )  # fmt: skip
    if Guarantee.objects.filter(receipt_number=number).exists():
        raise Refusal("guarantee_receipt_used", field="receipt_number", number=number)
    found = next(iter(citations.made_on(document_id=receipt.id, kind=receipt.kind)), None)
    if found is not None:  # it was given back, or cleared an advance
        paper = found.number or found.request_number or found.title
        raise Refusal("receipt_relied_on", field="receipt_number", number=number, document=found.kind, paper=paper)
    if receipt.state == "posted":
        _require_in_books(data.long_term, data.amount)


def _require_in_books(long_term: bool, more: int = 0) -> None:
    """The account of cash guarantees holds all that are registered in it, and so much more (satang)."""
    left = unclaimed_cash(account=_account(long_term))
    if left < more:
        raise Refusal("guarantee_above_balance", field="amount", remaining=format_baht(max(left, 0)))


@command("guarantee.release", schema=DocumentMoveWithReason)
def release_guarantee(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give the guarantee back; cash is then paid by a dika of deposits. Before it is due it must be said why.

    Refusals: document_not_found, guarantee_not_due, those of the lifecycle (own_approval).
    """
    kept = _kept(data.document_id)
    if kept.due_date > envelope.today and not data.reason.strip():
        raise Refusal("guarantee_not_due", field="reason", date=format_date(kept.due_date))
    return spine.carry_out(
        envelope=envelope, lifecycle=GUARANTEE, move="release", document=data.document_id, reason=data.reason
    )


@command("guarantee.forfeit", schema=DocumentMoveWithReason)
def forfeit_guarantee(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Keep the guarantee of a vendor who broke the contract: cash becomes revenue at once by a general voucher; what a
    cheque or a bank's letter brings is received by an ordinary receipt.

    Refusals: document_not_found, guarantee_above_balance (the books hold less than all such guarantees together),
    reason_required and the others of the lifecycle, those of the period.
    """
    writes.hold(org=envelope.org)
    kept = _kept(data.document_id)
    document = documents.get(document_id=data.document_id)
    if kept.kind == "cash" and document.state == "held":
        _require_in_books(kept.long_term)
    return spine.carry_out(
        envelope=envelope, lifecycle=GUARANTEE, move="forfeit", document=document,
        facts=facts.forfeited(guarantee=kept), reason=data.reason,
    )  # fmt: skip


@command("guarantee.cancel", schema=DocumentMoveWithReason)
def cancel_guarantee(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Strike out a guarantee that was registered by mistake; its receipt may be cited again.

    Refusals: document_not_found, reason_required and the others of the lifecycle.
    """
    kept = _kept(data.document_id)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=GUARANTEE, move="cancel", document=data.document_id, reason=data.reason
    )
    Guarantee.objects.filter(id=kept.id).update(receipt_number="")
    return outcome


def _kept(document_id: int) -> Any:
    documents.get(document_id=document_id, kind=GUARANTEE.document)
    return Guarantee.objects.get(document_id=document_id)
