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
_OVERRUN = {"overrun": "budget.overrun", "available": "budget.available"}
_NONE: Mapping[int, str] = {}


def ordinance(*, document_id: int) -> Facts:
    """Appropriations and estimates of an ordinance or supplementary budget, in satang."""
    entries = OrdinanceEntry.objects.filter(document_id=document_id).order_by("position")
    estimates = EstimateEntry.objects.filter(document_id=document_id).order_by("position")
    return appropriated(
        appropriations=[(row.line_id, row.amount) for row in entries],
        estimates=[(row.line_id, row.amount) for row in estimates],
    )


def appropriated(
    *, appropriations: Sequence[tuple[int, int]], estimates: Sequence[tuple[int, int]], names: Mapping[int, str] = _NONE
) -> Facts:
    """The same of lines and amounts (satang); `names` are those of lines that are not written yet."""
    revenue = EstimateLine.objects.filter(id__in=[line for line, _ in estimates])
    known = {line.id: f"{line.item_code} {line.name_th}" for line in revenue}
    return Facts(
        groups={
            "appropriations": _items(
                appropriations, _APPROPRIATED, {**_names(line for line, _ in appropriations), **names}
            ),
            "estimates": _items(estimates, _ESTIMATED, {**known, **names}),
        }
    )


def transfer(*, document_id: int) -> Facts:
    """What each line gives and what each line gets, in satang."""
    entries = TransferEntry.objects.filter(document_id=document_id).order_by("position")
    return transferred(entries=[(row.from_line_id, row.to_line_id, row.amount) for row in entries])


def transferred(*, entries: Sequence[tuple[int, int, int]], names: Mapping[int, str] = _NONE) -> Facts:
    """The same of (line that gives, line that gets, satang); `names` are those of lines that are not written yet."""
    known = {**_names(line for source, target, _ in entries for line in (source, target)), **names}
    return Facts(
        groups={
            "sources": _items([(source, amount) for source, _, amount in entries], _GIVEN, known),
            "targets": _items([(target, amount) for _, target, amount in entries], _RECEIVED, known),
        }
    )


def overrun(*, line_id: int, amount: int) -> Facts:
    """What a line pays beyond its budget, or what covers it again, in satang."""
    return Facts(groups={"lines": _items([(line_id, amount)], _OVERRUN, _names([line_id]))})


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
