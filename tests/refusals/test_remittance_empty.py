"""A slip has receipts."""

from tests.refusals.attempt import refused
from tests.till import Till


def test_nothing_to_hand_over(till: Till) -> None:
    """No receipt waits."""
    with refused("remittance_empty", field="receipts"):
        till.hand_over()
