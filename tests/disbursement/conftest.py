"""Fixtures of the tests of the dika."""

from typing import Any

import pytest

from tests.disbursement.asking import Desk


@pytest.fixture
def desk(till: Any) -> Desk:
    """An office with banks, divisions, a budget in force and a payee."""
    return Desk(till)
