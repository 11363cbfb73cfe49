"""An identity or tax number that is not 13 digits."""

import pytest

from khlang.core.refusal import Refusal
from khlang.core.thai import clean_national_number
from tests.refusals.wording import check_refusal


def test_twelve_digits():
    """One digit is missing."""
    with pytest.raises(Refusal) as refused:
        clean_national_number("1-2345-67890-12", field="national_number")
    check_refusal(refused.value, "national_number_malformed", field="national_number", text="1-2345-67890-12")
