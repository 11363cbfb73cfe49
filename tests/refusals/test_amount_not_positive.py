"""Nothing, or less than nothing, where money moves."""

import pytest

from khlang.core.money import positive
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal


def test_an_amount_below_zero():
    """A receipt of -5.00 baht is no receipt; nor is one of 0.00."""
    with pytest.raises(Refusal) as refused:
        positive(-500, field="amount")
    check_refusal(refused.value, "amount_not_positive", field="amount", amount="-5.00")
