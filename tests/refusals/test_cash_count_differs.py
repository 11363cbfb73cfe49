"""A difference between box and book is explained."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_a_shortage_without_a_word(till: Till) -> None:
    """The book says 500, there are 400."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    data = {"lines": [{"denomination": "100", "pieces": 4}]}
    says = {"counted": "400.00", "book": "500.00", "difference": "-100.00"}
    with refused("cash_count_differs", field="explanation", **says):
        treasury.create_count(envelope=till.office.envelope("finance_officer"), data=data)
