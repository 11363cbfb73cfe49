"""Requisitions as pages, forms and inspection read them."""

from dataclasses import dataclass
from datetime import date

from khlang.office.procurement.models import CommitteeMember, Obligation, Requisition, RequisitionLine
from khlang.spine.documents import queries as documents


@dataclass(frozen=True, kw_only=True)
class RequestedLine:
    """One thing asked for; `quantity` in thousandths, money satang."""

    position: int
    budget_line_id: int | None
    item_code: str
    item: str
    quantity: int
    unit: str
    unit_price: int
    amount: int
    account: str


@dataclass(frozen=True, kw_only=True)
class MemberView:
    """Somebody appointed; `person_id` when they are a user of the system."""

    role: str
    position: str
    name: str
    title: str
    person_id: int | None


@dataclass(frozen=True, kw_only=True)
class RequisitionView:
    """A requisition with its lines and committees. `id` is its document's; `order_id` the live order or contract."""

    id: int
    number: str
    state: str
    title: str
    document_date: date
    division_id: int | None
    vendor_id: int | None
    vendor_name: str
    amount: int
    method: str
    ground: str
    category: str
    fund: str
    purpose: str
    needed_date: date | None
    median_price: int
    egp_project: str
    council_reference: str
    council_date: date | None
    grant_reference: str
    order_id: int | None
    order_kind: str
    order_number: str
    lines: tuple[RequestedLine, ...]
    members: tuple[MemberView, ...]


_HEAD = (
    "method", "ground", "category", "fund", "purpose", "needed_date", "median_price", "egp_project",
    "council_reference", "council_date", "grant_reference",
)  # fmt: skip


def requisition(*, document_id: int) -> RequisitionView:
    """A requisition, in five queries. Refusal: document_not_found."""
    document = documents.get(document_id=document_id, kind="requisition")
    head = Requisition.objects.get(document_id=document_id)
    order = Obligation.objects.filter(requisition_id=document_id, live=True).select_related("document").first()
    lines = RequisitionLine.objects.filter(document_id=document_id).order_by("position")
    return RequisitionView(
        id=document.id, number=document.number or "", state=document.state, title=document.title,
        document_date=document.document_date, division_id=document.division_id, vendor_id=document.party_id,
        vendor_name=document.party_name, amount=document.amount,
        order_id=order.document_id if order else None, order_kind=order.document.kind if order else "",
        order_number=order.document.number or "" if order else "",
        lines=tuple(RequestedLine(**row) for row in lines.values(*RequestedLine.__dataclass_fields__)),
        members=_members(document_id),
        **{name: getattr(head, name) for name in _HEAD},
    )  # fmt: skip


def _members(document_id: int) -> tuple[MemberView, ...]:
    rows = CommitteeMember.objects.filter(document_id=document_id).order_by("-role", "sequence")
    return tuple(MemberView(**row) for row in rows.values(*MemberView.__dataclass_fields__))


def inspectors_of(*, obligation_id: int) -> tuple[MemberView, ...]:
    """The inspection committee of an order or contract, the chair first: appointed with its requisition."""
    asked = Obligation.objects.filter(document_id=obligation_id).values_list("requisition_id", flat=True).first()
    members = [member for member in _members(asked or 0) if member.role == "inspect"]
    return tuple(sorted(members, key=lambda member: member.position != "chair"))
