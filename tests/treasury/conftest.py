"""The till of a test office."""

import pytest

from tests.office import Office
from tests.treasury.till import Till


@pytest.fixture
def till(office: Office) -> Till:
    """An office with its four bank accounts open."""
    opened = Till(office)
    opened.open_banks()
    return opened
