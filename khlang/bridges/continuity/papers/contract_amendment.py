"""An order or contract amended by hand; several amendments of one contract follow each other (guideline LAO-4)."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import citing
from khlang.bridges.continuity.papers.purchases import (
    CitesOrder,
    Serial,
    WrittenInstalment,
    agreeing,
    instalments,
    order_id,
    order_refs,
    placed,
    require_positive,
)
from khlang.core.refusal import Refusal
from khlang.office.procurement import commands, queries
from khlang.office.procurement.schemas import AmendedLineInput, RecordAmendment
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Day, LongText, OptionalText, ShortText


class AmendedRow(WrittenInstalment):
    """The new amount of a line of the contract (`line_no`: the how manieth), or an instalment that is left to come."""

    line_no: Serial = None


class AmendmentByHand(CitesOrder):
    """One amendment. `previous_…` is the amendment by hand before it, if there is one; `total` what the contract comes to."""

    previous_book: citing.Book = ""
    previous_number: Serial = None
    title: OptionalText = ""
    explanation: Annotated[LongText, StringConstraints(min_length=1)]
    delivery_date: Day | None = None
    approved_by: ShortText
    total: Baht | None = None
    lines: Annotated[tuple[AmendedRow, ...], Field(max_length=500)] = ()


def enter(envelope: Envelope, data: AmendmentByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Amend the contract. Refusals: paper_not_entered, system_number_unknown, nothing_on_paper, amendment_line_unknown,
    amount_not_positive, field_required, paper_total_differs, those of `contract_amendment.record`."""
    obligation = order_id(data)
    known = [line.id for line in queries.obligation(document_id=obligation).lines]
    items = [(position, row) for position, row in enumerate(data.lines) if row.row == "item"]
    record = RecordAmendment.model_construct(
        obligation_id=obligation, title=data.title, explanation=data.explanation, delivery_date=data.delivery_date,
        approved_by=data.approved_by, lines=tuple(_line(position, row, known) for position, row in items),
        instalments=instalments(data.lines),
    )  # fmt: skip
    parts = [position for position, row in enumerate(data.lines) if row.row == "instalment"]
    made = placed(
        lambda: commands.record_amendment(envelope=envelope, data=record),
        names={"obligation_id": "order_number", "line_id": "line_no"},
        rows={"lines": [position for position, _ in items], "instalments": parts},
    )
    return agreeing(made, total=data.total)


def _line(position: int, row: AmendedRow, known: Sequence[int]) -> AmendedLineInput:
    if row.line_no is None or row.line_no > len(known):
        raise Refusal("amendment_line_unknown", field=f"lines.{position}.line_no")
    require_positive(row.amount, field=f"lines.{position}.amount")
    return AmendedLineInput.model_construct(line_id=known[row.line_no - 1], amount=row.amount)


def needs(data: AmendmentByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The contract and the amendment before, when they were made by hand."""
    found = order_refs(data)
    if data.previous_number is not None:
        found.append(PaperRef("contract_amendment", data.previous_book, data.previous_number))
    return found


def shown(data: AmendmentByHand) -> Shown:
    """What is amended, and what the contract comes to."""
    return Shown("", (data.title or data.explanation)[:500], data.total or 0)


KIND = PaperKind("contract_amendment", AmendmentByHand, needs, shown, enter)
