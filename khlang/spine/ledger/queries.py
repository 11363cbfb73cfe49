"""Every read of the ledger that others may use. Amounts are satang, days C.E.; all are scoped to the organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from khlang import standards
from khlang.core import posting
from khlang.spine.ledger.models import DayBalance, Gate, GuardedBalance, Line, Period, Voucher

_EVER = date(9999, 12, 30)


@dataclass(frozen=True, slots=True)
class AccountMovement:
    """What an account (with its sub-ledger) had before a span of days, and what moved in it. Balances are debit-positive."""

    account: str
    sub: str
    before: int
    debit: int
    credit: int

    @property
    def after(self) -> int:
        """The balance at the end of the span, debit-positive."""
        return self.before + self.debit - self.credit


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line with its voucher's particulars, as registers and the journal show it."""

    voucher_id: int
    voucher_number: str | None
    kind: str
    posting_date: date
    document_kind: str
    document_id: int
    account: str
    sub: str
    debit: int
    credit: int
    description: str
    book: str


def movements(
    *, book: str = "accrual", since: date, through: date, accounts: Sequence[str] = ()
) -> list[AccountMovement]:
    """Per account and sub-ledger: the balance before `since` and the movement from `since` to `through`, both inclusive.

    Reads day balances only, never history. `accounts` are codes or prefixes of codes; none means all of the book.
    """
    rows = DayBalance.objects.filter(book=book, day__lte=through)
    if accounts:
        wanted = Q()
        for account in accounts:
            wanted |= Q(account__startswith=account)
        rows = rows.filter(wanted)
    inside, zero = Q(day__gte=since), Value(0)
    sums = rows.values("account", "sub").annotate(
        before=Sum(Case(When(day__lt=since, then=F("debit") - F("credit")), default=zero)),
        moved_debit=Sum(Case(When(inside, then=F("debit")), default=zero)),
        moved_credit=Sum(Case(When(inside, then=F("credit")), default=zero)),
    )
    return [
        AccountMovement(
            row["account"], row["sub"], int(row["before"]), int(row["moved_debit"]), int(row["moved_credit"])
        )
        for row in sums.order_by("account", "sub")
    ]


def balances(
    *, book: str = "accrual", through: date | None = None, accounts: Sequence[str] = ()
) -> list[AccountMovement]:
    """Balances at the end of a day, or of everything that was ever posted: `movements` with everything before it."""
    return movements(book=book, since=date.max, through=through or _EVER, accounts=accounts)


def guarded(*, accounts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, int]]:
    """For accounts with a floor, by (account, sub): the side of the floor and the balance (debit-positive)."""
    wanted = Q()
    for account, sub in accounts:
        wanted |= Q(account=account, sub=sub)
    rows = GuardedBalance.objects.filter(wanted).values_list("account", "sub", "floor", "debit", "credit")
    return {(account, sub): (floor, debit - credit) for account, sub, floor, debit, credit in rows}


def guarded_of(*, accounts: Sequence[str], subs: Sequence[str]) -> dict[tuple[str, str], int]:
    """Present balances (debit-positive) of guarded accounts by (account, sub), for some accounts and sub-accounts; reads
    one row each, however much was ever posted."""
    rows = GuardedBalance.objects.filter(account__in=list(accounts), sub__in=list(subs))
    return {
        (account, sub): debit - credit
        for account, sub, debit, credit in rows.values_list("account", "sub", "debit", "credit")
    }


def lines(
    *,
    since: date | None = None,
    through: date | None = None,
    account: str = "",
    sub: str | None = None,
    book: str = "",
    kinds: Sequence[str] = (),
    subs: Sequence[str] = (),
    offset: int = 0,
    limit: int | None = None,
) -> list[LedgerLine]:
    """Lines in order of posting, with their vouchers, in one query. `account` is a code or a prefix of codes; `subs`
    limits them to some sub-ledgers."""
    rows = Line.objects.filter(**_given(since=since, through=through, sub=sub, book=book))
    if account:
        rows = (
            rows.filter(account=account)
            if len(account) >= 14 or "." in account
            else rows.filter(account__startswith=account)
        )
    if kinds:
        rows = rows.filter(voucher__kind__in=list(kinds))
    if subs:
        rows = rows.filter(sub__in=list(subs))
    ordered = rows.order_by("posting_date", "voucher__entered_at", "voucher_id", "position")
    values = ordered.values_list(
        "voucher_id", "voucher__number", "voucher__kind", "posting_date", "voucher__document_kind",
        "voucher__document_id", "account", "sub", "debit", "credit", "description", "book",
    )  # fmt: skip
    return [LedgerLine(*row) for row in values[offset : None if limit is None else offset + limit]]


