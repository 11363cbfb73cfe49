"""The office that every test of the pages works in, on the first day of its fiscal year."""

import pytest

from tests.web.desk import TODAY, Desk, set_up


@pytest.fixture(autouse=True)
def _business_date(settings) -> None:
    settings.BUSINESS_DATE = TODAY.isoformat()


@pytest.fixture
def desk(db) -> Desk:
    """An office with people who can log in."""
    return set_up()
