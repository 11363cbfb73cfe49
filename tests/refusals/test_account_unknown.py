"""An account that the chart does not have."""

import pytest

from khlang.core.chart import Account, Chart
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal

CHART = Chart(
    {"1101010000.000": Account("1101010000.000", "เงินสดในมือ", "Cash", "asset", "debit", False, "standard chart")}
)


def test_an_account_outside_the_chart():
    """A code mistyped or invented."""
    with pytest.raises(Refusal) as refused:
        CHART.posting("9999999999.001", field="lines.0.account")
    check_refusal(refused.value, "account_unknown", field="lines.0.account", code="9999999999.001")
