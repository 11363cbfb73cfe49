"""What dika paid, summed up: for the monthly report of receipts and payments (spec 6.3)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Sum, Value, When

from khlang.office.disbursement.models import DikaLine


@dataclass(frozen=True, slots=True)
class PaidAmount:
    """What was paid on an account (satang): `category` of the budget line, "" without one; `late` in the last part of the
    span."""

    category: str
    account: str
    amount: int
    late: int


def paid(*, since: date, late: date, through: date) -> list[PaidAmount]:
    """What the dika paid in a span of days (C.E.), gross, by category of expenditure and account; `late` counts from a day
    of the span on. One query."""
    lines = DikaLine.objects.filter(
        document__state="paid", document__posting_date__gte=since, document__posting_date__lte=through
    )
    inside = When(document__posting_date__gte=late, then=F("amount"))
    sums = lines.values("budget_line__category_code", "account").annotate(
        total=Sum("amount"), late=Sum(Case(inside, default=Value(0)))
    )
    return [
        PaidAmount(row["budget_line__category_code"] or "", row["account"], int(row["total"]), int(row["late"]))
        for row in sums.order_by("budget_line__category_code", "account")
    ]
