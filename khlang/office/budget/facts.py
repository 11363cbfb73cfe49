"""From the entries of a budget document to the facts of its posting rule: an account per bucket, sub = line id."""

from collections.abc import Iterable, Mapping, Sequence

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.budget.models import BudgetLine, EstimateEntry, EstimateLine, OrdinanceEntry, TransferEntry

_APPROPRIATED = {
    "available": "budget.available",
    "approved": "budget.approved",
    "supplementary": "budget.supplementary",
}
_ESTIMATED = {"expected": "estimate.expected", "authorised": "estimate.authorised"}
_GIVEN = {"transfer_out": "budget.transfer_out", "available": "budget.available"}
_RECEIVED = {"transfer_in": "budget.transfer_in", "available": "budget.available"}


def ordinance(*, document_id: int) -> Facts:
    """Appropriations and estimates of an ordinance or supplementary budget, in satang."""
    entries = OrdinanceEntry.objects.filter(document_id=document_id).order_by("position")
    appropriated = [(row.line_id, row.amount) for row in entries]
    estimates = EstimateEntry.objects.filter(document_id=document_id).order_by("position")
    estimated = [(row.line_id, row.amount) for row in estimates]
    revenue = EstimateLine.objects.filter(id__in=[line for line, _ in estimated])
    names = {line.id: f"{line.item_code} {line.name_th}" for line in revenue}
    return Facts(
        groups={
            "appropriations": _items(appropriated, _APPROPRIATED, _names(line for line, _ in appropriated)),
            "estimates": _items(estimated, _ESTIMATED, names),
        }
    )


def transfer(*, document_id: int) -> Facts:
    """What each line gives and what each line gets, in satang."""
    entries = list(TransferEntry.objects.filter(document_id=document_id).order_by("position"))
    names = _names(line for row in entries for line in (row.from_line_id, row.to_line_id))
    return Facts(
        groups={
            "sources": _items([(row.from_line_id, row.amount) for row in entries], _GIVEN, names),
            "targets": _items([(row.to_line_id, row.amount) for row in entries], _RECEIVED, names),
        }
    )


def _names(line_ids: Iterable[int]) -> Mapping[int, str]:
    """What a reader of the entry knows a line by."""
    return {line.id: f"{line.code} {line.name_th}" for line in BudgetLine.objects.filter(id__in=set(line_ids))}


def _items(rows: Sequence[tuple[int, int]], roles: Mapping[str, str], names: Mapping[int, str]) -> tuple[Item, ...]:
    return tuple(
        Item(
            amounts={"amount": amount},
            accounts={role: AccountRef(code, str(line)) for role, code in roles.items()},
            description=names[line],
        )
        for line, amount in rows
    )
