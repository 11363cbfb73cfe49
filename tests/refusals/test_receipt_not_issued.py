"""Only issued receipts go on a slip."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_remitting_a_voided_receipt(till: Till) -> None:
    """There is no money behind it."""
    receipt = till.collect((WASTE_FEE, "300"))
    till.void(receipt)
    named = {"receipts": [receipt.document_id]}
    with refused("receipt_not_issued", field="receipts.0", number=receipt.number):
        revenue.create_remittance(envelope=till.office.envelope("revenue_officer"), data=named)
