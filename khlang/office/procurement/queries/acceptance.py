"""Inspections and acceptances as disbursement, registers and pages read them. Amounts are satang."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from khlang.core.posting import AccountRef
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.assets import queries as assets
from khlang.office.procurement.models import Inspection, InspectionLine, Instalment
from khlang.office.procurement.models import Obligation as _Obligation
from khlang.spine.documents import queries as documents
from khlang.spine.parties import queries as parties
from khlang.standards.acceptance import acceptance_rules

INSPECTION = "inspection"
#: A number with so many digits is an identifier, not what somebody types.
_IDENTIFIER = 15


@dataclass(frozen=True, kw_only=True)
class AcceptedLine:
    """One line of an inspection: what came, where it was charged, what it left of an asset; see `models.InspectionLine`."""

    position: int
    line_id: int
    budget_line_id: int | None
    item_code: str
    description: str
    unit: str
    quantity: int
    amount: int
    account: str
    asset_class: str
    asset_account: str
    moved: int
    units: int
    cost: int
    recovery: int


@dataclass(frozen=True, kw_only=True)
class AcceptanceView:
    """An inspection as the dika pays it. `gross` is what was accepted; `lines` are (budget line, amount owed), the part of
    the advance that is given back taken off, so that they add up to `payable_amount`. `payable` is the vendor's account.

    `fine` and `retention` are kept back by the dika. `accepted_date` is None before the acceptance.
    """

    id: int
    number: str
    state: str
    title: str
    obligation_id: int
    obligation_kind: str
    obligation_number: str
    requisition_id: int
    instalment_id: int | None
    instalment: int | None
    division_id: int | None
    vendor_id: int
    vendor_name: str
    category: str
    fund: str
    gross: int
    recovery: int
    payable_amount: int
    lines: tuple[tuple[int | None, int], ...]
    details: tuple[AcceptedLine, ...]
    assets: tuple[tuple[str, str, int], ...]
    payable: AccountRef
    delivery_note: str
    invoice_no: str
    invoice_date: date | None
    delivered_date: date
    inspected_date: date
    accepted_date: date | None
    due_date: date
    late_days: int
    excused_days: int
    excuse: str
    fine_rate_bp: int
    fine: int
    retention_rate_bp: int
    retention: int
    vat_included: bool
    completes: bool
    place: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class AcceptanceRow:
    """One inspection in a list."""

    id: int
    number: str
    state: str
    title: str
    document_date: date
    accepted_date: date | None
    obligation_id: int
    obligation_number: str
    vendor_id: int
    vendor_name: str
    fund: str
    gross: int
    recovery: int
    fine: int
    retention: int


_KEPT = (
    "obligation_id", "instalment_id", "vendor_id", "recovery", "delivery_note", "invoice_no", "invoice_date", "delivered_date",
    "inspected_date", "due_date", "late_days", "excused_days", "excuse", "fine", "retention", "completes", "place", "remark",
)  # fmt: skip


def acceptance(*, document_id: int) -> AcceptanceView:
    """An inspection with its lines and the assets it opened, in any state. Refusal: document_not_found."""
    document = documents.get(document_id=document_id, kind=INSPECTION)
    kept = Inspection.objects.select_related("obligation", "instalment").get(document_id=document_id)
    order = _Obligation.objects.get(document_id=kept.obligation_id)
    details = details_of(document_id=document_id)
    return AcceptanceView(
        id=document.id, number=document.number or "", state=document.state, title=document.title,
        obligation_kind=kept.obligation.kind, obligation_number=kept.obligation.number or "",
        requisition_id=order.requisition_id, instalment=kept.instalment.position if kept.instalment else None,
        division_id=document.division_id, vendor_name=document.party_name, category=order.category, fund=order.fund,
        gross=kept.amount, payable_amount=kept.amount - kept.recovery, lines=_owed(details), details=details,
        assets=tuple((card.code, card.name, card.cost) for card in assets.of_document(document_id=document_id)),
        payable=AccountRef(
            acceptance_rules().payable[parties.get(party_id=kept.vendor_id).kind], str(kept.vendor_id)
        ),
        accepted_date=document.posting_date, fine_rate_bp=order.fine_rate_bp,
        retention_rate_bp=order.retention_rate_bp, vat_included=order.vat_included,
        **{name: getattr(kept, name) for name in _KEPT},
    )  # fmt: skip


def _owed(details: Sequence[AcceptedLine]) -> tuple[tuple[int | None, int], ...]:
    """What is owed by budget line, in order of appearance."""
    sums: dict[int | None, int] = {}
    for line in details:
        sums[line.budget_line_id] = sums.get(line.budget_line_id, 0) + line.amount - line.recovery
    return tuple((key, amount) for key, amount in sums.items() if amount)


def details_of(*, document_id: int) -> tuple[AcceptedLine, ...]:
    """The lines of an inspection with what the order says of them, in one query."""
    return tuple(
        AcceptedLine(
            position=row.position, line_id=row.line_id, budget_line_id=row.line.budget_line_id,
            item_code=row.line.item_code, description=row.line.description, unit=row.line.unit, quantity=row.quantity,
            amount=row.amount, account=row.account, asset_class=row.asset_class, asset_account=row.asset_account,
            moved=row.moved, units=row.units, cost=row.cost, recovery=row.recovery,
        )
        for row in stored_lines(document_id=document_id)
    )  # fmt: skip


def acceptances(
    *,
    states: Sequence[str] = ("accepted",),
    vendor_id: int | None = None,
    obligation_id: int | None = None,
    since: date | None = None,
    through: date | None = None,
    text: str = "",
    offset: int = 0,
    limit: int = 50,
) -> tuple[tuple[AcceptanceRow, ...], int]:
    """A page of inspections, newest first, and how many there are; `since` and `through` are days of inspection.

    `text` looks in the number, the title, the vendor's name and the number of the order.
    """
    given = {
        "document__state__in": list(states) if states else None, "vendor_id": vendor_id, "obligation_id": obligation_id,
        "inspected_date__gte": since, "inspected_date__lte": through,
    }  # fmt: skip
    rows = _found(text).filter(**{name: value for name, value in given.items() if value is not None})
    page = rows.order_by("-document_id")[offset : offset + limit]
    funds = dict(
        _Obligation.objects.filter(document_id__in=[row.obligation_id for row in page]).values_list(
            "document_id", "fund"
        )
    )
    return tuple(_row(row, funds[row.obligation_id]) for row in page), rows.count()


def _found(text: str) -> QuerySet[Any]:
    rows = Inspection.objects.select_related("document", "obligation")
    for word in normalise(text).split():
        number = to_arabic_digits(word)
        rows = rows.filter(
            Q(document__number__icontains=number)
            | Q(obligation__number__icontains=number)
            | Q(document__title__icontains=word)
            | Q(document__party_name__icontains=word)
        )
    return rows


def _row(row: Any, fund: str) -> AcceptanceRow:
    return AcceptanceRow(
        id=row.document_id, number=row.document.number or "", state=row.document.state, title=row.document.title,
        document_date=row.document.document_date, accepted_date=row.document.posting_date,
        obligation_id=row.obligation_id, obligation_number=row.obligation.number or "", vendor_id=row.vendor_id,
        vendor_name=row.document.party_name, fund=fund, gross=row.amount, recovery=row.recovery, fine=row.fine,
        retention=row.retention,
    )  # fmt: skip


def open_instalments(*, text: str = "", limit: int = 20) -> tuple[Any, ...]:
    """Instalments of signed contracts that are not accepted, newest contract first, with their documents.

    `text`: words of the contract's number, its vendor or the instalment; or the identifier of one instalment.
    """
    rows = Instalment.objects.filter(document__state="signed", accepted=False).select_related("document")
    if text.isdigit() and len(text) >= _IDENTIFIER:
        return tuple(rows.filter(id=int(text)))
    for word in normalise(text).split():
        rows = rows.filter(
            Q(document__number__icontains=to_arabic_digits(word))
            | Q(document__party_name__icontains=word)
            | Q(description__icontains=word)
        )
    return tuple(rows.order_by("-document_id", "position")[:limit])


def stored_lines(*, document_id: int) -> tuple[Any, ...]:
    """The rows of an inspection's lines, as the program works with them."""
    return tuple(InspectionLine.objects.filter(document_id=document_id).select_related("line").order_by("position"))
