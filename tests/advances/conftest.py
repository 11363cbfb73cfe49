"""Fixtures of the tests of advances."""

from typing import Any

import pytest

from tests.advances.lending import Lending


@pytest.fixture
def lending(till: Any) -> Lending:
    """An office with banks, a budget line of 80,000 baht for trainings, and an officer who may borrow."""
    return Lending(till)
