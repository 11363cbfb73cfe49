"""A bank account is never paid out of beyond what it holds: the database refuses."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import VAT, Till


def test_a_transfer_of_more_than_the_account_holds(till: Till) -> None:
    """Prepared while nobody looked at the balance; the approval is refused and says what is left."""
    till.bank_in(VAT, "500")
    data = {"from_account": "KTB-S", "to_account": "KTB-C", "amount": "500.01"}
    prepared = treasury.create_transfer(envelope=till.office.envelope("finance_officer"), data=data)
    with refused("bank_insufficient", field="amount", remaining="500.00", wanted="500.01"):
        treasury.approve_transfer(
            envelope=till.office.envelope("treasury_head"), data={"document_id": prepared.document_id}
        )
