"""What `khlang verify` asks of procurement: the budget book holds exactly what requisitions and contracts say they bind."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from django.db.models import F, Sum

from khlang.core.money import format_baht
from khlang.office.procurement.models import Commitment, Obligation, ObligationLine, RequisitionLine
from khlang.spine.ledger import queries as ledger

_EVER: Final = date(9999, 12, 30)
_RESERVING: Final = ("submitted", "checked", "approved")


def reserved_by_requisitions() -> Iterator[str]:
    """What is reserved of each budget line is what requisitions under way ask of it."""
    rows = RequisitionLine.objects.filter(budget_line__isnull=False, document__state__in=_RESERVING)
    sums = rows.values_list("budget_line_id").annotate(total=Sum("amount")).order_by("budget_line_id")
    yield from _differences("reserved", {str(line): int(total) for line, total in sums})


def committed_by_contracts() -> Iterator[str]:
    """What is committed of each budget line is what orders and contracts have neither claimed nor released of it."""
    left = Sum(F("amount") - F("claimed") - F("released"))
    sums = Commitment.objects.values_list("budget_line_id").annotate(total=left).order_by("budget_line_id")
    yield from _differences("committed", {str(line): int(total) for line, total in sums})


def _differences(bucket: str, said: Mapping[str, int]) -> Iterator[str]:
    booked = {
        row.sub: row.after for row in ledger.balances(book="budget", through=_EVER, accounts=(f"budget.{bucket}",))
    }
    for sub in sorted(booked.keys() | said.keys()):
        if booked.get(sub, 0) != said.get(sub, 0):
            yield (
                f"budget line {sub}: {format_baht(booked.get(sub, 0))} {bucket} in the budget book, documents of "
                f"procurement say {format_baht(said.get(sub, 0))}"
            )


def contracts_add_up() -> Iterator[str]:
    """Amount and acceptance of an order or contract are the sums of its lines."""
    sums = {
        row["document_id"]: (int(row["agreed"]), int(row["came"]))
        for row in ObligationLine.objects.order_by()
        .values("document_id")
        .annotate(agreed=Sum("amount"), came=Sum("accepted"))
    }
    for document_id, amount, accepted in Obligation.objects.values_list("document_id", "amount", "accepted").iterator(
        5000
    ):
        found = sums.get(document_id, (0, 0))
        if found != (amount, accepted):
            yield (
                f"contract {document_id}: {format_baht(amount)} agreed and {format_baht(accepted)} accepted, its lines "
                f"say {format_baht(found[0])} and {format_baht(found[1])}"
            )


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "procurement reservations": reserved_by_requisitions,
    "procurement commitments": committed_by_contracts,
    "procurement contracts": contracts_add_up,
}
