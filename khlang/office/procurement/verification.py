"""What `khlang verify` asks of procurement: the budget book holds exactly what requisitions and contracts say they bind."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from django.db.models import F, Sum

from khlang.core.money import format_baht
from khlang.office.assets import queries as assets
from khlang.office.procurement.models import (
    Commitment,
    Inspection,
    InspectionLine,
    Obligation,
    ObligationLine,
    RequisitionLine,
)
from khlang.spine.ledger import queries as ledger
from khlang.standards.acceptance import acceptance_rules

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
    booked = {row.sub: row.after for row in ledger.balances(book="budget", accounts=(f"budget.{bucket}",))}
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


def contracts_follow_their_money() -> Iterator[str]:
    """Where an order binds budget lines, it binds, has claimed and has released what it says of itself."""
    columns = ("amount", "claimed", "released", "advance_claimed", "advance_recovered")
    rows = Commitment.objects.order_by().values("document_id")
    sums = {row.pop("document_id"): row for row in rows.annotate(**{f"sum_{name}": Sum(name) for name in columns})}
    for row in Obligation.objects.filter(document_id__in=list(sums)).order_by("id").iterator(5000):
        found = sums[row.document_id]
        odd = [name for name in columns if getattr(row, name) != int(found[f"sum_{name}"])]
        if odd:
            yield f"contract {row.document_id}: its budget lines say otherwise of {', '.join(odd)}"


def contracts_follow_their_deliveries() -> Iterator[str]:
    """What was accepted of an order, and given back of its advance, is what its accepted inspections say."""
    accepted = Inspection.objects.filter(document__state="accepted").values_list("obligation_id")
    sums = accepted.annotate(came=Sum("amount"), back=Sum("recovery")).order_by("obligation_id")
    found = {obligation_id: (int(came), int(back)) for obligation_id, came, back in sums}
    rows = Obligation.objects.values_list("document_id", "accepted", "advance_recovered").order_by("document_id")
    for document_id, *said in rows.iterator(5000):
        if tuple(said) != found.get(document_id, (0, 0)):
            came, back = found.get(document_id, (0, 0))
            yield (
                f"contract {document_id}: {format_baht(said[0])} accepted and {format_baht(said[1])} given back, its "
                f"inspections say {format_baht(came)} and {format_baht(back)}"
            )
    by_line = dict(
        InspectionLine.objects.filter(document__state="accepted")
        .values_list("line_id")
        .annotate(total=Sum("amount"))
        .order_by("line_id")
    )
    for line_id, document_id, said in ObligationLine.objects.values_list("id", "document_id", "accepted").iterator(
        5000
    ):
        if int(by_line.get(line_id, 0)) != said:
            yield f"contract {document_id}: line {line_id} says {format_baht(said)} accepted, its inspections do not"


def deliveries_are_owed() -> Iterator[str]:
    """An accepted inspection is the sum of its lines and of its document, and the vendor was credited what it leaves."""
    sums = {
        document_id: (int(amount), int(recovery))
        for document_id, amount, recovery in InspectionLine.objects.values_list("document_id")
        .annotate(a=Sum("amount"), r=Sum("recovery"))
        .order_by("document_id")
    }
    owed: dict[tuple[int, str], int] = {}
    for account in acceptance_rules().payables:
        for line in ledger.lines(book="accrual", account=account, kinds=("payable",)):
            key = (line.document_id, line.sub)
            owed[key] = owed.get(key, 0) + line.credit - line.debit
    rows = Inspection.objects.filter(document__state="accepted").select_related("document").order_by("id")
    for row in rows.iterator(5000):
        name = f"inspection {row.document.number}"
        if sums.get(row.document_id) != (row.amount, row.recovery) or row.document.amount != row.amount:
            yield f"{name}: {format_baht(row.amount)} accepted, its lines or its document say otherwise"
        found = owed.get((row.document_id, str(row.vendor_id)), 0)
        if found != row.amount - row.recovery:
            yield (
                f"{name}: {format_baht(row.amount - row.recovery)} owed to the vendor, its voucher says "
                f"{format_baht(found)}"
            )


def deliveries_have_their_assets() -> Iterator[str]:
    """Each accepted line that brought assets has so many cards, which cost together what the line says."""
    cards = assets.opened()
    rows = InspectionLine.objects.filter(document__state="accepted", units__gt=0)
    brought = {
        (document_id, position): (units, cost)
        for document_id, position, units, cost in rows.values_list("document_id", "position", "units", "cost")
    }
    for key in sorted(brought.keys() | cards.keys()):
        (units, cost), (found, worth) = brought.get(key, (0, 0)), cards.get(key, (0, 0))
        if (units, cost) != (found, worth):
            yield (
                f"inspection {key[0]}, line {key[1]}: {units} assets for {format_baht(cost)}, the register has {found} "
                f"for {format_baht(worth)}"
            )


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "procurement reservations": reserved_by_requisitions,
    "procurement commitments": committed_by_contracts,
    "procurement contracts": contracts_add_up,
    "procurement money": contracts_follow_their_money,
    "procurement deliveries": contracts_follow_their_deliveries,
    "procurement payables": deliveries_are_owed,
    "procurement assets": deliveries_have_their_assets,
}
