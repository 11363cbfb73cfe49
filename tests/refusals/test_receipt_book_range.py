"""A book begins before it ends."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.till import Till


def test_the_last_number_before_the_first(till: Till) -> None:
    """Numbers typed the wrong way round."""
    data = {"book_no": "13", "first": 50, "last": 1, "issued_to": 1}
    with refused("receipt_book_range", field="last", first=50, last=1):
        revenue.register_book(envelope=till.office.envelope("treasury_head"), data=data)
