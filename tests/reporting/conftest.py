"""An office that has received money for two days: opening balances, receipts, slips, summaries, deposits, transfers."""

import pytest

from tests.office import Office
from tests.till import Till
from tests.treasury import month


@pytest.fixture
def till(office: Office) -> Till:
    """An office with its four bank accounts and its opening balances."""
    opened = Till(office)
    opened.open_banks()
    month.open_books(opened)
    return opened


@pytest.fixture
def two_days(till: Till) -> Till:
    """The first and the second of October 2567 of the worked example."""
    month.first_and_second(till)
    return till
