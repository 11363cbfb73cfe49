"""A bank account of the organisation stands on a bank account of the chart."""

from khlang.office.banking import commands as banking
from tests.refusals.attempt import refused
from tests.till import Till


def test_a_bank_account_on_the_cash_account(till: Till) -> None:
    """Cash in hand is posting account enough, but no bank."""
    data = {"code": "NEW", "bank_name": "ธ.ใหม่", "kind": "savings", "account": "1101010101.001"}
    with refused("account_not_bank", field="account", code="1101010101.001"):
        banking.save(envelope=till.office.envelope("finance_officer"), data=data)
