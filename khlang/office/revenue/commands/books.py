"""Printed receipt books: handed out, voided, taken back (ทะเบียนคุมใบเสร็จรับเงิน)."""

from django.db import IntegrityError, transaction

from khlang.core.refusal import Refusal
from khlang.office.revenue import book_register
from khlang.office.revenue.models import ReceiptBook
from khlang.office.revenue.schemas import CloseReceiptBook, RegisterReceiptBook
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import queries as access

_DUTY = "receipt_book.manage"


@command("receipt_book.register", schema=RegisterReceiptBook)
def register_book(*, envelope: Envelope, data: RegisterReceiptBook) -> Outcome:
    """Hand a printed, numbered receipt book out to a collector.

    Refusals: duty_missing, receipt_book_range, person_unknown, receipt_book_exists.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    if data.last < data.first:
        raise Refusal("receipt_book_range", field="last", first=data.first, last=data.last)
    if not access.roles_of(person_id=data.issued_to, on=envelope.today):  # of this office, not of the one next door
        raise Refusal("person_unknown", field="issued_to")
    book = ReceiptBook(
        book_no=data.book_no, first=data.first, last=data.last, issued_to_id=data.issued_to, issued_on=envelope.today
    )
    try:
        with transaction.atomic():
            book.save(force_insert=True)
    except IntegrityError:
        raise Refusal("receipt_book_exists", field="book_no", book=data.book_no) from None
    book_register.forget()
    return Outcome(kind="receipt_book", state=book.state, data={"id": book.id, "book_no": book.book_no})


@command("receipt_book.close", schema=CloseReceiptBook)
def close_book(*, envelope: Envelope, data: CloseReceiptBook) -> Outcome:
    """Void a book, or take it back: its unused numbers are cancelled, used ones stay as they are.

    Refusals: duty_missing, receipt_book_unknown, receipt_book_closed, reason_required (voided without a reason).
    """
    require_duty(envelope=envelope, duty=_DUTY)
    book: ReceiptBook | None = ReceiptBook.objects.select_for_update().filter(id=data.id).first()
    if book is None:
        raise Refusal("receipt_book_unknown", field="id", book=str(data.id))
    if book.state != "in_use":
        raise Refusal("receipt_book_closed", field="id", book=book.book_no)
    if data.outcome == "voided" and not data.reason.strip():
        raise Refusal("reason_required", field="reason", document="receipt_book", move="void")
    book.state, book.closed_on, book.reason = data.outcome, envelope.today, data.reason[:500]
    book.save(update_fields=["state", "closed_on", "reason"])
    book_register.forget()
    return Outcome(kind="receipt_book", state=book.state, data={"id": book.id, "book_no": book.book_no})
