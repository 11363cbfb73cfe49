"""The numbered forms of the bank as stock: which numbers a book holds, which are gone, which come next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from khlang.core.refusal import Refusal
from khlang.office.payment.models import ChequeBook, Instrument

IN_USE: Final = ("in_use",)
#: Books whose forms may have been written on by hand: nobody could record that they were handed out.
BY_HAND: Final = ("in_use", "in_stock")


@dataclass(frozen=True, slots=True)
class Form:
    """One free number of a book."""

    book_id: int
    number: str


def books(*, bank_code: str, kind: str) -> list[ChequeBook]:
    """The books of a bank account that are in use, by their numbers."""
    return list(ChequeBook.objects.filter(bank_code=bank_code, kind=kind, state="in_use").order_by("first"))


def gone(*, bank_code: str, kind: str) -> set[str]:
    """Numbers of the books in use that are used, voided or stale."""
    rows = Instrument.objects.filter(bank_code=bank_code, kind=kind, book__state="in_use")
    return set(rows.values_list("number", flat=True))


def one(
    *, bank_code: str, kind: str, number: str, field: str, taken: Iterable[str] = (), states: Sequence[str] = IN_USE
) -> Form:
    """The form of a number that somebody typed, if it may still be used; by hand also one of a book that was still in the
    safe (`states`).

    Refusals (at `field`): cheque_number_outside_book, cheque_number_used. The caller holds the organisation.
    """
    book = holding(bank_code=bank_code, kind=kind, number=number, states=states)
    if book is None:
        raise Refusal("cheque_number_outside_book", field=field, number=number, bank=bank_code)
    if number in set(taken) or is_gone(bank_code=bank_code, kind=kind, number=number):
        raise Refusal("cheque_number_used", field=field, number=number, bank=bank_code)
    return Form(book.id, number)


def holding(*, bank_code: str, kind: str, number: str, states: Sequence[str] = IN_USE) -> ChequeBook | None:
    """The book in use (or in another of the states) that holds the number as printed, leading zeros counted."""
    found: ChequeBook | None = ChequeBook.objects.filter(
        bank_code=bank_code, kind=kind, state__in=states, width=len(number), first__lte=int(number),
        last__gte=int(number),
    ).first()  # fmt: skip
    return found


def is_gone(*, bank_code: str, kind: str, number: str) -> bool:
    """Whether the number was used, voided or went stale."""
    return bool(Instrument.objects.filter(bank_code=bank_code, kind=kind, number=number).exists())


def following(*, bank_code: str, kind: str, count: int, first: str = "", taken: Sequence[str] = ()) -> list[Form]:
    """The next free numbers of the books in use, in their order, from `first` on when it is given.

    Refusals: cheque_number_outside_book and cheque_number_used (at first_number), cheque_book_exhausted. The caller holds
    the organisation, so that nobody else is given the same numbers meanwhile.
    """
    if first:
        one(bank_code=bank_code, kind=kind, number=first, field="first_number", taken=taken)
    found: list[Form] = []
    for form in _free(bank_code, kind, first, {*taken, *gone(bank_code=bank_code, kind=kind)}):
        if len(found) == count:
            break
        found.append(form)
    if len(found) < count:
        raise Refusal("cheque_book_exhausted", field="bank_account", bank=bank_code, free=len(found), wanted=count)
    return found


def _free(bank_code: str, kind: str, first: str, without: set[str]) -> Iterator[Form]:
    start = int(first or 0)
    for book in books(bank_code=bank_code, kind=kind):
        if first and (book.width != len(first) or book.last < start):
            continue
        for serial in range(max(book.first, start), book.last + 1):
            number = f"{serial:0{book.width}d}"
            if number not in without:
                yield Form(book.id, number)
