"""Explanations of revenue and expenditure amended by hand (guideline LAO-1)."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import spending
from khlang.bridges.continuity.papers.budget_transfer import ApprovedByHand
from khlang.bridges.continuity.papers.purchases import LineCode, Tick, placed, worded
from khlang.core.refusal import Refusal
from khlang.office.budget import commands, queries
from khlang.office.budget.schemas import ExplanationItem, RecordAmendment
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Input, LongText


class ExplanationRow(Input):
    """A new explanation of one line: a budget line by its short name, or revenue by its code."""

    kind: Annotated[Literal["expenditure", "revenue"], worded("expenditure", "revenue", prefix="choice.kind")] = (
        "expenditure"
    )
    line: LineCode = ""
    text: Annotated[LongText, StringConstraints(min_length=1)]
    changes_nature: Tick = False


class ExplanationByHand(ApprovedByHand):
    """One amendment with all its lines."""

    lines: Annotated[tuple[ExplanationRow, ...], Field(min_length=1, max_length=200)]


def enter(envelope: Envelope, data: ExplanationByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Let the new texts hold. Refusals: field_required, budget_line_unknown, those of `explanation_amendment.record`."""
    missing = next((at for at, row in enumerate(data.lines) if not row.line), None)
    if missing is not None:
        raise Refusal("field_required", field=f"lines.{missing}.line")
    spent = [(f"lines.{at}.line", row.line) for at, row in enumerate(data.lines) if row.kind == "expenditure"]
    known = {"expenditure": spending.budget_lines(codes=spent, fiscal_year=data.fiscal_year), "revenue": {}}
    if len(spent) < len(data.lines):
        found = queries.estimates(fiscal_year=data.fiscal_year)
        known["revenue"] = {row.line.item_code: row.line.id for row in found}
    items = tuple(
        ExplanationItem.model_construct(
            kind=row.kind, line_id=known[row.kind].get(row.line, 0), text=row.text, changes_nature=row.changes_nature
        )
        for row in data.lines
    )
    head = {name: getattr(data, name) for name in ApprovedByHand.model_fields}
    record = RecordAmendment.model_construct(**head, items=items)
    return placed(
        lambda: commands.record_amendment(envelope=envelope, data=record),
        names={"line_id": "line", "document_date": "approval_date"},
        rows={"items": range(len(items))},
    )


def needs(data: ExplanationByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """None: amendments are entered in the order of their days."""
    return ()


def shown(data: ExplanationByHand) -> Shown:
    """Who approved and what; no money moves."""
    return Shown(data.approved_by, data.title, 0)


KIND = PaperKind("explanation", ExplanationByHand, needs, shown, enter)
