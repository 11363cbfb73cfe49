"""The office of the page tests, with passwords, and a browser at its door."""

import pytest

from tests.household import PASSWORD
from tests.web.desk import TODAY, Desk, set_up


@pytest.fixture(autouse=True)
def _business_date(settings) -> None:
    settings.BUSINESS_DATE = TODAY.isoformat()


@pytest.fixture
def desk(db) -> Desk:
    """An office with people who have a password."""
    return set_up(password=PASSWORD)


@pytest.fixture
def somchai(desk):
    """An officer of revenue."""
    return desk.people["somchai"]
