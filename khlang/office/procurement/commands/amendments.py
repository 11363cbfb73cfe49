"""Amendments of signed orders and contracts: amount, day of delivery, instalments, words (แก้ไขสัญญา)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget.queries import naming_the_line
from khlang.office.procurement import conditions, facts
from khlang.office.procurement.commands.drafting import require_present_year, save_draft
from khlang.office.procurement.commands.obligations import instalment_rows
from khlang.office.procurement.commands.requisitions import require_grant
from khlang.office.procurement.lifecycle import CONTRACT_AMENDMENT, OBLIGATIONS
from khlang.office.procurement.lines import by_budget_line
from khlang.office.procurement.models import (
    AmendedLine,
    Commitment,
    ContractAmendment,
    Inspection,
    Instalment,
    Obligation,
    ObligationLine,
)
from khlang.office.procurement.schemas import AmendmentTerms, SaveAmendment
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message

_KIND = CONTRACT_AMENDMENT.document


@command("contract_amendment.save", schema=SaveAmendment)
def save_amendment(*, envelope: Envelope, data: SaveAmendment) -> Outcome:
    """Write an amendment of a signed order or contract, or replace its draft. Nothing changes before it is approved.

    Refusals (all together): obligation_not_signed, date_in_future, amendment_line_unknown, amendment_below_accepted,
    order_dates_disordered, those of `conditions.problems_of_instalments` (instalments_differ also when the amount changes
    and none are given), document_not_found, move_not_allowed, duty_missing, stale_version.
    """
    change = composed(envelope=envelope, data=data, day=data.document_date or envelope.today)
    return save_draft(
        envelope=envelope, lifecycle=CONTRACT_AMENDMENT, new=change.new, replaces=data.document_id,
        rows=change.rows(data.document_id or change.new.id),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Amended:
    """An amendment that could be approved now, not yet written: the contract it changes and what it makes of it."""

    data: AmendmentTerms
    new: NewDocument
    document: Any
    kept: Obligation
    lines: Mapping[int, ObligationLine]

    def rows(self, document_id: int) -> tuple[Rows, ...]:
        """What the document holds, as rows of its tables."""
        return _rows(document_id, self.data, self.kept, self.lines, self.new.amount)

    @property
    def moved(self) -> dict[int, int]:
        """By budget line what is added or taken off (satang)."""
        found = ((self.lines[row.line_id], row.amount) for row in self.data.lines)
        return by_budget_line((line.budget_line_id, amount - line.amount) for line, amount in found)


def composed(*, envelope: Envelope, data: AmendmentTerms, day: date) -> Amended:
    """The amendment of a day. Refusals: as for saving."""
    amended = documents.get(document_id=data.obligation_id)
    if amended.kind not in OBLIGATIONS or amended.state != "signed":
        raise Refusal("obligation_not_signed", field="obligation_id", number=amended.number or amended.title)
    kept = Obligation.objects.get(document_id=amended.id)
    lines = {line.id: line for line in ObligationLine.objects.filter(document_id=amended.id)}
    after = kept.amount + sum(line.amount - lines[line.line_id].amount for line in data.lines if line.line_id in lines)
    found = [*_problems(envelope, data, day, kept, lines), *_problems_of_instalments(data, kept, after)]
    if not found and after < _least(kept):
        found.append(_below("lines", _least(kept)))
    if found:
        raise Refusals(found)
    new = NewDocument(
        title=data.title or message("contract_amendment.title", number=amended.number),
        document_date=day, amount=after, party_id=amended.party_id,
        party_name=amended.party_name, division_id=amended.division_id,
    )  # fmt: skip
    return Amended(data=data, new=new, document=amended, kept=kept, lines=lines)


def _rows(
    document_id: int, data: AmendmentTerms, kept: Obligation, lines: Mapping[int, ObligationLine], after: int
) -> tuple[Rows, ...]:
    head = {
        "document_id": document_id, "obligation_id": kept.document_id, "amount_before": kept.amount,
        "amount_after": after, "delivery_before": kept.delivery_date,
        "delivery_after": data.delivery_date or kept.delivery_date, "explanation": data.explanation,
    }  # fmt: skip
    changed = [
        {"document_id": document_id, "line_id": row.line_id, "before": lines[row.line_id].amount, "after": row.amount}
        for row in data.lines
    ]
    done = Instalment.objects.filter(document_id=kept.document_id, accepted=True).count()
    new_ones = instalment_rows(document_id=document_id, instalments=data.instalments, first=done + 1)
    return Rows(ContractAmendment, [head]), Rows(AmendedLine, changed), Rows(Instalment, new_ones)


def _problems(
    envelope: Envelope, data: AmendmentTerms, day: date, kept: Obligation, lines: Mapping[int, ObligationLine]
) -> Iterator[Refusal]:
    if day > envelope.today:
        yield Refusal("date_in_future", field="document_date")
    if data.delivery_date is not None and kept.start_date is not None and data.delivery_date < kept.start_date:
        yield conditions.disordered(field="delivery_date", day=data.delivery_date, earlier=kept.start_date)
    seen: set[int] = set()
    for position, row in enumerate(data.lines):
        line = lines.get(row.line_id)
        if line is None or row.line_id in seen:
            yield Refusal("amendment_line_unknown", field=f"lines.{position}.line_id")
        elif row.amount < line.accepted:
            yield _below(f"lines.{position}.amount", line.accepted)
        seen.add(row.line_id)


def _least(kept: Obligation) -> int:
    """What a contract is worth at least by now: what was accepted or claimed of it, the advance that was agreed."""
    return int(max(kept.accepted, kept.claimed, kept.advance_amount))


def _below(field: str, accepted: int) -> Refusal:
    return Refusal("amendment_below_accepted", field=field, accepted=format_baht(accepted))


def _problems_of_instalments(data: AmendmentTerms, kept: Obligation, after: int) -> Iterator[Refusal]:
    """Instalments not yet accepted are given anew whenever the amount changes; with those accepted they make it up."""
    existing = list(Instalment.objects.filter(document_id=kept.document_id))
    if not existing or (not data.instalments and after == kept.amount):
        if data.instalments:
            yield from conditions.problems_of_instalments(
                instalments=data.instalments, amount=after, advance=kept.advance_amount
            )
        return
    done = [row for row in existing if row.accepted]
    due = after - sum(row.amount for row in done)
    if not data.instalments and due:
        yield Refusal("instalments_differ", field="instalments", total=format_baht(0), amount=format_baht(due))
    yield from conditions.problems_of_instalments(
        instalments=data.instalments, amount=due,
        advance=kept.advance_amount - sum(row.advance_recovery for row in done),
    )  # fmt: skip


submit_amendment = moves.plain(CONTRACT_AMENDMENT, "submit", "Hand the amendment in.")
return_amendment = moves.plain(CONTRACT_AMENDMENT, "return", "Back for correction.")
cancel_amendment = moves.plain(CONTRACT_AMENDMENT, "cancel", "Give the amendment up.")


@command("contract_amendment.approve", schema=DocumentMove)
def approve_amendment(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve: what is added is committed from what its budget line has left, what is taken off goes back to it.

    Lines, instalments, day of delivery and amount of the contract change in the same write. Refusals: document_not_found,
    obligation_not_signed, amendment_stale (the contract was amended since), amendment_below_accepted,
    instalment_inspected, budget_line_other_year, budget_insufficient, grant_insufficient, those of the lifecycle and the
    period, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind=_KIND)
    change = ContractAmendment.objects.get(document_id=document.id)
    amended = documents.get(document_id=change.obligation_id)
    writes.hold(org=envelope.org)  # before the row of the contract, as acceptance and dika do: nobody waits in a circle
    kept = Obligation.objects.select_for_update().get(document_id=amended.id)
    rows = list(AmendedLine.objects.filter(document_id=document.id).select_related("line"))
    _still_possible(amended, kept, change, rows)
    if kept.fund == "grant" and change.amount_after > kept.amount:
        require_grant(amount=change.amount_after - kept.amount)
    moved = by_budget_line((row.line.budget_line_id, row.after - row.before) for row in rows)
    require_present_year(line_ids=[line for line, by in moved.items() if by > 0], today=envelope.today)
    approved = spine.decide(
        envelope=envelope, lifecycle=CONTRACT_AMENDMENT, move="approve", document=document,
        facts=facts.amended(changes=moved),
    )  # fmt: skip
    stepped = spine.decide(
        envelope=envelope.unversioned(), lifecycle=OBLIGATIONS[amended.kind], move="amend",
        document=amended, changes={"amount": change.amount_after}, reason=document.title,
    )  # fmt: skip
    with naming_the_line():
        outcome = spine.write(envelope=envelope, acts=(approved, stepped), rows=())[0]
    take_effect(kept=kept, change=change, rows=rows, moved=moved)
    return outcome


def _still_possible(amended: Any, kept: Obligation, change: ContractAmendment, rows: list[AmendedLine]) -> None:
    if amended.state != "signed":
        raise Refusal("obligation_not_signed", number=amended.number or amended.title)
    if kept.amount != change.amount_before or any(row.line.amount != row.before for row in rows):
        raise Refusal("amendment_stale", number=amended.number)
    for row in rows:
        if row.after < row.line.accepted:
            raise _below("lines", row.line.accepted)
    if change.amount_after < _least(kept):
        raise _below("lines", _least(kept))
    require_unclaimed(
        obligation_id=amended.id,
        moved=by_budget_line((row.line.budget_line_id, row.after - row.before) for row in rows),
    )


def require_unclaimed(*, obligation_id: int, moved: Mapping[int, int]) -> None:
    """No budget line is left with less than dika have claimed of it. Refusal: amendment_below_accepted."""
    for held in Commitment.objects.filter(document_id=obligation_id):
        claimed = held.claimed + held.released
        if held.amount + moved.get(held.budget_line_id, 0) < claimed:
            raise _below("lines", claimed)


def take_effect(
    *, kept: Obligation, change: ContractAmendment, rows: Sequence[AmendedLine], moved: Mapping[int, int]
) -> None:
    """What the contract says from now on; the day of the last instalment's acceptance stays as it is."""
    Obligation.objects.filter(id=kept.id).update(amount=change.amount_after, delivery_date=change.delivery_after)
    for row in rows:
        whole = {"unit_price": row.after} if row.line.quantity == 1000 else {}
        ObligationLine.objects.filter(id=row.line_id).update(amount=row.after, **whole)
    for held in Commitment.objects.filter(document_id=kept.document_id, budget_line_id__in=list(moved)):
        Commitment.objects.filter(id=held.id).update(amount=held.amount + moved[held.budget_line_id])
    _replace_instalments(kept.document_id, change.document_id)


