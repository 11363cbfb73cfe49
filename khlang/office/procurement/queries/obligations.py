"""Orders and contracts as inspection and disbursement read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khlang.core.refusal import Refusal
from khlang.office.procurement.lifecycle import OBLIGATIONS
from khlang.office.procurement.models import Commitment, Instalment, Obligation, ObligationLine
from khlang.spine.documents import queries as documents


@dataclass(frozen=True, kw_only=True)
class LineView:
    """One line of an obligation; `quantity` in thousandths, `accepted` so far."""

    id: int
    position: int
    budget_line_id: int | None
    item_code: str
    description: str
    quantity: int
    unit: str
    unit_price: int
    amount: int
    accepted: int
    account: str
    asset_class: str


@dataclass(frozen=True, kw_only=True)
class CommitmentView:
    """What an obligation binds of one budget line; `left` is still committed (not claimed, not released)."""

    budget_line_id: int
    amount: int
    claimed: int
    advance_claimed: int
    advance_recovered: int
    left: int


@dataclass(frozen=True, kw_only=True)
class InstalmentView:
    """One instalment; `accepted` when its inspection is done."""

    id: int
    position: int
    description: str
    due_date: date
    amount: int
    advance_recovery: int
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class ObligationView:
    """An order or contract. Rates in hundredths of a percent; `remaining` is not yet accepted, `unclaimed` not yet
    claimed by a dika. `id` is the document's."""

    id: int
    kind: str
    number: str
    state: str
    title: str
    document_date: date
    division_id: int | None
    requisition_id: int
    vendor_id: int
    vendor_name: str
    category: str
    fund: str
    amount: int
    accepted: int
    claimed: int
    released: int
    remaining: int
    unclaimed: int
    advance_amount: int
    advance_claimed: int
    advance_recovered: int
    retention_rate_bp: int
    fine_rate_bp: int
    guarantee_rate_bp: int
    vat_included: bool
    start_date: date | None
    end_date: date | None
    delivery_date: date
    warranty_days: int
    egp_project: str
    egp_contract: str
    paper_reference: str
    terms: str
    lines: tuple[LineView, ...]
    commitments: tuple[CommitmentView, ...]
    instalments: tuple[InstalmentView, ...]


_KEPT = (
    "category", "fund", "amount", "accepted", "claimed", "released", "advance_amount", "advance_claimed",
    "advance_recovered", "retention_rate_bp", "fine_rate_bp", "guarantee_rate_bp", "vat_included", "start_date",
    "end_date", "delivery_date", "warranty_days", "egp_project", "egp_contract", "paper_reference", "terms",
    "requisition_id", "vendor_id",
)  # fmt: skip
_LINE = tuple(LineView.__dataclass_fields__)
_INSTALMENT = tuple(InstalmentView.__dataclass_fields__)


def obligation(*, document_id: int) -> ObligationView:
    """An order or contract with its lines, the money it binds and its instalments, in five queries.

    Refusal: document_not_found (also for a document of another kind).
    """
    document = documents.get(document_id=document_id)
    if document.kind not in OBLIGATIONS:
        raise Refusal("document_not_found")
    kept = Obligation.objects.get(document_id=document_id)
    commitments = Commitment.objects.filter(document_id=document_id).order_by("id")
    return ObligationView(
        id=document.id,
        kind=document.kind,
        number=document.number or "",
        state=document.state,
        title=document.title,
        document_date=document.document_date,
        division_id=document.division_id,
        vendor_name=document.party_name,
        remaining=kept.amount - kept.released - kept.accepted,
        unclaimed=kept.amount - kept.released - kept.claimed,
        lines=tuple(
            LineView(**row)
            for row in ObligationLine.objects.filter(document_id=document_id).order_by("position").values(*_LINE)
        ),
        commitments=tuple(
            CommitmentView(
                budget_line_id=row.budget_line_id,
                amount=row.amount,
                claimed=row.claimed,
                advance_claimed=row.advance_claimed,
                advance_recovered=row.advance_recovered,
                left=row.amount - row.claimed - row.released,
            )
            for row in commitments
        ),
        instalments=tuple(
            InstalmentView(**row)
            for row in Instalment.objects.filter(document_id=document_id).order_by("position").values(*_INSTALMENT)
        ),
        **{name: getattr(kept, name) for name in _KEPT},
    )


def claimed() -> dict[int, int]:
    """What dika have claimed of every order and contract (satang), by document id."""
    return dict(Obligation.objects.values_list("document_id", "claimed"))


def obligations_of(*, vendor_id: int, states: Sequence[str] = ("signed",)) -> list[tuple[int, str, str, int]]:
    """(id, kind, number, amount not yet accepted) of a vendor's obligations, newest first: what may still be delivered."""
    rows = Obligation.objects.filter(vendor_id=vendor_id, document__state__in=list(states)).order_by("-document_id")
    values = rows.values_list("document_id", "document__kind", "document__number", "amount", "released", "accepted")
    return [
        (pk, kind, number or "", amount - released - accepted)
        for pk, kind, number, amount, released, accepted in values
    ]
