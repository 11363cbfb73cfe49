"""Inspection and acceptance (ตรวจรับพัสดุ): the committee accepts, and the office owes (spec 4.1, 5.3 entries 28–34)."""

from dataclasses import replace
from typing import Any

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.assets import acts as assets
from khlang.office.procurement import acts, facts
from khlang.office.procurement.cards import acquired
from khlang.office.procurement.commands.inspecting import (
    earlier_by_line,
    inspection_of,
    instalment_of,
    line_rows,
    signed_obligation,
)
from khlang.office.procurement.deliveries import Delivered, delivered
from khlang.office.procurement.lifecycle import INSPECTION
from khlang.office.procurement.models import CommitteeMember, Inspection, InspectionLine
from khlang.office.procurement.queries.obligations import ObligationView
from khlang.office.procurement.schemas import InspectionLineInput
from khlang.office.procurement.settlement import Settlement, settled
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.spine.documents import moves, spine
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.ledger import queries as ledger
from khlang.spine.parties import queries as parties
from khlang.standards import message
from khlang.standards.acceptance import acceptance_rules

#: The sums that whoever accepts has seen.
_SIGNED = ("amount", "late_days", "fine", "retention", "recovery")


submit_inspection = moves.plain(INSPECTION, "submit", "Hand an inspection to the committee.")
return_inspection = moves.plain(INSPECTION, "return", "Send an inspection back to be corrected.")


