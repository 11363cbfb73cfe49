"""A receipt cannot be of tomorrow."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_receipt_of_tomorrow(till: Till) -> None:
    """Written in Thai, understood, and refused."""
    with refused("date_in_future", field="document_date"):
        till.collect((WASTE_FEE, "300"), document_date="2 ต.ค. 2567")


def test_a_status_report_of_tomorrow(till: Till) -> None:
    """The day is not over before it has begun."""
    with refused("date_in_future", field="day"):
        treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={"day": "2024-10-02"})
