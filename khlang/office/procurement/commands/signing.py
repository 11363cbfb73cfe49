"""How an order or contract goes on: submitted, signed (the budget is committed), completed, terminated."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from khlang.core.lifecycle import Lifecycle
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.budget.queries import naming_the_line
from khlang.office.procurement import facts
from khlang.office.procurement.commands.drafting import require_present_year
from khlang.office.procurement.lifecycle import CONTRACT, PURCHASE_ORDER, REQUISITION
from khlang.office.procurement.lines import by_budget_line
from khlang.office.procurement.models import Commitment, Obligation, ObligationLine, RequisitionLine
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.ledger import queries as ledger
from khlang.standards.acceptance import acceptance_rules

#: How the requisition calls what its order or contract does to it.
_ORDERED_BY = {PURCHASE_ORDER.document: "order", CONTRACT.document: "contract"}
_RETURN = "Send it back for correction; nothing was committed yet."


submit_purchase_order = moves.plain(PURCHASE_ORDER, "submit", "Hand the order in for signature.")
submit_contract = moves.plain(CONTRACT, "submit", "Hand the contract in for signature.")
return_purchase_order = moves.plain(PURCHASE_ORDER, "return", _RETURN)
return_contract = moves.plain(CONTRACT, "return", _RETURN)


@command("purchase_order.cancel", schema=DocumentMoveWithReason)
def cancel_purchase_order(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give an order up before it is signed; its requisition may be ordered anew. Refusals: those of the lifecycle."""
    return _cancel(envelope, PURCHASE_ORDER, data)


