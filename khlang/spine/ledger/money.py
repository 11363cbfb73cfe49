"""What stood against cash and banks: the other side of every voucher that moved money. Amounts are satang, days C.E."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Sum, Value, When

from khlang.spine.ledger.models import Line


@dataclass(frozen=True, slots=True)
class AgainstMoney:
    """What vouchers of one kind of document debited and credited to an account (with its sub-ledger) while they moved
    money: since the beginning of the span, and in its last part alone."""

    document_kind: str
    account: str
    sub: str
    debit: int
    credit: int
    late_debit: int
    late_credit: int


def against_money(*, money: Sequence[str], since: date, late: date, through: date) -> list[AgainstMoney]:
    """Per kind of document, account and sub-ledger: the lines beside those on `money` (codes of accounts) in vouchers
    posted from `since` to `through`; the `late_` sums count from `late` on. One query.

    The credits less the debits are what the money grew by: every voucher balances.
    """
    span = Line.objects.filter(book="accrual", posting_date__gte=since, posting_date__lte=through)
    moved = span.filter(account__in=list(money)).values("voucher_id")
    inside, zero = {"posting_date__gte": late}, Value(0)
    rows = (
        span.exclude(account__in=list(money))
        .exclude(voucher__kind="opening")
        .filter(voucher_id__in=moved)
        .values("voucher__document_kind", "account", "sub")
        .annotate(
            debits=Sum("debit"),
            credits=Sum("credit"),
            late_debits=Sum(Case(When(**inside, then=F("debit")), default=zero)),
            late_credits=Sum(Case(When(**inside, then=F("credit")), default=zero)),
        )
        .order_by("account", "sub", "voucher__document_kind")
    )
    sums = ("debits", "credits", "late_debits", "late_credits")
    return [
        AgainstMoney(row["voucher__document_kind"], row["account"], row["sub"], *(int(row[key]) for key in sums))
        for row in rows
    ]
