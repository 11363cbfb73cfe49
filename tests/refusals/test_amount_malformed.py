"""An amount that cannot be read."""

import pytest

from khlang.core.money import parse_baht
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal


def test_an_amount_with_a_comma_in_a_wrong_place():
    """12,50 may be 12.50 or 1,250: the writer decides."""
    with pytest.raises(Refusal) as refused:
        parse_baht("12,50", field="lines.0.amount")
    check_refusal(refused.value, "amount_malformed", field="lines.0.amount", text="12,50")
