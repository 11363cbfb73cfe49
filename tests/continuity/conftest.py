"""An office with money in which the system has stopped."""

from typing import Any

import pytest

from tests.continuity.spell import Spell
from tests.till import Till


@pytest.fixture
def spell(till: Till) -> Any:
    """An office with its bank accounts open, on the morning of the outage."""
    return Spell(till.office)
