"""Guarantees as pages, dika and registers read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from khlang.core.refusal import Refusal
from khlang.office.procurement.models import Guarantee
from khlang.spine.ledger import queries as ledger


@dataclass(frozen=True, kw_only=True)
class GuaranteeView:
    """One guarantee (satang). `id` is its document's; `account` and `receipt_number` are those of cash."""

    id: int
    number: str
    state: str
    kind: str
    amount: int
    holder_id: int
    holder_name: str
    obligation_id: int | None
    obligation_number: str
    obligation_kind: str
    bank: str
    letter_number: str
    received_date: date
    due_date: date
    account: str
    receipt_number: str
    long_term: bool
    brought_forward: bool
    title: str


def guarantee(*, document_id: int) -> GuaranteeView:
    """One guarantee. Refusal: document_not_found."""
    found = next(iter(_views(Guarantee.objects.filter(document_id=document_id))), None)
    if found is None:
        raise Refusal("document_not_found")
    return found


def guarantees_of(*, obligation_id: int) -> list[GuaranteeView]:
    """The guarantees of one order or contract, oldest first; cancelled ones are left out."""
    return _views(Guarantee.objects.filter(obligation_id=obligation_id).exclude(document__state="cancelled"))


def guarantee_register(
    *, states: Sequence[str] = ("held", "released", "forfeited"), since: date | None = None, through: date | None = None
) -> list[GuaranteeView]:
    """The register of guarantees (ทะเบียนคุมหลักประกัน), by the day of receipt; `since` and `through` limit that day."""
    rows = Guarantee.objects.filter(document__state__in=list(states))
    if since is not None:
        rows = rows.filter(received_date__gte=since)
    if through is not None:
        rows = rows.filter(received_date__lte=through)
    return _views(rows)


def held_by_obligation(*, obligation_ids: Iterable[int]) -> dict[int, int]:
    """What is held for each obligation, whatever its kind (satang), in one query."""
    rows = Guarantee.objects.filter(obligation_id__in=list(obligation_ids), document__state="held")
    return {
        row["obligation_id"]: int(row["held"])
        for row in rows.order_by().values("obligation_id").annotate(held=Sum("amount"))
    }


def unclaimed_cash(*, account: str) -> int:
    """What the account of cash guarantees holds beyond the guarantees registered in it (satang)."""
    balance = -sum(row.after for row in ledger.balances(accounts=(account,)))
    return balance - held_in_cash(account=account)


def held_in_cash(*, account: str) -> int:
    """What the registered guarantees hold in cash on an account, those given back or forfeited left out (satang)."""
    rows = Guarantee.objects.filter(kind="cash", account=account, document__state="held")
    return int(rows.aggregate(total=Sum("amount", default=0))["total"])


def _views(rows: Any) -> list[GuaranteeView]:
    found = rows.select_related("document", "obligation").order_by("received_date", "document_id")
    return [
        GuaranteeView(
            id=row.document_id, number=row.document.number or "", state=row.document.state, kind=row.kind,
            amount=row.amount, holder_id=row.holder_id, holder_name=row.document.party_name,
            obligation_id=row.obligation_id, obligation_number=row.obligation.number or "" if row.obligation else "",
            obligation_kind=row.obligation.kind if row.obligation else "", bank=row.bank,
            letter_number=row.letter_number, received_date=row.received_date, due_date=row.due_date,
            account=row.account, receipt_number=row.receipt_number, long_term=row.long_term,
            brought_forward=row.brought_forward, title=row.document.title,
        )
        for row in found
    ]  # fmt: skip
