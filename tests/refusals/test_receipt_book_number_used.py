"""A number of a book is used once, by a receipt that stands or by a voided one."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_the_same_number_again(till: Till) -> None:
    """Also after the first receipt was voided: the paper is spent."""
    till.hold_book()
    till.void(till.collect((WASTE_FEE, "300"), book_no="12", book_number=7))
    with refused("receipt_book_number_used", field="book_number", book="12", number=7):
        till.collect((WASTE_FEE, "300"), book_no="12", book_number=7)
