"""Books of cheques and withdrawal slips: registered, handed out, closed; spoilt numbers voided."""

from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.banking.queries import Bank
from khlang.office.payment import stock
from khlang.office.payment.models import ChequeBook, Instrument
from khlang.office.payment.schemas import SaveChequeBook, VoidNumber
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.platform.db import writes
from khlang.spine.access import queries as access
from khlang.standards.cheques import draws_on

_DUTY = "cheque_book.manage"
MOST_NUMBERS = 1_000


@command("cheque_book.save", schema=SaveChequeBook)
def save_book(*, envelope: Envelope, data: SaveChequeBook) -> Outcome:
    """Register a book that came from the bank; hand a registered one out, or close it with what is left in it.

    Numbers come out of books that are handed out. A closed book gives no more; its unused numbers are cut up and stay
    unused. Refusals: duty_missing, bank_account_unknown, bank_account_closed, cheque_book_wrong_account (cheques are drawn
    on current accounts, withdrawal slips on savings), cheque_book_range, cheque_book_overlaps, cheque_book_unknown,
    cheque_book_fixed, cheque_book_closed, reason_required, person_unknown.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    writes.hold(org=envelope.org)  # two books with the same numbers registered at once: the second sees the first
    book = _new(envelope, data) if data.id is None else _existing(data)
    if data.issued_to is not None:
        if not access.roles_of(person_id=data.issued_to, on=envelope.today):  # of this office, not of the one next door
            raise Refusal("person_unknown", field="issued_to")
        if book.issued_to_id != data.issued_to:
            book.issued_to_id, book.issued_on, book.state = data.issued_to, envelope.today, "in_use"
    if data.closed:
        if not data.reason:
            raise Refusal("reason_required", field="reason", document="cheque_book", move="close")
        book.state, book.closed_on, book.reason = "closed", envelope.today, data.reason
    book.save()
    return Outcome(kind="cheque_book", state=book.state, data={"id": book.id, "first": data.first, "last": data.last})


def _new(envelope: Envelope, data: SaveChequeBook) -> ChequeBook:
    bank = _drawn_on(data)
    first, last = int(data.first), int(data.last)
    if len(data.first) != len(data.last) or not first <= last < first + MOST_NUMBERS:
        raise Refusal("cheque_book_range", field="last", first=data.first, last=data.last, limit=MOST_NUMBERS)
    same = ChequeBook.objects.filter(bank_code=bank.code, kind=data.kind, width=len(data.first))
    other = same.filter(first__lte=last, last__gte=first).first()
    if other is not None:
        facts = {"first": _printed(other.first, other), "last": _printed(other.last, other)}
        raise Refusal("cheque_book_overlaps", field="first", **facts)
    return ChequeBook(
        bank_account_id=bank.id, bank_code=bank.code, kind=data.kind, first=first, last=last, width=len(data.first),
        registered_on=envelope.today,
    )  # fmt: skip


def _drawn_on(data: SaveChequeBook) -> Bank:
    bank = banking.usable(code=data.bank_account)
    if bank.kind not in draws_on()[data.kind]:
        raise Refusal("cheque_book_wrong_account", field="bank_account", bank=bank.code)
    return bank


def _existing(data: SaveChequeBook) -> ChequeBook:
    book: ChequeBook | None = ChequeBook.objects.filter(id=data.id).first()
    if book is None:
        raise Refusal("cheque_book_unknown", field="id")
    if book.state == "closed":
        raise Refusal(
            "cheque_book_closed", field="id", first=_printed(book.first, book), last=_printed(book.last, book)
        )
    kept = (book.bank_code, book.kind, _printed(book.first, book), _printed(book.last, book))
    if kept != (data.bank_account, data.kind, data.first, data.last):
        raise Refusal("cheque_book_fixed", field="first", first=kept[2], last=kept[3])
    return book


def _printed(serial: int, book: ChequeBook) -> str:
    return f"{serial:0{book.width}d}"


@command("cheque_book.void", schema=VoidNumber)
def void_number(*, envelope: Envelope, data: VoidNumber) -> Outcome:
    """Void a form that was spoilt before it was used; the paper is kept, the number never given out.

    Refusals: duty_missing, bank_account_unknown, cheque_number_outside_book, cheque_number_used.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    writes.hold(org=envelope.org)
    bank = banking.find(code=data.bank_account)
    if bank is None:
        raise Refusal("bank_account_unknown", field="bank_account", code=data.bank_account)
    form = stock.one(bank_code=bank.code, kind=data.kind, number=data.number, field="number")
    row = Instrument.objects.create(
        book_id=form.book_id, bank_code=bank.code, kind=data.kind, number=form.number, state="voided",
        day=envelope.today, reason=data.reason,
    )  # fmt: skip
    return Outcome(kind="cheque_number", state="voided", data={"id": row.id, "number": form.number})
