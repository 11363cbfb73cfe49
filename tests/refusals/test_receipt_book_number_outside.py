"""A book has the numbers that are printed in it."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_number_after_the_last(till: Till) -> None:
    """The book ends at 50."""
    till.hold_book(first=1, last=50)
    with refused("receipt_book_number_outside", field="book_number", first=1, last=50):
        till.collect((WASTE_FEE, "300"), book_no="12", book_number=51)
