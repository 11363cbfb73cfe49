"""The paper stock: books and blocks of numbers handed out and back, numbers voided, lost, returned (LAO-7, continuity A.4)."""

from django.db import DatabaseError, transaction

from khlang.bridges.continuity import numbers, spells
from khlang.bridges.continuity.models import Capture, ManualBook, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.paper_kind import PaperRef
from khlang.bridges.continuity.schemas.stock import (
    CloseBook,
    LeaseBook,
    LoseNumber,
    NumberInput,
    ReturnNumbers,
    VoidNumber,
)
from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later, require_duty
from khlang.platform.db import refusals, writes
from khlang.spine.access import queries as access
from khlang.standards import manual_paper

__all__ = ["close_manual_book", "lease_book", "lose_number", "return_numbers", "void_manual_number"]

MOST_NUMBERS = 5_000
_KEEPER, _WRITER = "manual_book.manage", "paper.record"


@command("manual_book.lease", schema=LeaseBook)
def lease_book(*, envelope: Envelope, data: LeaseBook) -> Outcome:
    """Hand a printed book, or a block of the office's own numbers, to one custodian; each number is known from then on.

    The database knows every number once, so that no two leases ever overlap (C-10). Refusals: duty_missing, paper_unknown,
    manual_book_range, person_unknown, date_in_future, manual_book_expiry, manual_book_taken,
    manual_number_taken (names whose it is).
    """
    require_duty(envelope=envelope, duty=_KEEPER)
    if manual_paper(data.paper) is None:
        raise Refusal("paper_unknown", field="paper", paper=data.paper)
    if not data.first <= data.last < data.first + MOST_NUMBERS:
        raise Refusal("manual_book_range", field="last", first=data.first, last=data.last, limit=MOST_NUMBERS)
    leased_on = not_later(day=data.leased_on, today=envelope.today, field="leased_on")
    ends = numbers.expires(leased_on)
    if data.expires_on is not None and not leased_on <= data.expires_on <= ends:
        raise Refusal("manual_book_expiry", field="expires_on", ends=ends)
    book = ManualBook(
        **data.model_dump(include={"paper", "book_no", "first", "last", "width", "site", "source"}),
        custodian_id=data.custodian, custodian_name=_name_of_officer(data.custodian, envelope, "custodian"),
        leased_on=leased_on, expires_on=data.expires_on or ends,
    )  # fmt: skip
    try:
        with transaction.atomic():
            book.save(force_insert=True)
            ManualNumber.objects.bulk_create(_numbers_of(book))
    except DatabaseError as error:
        raise _taken(book, error) from error
    said = {"id": str(book.id), "paper": book.paper, "book_no": book.book_no, "numbers": book.last - book.first + 1}
    return Outcome(kind="manual_book", state=book.state, data=said)


def _numbers_of(book: ManualBook) -> list[ManualNumber]:
    return [
        ManualNumber(
            book=book, paper=book.paper, book_no=book.book_no, number=number,
            printed=numbers.printed(paper=book.paper, number=number, width=book.width, source=book.source),
        )
        for number in range(book.first, book.last + 1)
    ]  # fmt: skip


def _taken(book: ManualBook, error: DatabaseError) -> Exception:
    """Whose the first of the numbers is that the database knows already; another fault stays what it is."""
    refused = refusals.translate(error)
    if refused is None or refused.code not in ("manual_number_taken", "manual_book_taken"):
        return refused or error
    row = (
        ManualNumber.objects.filter(
            paper=book.paper, book_no=book.book_no, number__gte=book.first, number__lte=book.last
        )
        .select_related("book")
        .order_by("number")
        .first()
    )
    if row is None:
        return refused.at("first")
    name = numbers.name_of(numbers.ref_of(row))
    return Refusal(refused.code, field="first", paper=name, custodian=row.book.custodian_name)


def _name_of_officer(person_id: int, envelope: Envelope, field: str) -> str:
    """The name of somebody who has a role in this office on the day. Refusal: person_unknown."""
    if not access.roles_of(person_id=person_id, on=envelope.today):  # of this office, not of the one next door
        raise Refusal("person_unknown", field=field)
    return access.names(person_ids=(person_id,))[person_id]


