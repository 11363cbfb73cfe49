"""Cheques that wait, the cheque register (ทะเบียนคุมเช็ค, spec 6.1), the stock of forms and the monthly list of tax
withheld (ภ.ง.ด. 1, 3, 53). Amounts are satang, days C.E."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from khlang.core.calendar import month_end, month_start
from khlang.office.payment.models import NUMBERED, ChequeBook, Instrument, Payment, Withholding
from khlang.office.payment.queries.views import PaymentView, TaxView, payments, taxes, views
from khlang.spine.access import queries as access
from khlang.spine.documents.finding import Wanted
from khlang.standards.cheques import stale_months


@dataclass(frozen=True, slots=True)
class Waiting:
    """Cheques that wait for something: how many, what they amount to, which."""

    count: int
    amount: int
    rows: tuple[PaymentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A number of the cheque register: used for a payment, or void. `state` is that of the payment, or of the number."""

    id: int
    kind: str
    bank_code: str
    number: str
    day: date
    state: str
    payment_id: int | None
    dika_id: int | None
    dika_number: str
    payee: str
    amount: int
    paid_date: date | None
    collected_date: date | None
    collected_by: str
    cleared_date: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some numbers of the register, how many there are in all, and what was paid with all of them."""

    rows: tuple[RegisterRow, ...]
    count: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """A book in stock or in use: numbers as printed, how many are used, void and left."""

    id: int
    bank_code: str
    kind: str
    first: str
    last: str
    state: str
    registered_on: date
    issued_to_id: int | None
    issued_to: str
    issued_on: date | None
    closed_on: date | None
    reason: str
    used: int
    voided: int
    free: int


def _unfinished(rows: QuerySet[Any], day: date, *ends: str) -> QuerySet[Any]:
    """Payments made by a day and not ended by it in any of these ways."""
    found = rows.filter(paid_date__lte=day)
    for end in ends:
        found = found.filter(Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))
    return found.order_by("paid_date", "bank_code", "number", "id")


def _waiting(rows: QuerySet[Any]) -> Waiting:
    found = tuple(views(rows))
    return Waiting(len(found), sum(row.net for row in found), found)


def uncollected(*, day: date) -> Waiting:
    """Cheques that were paid for and that nobody had fetched by the end of a day: what the daily status tells (spec 6.2)."""
    cheques = Payment.objects.filter(channel="cheque")
    return _waiting(_unfinished(cheques, day, "collected_date", "cleared_date", "stopped_date"))


def outstanding(*, bank_code: str, day: date, channels: Sequence[str] = ("cheque",)) -> Waiting:
    """Payments out of a bank account that the bank had not carried out by the end of a day (spec 6.3)."""
    rows = Payment.objects.filter(bank_code=bank_code, channel__in=list(channels))
    return _waiting(_unfinished(rows, day, "cleared_date", "stopped_date"))


def stale(*, on: date) -> Waiting:
    """Cheques that no bank takes any more: their date is too long ago, and they were neither presented nor stopped."""
    rows = Payment.objects.filter(channel="cheque", document__document_date__lt=stale_before(on=on))
    return _waiting(_unfinished(rows, on, "cleared_date", "stopped_date"))


def stale_before(*, on: date) -> date:
    """Cheques of an earlier date than this are stale on a day: the same day some months before, or the last of a shorter
    month."""
    years, month = divmod(on.year * 12 + on.month - 1 - stale_months(), 12)
    return date(years, month + 1, min(on.day, monthrange(years, month + 1)[1]))


def unpresented(*, on: date) -> Waiting:
    """All cheques paid and not presented by a day, of every bank account: fetched or not."""
    return _waiting(_unfinished(Payment.objects.filter(channel="cheque"), on, "cleared_date", "stopped_date"))


def cheque_register(
    *,
    bank_code: str = "",
    kind: str = "",
    since: date | None = None,
    through: date | None = None,
    search: str = "",
    offset: int = 0,
    limit: int | None = 50,
) -> RegisterPage:
    """A page of the register of cheques and slips, by bank account and number; four queries. `limit` None gives all."""
    rows = Instrument.objects.all()
    for name, value in (("bank_code", bank_code), ("kind", kind), ("day__gte", since), ("day__lte", through)):
        if value:
            rows = rows.filter(**{name: value})
    if search:
        rows = rows.filter(Q(number__contains=search) | Q(payment__party_name__icontains=search))
    used = rows.filter(state="used")
    if bank_code or search:
        amount = used.aggregate(amount=Sum("payment__amount", default=0))["amount"]
    else:  # the payments of all numbers that are not void: what the tally of payments knows
        paid = Wanted(
            kind="payment", since=since, through=through, equal={"channel__in": (kind,) if kind else NUMBERED}
        )
        amount = paid.sums(void_states=("cancelled", "stopped")).amount
    page = list(rows.order_by("bank_code", "kind", "number")[offset : None if limit is None else offset + limit])
    made = {row.document_id: row for row in payments(document_ids=[row.payment_id for row in page if row.payment_id])}
    return RegisterPage(
        tuple(_register_row(row, made.get(row.payment_id or 0)) for row in page),
        rows.count(),
        int(amount),
    )


def _register_row(row: Instrument, made: PaymentView | None) -> RegisterRow:
    return RegisterRow(
        id=row.id, kind=row.kind, bank_code=row.bank_code, number=row.number, day=row.day,
        state=made.state if made and row.state == "used" else row.state, payment_id=row.payment_id,
        dika_id=made.dika_id if made else None, dika_number=made.dika_number if made else "",
        payee=made.payee if made else "", amount=made.net if made else 0, paid_date=made.paid_date if made else None,
        collected_date=made.collected_date if made else None, collected_by=made.collected_by if made else "",
        cleared_date=made.cleared_date if made else None, reason=row.reason,
    )  # fmt: skip


def cheque_books(*, search: str = "") -> list[BookView]:
    """The stock of cheque and slip books by bank account and number, with what is left of each; three queries."""
    books = list(ChequeBook.objects.filter(bank_code__icontains=search).order_by("bank_code", "kind", "first"))
    counted = {
        row["book_id"]: row
        for row in Instrument.objects.filter(book_id__in=[book.id for book in books])
        .values("book_id")
        .annotate(used=Count("id", filter=Q(state="used")), void=Count("id", filter=~Q(state="used")))
    }
    names = access.names(person_ids={book.issued_to_id for book in books if book.issued_to_id})
    return [_book(book, counted.get(book.id, {"used": 0, "void": 0}), names) for book in books]


def _book(book: ChequeBook, counted: dict[str, int], names: dict[int, str]) -> BookView:
    left = book.last - book.first + 1 - counted["used"] - counted["void"]
    return BookView(
        id=book.id, bank_code=book.bank_code, kind=book.kind, first=f"{book.first:0{book.width}d}",
        last=f"{book.last:0{book.width}d}", state=book.state, registered_on=book.registered_on,
        issued_to_id=book.issued_to_id, issued_to=names.get(book.issued_to_id or 0, ""), issued_on=book.issued_on,
        closed_on=book.closed_on, reason=book.reason, used=counted["used"], voided=counted["void"],
        free=0 if book.state == "closed" else left,
    )  # fmt: skip


def withheld(*, since: date, through: date, form: str = "") -> list[TaxView]:
    """Tax withheld by payments of some days, by form and day: the lines of ภ.ง.ด. 1, 3 and 53."""
    rows = Withholding.objects.filter(paid_date__gte=since, paid_date__lte=through)
    return taxes((rows.filter(form=form) if form else rows).order_by("form", "paid_date", "document_id", "position"))


def certificates(*, month: date, form: str = "") -> list[TaxView]:
    """The monthly list of tax withheld: every line of the month that the day falls in."""
    return withheld(since=month_start(month), through=month_end(month), form=form)


def tax_months() -> list[date]:
    """The first days of the months in which tax was withheld, the newest first."""
    return list(Withholding.objects.dates("paid_date", "month", order="DESC"))
