"""A receipt is reversed once."""

from tests.refusals.attempt import refused
from tests.till import VAT, Till


def test_asking_twice(till: Till) -> None:
    """The first request is not approved yet."""
    receipt = till.bank_in(VAT, "300")
    till.ask_reversal(receipt)
    with refused("receipt_reversed_before", field="receipt_id", number=receipt.number):
        till.ask_reversal(receipt)
