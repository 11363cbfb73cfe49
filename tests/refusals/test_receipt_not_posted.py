"""Only what is in the books is reversed."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_reversing_a_receipt_of_today(till: Till) -> None:
    """It is not remitted: it can be voided."""
    receipt = till.collect((WASTE_FEE, "300"))
    with refused("receipt_not_posted", field="receipt_id", number=receipt.number):
        till.ask_reversal(receipt)
