"""A transfer says which bank account it came into."""

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_transfer_without_a_bank_account(till: Till) -> None:
    """The reference alone does not say where the money is."""
    with refused("bank_account_required", field="bank_account"):
        till.collect((WASTE_FEE, "300"), channel="transfer", reference="REF-1")
