"""A receipt is voided on its day only."""

from datetime import date

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_voiding_on_the_next_day(till: Till) -> None:
    """It was never remitted, but the day is over."""
    receipt = till.collect((WASTE_FEE, "300"))
    with refused("receipt_void_after_day", number=receipt.number):
        till.void(receipt, on=date(2024, 10, 2))
