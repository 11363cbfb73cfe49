"""What the tests of activation share."""

from typing import Any

import pytest

from tests.activation.scene import Country, Newcomer, country
from tests.household import TODAY
from tests.thaid.peers import hostile

__all__ = ["hostile"]


@pytest.fixture
def land(db: Any, settings: Any) -> Country:
    """Province, LAO and school, on the first of October."""
    settings.BUSINESS_DATE = TODAY.isoformat()
    return country()


@pytest.fixture
def newcomer(land: Country, hostile: Any, mailoutbox: list[Any]) -> Newcomer:
    """Somebody with a slip in the hand."""
    return Newcomer(*land.slip(), hostile, mailoutbox)
