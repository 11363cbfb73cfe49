"""Cash that is not there cannot be taken to the bank."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_deposit_of_more_than_there_is(till: Till) -> None:
    """Nothing has been received yet."""
    with refused("cash_insufficient", field="cash", remaining="0.00", wanted="500.00"):
        till.deposit("500")


def test_a_second_deposit_of_the_same_cash(till: Till) -> None:
    """Both were prepared while the cash was there; the database refuses the approval of the second."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    data = {"bank_account": "KTB-S", "cash": "500"}
    prepared = treasury.create_deposit(envelope=till.office.envelope("finance_officer"), data=data)
    till.deposit("500")
    with refused("cash_insufficient", field="amount", remaining="0.00", wanted="500.00"):
        treasury.approve_deposit(
            envelope=till.office.envelope("treasury_head"), data={"document_id": prepared.document_id}
        )
