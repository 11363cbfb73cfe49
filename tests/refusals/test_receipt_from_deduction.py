"""A receipt for money kept back from a payment is not reversed: no money came in that could go out again."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.revenue.test_deductions import kept_back
from tests.till import Till


def test_reversing_the_receipt_of_a_fine(till: Till) -> None:
    """276 baht kept back for three days of delay."""
    receipt = kept_back(till)
    data = {"receipt_id": receipt.document_id, "reason": "ผิด"}
    with refused("receipt_from_deduction", field="receipt_id", number=receipt.number):
        revenue.create_reversal(envelope=till.office.envelope("finance_officer"), data=data)
