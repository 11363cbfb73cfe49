"""A collector remits what he took himself."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_colleagues_receipt_on_my_slip(till: Till) -> None:
    """Issued by another collector."""
    receipt = till.collect((WASTE_FEE, "300"), by="revenue_officer#2")
    named = {"receipts": [receipt.document_id]}
    with refused("receipt_of_another_collector", field="receipts.0", number=receipt.number):
        revenue.create_remittance(envelope=till.office.envelope("revenue_officer"), data=named)
