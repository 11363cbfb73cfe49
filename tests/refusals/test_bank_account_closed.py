"""A closed bank account takes nothing new."""

from khlang.office.banking import commands as banking
from khlang.office.banking import queries
from tests.refusals.attempt import refused
from tests.till import VAT, Till


def test_money_in_a_closed_account(till: Till) -> None:
    """It stays in the books, but a new document cannot cite it."""
    closing = {"id": queries.usable(code="GSB-F").id}
    banking.close(envelope=till.office.envelope("finance_officer"), data=closing)
    with refused("bank_account_closed", field="bank_account", code="GSB-F"):
        till.bank_in(VAT, "100", bank="GSB-F")
