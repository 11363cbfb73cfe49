"""What the system issues, it issues today."""

from datetime import date

from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_receipt_of_yesterday(till: Till) -> None:
    """Only a receipt written in a printed book bears the day on which it was written."""
    with refused("receipt_date_not_today", field="document_date"):
        till.collect((WASTE_FEE, "300"), on=date(2024, 10, 2), document_date="1/10/2567")
