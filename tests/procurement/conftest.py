"""Fixtures of procurement."""

import pytest

from tests.office import Office
from tests.procurement.purchasing import Purchasing


@pytest.fixture
def purchasing(office: Office) -> Purchasing:
    """An office with a budget, on 2 October."""
    return Purchasing(office)
