"""A bank account that the organisation does not have."""

from tests.refusals.attempt import refused
from tests.till import VAT, Till


def test_money_in_an_unknown_account(till: Till) -> None:
    """A slip of the keyboard."""
    with refused("bank_account_unknown", field="bank_account", code="KTB-Z"):
        till.bank_in(VAT, "100", bank="KTB-Z")
