"""Only bank accounts, cheques in the cash box and receipt items have a sub-ledger."""

from tests.refusals.attempt import refused
from tests.till import Till


def test_a_bank_account_beside_an_expense(till: Till) -> None:
    """An expense is not kept per bank account."""
    with refused("sub_not_allowed", field="lines.0.sub", account="5103010102.001"):
        till.write_entry("ปรับปรุง", ("5103010102.001", "100", "0", "KTB-S"), ("1102010102.001", "0", "100"))
