"""From the entries of a budget document to the facts of its posting rule: an account per bucket, sub = line id."""

from collections.abc import Sequence

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.budget.models import EstimateEntry, OrdinanceEntry, TransferEntry


def ordinance(*, document_id: int) -> Facts:
    """Appropriations and estimates of an ordinance or supplementary budget, in satang."""
    return Facts(
        groups={
            "appropriations": _items(
                [
                    (row.line_id, row.amount)
                    for row in OrdinanceEntry.objects.filter(document_id=document_id).order_by("position")
                ],
                {
                    "available": "budget.available",
                    "approved": "budget.approved",
                    "supplementary": "budget.supplementary",
                },
            ),
            "estimates": _items(
                [
                    (row.line_id, row.amount)
                    for row in EstimateEntry.objects.filter(document_id=document_id).order_by("position")
                ],
                {"expected": "estimate.expected", "authorised": "estimate.authorised"},
            ),
        }
    )


def transfer(*, document_id: int) -> Facts:
    """What each line gives and what each line gets, in satang."""
    entries = list(TransferEntry.objects.filter(document_id=document_id).order_by("position"))
    return Facts(
        groups={
            "sources": _items(
                [(row.from_line_id, row.amount) for row in entries],
                {"transfer_out": "budget.transfer_out", "available": "budget.available"},
            ),
            "targets": _items(
                [(row.to_line_id, row.amount) for row in entries],
                {"transfer_in": "budget.transfer_in", "available": "budget.available"},
            ),
        }
    )


def _items(rows: Sequence[tuple[int, int]], roles: dict[str, str]) -> tuple[Item, ...]:
    return tuple(
        Item(amounts={"amount": amount}, accounts={role: AccountRef(code, str(line)) for role, code in roles.items()})
        for line, amount in rows
    )
