"""What receipt forms are filled from (payers, receipt items, books) and the directory of printed receipt books."""

from collections.abc import Sequence
from typing import Any

from khlang.office.revenue import handing_on
from khlang.office.revenue.lifecycle import RECEIPT_KINDS
from khlang.office.revenue.models import ReceiptBook
from khlang.platform import choosing
from khlang.platform.screens import Ask, Choice, Column, Directory, Field, Page
from khlang.spine.access import queries as access
from khlang.spine.access.choices import everybody
from khlang.spine.documents import queries as documents
from khlang.spine.parties import queries as parties
from khlang.standards import RevenueItem, revenue_heads, revenue_items


def payers(text: str) -> Sequence[Choice]:
    """Payers by name or number; choosing one fills name and address in."""
    chosen = choosing.identifier(text)
    if chosen:
        found = parties.get(party_id=chosen)
        return [Choice(value=text, label=found.name)]
    return [
        Choice(
            value=str(found.id), label=found.name, note=found.masked_number,
            fills={"payer_name": found.name, "payer_address": found.address},
        )
        for found in parties.find(text=text)
    ]  # fmt: skip


def items(text: str) -> Sequence[Choice]:
    """Receipt items by code or by a word of the name, Thai or English; codes that begin with the text first."""
    wanted = choosing.searched(text)
    classes = {head.code: head.name_th for head in revenue_heads()}
    hits = [item for item in revenue_items() if item.valid_to is None and _matches(item, wanted)]
    hits.sort(key=lambda item: (not item.code.startswith(wanted), item.code))
    return [
        Choice(
            value=item.code, label=item.name_th, label_en=item.name_en, note=classes.get(item.class_code, ""),
            fills={"description": item.name_th},
        )
        for item in hits[:choosing.MOST]
    ]  # fmt: skip


def _matches(item: RevenueItem, wanted: str) -> bool:
    return item.code.startswith(wanted) or all(
        word in item.name_th.casefold() or word in item.name_en.casefold() for word in wanted.split()
    )


def posted_receipts(text: str) -> Sequence[Choice]:
    """Posted receipts and proofs by number or payer: those that can be reversed."""
    chosen = choosing.identifier(text)
    if chosen:
        document = handing_on.document(document_id=chosen)
        return [Choice(value=text, label=f"{document.number} {document.party_name}")]
    found = [
        document
        for kind in RECEIPT_KINDS
        for document in documents.find(kind=kind, states=["posted"], search=text)[: choosing.MOST]
    ][: choosing.MOST]
    return [
        Choice(value=str(document.id), label=f"{document.number} {document.party_name}", note=document.title)
        for document in found
    ]


def held_books() -> Sequence[Choice]:
    """Printed books in use."""
    books = list(ReceiptBook.objects.filter(state="in_use").order_by("book_no"))
    names = access.names(person_ids={book.issued_to_id for book in books})
    return [
        Choice(
            value=book.book_no,
            label=f"{book.book_no} ({book.first}–{book.last})",
            note=names.get(book.issued_to_id, ""),
        )
        for book in books
    ]


def _books(ask: Ask) -> Page:
    found = ReceiptBook.objects.filter(book_no__icontains=ask.search).order_by("book_no")
    books = list(found[(ask.page - 1) * ask.size : ask.page * ask.size])
    names = access.names(person_ids={book.issued_to_id for book in books})
    rows: list[dict[str, Any]] = [
        {
            "id": book.id, "book_no": book.book_no, "first": book.first, "last": book.last,
            "issued_to": names.get(book.issued_to_id, ""), "issued_on": book.issued_on, "state": book.state,
            "closed_on": book.closed_on, "reason": book.reason,
        }
        for book in books
    ]  # fmt: skip
    return Page(rows=rows, count=found.count())


BOOKS = Directory(
    key="receipt_book",
    menu="revenue",
    icon="book-open",
    command="receipt_book.register",
    keeps="receipt_book.manage",
    duty="receipt_book.manage",
    columns=(
        Column(key="book_no", kind="link", phone="title"),
        Column(key="first", kind="number"),
        Column(key="last", kind="number"),
        Column(key="issued_to"),
        Column(key="issued_on", kind="date"),
        Column(key="state", kind="choice", prefix="book_state"),
        Column(key="closed_on", kind="date"),
    ),
    rows=_books,
    fields=(
        Field(key="book_no"),
        Field(key="first", widget="number"),
        Field(key="last", widget="number"),
        Field(key="issued_to", widget="select", choices=everybody, help="help.receipt_book.issued_to"),
    ),
    help="help.receipt_book",
)
