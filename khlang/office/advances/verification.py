"""What `khlang verify` asks of advances: contracts, clearings and the budget book tell the same."""

from collections.abc import Callable, Iterator

from django.db.models import F, Sum

from khlang.core.money import format_baht
from khlang.office.advances.models import Advance, AdvanceClearing, ClearingVoucher
from khlang.spine.ledger import queries as ledger

#: States in which an advance is open: its borrower can have no second one.
_OPEN = ("approved", "outstanding")


def held_by_advances() -> Iterator[str]:
    """What is advanced of each budget line is what open advances have not cleared."""
    left = Sum(F("amount") - F("spent") - F("returned"))
    rows = Advance.objects.filter(document__state__in=_OPEN, budget_line__isnull=False)
    sums = rows.values_list("budget_line_id").annotate(total=left).order_by("budget_line_id")
    said = {str(line_id): int(total) for line_id, total in sums}
    booked = {row.sub: row.after for row in ledger.balances(book="budget", accounts=("budget.advanced",))}
    for sub in sorted(booked.keys() | said.keys()):
        if booked.get(sub, 0) != said.get(sub, 0):
            yield (
                f"budget line {sub}: {format_baht(booked.get(sub, 0))} advanced in the budget book, advances say "
                f"{format_baht(said.get(sub, 0))}"
            )


def advances_follow_their_clearings() -> Iterator[str]:
    """Spent and returned are the sums of approved clearings; the amount is the document's, open what is not cleared."""
    rows = AdvanceClearing.objects.filter(document__state="approved").values_list("advance_id")
    cleared = {
        advance_id: (int(spent), int(returned))
        for advance_id, spent, returned in rows.annotate(s=Sum("spent"), r=Sum("returned")).order_by("advance_id")
    }
    for row in Advance.objects.select_related("document").order_by("id").iterator(5000):
        name = f"advance {row.document.number or row.document_id}"
        spent, returned = cleared.get(row.document_id, (0, 0))
        if (row.spent, row.returned) != (spent, returned):
            yield (
                f"{name}: {format_baht(row.spent)} spent and {format_baht(row.returned)} returned, its clearings say "
                f"{format_baht(spent)} and {format_baht(returned)}"
            )
        if row.amount != row.document.amount:
            yield f"{name}: {format_baht(row.amount)}, its document says {format_baht(row.document.amount)}"
        if row.open != (row.document.state in _OPEN):
            yield f"{name} is {row.document.state} and counts as {'open' if row.open else 'closed'}"


def clearings_add_up() -> Iterator[str]:
    """What a clearing says was spent is the sum of its vouchers, and with the money returned it is the document's."""
    sums = dict(
        ClearingVoucher.objects.values_list("document_id").annotate(total=Sum("amount")).order_by("document_id")
    )
    for row in AdvanceClearing.objects.select_related("document").order_by("id").iterator(5000):
        name = f"clearing {row.document.number or row.document_id}"
        found = int(sums.get(row.document_id, 0))
        if found != row.spent:
            yield f"{name}: {format_baht(row.spent)} spent, its vouchers say {format_baht(found)}"
        if row.spent + row.returned != row.document.amount:
            yield (
                f"{name}: {format_baht(row.spent + row.returned)}, its document says {format_baht(row.document.amount)}"
            )


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "advances held": held_by_advances,
    "advances cleared": advances_follow_their_clearings,
    "clearings": clearings_add_up,
}
