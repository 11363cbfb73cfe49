"""Only money that finance has taken over is summed up."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_slip_that_was_only_handed_over(till: Till) -> None:
    """Nobody has counted it yet."""
    till.collect((WASTE_FEE, "300"))
    slip = till.hand_over()
    with refused("slip_not_received", field="remittances.0", number=slip.number):
        till.sum_up(remittances=[slip.document_id])
