"""A printed book must be in the register."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_book_that_was_never_handed_out(till: Till) -> None:
    """Book 99 is not registered."""
    with refused("receipt_book_unknown", field="book_no", book="99"):
        till.collect((WASTE_FEE, "300"), book_no="99", book_number=1)
