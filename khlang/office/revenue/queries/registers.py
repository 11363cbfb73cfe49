"""The registers of receiving: money by revenue item, and control of receipts (spec 6.1). Views of documents, never typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, DateField, F, Max, Min, Q, QuerySet, Sum, When
from django.db.models.functions import Cast, Concat, Length, TruncDate

from khlang.core.calendar import fiscal_year_end
from khlang.office.budget import queries as budget
from khlang.office.revenue.models import Receipt, ReceiptBook, ReceiptLine, ReceiptReversal
from khlang.office.revenue.queries import counting
from khlang.platform.clock import BANGKOK
from khlang.spine.access import queries as access
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents

_COUNTED = ("issued", "remitted", "posted")
#: The day under which a line stands: that of the receipt, or the day on which a proof was entered.
_COUNTED_ON = Case(
    When(document__kind="proof_of_receipt", then=TruncDate("document__created_at", tzinfo=BANGKOK)),
    default=F("document__document_date"),
    output_field=DateField(),
)
#: Numbers in their order also when the running number outgrows its five digits: the length, two digits, goes before.
_IN_ORDER = Concat(Cast(Length("number"), CharField()), "number", output_field=CharField())


@dataclass(frozen=True, slots=True)
class RevenueRow:
    """A line of the revenue register (ทะเบียนเงินรายรับ) of one item; `cumulative` since the year began.

    `day` of a proof of receipt is the day of entry (LAO-9); `written` then says which paper, of which day.
    """

    document_id: int
    day: date
    number: str
    payer: str
    description: str
    received: int
    cumulative: int
    over_estimate: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class RevenueRegister:
    """One item of one fiscal year: its estimate, a page of its receipts, what has come in in all."""

    item: str
    fiscal_year: int
    estimate: int
    received: int
    count: int
    rows: tuple[RevenueRow, ...]


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A row of the receipt control register (ทะเบียนคุมใบเสร็จรับเงิน): a printed book, or a day of the system's receipts.

    `voided` counts voided receipts; `unused` the numbers of a book that are not used.
    """

    book: str
    first: str
    last: str
    issued_to: str
    day: date
    used: int
    voided: int
    unused: int
    state: str
    amount: int


def _counted_lines(fiscal_year: int) -> QuerySet[Any]:
    """Lines of the year's receipts; one that was reversed after the year ended still belongs to it."""
    later = ReceiptReversal.objects.filter(
        document__state="approved", document__posting_date__gt=fiscal_year_end(fiscal_year)
    )
    return ReceiptLine.objects.filter(
        Q(document__state__in=_COUNTED) | Q(document_id__in=later.values("receipt_id")),
        counting.of_year("document__", fiscal_year=fiscal_year),
    )


def revenue_register(*, item: str, fiscal_year: int, page: int = 1, size: int = 100) -> RevenueRegister:
    """A page of the receipts of one item in a fiscal year (B.E.), with what came in before the page added up."""
    counted = _counted_lines(fiscal_year).filter(item=item)
    rows = counted.annotate(counted_on=_COUNTED_ON).order_by("counted_on", "document_id", "position")
    total, count = counted.aggregate(total=Sum("amount"))["total"] or 0, counted.count()
    start = (max(1, page) - 1) * size
    before = rows[:start].aggregate(total=Sum("amount"))["total"] or 0 if start else 0
    estimate = estimates(fiscal_year=fiscal_year).get(item, 0)
    made: list[RevenueRow] = []
    cumulative = int(before)
    for line in rows.select_related("document")[start : start + size]:
        cumulative += line.amount
        made.append(
            RevenueRow(
                line.document_id, line.counted_on, line.document.number or "", line.document.party_name,
                line.description, line.amount, cumulative, cumulative - estimate,
                letterhead.written(document=line.document, dated=True),
            )
        )  # fmt: skip
    return RevenueRegister(item, fiscal_year, estimate, int(total), count, tuple(made))


def estimates(*, fiscal_year: int) -> Mapping[str, int]:
    """The revenue estimate of the year by receipt item, supplementary ordinances included."""
    return budget.estimated_by_code(fiscal_year=fiscal_year)


def receipt_control(*, fiscal_year: int) -> list[ControlRow]:
    """Printed books first, then the system's receipts day by day."""
    return [*_books(fiscal_year), *_days(fiscal_year)]


def _books(fiscal_year: int) -> list[ControlRow]:
    books = list(ReceiptBook.objects.filter(issued_on__lte=fiscal_year_end(fiscal_year)).order_by("book_no"))
    names = access.names(person_ids={book.issued_to_id for book in books})
    used = {
        row["book_id"]: row
        for row in Receipt.objects.filter(book_id__in=[book.id for book in books])
        .exclude(document__state="draft")
        .values("book_id")
        .annotate(
            used=Count("id"),
            void=Count("id", filter=Q(document__state="voided")),
            money=Sum("document__amount", filter=Q(document__state__in=_COUNTED)),
        )
    }
    nothing = {"used": 0, "void": 0, "money": 0}
    return [
        ControlRow(
            book.book_no, str(book.first), str(book.last), names.get(book.issued_to_id, ""), book.issued_on,
            used.get(book.id, nothing)["used"], used.get(book.id, nothing)["void"],
            book.last - book.first + 1 - used.get(book.id, nothing)["used"], book.state,
            int(used.get(book.id, nothing)["money"] or 0),
        )
        for book in books
    ]  # fmt: skip


def _days(fiscal_year: int) -> list[ControlRow]:
    """Day by day: the numbers of receipts, then those of proofs of receipt entered on that day."""
    year = counting.of_year("", fiscal_year=fiscal_year)
    rows = [
        (row["day"], kind, row)
        for kind, day in (("receipt", F("document_date")), ("proof_of_receipt", TruncDate("created_at", tzinfo=BANGKOK)))
        for row in documents.find(kind=kind)
        .filter(year, number__isnull=False)
        .order_by()
        .values(day=day)
        .annotate(
            first=Min(_IN_ORDER), last=Max(_IN_ORDER), used=Count("id"), void=Count("id", filter=Q(state="voided")),
            money=Sum("amount", filter=Q(state__in=_COUNTED)),
        )
    ]  # fmt: skip
    return [
        ControlRow(
            "", row["first"][2:], row["last"][2:], "", day, row["used"], row["void"], 0, "in_use",
            int(row["money"] or 0),
        )
        for day, _, row in sorted(rows, key=lambda each: (each[0], each[1] != "receipt"))
    ]  # fmt: skip
