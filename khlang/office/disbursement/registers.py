"""Registers of the dika (spec §6.1, §6.3): views of documents, never typed. Amounts are satang, days C.E."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Sum, Value, When

from khlang.office.disbursement.models import Dika, DikaDeduction, DikaLine
from khlang.spine.documents import dates
from khlang.spine.documents.dates import Made
from khlang.spine.organisations import queries as organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class DikaRow:
    """A dika in the register: both numbers, what was kept back, and when it was received, examined, approved."""

    document: Any
    dika_kind: str
    division: str
    lines: str
    gross: int
    withheld: int
    others: int
    net: int
    moves: dict[str, Made]

    def day(self, move: str) -> date | None:
        """The day on which a move was made that still counts."""
        made = self.moves.get(move)
        return made.day if made else None


@dataclass(frozen=True, slots=True)
class Paid:
    """What dika paid on an account: `category` of the budget line, "" without one; `late` in the last part of the span."""

    category: str
    account: str
    amount: int
    late: int


def rows(*, documents_in_order: Sequence[Any]) -> list[DikaRow]:
    """The rows of some dika in their order, in a handful of queries however many they are."""
    ids = [document.id for document in documents_in_order]
    kept = {row.document_id: row for row in Dika.objects.filter(document_id__in=ids)}
    withheld: dict[int, int] = {}
    sums = DikaDeduction.objects.filter(document_id__in=ids, kind="withholding").values("document_id")
    for found in sums.annotate(total=Sum("amount")).order_by():
        withheld[found["document_id"]] = int(found["total"])
    codes: dict[int, dict[str, None]] = {}
    named = DikaLine.objects.filter(document_id__in=ids, budget_line__isnull=False).order_by("document_id", "position")
    for document_id, code in named.values_list("document_id", "budget_line__code"):
        codes.setdefault(document_id, {})[code] = None
    divisions = {division.id: division.name_th for division in organisations.divisions(active_only=False)}
    moves = dates.made(kind="dika", document_ids=ids)
    return [
        DikaRow(
            document=document, dika_kind=kept[document.id].dika_kind,
            division=divisions.get(document.division_id, ""), lines=" ".join(codes.get(document.id, ())),
            gross=kept[document.id].gross, withheld=withheld.get(document.id, 0),
            others=kept[document.id].deducted - withheld.get(document.id, 0), net=kept[document.id].net,
            moves=moves[document.id],
        )
        for document in documents_in_order
    ]  # fmt: skip


def paid(*, since: date, late: date, through: date) -> list[Paid]:
    """What the dika paid in a span of days, gross, by category of expenditure and account; `late` counts from a day of
    the span on. One query."""
    lines = DikaLine.objects.filter(
        document__state="paid", document__posting_date__gte=since, document__posting_date__lte=through
    )
    inside = When(document__posting_date__gte=late, then=F("amount"))
    sums = lines.values("budget_line__category_code", "account").annotate(
        total=Sum("amount"), late=Sum(Case(inside, default=Value(0)))
    )
    return [
        Paid(row["budget_line__category_code"] or "", row["account"], int(row["total"]), int(row["late"]))
        for row in sums.order_by("budget_line__category_code", "account")
    ]