def _given(*, since: date | None, through: date | None, sub: str | None, book: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if since is not None:
        given["posting_date__gte"] = since
    if through is not None:
        given["posting_date__lte"] = through
    if sub is not None:
        given["sub"] = sub
    if book:
        given["book"] = book
    return given


def lines_of_voucher(*, voucher_id: int) -> list[LedgerLine]:
    """The lines of one voucher in the order of the voucher."""
    values = Line.objects.filter(voucher_id=voucher_id).order_by("position").values_list(
        "voucher_id", "voucher__number", "voucher__kind", "posting_date", "voucher__document_kind",
        "voucher__document_id", "account", "sub", "debit", "credit", "description", "book",
    )  # fmt: skip
    return [LedgerLine(*row) for row in values]


def posted_by(*, document_ids: Sequence[int], book: str = "accrual") -> list[LedgerLine]:
    """Every line that these documents posted to a book, in one query: ask for a few hundred at a time."""
    rows = Line.objects.filter(voucher__document_id__in=list(document_ids), book=book)
    values = rows.order_by("posting_date", "voucher_id", "position").values_list(
        "voucher_id", "voucher__number", "voucher__kind", "posting_date", "voucher__document_kind",
        "voucher__document_id", "account", "sub", "debit", "credit", "description", "book",
    )  # fmt: skip
    return [LedgerLine(*row) for row in values]


def vouchers(
    *, kind: str = "", since: date | None = None, through: date | None = None, search: str = ""
) -> QuerySet[Any]:
    """Vouchers with numbers, newest first; budget-only entries are left out."""
    rows = Voucher.objects.filter(number__isnull=False)
    if kind:
        rows = rows.filter(kind=kind)
    if since:
        rows = rows.filter(posting_date__gte=since)
    if through:
        rows = rows.filter(posting_date__lte=through)
    if search:
        rows = rows.filter(Q(number__icontains=search) | Q(description__icontains=search))
    return rows.order_by("-posting_date", "-id")  # type: ignore[no-any-return]


def voucher(*, voucher_id: int) -> Voucher | None:
    """One voucher of the organisation, or None."""
    found: Voucher | None = Voucher.objects.filter(id=voucher_id).first()
    return found


def vouchers_of(*, document_id: int) -> list[Voucher]:
    """Every voucher and budget entry that a document made, oldest first."""
    return list(Voucher.objects.filter(document_id=document_id).order_by("id"))


def standing(*, document_id: int, book: str = "budget") -> tuple[posting.Line, ...]:
    """What a document still has in a book after everything it posted and took back: net lines, to be reversed when it is
    returned, cancelled or withdrawn. Empty when nothing stands."""
    rows = (
        Line.objects.filter(voucher__document_id=document_id, book=book)
        .values("account", "sub")
        .annotate(net=Sum(F("debit") - F("credit")))
        .order_by("account", "sub")
    )
    return tuple(
        posting.Line(book, row["account"], row["sub"], max(row["net"], 0), max(-row["net"], 0),
                     floor=standards.floor_of(book, row["account"]))
        for row in rows if row["net"]
    )  # fmt: skip


def is_reversed(*, voucher_id: int) -> bool:
    """True when another voucher reverses this one."""
    return bool(Voucher.objects.filter(reverses_id=voucher_id).exists())


def period(*, fiscal_year: int) -> Period | None:
    """The period row of a fiscal year (B.E.), or None when the year was never opened."""
    found: Period | None = Period.objects.filter(fiscal_year=fiscal_year).first()
    return found


def periods() -> list[Period]:
    """All fiscal years of the organisation, newest first."""
    return list(Period.objects.order_by("-fiscal_year"))


def gates() -> list[Gate]:
    """The gates of the organisation's outages whose papers are not all certified, the oldest first."""
    return list(Gate.objects.filter(certified_on__isnull=True).order_by("id"))


def spell_on(*, day: date) -> Gate | None:
    """The spell of work by hand that a day belongs to: begun on or before it, and not certified or certified no earlier.

    The daily status of such a day is the one made by hand (guideline LAO-8). A spell that is limited to some kinds or to one
    year counts like every other: the report shows all the money.
    """
    certified = Q(certified_on__isnull=True) | Q(certified_on__gte=day)
    found: Gate | None = Gate.objects.filter(certified, started_on__lte=day).order_by("started_on", "id").first()
    return found


def total(*, rows: QuerySet[Any], column: str) -> int:
    """The sum of a satang column."""
    return int(rows.aggregate(total=Coalesce(Sum(column), 0))["total"])
