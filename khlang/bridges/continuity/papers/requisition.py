"""A requisition for purchase or hire approved by hand (guideline LAO-4)."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from khlang.bridges.continuity.paper_kind import Finding, PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers.purchases import (
    WrittenThing,
    WrittenVendor,
    agreeing,
    items,
    placed,
    vendor,
    vendor_changed,
    worded,
    worth,
)
from khlang.core.calendar import fiscal_year
from khlang.core.thai import normalise
from khlang.office.procurement import commands as procurement
from khlang.office.procurement.schemas import CommitteeMemberInput, RecordRequisition, RequisitionLineInput, Role
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Day, LongText, OptionalText, ShortText
from khlang.standards.procurement import procurement_methods

_BETWEEN = re.compile(r"[,;\n]")


def _method(value: object) -> object:
    """The method by its code or as it is called."""
    if not isinstance(value, str):
        return value
    text = normalise(value).casefold()
    known = {name.casefold(): row.code for row in procurement_methods() for name in (row.name_th, row.name_en)}
    return known.get(text, text or "specific")


class RequisitionByHand(WrittenVendor):
    """One requisition. Those who procure and those who inspect are written one after another, the chair first."""

    title: ShortText
    division: Annotated[OptionalText, Field(max_length=20)] = ""
    category: Annotated[
        Literal["goods", "service", "works"], worded("goods", "service", "works", prefix="choice.category")
    ] = "goods"
    method: Annotated[str, BeforeValidator(_method), Field(max_length=60)] = "specific"
    ground: OptionalText = ""
    fund: Annotated[
        Literal["budget", "grant", "surplus"], worded("budget", "grant", "surplus", prefix="choice.fund")
    ] = "budget"
    purpose: LongText = ""
    needed_date: Day | None = None
    median_price: Baht = 0
    egp_project: Annotated[OptionalText, Field(max_length=30)] = ""
    council_reference: OptionalText = ""
    council_date: Day | None = None
    grant_reference: OptionalText = ""
    procurers: LongText = ""
    inspectors: LongText = ""
    approved_by: ShortText
    total: Baht | None = None
    lines: Annotated[tuple[WrittenThing, ...], Field(min_length=1, max_length=500)]


_SAME = (
    "title", "division", "category", "method", "ground", "fund", "purpose", "needed_date", "median_price", "egp_project",
    "council_reference", "council_date", "grant_reference", "approved_by", "vendor_name",
)  # fmt: skip


def enter(envelope: Envelope, data: RequisitionByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Reserve what was approved. Refusals: party_not_found, budget_line_unknown, field_required, paper_total_differs, those
    of `requisition.record`."""
    seller = vendor(data)
    things = items(data.lines, fiscal_year=fiscal_year(envelope.today))
    members = (*_committee("procure", data.procurers), *_committee("inspect", data.inspectors))
    record = RecordRequisition.model_construct(
        **{name: getattr(data, name) for name in _SAME}, vendor_id=seller.id if seller else None, members=members,
        lines=tuple(_line(line, budget_line) for _, line, budget_line in things),
    )  # fmt: skip
    made = placed(
        lambda: procurement.record_requisition(envelope=envelope, data=record),
        names={
            "budget_line_id": "budget_line",
            "item": "description",
            "vendor_id": "vendor_name",
            "members": "inspectors",
        },
        rows={"lines": [position for position, *_ in things]},
    )
    return agreeing(made, total=data.total)


def _line(line: WrittenThing, budget_line: int | None) -> RequisitionLineInput:
    return RequisitionLineInput.model_construct(
        budget_line_id=budget_line, item=line.description, quantity=line.quantity, unit=line.unit, unit_price=line.unit_price,
        amount=line.amount, account=line.account,
    )  # fmt: skip


def _committee(role: Role, text: str) -> list[CommitteeMemberInput]:
    names = [name for name in (normalise(part) for part in _BETWEEN.split(text)) if name]
    return [
        CommitteeMemberInput.model_construct(
            role=role, position="chair" if not run else "member", person_id=None, name=name[:250], title=""
        )
        for run, name in enumerate(names)
    ]


def needs(data: RequisitionByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """None: the budget was entered before by its class."""
    return ()


def examine(data: RequisitionByHand, ref: PaperRef, day: date, today: date) -> Sequence[Finding]:
    """What the register says of the vendor by now."""
    return vendor_changed(data, today=today)


def shown(data: RequisitionByHand) -> Shown:
    """Vendor, what for, how much."""
    return Shown(data.vendor_name, data.title, data.total or worth(data.lines))


KIND = PaperKind("requisition", RequisitionByHand, needs, shown, enter, examine)
