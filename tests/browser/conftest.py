"""A real browser before a real server: the office of the page tests, served to Chromium under the strict policy."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.hands import SIZES
from tests.household import PASSWORD
from tests.web.desk import TODAY, Desk, set_up


@pytest.fixture
def desk(transactional_db, settings) -> Desk:
    """The office, with passwords."""
    settings.BUSINESS_DATE = TODAY.isoformat()
    return set_up(password=PASSWORD)


@pytest.fixture
def enter(browser, live_server, desk) -> Iterator[Callable[..., Any]]:
    """Log a person in, on a screen of a size; what the browser complains about (a policy, a script, a missing file) fails."""
    contexts, complaints = [], []

    def log_in(username: str, size: str = "desktop") -> Any:
        context = browser.new_context(viewport=SIZES[size], base_url=live_server.url, locale="th-TH")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/login/")
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{live_server.url}/")
        return page

    yield log_in
    for context in contexts:
        context.close()
    assert complaints == []
