"""An order signed by hand, of a requisition made by hand or in the system (guideline LAO-4)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from khlang.bridges.continuity.paper_kind import Finding, PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import citing
from khlang.bridges.continuity.papers.purchases import (
    Named,
    Serial,
    Tick,
    WrittenItem,
    WrittenVendor,
    agreeing,
    instalments,
    items,
    placed,
    vendor,
    vendor_changed,
    worth,
)
from khlang.core.calendar import fiscal_year
from khlang.core.refusal import Refusal
from khlang.office.procurement import commands as procurement
from khlang.office.procurement.schemas import ObligationLineInput, Percent, RecordObligation
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Day, LongText, OptionalText, ShortText


class OrderByHand(WrittenVendor):
    """One order or contract: the requisition it follows (by paper, or by its number in the system), vendor, days, terms.

    Without things among its lines it is what the requisition asked for.
    """

    requisition_book: citing.Book = ""
    requisition_number: Serial = None
    requisition: Named = ""
    title: OptionalText = ""
    start_date: Day | None = None
    end_date: Day | None = None
    delivery_date: Day
    warranty_days: Annotated[int, Field(ge=0, le=36500)] = 0
    fine_rate: Percent = None
    retention_rate: Percent = None
    guarantee_rate: Percent = None
    advance_amount: Baht = 0
    vat_excluded: Tick = False
    egp_project: Annotated[OptionalText, Field(max_length=30)] = ""
    egp_contract: Annotated[OptionalText, Field(max_length=30)] = ""
    terms: LongText = ""
    monthly_instalments: Annotated[int, Field(ge=0, le=60)] = 0
    signed_by: ShortText
    total: Baht | None = None
    lines: Annotated[tuple[WrittenItem, ...], Field(max_length=500)] = ()


_SAME = (
    "title", "start_date", "end_date", "delivery_date", "warranty_days", "fine_rate", "retention_rate", "guarantee_rate",
    "advance_amount", "egp_project", "egp_contract", "terms", "monthly_instalments", "signed_by",
    "vendor_name",
)  # fmt: skip


#: Fields of the command and where they stand on the paper.
_NAMES = {
    "budget_line_id": "budget_line", "item": "description", "vendor_id": "vendor_name", "document_date": "start_date",
    "requisition_id": "requisition_number",
}  # fmt: skip


def entered(run: Callable[..., Outcome], envelope: Envelope, data: OrderByHand, ref: PaperRef) -> Outcome:
    """Commit what was signed, by the command `run`. Refusals: paper_not_entered, system_number_unknown, nothing_on_paper,
    party_not_found, field_required, budget_line_unknown, paper_total_differs, those of `purchase_order.record`."""
    requisition = _requisition(data)
    seller = vendor(data)
    if seller is None:
        raise Refusal("field_required", field="vendor_name")
    things = items(data.lines, fiscal_year=fiscal_year(envelope.today))
    record = RecordObligation.model_construct(
        **{name: getattr(data, name) for name in _SAME}, requisition_id=requisition, vendor_id=seller.id,
        vat_included=not data.vat_excluded,
        paper_reference=f"{ref.book_no} {ref.number}".strip(), instalments=instalments(data.lines),
        lines=tuple(_line(line, budget_line) for _, line, budget_line in things),
    )  # fmt: skip
    parts = [position for position, line in enumerate(data.lines) if line.row == "instalment"]
    made = placed(
        lambda: run(envelope=envelope, data=record),
        names=_NAMES,
        rows={"lines": [position for position, *_ in things], "instalments": parts},
    )  # fmt: skip
    return agreeing(made, total=data.total)


def _requisition(data: OrderByHand) -> int:
    named = [("requisition_number", each) for each in needs(data, PaperRef("", "", 0))]
    found = citing.entered(named=named, kind="requisition")
    if not named:
        found = citing.of_system(numbers_typed=data.requisition, field="requisition", kinds=("requisition",))
    return citing.require_some(ids=found, field="requisition_number")[0]


def _line(line: WrittenItem, budget_line: int | None) -> ObligationLineInput:
    return ObligationLineInput.model_construct(
        budget_line_id=budget_line, item=line.description, quantity=line.quantity, unit=line.unit, unit_price=line.unit_price,
        amount=line.amount, account=line.account, asset_class=line.asset_class,
    )  # fmt: skip


def enter(envelope: Envelope, data: OrderByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """The order. Refusals: as for `entered`."""
    return entered(procurement.record_purchase_order, envelope, data, ref)


def needs(data: OrderByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The requisition, when that was made by hand too."""
    if data.requisition_number is None:
        return ()
    return (PaperRef("requisition", data.requisition_book, data.requisition_number),)


def examine(data: OrderByHand, ref: PaperRef, day: date, today: date) -> Sequence[Finding]:
    """What the register says of the vendor by now."""
    return vendor_changed(data, today=today)


def shown(data: OrderByHand) -> Shown:
    """Vendor, what for, how much."""
    title = data.title or next((line.description for line in data.lines if line.description), "")
    return Shown(data.vendor_name, title, data.total or worth(data.lines))


KIND = PaperKind("purchase_order", OrderByHand, needs, shown, enter, examine)
