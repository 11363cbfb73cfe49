"""Goods and work inspected and accepted by hand: the payable voucher of the paper becomes one of today (LAO-5, UNIT-3)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from khlang.bridges.continuity.paper_kind import Finding, PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import citing
from khlang.bridges.continuity.papers.purchases import (
    CitesOrder,
    Serial,
    WrittenVendor,
    agreeing,
    order_id,
    order_refs,
    placed,
    vendor_changed,
)
from khlang.core.refusal import Refusal
from khlang.office.procurement import commands, queries
from khlang.office.procurement.schemas import InspectionLineInput, Quantity, RecordInspection
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Day, Input, LongText, OptionalText, ShortText

Reference = Annotated[OptionalText, Field(max_length=60)]


class DeliveredRow(Input):
    """What came of one line of the order (`line_no`: the how manieth), in whole units or for an amount."""

    line_no: Serial = None
    description: OptionalText = ""
    quantity: Quantity | None = None
    amount: Baht = 0
    account: Annotated[OptionalText, Field(max_length=20)] = ""
    asset_class: Annotated[OptionalText, Field(max_length=3)] = ""


class PayableByHand(CitesOrder, WrittenVendor):
    """One payable voucher. `previous_…` is the acceptance by hand before it under the same order, if there is one; fine,
    retention and the advance given back stand as on the paper. `total` is what was accepted."""

    previous_book: citing.Book = ""
    previous_number: Serial = None
    instalment: Serial = None
    title: OptionalText = ""
    delivered_date: Day
    inspected_date: Day | None = None
    delivery_note: Reference = ""
    invoice_no: Reference = ""
    invoice_date: Day | None = None
    excused_days: Annotated[int, Field(ge=0, le=3660)] = 0
    excuse: Annotated[LongText, Field(max_length=1000)] = ""
    fine: Baht | None = None
    retention: Baht | None = None
    recovery: Baht | None = None
    asset_place: OptionalText = ""
    remark: LongText = ""
    accepted_by: ShortText
    total: Baht | None = None
    lines: Annotated[tuple[DeliveredRow, ...], Field(max_length=500)] = ()


_SAME = (
    "title", "delivered_date", "inspected_date", "delivery_note", "invoice_no", "invoice_date", "excused_days", "excuse",
    "fine", "retention", "recovery", "remark", "accepted_by",
)  # fmt: skip


def enter(envelope: Envelope, data: PayableByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Accept what came. Refusals: paper_not_entered, system_number_unknown, nothing_on_paper, obligation_line_unknown,
    instalment_unknown, paper_total_differs, those of `inspection.record`."""
    owed = queries.obligation(document_id=order_id(data))
    record = RecordInspection.model_construct(
        **{name: getattr(data, name) for name in _SAME}, obligation_id=owed.id, place=data.asset_place,
        instalment_id=_instalment(data, owed),
        lines=tuple(_line(position, row, owed) for position, row in enumerate(data.lines)),
    )  # fmt: skip
    made = placed(
        lambda: commands.record_inspection(envelope=envelope, data=record),
        names={"obligation_id": "order_number", "instalment_id": "instalment", "line_id": "line_no"},
        rows={"lines": range(len(data.lines))},
    )
    return agreeing(made, total=data.total)


def _instalment(data: PayableByHand, owed: queries.ObligationView) -> int | None:
    if data.instalment is None:
        return None
    found = next((part.id for part in owed.instalments if part.position == data.instalment), None)
    if found is None:
        raise Refusal("instalment_unknown", field="instalment", number=owed.number)
    return found


def _line(position: int, row: DeliveredRow, owed: queries.ObligationView) -> InspectionLineInput:
    """The line of the order by its place, or the only one there is."""
    number = 1 if row.line_no is None and len(owed.lines) == 1 else row.line_no
    if number is None or number > len(owed.lines):
        raise Refusal("obligation_line_unknown", field=f"lines.{position}.line_no")
    return InspectionLineInput.model_construct(
        line_id=owed.lines[number - 1].id, quantity=row.quantity, amount=row.amount, account=row.account,
        asset_class=row.asset_class,
    )  # fmt: skip


def needs(data: PayableByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The order or contract, and the acceptance before, when they were made by hand."""
    found = order_refs(data)
    if data.previous_number is not None:
        found.append(PaperRef("payable_voucher", data.previous_book, data.previous_number))
    return found


def examine(data: PayableByHand, ref: PaperRef, day: date, today: date) -> Sequence[Finding]:
    """What the register says of the vendor by now, where the paper names one."""
    return vendor_changed(data, today=today)


def shown(data: PayableByHand) -> Shown:
    """Vendor, what came, for how much."""
    title = data.title or next((row.description for row in data.lines if row.description), "")
    return Shown(data.vendor_name, title, data.total or sum(row.amount for row in data.lines))


KIND = PaperKind("payable_voucher", PayableByHand, needs, shown, enter, examine)
