"""A returned book gives no receipts."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_receipt_from_a_returned_book(till: Till) -> None:
    """The book was closed by the head of treasury."""
    book = till.hold_book(book_no="12").data["id"]
    closing = {"id": book, "outcome": "returned", "reason": "ชำรุดทั้งเล่ม"}
    revenue.close_book(envelope=till.office.envelope("treasury_head"), data=closing)
    with refused("receipt_book_returned", field="book_no", book="12"):
        till.collect((WASTE_FEE, "300"), book_no="12", book_number=1)
