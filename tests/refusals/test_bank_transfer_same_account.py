"""Money moves between two accounts, not within one."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import Till


def test_from_an_account_to_itself(till: Till) -> None:
    """Both sides name KTB-S."""
    data = {"from_account": "KTB-S", "to_account": "KTB-S", "amount": "100"}
    with refused("bank_transfer_same_account", field="to_account", code="KTB-S"):
        treasury.create_transfer(envelope=till.office.envelope("finance_officer"), data=data)
