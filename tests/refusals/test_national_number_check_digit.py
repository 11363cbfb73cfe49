"""An identity or tax number that was mistyped."""

import pytest

from khlang.core.refusal import Refusal
from khlang.core.thai import clean_national_number
from tests.refusals.wording import check_refusal


def test_a_wrong_last_digit():
    """The last digit is computed from the others, and does not fit."""
    with pytest.raises(Refusal) as refused:
        clean_national_number("1234567890122", field="national_number")
    check_refusal(refused.value, "national_number_check_digit", field="national_number", text="1234567890122")
