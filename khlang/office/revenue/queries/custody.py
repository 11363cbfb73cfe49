"""Through whose hands the money of receipts went: slips with their receipts counted, and the summary of each slip."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min

from khlang.office.revenue import gathering, queries
from khlang.office.revenue.models import Remittance, RemittedReceipt, SummarySlip
from khlang.office.revenue.queries import ReceiptView
from khlang.spine.access import queries as access
from khlang.spine.documents import queries as documents


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A remittance slip in one line: who, which receipts, how much of which kind of money (satang), which summary."""

    document: Any
    collector: str
    first_receipt: str
    last_receipt: str
    receipts: int
    cash: int
    cheque: int
    transfer: int
    summary_id: int | None


@dataclass(frozen=True, slots=True)
class CarriedSlip:
    """A remittance slip with who handed it in and its receipts in order."""

    document: Any
    collector: str
    receipts: tuple[ReceiptView, ...]


def carried(*, slips: Sequence[Any]) -> list[CarriedSlip]:
    """The slips (documents) with their receipts, in a number of queries that does not depend on how many there are."""
    ids = [slip.id for slip in slips]
    collectors = dict(Remittance.objects.filter(document_id__in=ids).values_list("document_id", "collector_id"))
    names = access.names(person_ids=set(collectors.values()))
    by_slip: dict[int, list[ReceiptView]] = {slip_id: [] for slip_id in ids}
    for view in queries.receipts(documents_in_order=gathering.receipts_of(slip_ids=ids)):
        by_slip[view.slip_id or 0].append(view)
    return [CarriedSlip(slip, names.get(collectors[slip.id], ""), tuple(by_slip[slip.id])) for slip in slips]


def summaries_of(*, slip_ids: Collection[int]) -> dict[int, int]:
    """The summary of each slip that is on one, by slip."""
    rows = SummarySlip.objects.filter(remittance_id__in=list(slip_ids))
    return dict(rows.values_list("remittance_id", "document_id"))


def handed_in(*, since: date, through: date) -> list[HandedIn]:
    """The numbered slips of a span of days in the order of their numbers. Six queries, however many slips."""
    found = documents.find(kind="remittance", since=since, through=through, equal={"number__isnull": False})
    slips = list(found.order_by("document_date", "number"))
    inside = {"document__document_date__gte": since, "document__document_date__lte": through}
    money = {row.document_id: row for row in Remittance.objects.filter(**inside)}
    receipts = {
        row["document_id"]: row
        for row in RemittedReceipt.objects.filter(**inside)
        .values("document_id")
        .annotate(first=Min("receipt__number"), last=Max("receipt__number"), count=Count("receipt_id"))
        .order_by("document_id")
    }
    rows = SummarySlip.objects.filter(remittance__document_date__gte=since, remittance__document_date__lte=through)
    summaries = dict(rows.values_list("remittance_id", "document_id"))
    names = access.names(person_ids={row.collector_id for row in money.values()})
    nothing: dict[str, Any] = {"first": "", "last": "", "count": 0}
    return [
        HandedIn(
            slip, names.get(money[slip.id].collector_id, ""), held["first"] or "", held["last"] or "", held["count"],
            money[slip.id].cash, money[slip.id].cheque, money[slip.id].transfer, summaries.get(slip.id),
        )
        for slip in slips
        for held in (receipts.get(slip.id, nothing),)
    ]  # fmt: skip
