"""More money than any local government has: a slip of the finger."""

import pytest

from khlang.core.money import parse_baht
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal


def test_an_amount_with_too_many_digits():
    """Eleven trillion baht."""
    with pytest.raises(Refusal) as refused:
        parse_baht("11,000,000,000,000", field="amount")
    check_refusal(
        refused.value,
        "amount_too_large",
        field="amount",
        amount="11,000,000,000,000.00",
        maximum="10,000,000,000,000.00",
    )
