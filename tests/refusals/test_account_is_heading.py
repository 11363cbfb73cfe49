"""A heading takes no amounts."""

import pytest

from khlang.core.chart import Account, Chart
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal

CHART = Chart(
    {"1101010000.000": Account("1101010000.000", "เงินสดในมือ", "Cash", "asset", "debit", False, "standard chart")}
)


def test_a_heading():
    """Its name helps to find the account below it."""
    with pytest.raises(Refusal) as refused:
        CHART.posting("1101010000.000", field="lines.0.account")
    check_refusal(refused.value, "account_is_heading", field="lines.0.account", code="1101010000.000", name="เงินสดในมือ")
