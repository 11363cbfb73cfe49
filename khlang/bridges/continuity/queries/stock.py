"""Reading the paper stock: books and blocks, what is left of them, the numbers of a book. Nothing is summed here but counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Min, Q, QuerySet

from khlang.bridges.continuity import numbers
from khlang.bridges.continuity.models import ManualBook, ManualNumber
from khlang.bridges.continuity.paper_kind import PaperRef

#: Below this share of numbers left in hand a custodian gets new ones (continuity A.2, PK3), in hundredths.
REFILL_BELOW: Final = 50


@dataclass(frozen=True, slots=True)
class BookRow:
    """A book or block with its custodian; `left` numbers are still out, `next_number` is the first of them."""

    id: int
    paper: str
    book_no: str
    first: int
    last: int
    source: str
    custodian_id: int
    custodian: str
    site: str
    leased_on: date
    expires_on: date
    state: str
    left: int
    next_number: int | None

    @property
    def count(self) -> int:
        """How many numbers the book has in all."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Holding:
    """What one custodian holds of one kind of paper, in books that are out and not expired; `used` in hundredths."""

    paper: str
    custodian_id: int
    custodian: str
    books: int
    leased: int
    left: int

    @property
    def used(self) -> int:
        """The share that is used, in hundredths."""
        return (self.leased - self.left) * 100 // self.leased if self.leased else 0

    @property
    def refill(self) -> bool:
        """Whether new numbers are due: less than half of what was handed out is left."""
        return self.left * 100 < self.leased * REFILL_BELOW


@dataclass(frozen=True, slots=True)
class BookPage:
    """One page of books, how many there are in all."""

    rows: tuple[BookRow, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A number of a block that the spell touched and whose end nobody has told: «เล่ม 12 เลขที่ 48» (C-07)."""

    paper: str
    book_no: str
    number: int
    captured: bool

    @property
    def name(self) -> str:
        """How people call the paper."""
        return numbers.name_of(PaperRef(self.paper, self.book_no, self.number))


def _books() -> QuerySet[ManualBook]:
    return ManualBook.objects.order_by("paper", "book_no", "first")


def books(
    *, paper: str = "", custodian_id: int | None = None, state: str = "", page: int = 1, size: int = 50
) -> BookPage:
    """Books and blocks by kind, book and first number, a page at a time: two counts and one page of rows."""
    rows = _books()
    rows = rows.filter(paper=paper) if paper else rows
    rows = rows.filter(custodian_id=custodian_id) if custodian_id is not None else rows
    rows = rows.filter(state=state) if state else rows
    count = rows.count()
    pages = max(1, -(-count // size))
    page = min(max(1, page), pages)
    return BookPage(tuple(_shown(list(rows[(page - 1) * size : page * size]))), count, page, pages)


def book(*, book_id: int) -> BookRow | None:
    """One book or block."""
    found = _shown(list(_books().filter(id=book_id)))
    return found[0] if found else None


def _shown(rows: Sequence[ManualBook]) -> list[BookRow]:
    out = ManualNumber.objects.filter(book_id__in=[row.id for row in rows], state="leased", capture_id=None)
    left = {each["book_id"]: each for each in out.values("book_id").annotate(left=Count("id"), next=Min("number"))}
    none = {"left": 0, "next": None}
    return [
        BookRow(
            row.id, row.paper, row.book_no, row.first, row.last, row.source, row.custodian_id, row.custodian_name, row.site,
            row.leased_on, row.expires_on, row.state, left.get(row.id, none)["left"], left.get(row.id, none)["next"],
        )
        for row in rows
    ]  # fmt: skip


def holdings(*, on: date, paper: str = "") -> list[Holding]:
    """What every custodian holds of each kind on a day: numbers handed out, left, and whether a refill is due."""
    rows = ManualNumber.objects.filter(book__state="leased", book__expires_on__gte=on)
    rows = rows.filter(paper=paper) if paper else rows
    counted = rows.values("paper", "book__custodian_id", "book__custodian_name").annotate(
        books=Count("book_id", distinct=True),
        leased=Count("id"),
        left=Count("id", filter=Q(state="leased", capture_id=None)),
    )
    return [
        Holding(
            each["paper"], each["book__custodian_id"], each["book__custodian_name"], each["books"], each["leased"],
            each["left"],
        )
        for each in counted.order_by("paper", "book__custodian_name", "book__custodian_id")
    ]  # fmt: skip


def free_numbers(*, paper: str, on: date, count: int, source: str = "kit") -> list[ManualNumber]:
    """The next numbers of a kind that are still out, in books of that source that are not expired: for the forms of the
    kit. At most `count`, in their order."""
    rows = ManualNumber.objects.filter(
        paper=paper, state="leased", capture_id=None, book__source=source, book__state="leased",
        book__expires_on__gte=on,
    )  # fmt: skip
    return list(rows.order_by("book_no", "number")[:count])


def numbers_of(*, book_id: int) -> list[ManualNumber]:
    """The numbers of a book in their order: its sheet of the control register."""
    return list(ManualNumber.objects.filter(book_id=book_id).select_related("document").order_by("number"))


def gaps(*, outage_id: int) -> list[Gap]:
    """Every number, of every book that the spell touched, that is neither issued, voided, returned nor lost (C-07)."""
    touched = ManualNumber.objects.filter(outage_id=outage_id).values("book_id")
    rows = ManualNumber.objects.filter(book_id__in=touched, state="leased").order_by("paper", "book_no", "number")
    return [
        Gap(paper, book_no, number, capture_id is not None)
        for paper, book_no, number, capture_id in rows.values_list("paper", "book_no", "number", "capture_id")
    ]
