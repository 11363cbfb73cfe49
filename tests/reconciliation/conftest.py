"""The desk at which banks are reconciled."""

import pytest

from tests.reconciliation.bank import Desk
from tests.till import Till


@pytest.fixture
def desk(till: Till) -> Desk:
    return Desk(till)
