"""A revenue item of a law that is no more: it stays in old books, no new receipt may cite it."""

from tests.refusals.attempt import refused
from tests.till import Till


def test_a_tax_that_was_replaced(till: Till) -> None:
    """ภาษีโรงเรือนและที่ดิน ended with the land and buildings tax; old debts have receipt items of their own."""
    with refused("revenue_item_ended", field="lines.1.item", code="41100001"):
        till.collect(("41210008", "100"), ("41100001", "100"))
