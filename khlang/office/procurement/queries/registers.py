"""The register of contracts and orders (ทะเบียนคุมสัญญา, spec 6.1): what was agreed, delivered, claimed, secured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from khlang.office.procurement.lifecycle import OBLIGATIONS
from khlang.office.procurement.models import Instalment, Obligation
from khlang.office.procurement.queries.guarantees import held_by_obligation

_STANDING = ("signed", "completed", "terminated")


@dataclass(frozen=True, kw_only=True)
class ContractRow:
    """One row of the register (satang). `required` is the guarantee agreed, `held` what is held for it."""

    id: int
    kind: str
    number: str
    paper_reference: str
    signed_date: date
    title: str
    vendor_name: str
    fund: str
    state: str
    amount: int
    accepted: int
    claimed: int
    released: int
    remaining: int
    start_date: date | None
    delivery_date: date
    instalments: int
    required: int
    held: int
    egp_project: str
    egp_contract: str


def contract_register(
    *,
    kinds: Sequence[str] = tuple(OBLIGATIONS),
    since: date | None = None,
    through: date | None = None,
    states: Sequence[str] = _STANDING,
) -> list[ContractRow]:
    """Signed orders and contracts by the day of signing and number, in three queries however many."""
    found = Obligation.objects.filter(document__kind__in=list(kinds), document__state__in=list(states))
    if since is not None:
        found = found.filter(document__document_date__gte=since)
    if through is not None:
        found = found.filter(document__document_date__lte=through)
    rows = list(found.select_related("document").order_by("document__document_date", "document__number"))
    ids = [row.document_id for row in rows]
    held = held_by_obligation(obligation_ids=ids)
    counted = Instalment.objects.filter(document_id__in=ids).order_by().values("document_id").annotate(rows=Count("*"))
    instalments = {row["document_id"]: row["rows"] for row in counted}
    return [
        ContractRow(
            id=row.document_id, kind=row.document.kind, number=row.document.number or "",
            paper_reference=row.paper_reference, signed_date=row.document.document_date, title=row.document.title,
            vendor_name=row.document.party_name, fund=row.fund, state=row.document.state, amount=row.amount,
            accepted=row.accepted, claimed=row.claimed, released=row.released,
            remaining=row.amount - row.released - row.accepted, start_date=row.start_date,
            delivery_date=row.delivery_date, instalments=instalments.get(row.document_id, 0),
            required=required_guarantee(amount=row.amount, rate_bp=row.guarantee_rate_bp),
            held=held.get(row.document_id, 0), egp_project=row.egp_project, egp_contract=row.egp_contract,
        )
        for row in rows
    ]  # fmt: skip


def required_guarantee(*, amount: int, rate_bp: int) -> int:
    """The guarantee agreed: a share of the price in hundredths of a percent, fractions of a satang rounded up."""
    return -(-amount * rate_bp // 10_000)
