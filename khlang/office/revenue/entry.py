"""From what a collector typed to the rows of a receipt: items, channel, printed book. Every finding stands at its field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from khlang.core.refusal import Refusal, Refusals
from khlang.office.banking import queries as banking
from khlang.office.revenue import book_register
from khlang.office.revenue.facts import Share
from khlang.office.revenue.models import Receipt, ReceiptBook
from khlang.office.revenue.schemas import MoneyReceived, ReceiptInput, ReceiptLineInput
from khlang.standards import chart, message, revenue_item

#: The sub-ledger of the cash account under which received cheques wait for the bank.
CHEQUE_SUB: Final = "CHEQUE"


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """A line of a receipt with its account; amount in satang."""

    item: str
    description: str
    amount: int
    account: str
    sub: str
    assessment: int | None = None

    @property
    def share(self) -> Share:
        """What the line adds to its account."""
        return Share(self.account, self.sub, self.amount)


@dataclass(frozen=True, slots=True)
class Money:
    """Where the money of a receipt is: an account of the chart, its sub-ledger, the bank account if it is in one."""

    account: str
    sub: str
    bank_id: int | None = None


def lines(*, typed: Sequence[ReceiptLineInput], on: date) -> tuple[EnteredLine, ...]:
    """The lines with the accounts of their items.

    Refusals (all together): revenue_item_unknown, revenue_item_ended at `lines.<n>.item`.
    """
    found: list[EnteredLine] = []
    refused: list[Refusal] = []
    for position, line in enumerate(typed):
        try:
            item = revenue_item(line.item, on=on, field=f"lines.{position}.item")
        except Refusal as refusal:
            refused.append(refusal)
            continue
        sub = item.code if item.kind == "revenue" else ""
        found.append(
            EnteredLine(item.code, line.description or item.name_th, line.amount, item.account, sub, line.assessment)
        )
    if refused:
        raise Refusals(refused)
    return tuple(found)


def title(entered: Sequence[EnteredLine]) -> str:
    """How the receipt is called in lists: its first line, and how many follow."""
    first = entered[0].description
    return first if len(entered) == 1 else message("receipt.title_many", first=first, more=len(entered) - 1)


def money(*, data: MoneyReceived) -> Money:
    """Where the money goes, after checking that the channel names what it must.

    Refusals: field_required at the missing field, bank_account_required, bank_account_unknown, bank_account_closed.
    """
    if data.channel == "cash":
        return Money(chart().cash[0], "")
    if data.channel == "cheque":
        _need(cheque_number=data.cheque_number, cheque_bank=data.cheque_bank, cheque_date=data.cheque_date)
        return Money(chart().cash[0], CHEQUE_SUB)
    bank = banking.usable(code=data.bank_account)
    _need(reference=data.reference)
    return Money(bank.account, bank.code, bank.id)


def _need(**fields: object) -> None:
    missing = [Refusal("field_required", field=name) for name, value in fields.items() if not value]
    if missing:
        raise Refusals(missing)


def document_date(*, data: ReceiptInput, today: date) -> date:
    """The date on the receipt. Only a receipt written in a printed book may bear another day than today, never a later one.

    Refusals: date_in_future, receipt_date_not_today.
    """
    day = data.document_date or today
    if day > today:
        raise Refusal("date_in_future", field="document_date")
    if day != today and not data.book_no:
        raise Refusal("receipt_date_not_today", field="document_date")
    return day


def book(*, data: ReceiptInput, collector_id: int, document_id: int | None) -> ReceiptBook | None:
    """The printed book that the receipt was written in, if one is cited.

    Refusals: field_required, receipt_book_unknown, receipt_book_voided, receipt_book_returned, receipt_book_of_another,
    receipt_book_number_outside, receipt_book_number_used.
    """
    if not data.book_no and data.book_number is None:
        return None
    _need(book_no=data.book_no, book_number=data.book_number)
    found: ReceiptBook | None = ReceiptBook.objects.filter(book_no=data.book_no).first()
    if found is None:
        raise Refusal("receipt_book_unknown", field="book_no", book=data.book_no)
    if found.state != "in_use":
        raise Refusal(f"receipt_book_{found.state}", field="book_no", book=found.book_no)
    if found.issued_to_id != collector_id:
        raise Refusal("receipt_book_of_another", field="book_no", book=found.book_no)
    number = data.book_number or 0
    if not found.first <= number <= found.last:
        raise Refusal("receipt_book_number_outside", field="book_number", first=found.first, last=found.last)
    _require_unused(found, number, document_id)
    return found


def _require_unused(book: ReceiptBook, number: int, document_id: int | None) -> None:
    used = Receipt.objects.filter(book_id=book.id, book_number=number).exclude(document_id=document_id or 0)
    if used.exists():
        raise Refusal("receipt_book_number_used", field="book_number", book=book.book_no, number=number)


def registered(*, book_no: str, number: int | None, on: date, document_id: int | None = None) -> ReceiptBook | None:
    """The printed book of the register that a receipt written during an outage is a leaf of; None when it is a leaf of the
    outage's own stock. Whoever held the book; also when it was closed since the day of the paper.

    Refusals: receipt_book_voided, receipt_book_returned (before that day), receipt_book_number_used.
    """
    if number is None:
        return None
    found = book_register.with_leaf(book_no=book_no, number=number)
    if found is None:
        return None
    if found.closed_on is not None and found.closed_on < on:
        raise Refusal(f"receipt_book_{found.state}", field="book_number", book=found.book_no)
    _require_unused(found, number, document_id)
    return found


def receipt_row(
    *,
    data: MoneyReceived,
    document_id: int,
    collector_id: int,
    into: Money,
    printed: ReceiptBook | None,
    issued_on: date | None,
) -> dict[str, Any]:
    """The row of `Receipt`."""
    return {
        "document_id": document_id,
        "collector_id": collector_id,
        "issued_on": issued_on,
        "channel": data.channel,
        "bank_account_id": into.bank_id,
        "money_account": into.account,
        "money_sub": into.sub,
        "book_id": printed.id if printed else None,
        "book_number": data.book_number if printed else None,
        **data.model_dump(
            include={
                "payer_number", "payer_address", "reference", "cheque_number", "cheque_bank", "cheque_branch",
                "cheque_date",
            }
        ),
    }  # fmt: skip


def line_rows(*, document_id: int, entered: Sequence[EnteredLine]) -> list[dict[str, Any]]:
    """The rows of `ReceiptLine`."""
    return [
        {
            "document_id": document_id, "position": position, "item": line.item, "description": line.description,
            "amount": line.amount, "account": line.account, "sub": line.sub, "assessment_id": line.assessment,
        }
        for position, line in enumerate(entered, start=1)
    ]  # fmt: skip
