"""A slip stands on one summary."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_slip_on_two_summaries(till: Till) -> None:
    """The first summary is not even posted."""
    till.collect((WASTE_FEE, "300"))
    slip = till.hand_over()
    till.take_over(slip, "300")
    till.sum_up()
    with refused("slip_already_summarised", field="remittances.0", number=slip.number):
        till.sum_up(remittances=[slip.document_id])