def _replace_instalments(obligation_id: int, amendment_id: int) -> None:
    """The open instalments become the proposed ones, in order. One that an inspection names keeps its row, so that what was
    written of it is worked out anew; refused when it goes while an inspection of it waits.

    Refusal: instalment_inspected.
    """
    names = ("description", "due_date", "amount", "advance_recovery")
    proposed = list(Instalment.objects.filter(document_id=amendment_id).order_by("position").values(*names))
    if not proposed:
        return
    there = list(Instalment.objects.filter(document_id=obligation_id).order_by("position"))
    waiting = [row for row in there if not row.accepted]
    for row, now in zip(waiting, proposed, strict=False):
        Instalment.objects.filter(id=row.id).update(**now)
    _drop_instalments(waiting[len(proposed) :])
    last = max((row.position for row in there), default=0)
    Instalment.objects.bulk_create(
        Instalment(document_id=obligation_id, position=position, **now)
        for position, now in enumerate(proposed[len(waiting) :], start=last + 1)
    )


def _drop_instalments(gone: Sequence[Instalment]) -> None:
    named = Inspection.objects.filter(instalment_id__in=[row.id for row in gone])
    live = named.filter(live=True).select_related("document", "instalment").first()
    if live is not None:
        raise Refusal(
            "instalment_inspected", position=live.instalment.position, title=live.document.title,
        )  # fmt: skip
    named.update(instalment_id=None)
    Instalment.objects.filter(id__in=[row.id for row in gone]).delete()
