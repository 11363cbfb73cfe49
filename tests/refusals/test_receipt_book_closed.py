"""A book is closed once."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.till import Till


def test_closing_a_returned_book(till: Till) -> None:
    """It was taken back already."""
    closing = {"id": till.hold_book(book_no="12").data["id"], "outcome": "returned"}
    revenue.close_book(envelope=till.office.envelope("treasury_head"), data=closing)
    with refused("receipt_book_closed", field="id", book="12"):
        revenue.close_book(envelope=till.office.envelope("treasury_head"), data=closing)
