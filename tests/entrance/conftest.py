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
    made = set_up()
    for person in made.people.values():
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return made


@pytest.fixture
def somchai(desk):
    """An officer of revenue."""
    return desk.people["somchai"]
