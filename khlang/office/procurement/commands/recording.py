"""Purchases made by hand, entered afterwards in the state that their paper has (LAO-4, LAO-5, UNIT-3).

What was asked, signed, amended, accepted on paper becomes the document of the system by one move, dated as the paper is
and posted today. Every check of the ordinary way holds, except that several people make it: they signed the paper.
"""

from dataclasses import replace
from typing import Any

from khlang.core.lifecycle import Lifecycle
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget.queries import naming_the_line
from khlang.office.procurement import conditions, facts
from khlang.office.procurement.commands import amendments, inspecting, obligations, requisitions
from khlang.office.procurement.commands.acceptance import require_money, take_over
from khlang.office.procurement.commands.drafting import day_on_paper, require_present_year
from khlang.office.procurement.commands.inspecting import Inspected
from khlang.office.procurement.commands.signing import bound
from khlang.office.procurement.lifecycle import (
    CONTRACT,
    CONTRACT_AMENDMENT,
    INSPECTION,
    OBLIGATIONS,
    PURCHASE_ORDER,
    REQUISITION,
)
from khlang.office.procurement.lines import by_budget_line
from khlang.office.procurement.models import AmendedLine, ContractAmendment, Inspection, Obligation
from khlang.office.procurement.schemas import RecordAmendment, RecordInspection, RecordObligation, RecordRequisition
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.spine.documents import spine
from khlang.spine.parties import queries as parties
from khlang.standards import message
from khlang.standards.procurement import procurement_method


@command("requisition.record", schema=RecordRequisition, by_paper=True)
def record_requisition(*, envelope: Envelope, data: RecordRequisition) -> Outcome:
    """Enter a requisition that was approved by hand: it is numbered and its money is reserved today (LAO-4).

    Refusals: those of saving and of handing a requisition in, budget_insufficient among them; paper_required.
    """
    day = day_on_paper(envelope=envelope)
    asked = requisitions.composed(envelope=envelope, data=data, day=day, vendor_name=data.vendor_name)
    members = [(row["role"], row["position"], row["name"]) for row in asked.members]
    method = procurement_method(code=data.method, on=day)
    wrong = list(conditions.problems_of_committees(method=method, amount=asked.new.amount, members=members))
    if wrong:
        raise Refusals(wrong)
    if data.fund == "grant":
        writes.hold(org=envelope.org)
        requisitions.require_grant(amount=asked.new.amount)
    amounts = by_budget_line((line.budget_line_id, line.amount) for line in asked.lines)
    with naming_the_line():
        return spine.carry_out(
            envelope=envelope, lifecycle=REQUISITION, move="record", new=asked.new,
            facts=facts.reserved(amounts=amounts), rows=asked.rows(asked.new.id), reason=_signed(data.approved_by),
        )  # fmt: skip


@command("purchase_order.record", schema=RecordObligation, by_paper=True)
def record_purchase_order(*, envelope: Envelope, data: RecordObligation) -> Outcome:
    """Enter an order that was signed by hand: numbered, its money committed today, the requisition ordered (LAO-4).

    Refusals: those of saving and of signing an order; egp_required (above the limit of the rules); paper_required.
    """
    return _obligation(envelope, PURCHASE_ORDER, data)


@command("contract.record", schema=RecordObligation, by_paper=True)
def record_contract(*, envelope: Envelope, data: RecordObligation) -> Outcome:
    """Enter a contract that was signed by hand (LAO-4). Refusals: as for an order."""
    return _obligation(envelope, CONTRACT, data)


def _obligation(envelope: Envelope, lifecycle: Lifecycle, data: RecordObligation) -> Outcome:
    day = day_on_paper(envelope=envelope)
    made = obligations.composed(
        envelope=envelope, lifecycle=lifecycle, data=data, day=day, vendor_name=data.vendor_name
    )
    wrong = list(
        conditions.problems_of_keys(
            project=made.head["egp_project"], contract=data.egp_contract, amount=made.new.amount, day=day
        )
    )
    if wrong:
        raise Refusals(wrong)
    agreed = by_budget_line((line.budget_line_id, line.amount) for line in made.lines)
    require_present_year(line_ids=list(agreed), today=envelope.today)
    signed = spine.decide(
        envelope=envelope, lifecycle=lifecycle, move="record", new=made.new,
        facts=facts.signed(requested=made.requested, agreed=agreed), reason=_signed(data.signed_by),
    )  # fmt: skip
    ordered = spine.decide(
        envelope=envelope.unversioned(), lifecycle=REQUISITION, move="record_order", document=made.asked
    )
    rows = (*made.rows(made.new.id), bound(made.new.id, agreed))
    with naming_the_line():
        return spine.write(envelope=envelope, acts=(signed, ordered), rows=rows)[0]