@command("inspection.cancel", schema=DocumentMoveWithReason)
def cancel_inspection(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give an inspection up before it is accepted; its invoice may be cited again. Refusals: those of the lifecycle."""
    return _ended(envelope, data.document_id, "cancel", data.reason)


@command("inspection.reject", schema=DocumentMoveWithReason)
def reject_inspection(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """The committee does not accept what was delivered: nothing is owed, the vendor must deliver anew.

    Refusals: document_not_found, not_on_committee, reason_required and the others of the lifecycle, stale_version.
    """
    document = inspection_of(document_id=data.document_id)
    if document.state == "submitted":
        kept = Inspection.objects.get(document_id=document.id)
        _require_member(envelope, signed_obligation(document_id=kept.obligation_id))
    return _ended(envelope, data.document_id, "reject", data.reason)


@command("inspection.accept", schema=DocumentMove)
def accept_inspection(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Accept a delivery: numbered, a payable voucher of today, cards for the assets, less of the order left to come.

    What is accepted debits its accounts and, less the part of the advance given back, is owed to the vendor; what waited in
    a staging account moves to the asset with its last delivery. An expense of an earmarked grant makes revenue of as much
    of it in a general voucher of the same transaction (entry 15). Fine and retention are kept back by the dika.

    Refusals: document_not_found, not_on_committee, own_approval and the others of the lifecycle, obligation_not_signed,
    instalment_done, inspection_above_contract (another was accepted meanwhile), inspection_outdated (the order changed
    since), advance_not_paid, grant_insufficient, period_closed, stale_version.
    """
    document = inspection_of(document_id=data.document_id)
    if document.state != "submitted":
        return spine.carry_out(envelope=envelope, lifecycle=INSPECTION, move="accept", document=document)
    writes.hold(org=envelope.org)  # another acceptance under the same order is seen before this one is worked out
    kept = Inspection.objects.get(document_id=document.id)
    owed = signed_obligation(document_id=kept.obligation_id)
    _require_member(envelope, owed)
    lines, sums = _still_right(kept, owed)
    require_money(owed=owed, sums=sums)
    posted = facts.accepted(
        lines=lines, amount=sums.amount, recovery=sums.recovery, vendor_id=owed.vendor_id,
        vendor_kind=parties.get(party_id=owed.vendor_id).kind,
    )  # fmt: skip
    act = spine.decide(envelope=envelope, lifecycle=INSPECTION, move="accept", document=document, facts=posted)
    codes = take_over(envelope=envelope, kept=kept, owed=owed, lines=lines, sums=sums)
    if owed.fund == "grant":
        envelope, act = _recognised(envelope, document, posted, sums)
    outcome = spine.write(envelope=envelope, acts=(act,), rows=())[0]
    return replace(outcome, data={"assets": list(codes)})


def _recognised(envelope: Envelope, document: Any, posted: Any, sums: Settlement) -> tuple[Envelope, Any]:
    """The grant becomes revenue first (its own voucher); the acceptance is decided anew upon that step."""
    spine.carry_out(
        envelope=envelope, lifecycle=INSPECTION, move="recognise", document=document,
        facts=facts.recognised(amount=sums.amount), description=message("inspection.grant_recognised"),
    )  # fmt: skip
    envelope = envelope.unversioned()
    document = inspection_of(document_id=document.id)
    return envelope, spine.decide(
        envelope=envelope, lifecycle=INSPECTION, move="accept", document=document, facts=posted
    )


def _require_member(envelope: Envelope, owed: ObligationView) -> None:
    """Who accepts was appointed to inspect, where the committee is made of people of the system."""
    members = CommitteeMember.objects.filter(document_id=owed.requisition_id, role="inspect", person_id__isnull=False)
    appointed = dict(members.order_by("sequence").values_list("person_id", "name"))
    if appointed and envelope.actor.id not in appointed:
        raise Refusal("not_on_committee", members=", ".join(appointed.values()), number=owed.number)


def _still_right(kept: Any, owed: ObligationView) -> tuple[tuple[Delivered, ...], Settlement]:
    """The inspection worked out anew upon the order as it is now; its sums must be those that were written and read.

    Refusals: instalment_done, those of `deliveries.delivered` and `settlement.settled`, inspection_outdated.
    """
    rows = list(InspectionLine.objects.filter(document_id=kept.document_id).order_by("position"))
    typed = [
        InspectionLineInput.model_construct(
            line_id=row.line_id, quantity=row.quantity or None, amount=row.amount, account=row.override,
            asset_class=row.asset_class,
        )
        for row in rows
    ]  # fmt: skip
    part = instalment_of(owed=owed, instalment_id=kept.instalment_id)
    earlier = earlier_by_line(line_ids=[line.id for line in owed.lines])
    lines = delivered(obligation=owed, instalment=part, typed=typed, earlier=earlier, on=kept.inspected_date)
    sums = settled(
        obligation=owed, instalment=part, lines=lines, delivered_date=kept.delivered_date,
        excused_days=kept.excused_days, recovery=kept.recovery,
    )  # fmt: skip
    if any(getattr(kept, name) != getattr(sums, name) for name in _SIGNED):
        raise Refusal("inspection_outdated", number=owed.number)
    _kept_anew(kept, rows, lines, sums)
    return lines, sums


def _kept_anew(kept: Any, rows: list[InspectionLine], lines: tuple[Delivered, ...], sums: Settlement) -> None:
    """What other deliveries accepted meanwhile make of this one (the last of an asset, say) is kept with it."""
    anew = line_rows(document_id=kept.document_id, lines=lines, sums=sums)
    changed = set()
    for row, now in zip(rows, anew, strict=True):
        for name, value in now.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                changed.add(name)
    if changed:
        InspectionLine.objects.bulk_update(rows, sorted(changed))
    Inspection.objects.filter(id=kept.id).update(completes=sums.completes)


def require_money(*, owed: ObligationView, sums: Settlement) -> None:
    """The advance that is given back was paid; the grant that is spent is there. Only while nobody else writes.

    Refusals: advance_not_paid, grant_insufficient.
    """
    rules = acceptance_rules()
    if sums.recovery:
        paid = _balance(rules.advance, str(owed.vendor_id))
        if paid < sums.recovery:
            raise Refusal("advance_not_paid", amount=format_baht(sums.recovery), paid=format_baht(paid))
    if owed.fund == "grant":
        left = -_balance(rules.grant)
        if left < sums.amount:
            raise Refusal(
                "grant_insufficient", field="amount", wanted=format_baht(sums.amount), remaining=format_baht(left)
            )


def _balance(account: str, sub: str | None = None) -> int:
    rows = ledger.balances(accounts=(account,))
    return sum(row.after for row in rows if sub is None or row.sub == sub)


def take_over(
    *, envelope: Envelope, kept: Any, owed: ObligationView, lines: tuple[Delivered, ...], sums: Settlement
) -> tuple[str, ...]:
    """What the order has left to come is less, and every asset has its card; returns the codes."""
    recovered: dict[int, int] = {}
    for line, recovery in zip(lines, sums.recoveries, strict=True):
        if line.budget_line_id is not None and recovery:
            recovered[line.budget_line_id] = recovered.get(line.budget_line_id, 0) + recovery
    acts.accept(
        obligation_id=owed.id, lines={line.line_id: line.amount for line in lines}, recovered=sums.recovery,
        recovered_by_line=recovered, instalment_id=kept.instalment_id,
    )  # fmt: skip
    cards = acquired(lines=lines, owed=owed, day=kept.inspected_date, place=kept.place, detail=kept.remark)
    return assets.register(envelope=envelope, document_id=kept.document_id, acquired=cards)


def _ended(envelope: Envelope, document_id: int, move: str, reason: str) -> Outcome:
    document = inspection_of(document_id=document_id)
    outcome = spine.carry_out(envelope=envelope, lifecycle=INSPECTION, move=move, document=document, reason=reason)
    Inspection.objects.filter(document_id=document_id).update(live=False)
    return outcome
