"""Cheques that are not on hand cannot be taken to the bank."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_cash_is_no_cheque(till: Till) -> None:
    """There are 500 baht in cash, no cheque."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    with refused("cheque_insufficient", field="cheque", remaining="0.00", wanted="500.00"):
        till.deposit("0", cheque="500")