@command("contract_amendment.record", schema=RecordAmendment, by_paper=True)
def record_amendment(*, envelope: Envelope, data: RecordAmendment) -> Outcome:
    """Enter an amendment that was approved by hand: what it adds is committed today, what it takes off is free again.

    Several amendments of one contract are entered in the order of their days. Refusals: those of saving and of approving
    an amendment; paper_required.
    """
    writes.hold(org=envelope.org)
    change = amendments.composed(envelope=envelope, data=data, day=day_on_paper(envelope=envelope))
    kept, moved = change.kept, change.moved
    amendments.require_unclaimed(obligation_id=change.document.id, moved=moved)
    if kept.fund == "grant" and change.new.amount > kept.amount:
        requisitions.require_grant(amount=change.new.amount - kept.amount)
    require_present_year(line_ids=[line for line, by in moved.items() if by > 0], today=envelope.today)
    approved = spine.decide(
        envelope=envelope, lifecycle=CONTRACT_AMENDMENT, move="record", new=change.new,
        facts=facts.amended(changes=moved), reason=_signed(data.approved_by),
    )  # fmt: skip
    stepped = spine.decide(
        envelope=envelope.unversioned(), lifecycle=OBLIGATIONS[change.document.kind], move="record_amendment",
        document=change.document, changes={"amount": change.new.amount}, reason=change.new.title,
    )  # fmt: skip
    with naming_the_line():
        outcome = spine.write(envelope=envelope, acts=(approved, stepped), rows=change.rows(change.new.id))[0]
    amendments.take_effect(
        kept=Obligation.objects.select_for_update().get(id=kept.id),
        change=ContractAmendment.objects.get(document_id=change.new.id),
        rows=list(AmendedLine.objects.filter(document_id=change.new.id).select_related("line")), moved=moved,
    )  # fmt: skip
    return outcome


@command("inspection.record", schema=RecordInspection, by_paper=True)
def record_inspection(*, envelope: Envelope, data: RecordInspection) -> Outcome:
    """Enter a delivery that was accepted by hand: numbered, a payable voucher of today, cards for its assets (LAO-5).

    The assets are acquired on the day of inspection that the paper has. Fine and retention stand as on the paper.
    Refusals: those of saving and of accepting an inspection, except who sits on the committee; amount_negative,
    paper_required.
    """
    for field, amount in (("fine", data.fine), ("retention", data.retention)):
        if amount is not None and amount < 0:
            raise Refusal("amount_negative", field=field, amount=format_baht(amount))
    writes.hold(org=envelope.org)
    day = day_on_paper(envelope=envelope)
    came = inspecting.composed(
        envelope=envelope, data=data, inspected=data.inspected_date or day, dated=day, fine_kept=data.fine,
        retention_kept=data.retention,
    )  # fmt: skip
    require_money(owed=came.owed, sums=came.sums)
    outcome = _accepted(envelope, came, _signed(data.accepted_by))
    kept = Inspection.objects.get(document_id=came.new.id)
    codes = take_over(envelope=envelope, kept=kept, owed=came.owed, lines=came.lines, sums=came.sums)
    return replace(outcome, data={"assets": list(codes)})


def _accepted(envelope: Envelope, came: Inspected, reason: str) -> Outcome:
    """The document in its last state; a grant that was spent becomes revenue first, by a voucher of its own."""
    owed = came.owed
    posted = facts.accepted(
        lines=came.lines, amount=came.sums.amount, recovery=came.sums.recovery, vendor_id=owed.vendor_id,
        vendor_kind=parties.get(party_id=owed.vendor_id).kind,
    )  # fmt: skip
    made: dict[str, Any] = {"envelope": envelope, "lifecycle": INSPECTION}
    rows = came.rows(came.new.id)
    if owed.fund != "grant":
        return spine.carry_out(**made, move="record", new=came.new, facts=posted, rows=rows, reason=reason)
    spine.carry_out(
        **made, move="record_grant", new=came.new, facts=facts.recognised(amount=came.sums.amount), rows=rows,
        description=message("inspection.grant_recognised"),
    )  # fmt: skip
    made["envelope"] = envelope.unversioned()
    return spine.carry_out(**made, move="record", document=came.new.id, facts=posted, reason=reason)


def _signed(name: str) -> str:
    """Who signed the paper, as the trail keeps it."""
    return message("procurement.signed_on_paper", name=name)