@command("manual_book.close", schema=CloseBook)
def close_manual_book(*, envelope: Envelope, data: CloseBook) -> Outcome:
    """Take a book back: its numbers that nobody used are returned, what was captured stays to be entered.

    Refusals: duty_missing, manual_book_unknown, manual_book_closed, document_not_found, outage_not_running.
    """
    require_duty(envelope=envelope, duty=_KEEPER)
    writes.hold(org=envelope.org)
    outage_id = _outage_of(data.outage_id)
    book: ManualBook | None = ManualBook.objects.select_for_update().filter(id=data.book_id).first()
    if book is None:
        raise Refusal("manual_book_unknown", field="book_id")
    if book.state == "closed":
        raise Refusal("manual_book_closed", field="book_id", book=book.book_no or f"{book.first}-{book.last}")
    unused = ManualNumber.objects.filter(book_id=book.id, state="leased", capture_id=None)
    returned = unused.update(
        state="returned", outage_id=outage_id, settled_by_id=envelope.actor.id, settled_on=envelope.today
    )
    book.state, book.closed_on = "closed", envelope.today
    book.save(update_fields=["state", "closed_on"])
    return Outcome(kind="manual_book", state="closed", data={"id": str(book.id), "returned": returned})


@command("manual_number.void", schema=VoidNumber)
def void_manual_number(*, envelope: Envelope, data: VoidNumber) -> Outcome:
    """Void a paper that was spoilt: another person has seen it, and both copies are kept (C-06).

    Refusals: duty_missing, manual_number_unknown, manual_number_settled, manual_number_captured, manual_number_relied_on
    (another paper, such as a remittance slip, counts it: that one is corrected first), witness_own, person_unknown,
    copies_not_kept, document_not_found, outage_not_running.
    """
    require_duty(envelope=envelope, duty=_WRITER)
    if data.witness == envelope.actor.id:
        raise Refusal("witness_own", field="witness")
    witness = _name_of_officer(data.witness, envelope, "witness")
    if not data.copies_kept:
        raise Refusal("copies_not_kept", field="copies_kept")
    writes.hold(org=envelope.org)
    row = _of(data)
    _require_not_relied_on(row)
    columns = {"reason": data.reason, "witness_id": data.witness, "witness": witness, "copies_kept": True}
    return _settled(envelope, data, row, "voided", columns)


def _require_not_relied_on(row: ManualNumber) -> None:
    """No paper that was captured counts this one: a slip that lists a voided receipt would be wrong."""
    ref = numbers.ref_of(row)
    citing = Capture.objects.filter(state__in=(*OPEN, "entered")).exclude(needs=[])
    for paper, book_no, number, needs in citing.values_list("paper", "book_no", "number", "needs").iterator():
        if str(ref) in needs:
            other = numbers.name_of(PaperRef(paper, book_no, number))
            raise Refusal("manual_number_relied_on", field="number", paper=numbers.name_of(ref), other=other)


@command("manual_number.lose", schema=LoseNumber)
def lose_number(*, envelope: Envelope, data: LoseNumber) -> Outcome:
    """Record that a paper is lost, with the report of it; it may still be found and entered.

    Refusals: duty_missing, manual_number_unknown, manual_number_settled, manual_number_captured, document_not_found,
    outage_not_running.
    """
    require_duty(envelope=envelope, duty=_WRITER)
    writes.hold(org=envelope.org)
    return _settled(envelope, data, _of(data), "lost", {"reason": data.reason, "report_no": data.report_no})


def _of(data: NumberInput) -> ManualNumber:
    return numbers.one(ref=PaperRef(data.paper, data.book_no, data.number))


def _settled(
    envelope: Envelope, data: NumberInput, row: ManualNumber, state: str, columns: dict[str, object]
) -> Outcome:
    outage_id = _outage_of(data.outage_id)
    numbers.settle(envelope=envelope, rows=(row,), state=state, outage_id=outage_id, columns=columns)
    return Outcome(kind="manual_number", state=state, data={"id": str(row.id), "printed": row.printed})


@command("manual_number.return", schema=ReturnNumbers)
def return_numbers(*, envelope: Envelope, data: ReturnNumbers) -> Outcome:
    """Return papers that were not used, several of one book at once.

    Refusals: duty_missing, number_list_malformed, manual_number_unknown, manual_number_settled, manual_number_captured,
    document_not_found, outage_not_running.
    """
    require_duty(envelope=envelope, duty=_WRITER)
    refs = [PaperRef(data.paper, data.book_no, number) for number in numbers.listed(data.numbers)]
    writes.hold(org=envelope.org)  # not while the same paper is being captured
    held = numbers.stock(refs=refs, lock=True)
    unknown = [ref for ref in refs if ref not in held]
    if unknown:
        raise Refusal("manual_number_unknown", field="numbers", paper=numbers.names_of(unknown))
    rows = [held[ref] for ref in refs]
    outage_id = _outage_of(data.outage_id)
    returned = numbers.settle(envelope=envelope, rows=rows, state="returned", outage_id=outage_id, columns={})
    return Outcome(kind="manual_number", state="returned", data={"returned": returned})


def _outage_of(outage_id: int | None) -> int | None:
    """The outage in which numbers meet their end, if one is named and running."""
    return spells.running(outage_id=outage_id).id if outage_id is not None else None
