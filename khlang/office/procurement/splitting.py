"""Purchases that look as if one had been divided to stay below a limit (reliability F-4). Pure: a warning, never a refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """One requisition by the method that has the limit; `items` are the codes of what it buys, money satang."""

    document_id: int
    number: str
    title: str
    day: date
    amount: int
    division_id: int | None
    vendor_id: int | None
    vendor_name: str
    items: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class SplitGroup:
    """Purchases of one division from one vendor, or of one kind of thing, that exceed the limit only together.

    `by` is vendor or item, `key` the vendor's id or the item's code, `name` the vendor's name.
    """

    by: str
    key: str
    name: str
    purchases: tuple[Purchase, ...]
    total: int


def groups(*, purchases: Iterable[Purchase], limit: int, days: int) -> list[SplitGroup]:
    """Every group whose purchases lie within `days` of its first one, are each within the limit (satang) and together
    above it; the largest chain from each beginning, and none that is only a part of another."""
    belonging: dict[tuple[str, int | None, str], list[Purchase]] = {}
    for purchase in sorted(purchases, key=lambda each: (each.day, each.document_id)):
        if purchase.amount > limit:
            continue
        if purchase.vendor_id is not None:
            belonging.setdefault(("vendor", purchase.division_id, str(purchase.vendor_id)), []).append(purchase)
        for item in purchase.items:
            belonging.setdefault(("item", purchase.division_id, item), []).append(purchase)
    found: list[SplitGroup] = []
    for (by, _, key), members in belonging.items():
        for chain in _chains(members, limit, days):
            name = chain[0].vendor_name if by == "vendor" else ""
            total = sum(each.amount for each in chain)
            found.append(SplitGroup(by=by, key=key, name=name, purchases=tuple(chain), total=total))
    return sorted(found, key=lambda group: (group.purchases[0].day, group.by, group.key))


def _chains(members: Sequence[Purchase], limit: int, days: int) -> Iterable[Sequence[Purchase]]:
    """The members within `days` of each beginning, when they exceed the limit and do not all stand in the chain before."""
    before = 0
    for start, first in enumerate(members):
        until = first.day + timedelta(days=days)
        end = start
        while end < len(members) and members[end].day <= until:
            end += 1
        chain = members[start:end]
        if end > before and len(chain) > 1 and sum(each.amount for each in chain) > limit:
            before = end
            yield chain
