"""A province with its officer, two local governments below it and a unit, and somebody else's province beside it."""

import pytest

from tests.privacy.province import Province, set_up
from tests.web.desk import TODAY


@pytest.fixture(autouse=True)
def _business_date(settings) -> None:
    settings.BUSINESS_DATE = TODAY.isoformat()


@pytest.fixture
def province(db) -> Province:
    """The area in which the tests look around."""
    return set_up()
