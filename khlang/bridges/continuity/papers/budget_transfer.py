"""Budget transferred by hand: entered before the dika that need its money (guideline LAO-1; continuity C-17 (a))."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import spending
from khlang.bridges.continuity.papers.purchases import LineCode, Tick, placed, worded
from khlang.core.refusal import Refusal
from khlang.office.budget import commands as budget
from khlang.office.budget.schemas import Code, FiscalYear, NewItem, RecordTransfer, TransferItem
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Day, Input, LongText, OptionalText, PositiveBaht, ShortText


class TransferRow(Input):
    """Money from one line to another, by their short names; to a line that does not exist yet by its codes and name."""

    from_line: LineCode = ""
    to_line: LineCode = ""
    amount: PositiveBaht
    changes_nature: Tick = False
    note: OptionalText = ""
    code: Code = ""
    fund_source: Annotated[OptionalText, Field(max_length=60)] = ""
    work_code: Code = ""
    category_code: Code = ""
    item_code: Code = ""
    name_th: OptionalText = ""
    division: Code = ""
    explanation: LongText = ""


class ApprovedByHand(Input):
    """Who approved on the paper: the executive or the council; who signed, number and day."""

    fiscal_year: FiscalYear
    title: ShortText
    body: Annotated[Literal["executive", "council"], worded("executive", "council", prefix="body")] = "executive"
    approved_by: ShortText
    approval_number: ShortText
    approval_date: Day


class TransferByHand(ApprovedByHand):
    """One transfer with all its lines."""

    lines: Annotated[tuple[TransferRow, ...], Field(min_length=1, max_length=200)]


def enter(envelope: Envelope, data: TransferByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Move the money. Refusals: field_required, budget_line_unknown, those of `budget_transfer.record`."""
    codes = []
    for at, row in enumerate(data.lines):
        if not row.from_line:
            raise Refusal("field_required", field=f"lines.{at}.from_line")
        codes += [(f"lines.{at}.from_line", row.from_line), (f"lines.{at}.to_line", row.to_line)]
    known = spending.budget_lines(codes=codes, fiscal_year=data.fiscal_year)
    old = [at for at, row in enumerate(data.lines) if row.to_line]
    new = [at for at, row in enumerate(data.lines) if not row.to_line]
    record = RecordTransfer.model_construct(
        **{name: getattr(data, name) for name in ApprovedByHand.model_fields},
        items=tuple(_item(data.lines[at], known) for at in old),
        new_items=tuple(_new_item(data.lines[at], known) for at in new),
    )
    names = {"from_line_id": "from_line", "to_line_id": "to_line", "document_date": "approval_date"}
    rows = {"items": old, "new_items": new}
    return placed(lambda: budget.record_transfer(envelope=envelope, data=record), names=names, rows=rows)


def _item(row: TransferRow, known: dict[str, int]) -> TransferItem:
    return TransferItem.model_construct(
        from_line_id=known[row.from_line], to_line_id=known[row.to_line], amount=row.amount, note=row.note,
        changes_nature=row.changes_nature,
    )  # fmt: skip


def _new_item(row: TransferRow, known: dict[str, int]) -> NewItem:
    names = ("amount", "note", "code", "fund_source", "work_code", "category_code", "item_code", "name_th", "division")
    return NewItem.model_construct(
        from_line_id=known[row.from_line], explanation=row.explanation, **{name: getattr(row, name) for name in names}
    )


def needs(data: TransferByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """None: transfers are entered in the order of their days."""
    return ()


def shown(data: TransferByHand) -> Shown:
    """Who approved, what for, how much."""
    return Shown(data.approved_by, data.title, sum(row.amount for row in data.lines))


KIND = PaperKind("budget_transfer", TransferByHand, needs, shown, enter)