@command("contract.cancel", schema=DocumentMoveWithReason)
def cancel_contract(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give a contract up before it is signed; its requisition may be ordered anew. Refusals: those of the lifecycle."""
    return _cancel(envelope, CONTRACT, data)


@command("purchase_order.sign", schema=DocumentMove)
def sign_purchase_order(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Sign the order: it is numbered, the reservation becomes a commitment, what was reserved above it is released.

    The requisition is ordered in the same write. Refusals: document_not_found, requisition_not_approved (withdrawn since),
    budget_line_other_year (the year of its budget is over), those of the lifecycle (own_approval) and the period, stale_version.
    """
    return _sign(envelope, PURCHASE_ORDER, data)


@command("contract.sign", schema=DocumentMove)
def sign_contract(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Sign the contract: numbered and committed as an order is. Refusals: as for an order."""
    return _sign(envelope, CONTRACT, data)


@command("purchase_order.complete", schema=DocumentMove)
def complete_purchase_order(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Close an order of which everything is accepted and, where budget is bound, claimed.

    Refusals: obligation_not_finished, those of the lifecycle.
    """
    return _complete(envelope, PURCHASE_ORDER, data)


@command("contract.complete", schema=DocumentMove)
def complete_contract(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Close a contract of which everything is accepted and claimed. Refusals: as for an order."""
    return _complete(envelope, CONTRACT, data)


@command("purchase_order.terminate", schema=DocumentMoveWithReason)
def terminate_purchase_order(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """End a signed order before it is fulfilled: the budget of what is not accepted is released, the rest stays committed
    until its dika. Refusals: termination_advance_unpaid, reason_required and the others of the lifecycle."""
    return _terminate(envelope, PURCHASE_ORDER, data)


@command("contract.terminate", schema=DocumentMoveWithReason)
def terminate_contract(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """End a signed contract before it is fulfilled (บอกเลิกสัญญา). Refusals: as for an order."""
    return _terminate(envelope, CONTRACT, data)


def _cancel(envelope: Envelope, lifecycle: Lifecycle, data: DocumentMoveWithReason) -> Outcome:
    document = documents.get(document_id=data.document_id, kind=lifecycle.document)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=lifecycle, move="cancel", document=document, reason=data.reason
    )
    Obligation.objects.filter(document_id=document.id).update(live=False)
    return outcome


def _sign(envelope: Envelope, lifecycle: Lifecycle, data: DocumentMove) -> Outcome:
    document = documents.get(document_id=data.document_id, kind=lifecycle.document)
    obligation = Obligation.objects.get(document_id=document.id)
    asked = documents.get(document_id=obligation.requisition_id)
    agreed = _amounts(ObligationLine, document.id)
    signed = spine.decide(
        envelope=envelope, lifecycle=lifecycle, move="sign", document=document,
        facts=facts.signed(requested=_amounts(RequisitionLine, asked.id), agreed=agreed),
    )  # fmt: skip
    if asked.state != "approved":
        raise Refusal("requisition_not_approved", number=asked.number or asked.title)
    require_present_year(line_ids=list(agreed), today=envelope.today)
    ordered = spine.decide(
        envelope=envelope.unversioned(), lifecycle=REQUISITION,
        move=_ORDERED_BY[lifecycle.document], document=asked,
    )  # fmt: skip
    with naming_the_line():
        return spine.write(envelope=envelope, acts=(signed, ordered), rows=(bound(document.id, agreed),))[0]


def bound(document_id: int, agreed: Mapping[int, int]) -> Rows:
    """The money that an order or contract binds of each budget line, as rows of its table."""
    return Rows(
        Commitment,
        [{"document_id": document_id, "budget_line_id": line, "amount": amount} for line, amount in agreed.items()],
    )


def _amounts(model: Any, document_id: int) -> dict[int, int]:
    rows = model.objects.filter(document_id=document_id).order_by("position")
    return by_budget_line(rows.values_list("budget_line_id", "amount"))


def _complete(envelope: Envelope, lifecycle: Lifecycle, data: DocumentMove) -> Outcome:
    document = documents.get(document_id=data.document_id, kind=lifecycle.document)
    writes.hold(org=envelope.org)  # before the row of the order, as acceptance and dika do: nobody waits in a circle
    kept = Obligation.objects.select_for_update().get(document_id=document.id)
    open_lines = Commitment.objects.filter(document_id=document.id).exclude(amount=F("claimed") + F("released"))
    if document.state == "signed" and (kept.accepted + kept.released < kept.amount or open_lines.exists()):
        raise Refusal(
            "obligation_not_finished", amount=format_baht(kept.amount), accepted=format_baht(kept.accepted),
            claimed=format_baht(kept.claimed),
        )  # fmt: skip
    return spine.carry_out(envelope=envelope, lifecycle=lifecycle, move="complete", document=document)


def _terminate(envelope: Envelope, lifecycle: Lifecycle, data: DocumentMoveWithReason) -> Outcome:
    document = documents.get(document_id=data.document_id, kind=lifecycle.document)
    writes.hold(org=envelope.org)  # before the row of the order, as acceptance and dika do: nobody waits in a circle
    kept = Obligation.objects.select_for_update().get(document_id=document.id)
    ahead = kept.advance_claimed - kept.advance_recovered
    if document.state == "signed" and ahead:
        _require_paid(kept.vendor_id, ahead)
    released = _unfulfilled(document.id)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=lifecycle, move="terminate", document=document,
        facts=facts.terminated(released=released), reason=data.reason,
    )  # fmt: skip
    Obligation.objects.filter(id=kept.id).update(released=F("amount") - F("accepted") - ahead)
    for line, amount in released.items():
        Commitment.objects.filter(document_id=document.id, budget_line_id=line).update(released=amount)
    return outcome


def _require_paid(vendor_id: int, ahead: int) -> None:
    """An advance that was claimed has been paid: its dika cannot be withdrawn any more. Refusal: termination_advance_unpaid."""
    rows = ledger.balances(accounts=(acceptance_rules().advance,))
    paid = sum(row.after for row in rows if row.sub == str(vendor_id))
    if paid < ahead:
        raise Refusal("termination_advance_unpaid", claimed=format_baht(ahead), paid=format_baht(max(paid, 0)))


def _unfulfilled(document_id: int) -> dict[int, int]:
    """By budget line what is neither accepted nor paid ahead and not yet recovered (satang)."""
    lines = ObligationLine.objects.filter(document_id=document_id)
    accepted = by_budget_line(lines.values_list("budget_line_id", "accepted"))
    return {
        row.budget_line_id: row.amount - accepted[row.budget_line_id] - (row.advance_claimed - row.advance_recovered)
        for row in Commitment.objects.filter(document_id=document_id)
    }
