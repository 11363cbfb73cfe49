"""What `khlang verify` asks of the budget: a line has left what its buckets leave, and owes what its overruns say."""

from collections.abc import Callable, Iterator

from django.db.models import Sum

from khlang.core.money import format_baht
from khlang.office.budget.models import BudgetLine, BudgetOverrun
from khlang.spine.ledger import queries as ledger

_NAMES = ("approved", "supplementary", "transfer_in", "transfer_out", "overrun")
_USED = ("reserved", "committed", "advanced", "expended", "available")


def lines_balance() -> Iterator[str]:
    """What a line was given is what it has reserved, committed, lent, spent and left."""
    sums: dict[str, int] = {}
    for row in ledger.balances(book="budget", accounts=tuple(f"budget.{name}" for name in (*_NAMES, *_USED))):
        sums[row.sub] = sums.get(row.sub, 0) + row.after
    codes = {
        str(pk): f"{year}/{code}" for pk, year, code in BudgetLine.objects.values_list("id", "fiscal_year", "code")
    }
    for sub in sorted(sub for sub, left in sums.items() if left):
        yield f"budget line {codes.get(sub, sub)}: what it was given and what became of it differ by {format_baht(sums[sub])}"


def overruns_are_owed() -> Iterator[str]:
    """What a line has paid beyond its budget is what approved overruns, not yet covered, say of it."""
    rows = BudgetOverrun.objects.filter(document__state="approved").values_list("line_id")
    said = {str(line): int(total) for line, total in rows.annotate(total=Sum("amount")).order_by("line_id")}
    booked = {row.sub: -row.after for row in ledger.balances(book="budget", accounts=("budget.overrun",))}
    for sub in sorted(booked.keys() | said.keys()):
        if booked.get(sub, 0) != said.get(sub, 0):
            yield (
                f"budget line {sub}: {format_baht(booked.get(sub, 0))} beyond its budget in the budget book, memos say "
                f"{format_baht(said.get(sub, 0))}"
            )


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "budget lines": lines_balance,
    "budget overruns": overruns_are_owed,
}
