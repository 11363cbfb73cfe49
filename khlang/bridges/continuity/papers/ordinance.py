"""An annual budget passed, approved and promulgated by hand (guideline LAO-1)."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import spending
from khlang.bridges.continuity.papers.purchases import LineCode, placed, require_positive, worded
from khlang.office.budget import commands as budget
from khlang.office.budget.schemas import Appropriation, Code, Estimate, FiscalYear, RecordOrdinance
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Day, Input, LongText, OptionalText, ShortText


class BudgetRow(Input):
    """One line: expenditure by its codes (`line` names a line in force that gets more), or revenue that is expected."""

    side: Annotated[Literal["expenditure", "revenue"], worded("expenditure", "revenue", prefix="choice.side")] = (
        "expenditure"
    )
    line: LineCode = ""
    code: Code = ""
    fund_source: Annotated[OptionalText, Field(max_length=60)] = ""
    work_code: Code = ""
    category_code: Code = ""
    item_code: Code = ""
    name_th: OptionalText = ""
    division: Code = ""
    amount: Baht
    explanation: LongText = ""


class BudgetByHand(Input):
    """A budget as its paper says it: lines, resolution of the council, approval, promulgation."""

    fiscal_year: FiscalYear
    title: ShortText
    deficit_reason: LongText = ""
    council_reference: ShortText
    council_date: Day
    approved_by: ShortText
    approval_number: ShortText
    approval_date: Day
    ordinance_reference: ShortText
    promulgated_date: Day
    lines: Annotated[tuple[BudgetRow, ...], Field(min_length=1, max_length=6000)]


def entered(run: Callable[..., Outcome], envelope: Envelope, data: BudgetByHand) -> Outcome:
    """Promulgate in the system what was promulgated on paper, by the command `run`. Refusals: budget_line_unknown,
    amount_not_positive and those of `ordinance.record`."""
    spent = [at for at, row in enumerate(data.lines) if row.side == "expenditure"]
    expected = [at for at, row in enumerate(data.lines) if row.side == "revenue"]
    for at in spent:
        require_positive(data.lines[at].amount, field=f"lines.{at}.amount")
    codes = [(f"lines.{at}.line", data.lines[at].line) for at in spent]
    known = spending.budget_lines(codes=codes, fiscal_year=data.fiscal_year)
    head = {name: getattr(data, name) for name in type(data).model_fields if name != "lines"}
    record = RecordOrdinance.model_construct(
        **head,
        appropriations=tuple(_appropriation(data.lines[at], known.get(data.lines[at].line)) for at in spent),
        estimates=tuple(_estimate(data.lines[at]) for at in expected),
    )
    rows = {"appropriations": spent, "estimates": expected}
    return placed(lambda: run(envelope=envelope, data=record), names={"line_id": "line"}, rows=rows)


def _appropriation(row: BudgetRow, line_id: int | None) -> Appropriation:
    return Appropriation.model_construct(
        line_id=line_id, code=row.code, fund_source=row.fund_source, work_code=row.work_code,
        category_code=row.category_code, item_code=row.item_code, name_th=row.name_th, division=row.division,
        amount=row.amount, explanation=row.explanation,
    )  # fmt: skip


def _estimate(row: BudgetRow) -> Estimate:
    return Estimate.model_construct(
        item_code=row.item_code, name_th=row.name_th, amount=row.amount, explanation=row.explanation
    )


def enter(envelope: Envelope, data: BudgetByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """The annual budget. Refusals: as for `entered`."""
    return entered(budget.record_ordinance, envelope, data)


def needs(data: BudgetByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """None: the budget is the first of all papers."""
    return ()


def shown(data: BudgetByHand) -> Shown:
    """Who approved, which budget, what it appropriates."""
    total = sum(row.amount for row in data.lines if row.side == "expenditure")
    return Shown(data.approved_by, data.title, total)


KIND = PaperKind("ordinance", BudgetByHand, needs, shown, enter)
