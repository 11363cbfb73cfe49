"""Local taxes on a receipt written by hand: which assessment a line means, what has changed since, what is beyond it.

The kit gives every assessment in arrears a number; who wrote it down, or year and property, is taken at his word. Where the
line says neither, the item and the payer do, when they leave no choice. What the taxpayer database says meanwhile is shown
beside the paper (TAXROW_CHANGED, C-19); money beyond what is owed is never absorbed: somebody decides that it waits for
the payer on an account of its own (L2.1-c).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Protocol

from pydantic import Field

from khlang.bridges.continuity.paper_kind import Finding
from khlang.bridges.continuity.problems import TAXROW_CHANGED
from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue.schemas import ItemCode, ReceiptLineInput
from khlang.office.taxpayers import queries as taxpayers
from khlang.office.taxpayers.queries import Assessment
from khlang.platform.inputs import Input, OptionalText, PositiveBaht
from khlang.standards import LocalTax, excess_item, local_taxes, message

#: The line by its position on the paper → the assessment that it pays.
Named = Mapping[int, Assessment]


class LineByHand(Input):
    """One line of a receipt: item, what for, baht. `assessment` is the number of the tax as the kit prints it; else
    `tax_year` (B.E.) and `tax_reference` (property or letter) tell which one."""

    item: ItemCode
    description: OptionalText = ""
    amount: PositiveBaht
    assessment: Annotated[OptionalText, Field(max_length=20)] = ""
    tax_year: Annotated[int, Field(ge=2500, le=2700)] | None = None
    tax_reference: Annotated[OptionalText, Field(max_length=120)] = ""


class Receipt(Protocol):
    """What a handwritten receipt says of its payer and its lines."""

    @property
    def payer_name(self) -> str:
        """As written."""

    @property
    def payer_number(self) -> str:
        """13 digits or nothing."""

    @property
    def lines(self) -> tuple[LineByHand, ...]:
        """What was paid."""


def named(*, data: Receipt) -> Named:
    """The assessments that the lines pay. A line of fines without more goes with the only tax of the same receipt.

    Refusals (all together, at `lines.<n>.…`): assessment_not_found, assessment_ambiguous.
    """
    found: dict[int, Assessment] = {}
    refused: list[Refusal] = []
    for position, line in enumerate(data.lines):
        try:
            one = _named(data, line, position)
        except Refusal as refusal:
            refused.append(refusal)
            continue
        if one is not None:
            found[position] = one
    if refused:
        raise Refusals(refused)
    penalties = {tax.penalty_item for tax in local_taxes().values()}
    if len({one.id for one in found.values()}) == 1:
        (only, *_) = found.values()
        found |= {at: only for at, line in enumerate(data.lines) if line.item in penalties and at not in found}
    return found


def _named(data: Receipt, line: LineByHand, position: int) -> Assessment | None:
    if line.assessment:
        one = taxpayers.by_code(code=line.assessment)
        if one is None:
            raise Refusal("assessment_not_found", field=f"lines.{position}.assessment")
        return one
    tax = _tax(line.item)
    told = line.tax_year is not None or line.tax_reference
    if tax is None and not told:
        return None
    fitting = taxpayers.matching(
        party_number=data.payer_number, name=data.payer_name, tax=tax.key if tax else "", tax_year=line.tax_year,
        reference=line.tax_reference,
    )  # fmt: skip
    in_force = [one for one in fitting if one.state == "open"] or [one for one in fitting if one.state == "paid"]
    candidates = in_force or list(fitting)
    if len(candidates) == 1 and (told or candidates[0].state == "open"):
        return candidates[0]
    if not told:
        return None
    code = "assessment_ambiguous" if candidates else "assessment_not_found"
    facts = {"numbers": ", ".join(one.code for one in candidates)} if candidates else {}
    raise Refusal(code, field=f"lines.{position}.{'tax_year' if line.tax_year else 'tax_reference'}", **facts)


def _tax(item: str) -> LocalTax | None:
    return next((tax for tax in local_taxes().values() if item in (tax.item, tax.arrears_item)), None)


def entered(*, data: Receipt, known: Named, day: date, beyond: bool) -> tuple[ReceiptLineInput, ...]:
    """The lines as the proof of receipt takes them. `beyond`: somebody decided that what is more than owed waits for the
    payer, so it becomes a line of its own (เงินรับเกินรอคืน)."""
    lines = data.lines
    parts: dict[int, tuple[int, int]] = {at: (lines[at].amount, 0) for at in known}
    if beyond and known:
        claimed = [(one.id, lines[at].item, lines[at].amount) for at, one in known.items()]
        divided = zip(known, taxpayers.apportion(lines=claimed, on=day), strict=True)
        parts = {at: (each.owed, each.excess) for at, each in divided}
    made: list[ReceiptLineInput] = []
    for at, line in enumerate(lines):
        owed, excess = parts.get(at, (line.amount, 0))
        if owed:
            paid = known[at].id if at in known else None
            made.append(
                ReceiptLineInput.model_construct(
                    assessment=paid, item=line.item, description=line.description, amount=owed
                )
            )
        if excess:
            said = message("assessment.excess", payer=data.payer_name)[:250]
            made.append(
                ReceiptLineInput.model_construct(assessment=None, item=excess_item(), description=said, amount=excess)
            )
    return tuple(made)


def examine(*, data: Receipt, day: date, today: date) -> Sequence[Finding]:
    """One finding for each assessment that changed after the day of the paper, or that takes less than the paper gives."""
    try:
        known = named(data=data)
    except Refusals:
        return ()  # told when it is entered, at the field
    if not known:
        return ()
    claimed = [(one.id, data.lines[at].item, data.lines[at].amount) for at, one in known.items()]
    excess: dict[int, int] = {}
    paid: dict[int, int] = {}
    for (assessment_id, _, amount), part in zip(claimed, taxpayers.apportion(lines=claimed, on=day), strict=True):
        excess[assessment_id] = excess.get(assessment_id, 0) + part.excess
        paid[assessment_id] = paid.get(assessment_id, 0) + amount
    found = []
    for one in {one.id: one for one in known.values()}.values():
        changes = taxpayers.examine_changed(assessment_id=one.id, on=day, today=today)
        if changes or excess[one.id]:
            found.append(_finding(data, one, day, changes, paid[one.id], excess[one.id]))
    return found


def _finding(
    data: Receipt, one: Assessment, day: date, changes: Sequence[taxpayers.Changed], paid: int, excess: int
) -> Finding:
    paper = {"assessment": one.code, "taxpayer": data.payer_name, "tax_given": format_baht(paid)}
    system = {
        "assessment": f"{one.code} {message(f'assessment_state.{one.state}')}", "taxpayer": one.taxpayer,
        "tax_given": format_baht(paid - excess),
    }  # fmt: skip
    for change in changes:
        key = f"taxrow_{change.what}"
        paper[key] = "; ".join(filter(None, (paper.get(key), change.before)))
        now = " ".join(filter(None, (change.number, change.after, format_date(change.day))))
        system[key] = "; ".join(filter(None, (system.get(key), now)))
    if excess:
        system["tax_excess"] = format_baht(excess)
    return Finding(TAXROW_CHANGED, paper, system)
