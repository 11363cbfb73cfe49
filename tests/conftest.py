"""Fixtures and marks that every test may use."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import heavy
from tests.office import Office, open_office

HERE = Path(__file__).parent
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in the test's thread
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PURE = ("core", "standards", "architecture")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test's folder says whether it needs a database or a browser; the longest modules come first."""
    items.sort(key=lambda item: heavy.place(item.path))
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        if folder in PURE:
            item.add_marker(pytest.mark.pure)
        elif folder == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: Any) -> None:
    """The test database is a copy of one that `./test` migrated (tests/prepared.py)."""
    from tests import prepared

    prepared.begin_with_the_copy()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL the tests work as the application does: in its role, inside the policies (tests/operators.py)."""
    from tests import operators, prepared

    with django_db_blocker.unblock():
        operators.become_application()
    with operators.guards_dropped_by_the_operator():
        yield
    with django_db_blocker.unblock():
        prepared.remove_others()
    operators.resume()


@pytest.fixture(autouse=True, scope="session")
def _flush_without_guards() -> Iterator[None]:
    """A transactional test ends with a flush, which the guards would rightly refuse: they step aside for it.

    They come back with it: a flush sends post_migrate, which installs them and the policies."""
    from django.test import TransactionTestCase

    from khlang.platform.db import guards
    from tests.operators import operator

    finish = TransactionTestCase._fixture_teardown

    def flush(self: Any) -> None:
        with operator():
            guards.drop()
            finish(self)

    TransactionTestCase._fixture_teardown = flush
    yield
    TransactionTestCase._fixture_teardown = finish


@pytest.fixture
def office(db: Any) -> Iterator[Office]:
    """The office of a test, with every tenant query inside the test scoped to it."""
    from khlang.platform import tenancy

    opened = open_office()
    with tenancy.scope(opened.org):
        yield opened


@pytest.fixture
def till(office: Office) -> Any:
    """The office of a test with its four bank accounts open, ready to take money in."""
    from tests.till import Till

    opened = Till(office)
    opened.open_banks()
    return opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once a process: Playwright does not run twice beside itself."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("the browser tests need Chromium on the PATH")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()
