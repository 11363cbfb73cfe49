"""What waits to be handed on: a collector's receipts for a slip, the slips for a summary, and their sums."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length

from khlang.office.revenue.models import CHANNELS, Receipt, ReceiptLine, RemittedReceipt, SummarySlip
from khlang.spine.documents import queries as documents

__all__ = [
    "CHANNELS", "SummedLine", "Waiting", "kinds_of_money", "left", "of_ids", "receipts_of", "slips_waiting", "summed",
    "waiting",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A receipt as its collector sees it before remitting; amount in satang."""

    id: int
    kind: str
    number: str | None
    title: str
    state: str
    document_date: date
    party_name: str
    channel: str
    amount: int
    collector_id: int
    slip_id: int | None


@dataclass(frozen=True, slots=True)
class SummedLine:
    """One line of a summary: `side` money (key: cash, cheque or the bank account) or item (key: the receipt item)."""

    side: str
    key: str
    account: str
    sub: str
    receipts: int
    amount: int


def _receipts() -> QuerySet[Any]:
    slip = RemittedReceipt.objects.filter(receipt_id=OuterRef("document_id")).values("document_id")[:1]
    return (
        Receipt.objects.annotate(slip_id=Subquery(slip))
        .select_related("document")
        .order_by("document__document_date", Length("document__number"), "document__number")
    )


def _waiting(rows: Iterable[Any]) -> list[Waiting]:
    return [
        Waiting(
            row.document_id, row.document.kind, row.document.number, row.document.title, row.document.state,
            row.document.document_date, row.document.party_name, row.channel, row.document.amount, row.collector_id,
            row.slip_id,
        )
        for row in rows
    ]  # fmt: skip


def waiting(*, collector_id: int, through: date) -> list[Waiting]:
    """The collector's issued receipts up to a day that are on no slip, by date and number."""
    rows = _receipts().filter(
        collector_id=collector_id, slip_id__isnull=True, document__state="issued", document__document_date__lte=through
    )
    return _waiting(rows)


def left(*, through: date) -> list[Waiting]:
    """Everybody's receipts and proofs up to a day whose money was not handed over: issued, on no slip or on a draft."""
    return _waiting(_receipts().filter(document__state="issued", document__document_date__lte=through))


def of_ids(*, ids: Collection[int]) -> list[Waiting]:
    """The receipts of these documents, whatever their state; those of other organisations are not found."""
    return _waiting(_receipts().filter(document_id__in=ids))


def receipts_of(*, slip_ids: Collection[int]) -> list[Any]:
    """The receipt documents on these slips, in the order of the slips."""
    rows = RemittedReceipt.objects.filter(document_id__in=slip_ids).order_by("document_id", "position")
    found = documents.get_many(document_ids=[row.receipt_id for row in rows])
    return [found[row.receipt_id] for row in rows]


def slips_waiting(*, through: date) -> list[Any]:
    """The slips that finance has received and nobody has summed up yet, by date and number."""
    received = list(
        documents.find(kind="remittance", states=["received"], through=through).order_by(
            "document_date", Length("number"), "number"
        )
    )
    on_summary = SummarySlip.objects.filter(remittance_id__in=[slip.id for slip in received])
    taken = set(on_summary.values_list("remittance_id", flat=True))
    return [slip for slip in received if slip.id not in taken]


def summed(*, slip_ids: Sequence[int]) -> list[SummedLine]:
    """The receipts of the slips added up: first where the money is, then what it is for, in the order of the receipts."""
    receipts = list(
        RemittedReceipt.objects.filter(document_id__in=slip_ids)
        .order_by("receipt__document_date", Length("receipt__number"), "receipt__number")
        .values_list("receipt_id", flat=True)
    )
    place = {receipt_id: at for at, receipt_id in enumerate(receipts)}
    monies = sorted(Receipt.objects.filter(document_id__in=receipts), key=lambda row: place[row.document_id])
    lines = sorted(
        ReceiptLine.objects.filter(document_id__in=receipts), key=lambda row: (place[row.document_id], row.position)
    )
    total: dict[int, int] = {}
    for line in lines:
        total[line.document_id] = total.get(line.document_id, 0) + line.amount
    money = _added(
        ("money", row.money_sub or "cash", row.money_account, row.money_sub, row.document_id, total[row.document_id])
        for row in sorted(monies, key=lambda row: CHANNELS.index(row.channel))
    )
    return money + _added(("item", row.item, row.account, row.sub, row.document_id, row.amount) for row in lines)


def kinds_of_money(*, receipts: Iterable[Waiting]) -> dict[str, int]:
    """What the receipts amount to (satang) in cash, in cheques and in the bank; QR counts as transfer."""
    sums = {"cash": 0, "cheque": 0, "transfer": 0}
    for row in receipts:
        sums[row.channel if row.channel in sums else "transfer"] += row.amount
    return sums


def _added(parts: Iterable[tuple[str, str, str, str, int, int]]) -> list[SummedLine]:
    sums: dict[tuple[str, str, str, str], tuple[set[int], int]] = {}
    for side, key, account, sub, receipt_id, amount in parts:
        receipts, so_far = sums.get((side, key, account, sub), (set(), 0))
        sums[side, key, account, sub] = (receipts | {receipt_id}, so_far + amount)
    return [SummedLine(*key, len(receipts), amount) for key, (receipts, amount) in sums.items()]
