"""Fixtures and marks that every test may use."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
PURE = ("core", "standards", "architecture")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test's folder says whether it needs a database or a browser."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        if folder in PURE:
            item.add_marker(pytest.mark.pure)
        elif folder == "browser":
            item.add_marker(pytest.mark.browser)
