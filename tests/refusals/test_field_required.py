"""A receipt has a payer and a line; a cheque has a number."""

from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_an_empty_receipt(till: Till) -> None:
    """Both are named at once."""
    with refused("field_required", field="lines"):
        revenue.issue(envelope=till.office.envelope("revenue_officer"), data={"payer_name": ""})


def test_a_cheque_without_its_number(till: Till) -> None:
    """Without it nobody finds the cheque again."""
    with refused("field_required", field="cheque_number"):
        till.collect((WASTE_FEE, "300"), channel="cheque", cheque_bank="ธ.กรุงเทพ", cheque_date="1/10/2567")
