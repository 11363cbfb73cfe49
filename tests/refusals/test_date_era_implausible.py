"""A year of the other era, or mistyped."""

from datetime import date

import pytest

from khlang.core.calendar import parse_date
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal


def test_a_common_era_year_in_buddhist_place():
    """27/3/2025 is not turned into 2568 behind the writer's back: the writer is asked."""
    with pytest.raises(Refusal) as refused:
        parse_date("27/3/2025", today=date(2025, 3, 27), field="document_date")
    check_refusal(
        refused.value, "date_era_implausible", field="document_date", text="27/3/2025", year=2025, this_year=2568
    )
