"""A day that no calendar has."""

from datetime import date

import pytest

from khlang.core.calendar import parse_date
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal


def test_the_29th_of_february_2568():
    """2567 is a leap year, 2568 is not."""
    with pytest.raises(Refusal) as refused:
        parse_date("29/2/2568", today=date(2025, 3, 27), field="document_date")
    check_refusal(refused.value, "date_not_in_calendar", field="document_date", text="29/2/2568")
