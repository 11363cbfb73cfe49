"""A book is registered once."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.till import Till


def test_the_same_book_again(till: Till) -> None:
    """Book 12 was handed out already."""
    till.hold_book(book_no="12")
    data = {"book_no": "12", "first": 51, "last": 100, "issued_to": till.office.people["revenue_officer"]}
    with refused("receipt_book_exists", field="book_no", book="12"):
        revenue.register_book(envelope=till.office.envelope("treasury_head"), data=data)
