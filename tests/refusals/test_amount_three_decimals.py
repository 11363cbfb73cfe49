"""Satang are the smallest coin."""

import pytest

from khlang.core.money import parse_baht
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal


def test_an_amount_with_three_decimals():
    """1.234 baht cannot be received."""
    with pytest.raises(Refusal) as refused:
        parse_baht("๑.๒๓๔", field="lines.0.amount")
    check_refusal(refused.value, "amount_three_decimals", field="lines.0.amount", text="๑.๒๓๔")
