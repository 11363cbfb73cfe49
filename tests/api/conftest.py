"""The bureau of a test, on the first of October 2567."""

from typing import Any

import pytest

from tests.api.program import Bureau


@pytest.fixture
def bureau(db: Any, settings: Any) -> Bureau:
    """An office with people, tokens and an open year; its business date is 1 October 2567."""
    settings.BUSINESS_DATE = "2024-10-01"
    return Bureau()
