"""A bank account is kept on one account of the chart."""

from tests.refusals.attempt import refused
from tests.till import Till


def test_a_savings_account_on_the_current_account(till: Till) -> None:
    """KTB-S is a savings account, 1101030101.001 is for current accounts."""
    with refused("bank_account_other_account", field="lines.0.sub", code="KTB-S", account="1101030102.001"):
        till.write_entry("โอนผิดบัญชี", ("1101030101.001", "100", "0", "KTB-S"), ("4401070101.001", "0", "100"))
