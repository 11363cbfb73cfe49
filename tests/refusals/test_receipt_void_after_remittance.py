"""What was remitted is not voided."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.till import VAT, WASTE_FEE, Till


def test_voiding_a_receipt_on_a_slip(till: Till) -> None:
    """A slip that is only drafted holds its receipts too."""
    receipt = till.collect((WASTE_FEE, "300"))
    revenue.create_remittance(envelope=till.office.envelope("revenue_officer"), data={})
    with refused("receipt_void_after_remittance", number=receipt.number):
        till.void(receipt)


def test_voiding_a_posted_receipt(till: Till) -> None:
    """It is in the books; it can be reversed."""
    receipt = till.bank_in(VAT, "300")
    with refused("receipt_void_after_remittance", number=receipt.number):
        till.void(receipt)
