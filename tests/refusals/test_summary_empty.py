"""A summary sums slips up."""

from tests.refusals.attempt import refused
from tests.till import Till


def test_nothing_to_sum_up(till: Till) -> None:
    """No slip has been received."""
    with refused("summary_empty", field="remittances"):
        till.sum_up()
