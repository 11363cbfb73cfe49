"""Fixtures of the tests of paying."""

from typing import Any

import pytest

from tests.disbursement.asking import Desk
from tests.payment.cashier import Cashier


@pytest.fixture
def cashier(till: Any) -> Cashier:
    """A counter with money in two bank accounts and one book of cheques."""
    opened = Cashier(Desk(till))
    opened.book()
    return opened
