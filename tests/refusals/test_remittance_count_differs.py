"""Finance takes over what it has counted."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_hundred_baht_missing(till: Till) -> None:
    """The slip says 300, there are 200."""
    till.collect((WASTE_FEE, "300"))
    slip = till.hand_over()
    with refused("remittance_count_differs", field="counted_cash", slip="300.00", counted="200.00"):
        till.take_over(slip, "200")
