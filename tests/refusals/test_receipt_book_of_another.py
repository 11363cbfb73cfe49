"""A book is used by the collector it was handed to."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_colleagues_book(till: Till) -> None:
    """The finance officer may issue receipts, but not from this book."""
    till.hold_book(book_no="12")
    with refused("receipt_book_of_another", field="book_no", book="12"):
        till.collect((WASTE_FEE, "300"), by="finance_officer", book_no="12", book_number=1)
