"""A date that cannot be read."""

from datetime import date

import pytest

from khlang.core.calendar import parse_date
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal


def test_words_instead_of_a_date():
    """Yesterday is not a date."""
    with pytest.raises(Refusal) as refused:
        parse_date("เมื่อวาน", today=date(2025, 3, 27), field="document_date")
    check_refusal(refused.value, "date_malformed", field="document_date", text="เมื่อวาน")
