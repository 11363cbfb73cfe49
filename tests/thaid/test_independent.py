"""An identity provider that is not ours (npm oidc-provider, with the claims of ThaID) and a real browser: from the button of
our page over the provider's own page to a stored proof."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe

from khlang.spine.access import identity
from khlang.spine.access.models import SecurityEvent
from tests.browser.hands import SIZES
from tests.thaid.hostile import NUMBER
from tests.thaid.peers import independent  # noqa: F401

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser, live_server, settings) -> Iterator[Any]:
    """A page of a browser whose complaints (a policy, a script) fail."""
    settings.ROOT_URLCONF = "tests.thaid.pages"
    context = browser.new_context(viewport=SIZES["phone"], base_url=live_server.url, locale="th-TH")
    opened, complaints = context.new_page(), []
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [each for each in complaints if "Failed to load resource" not in each] == [], "a favicon may be missing"


def check_fit(page: Any) -> None:
    """A page of ours is fit for everybody and no wider than a screen of either size."""
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert [fault["id"] for fault in Axe().run(page)["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def to_the_provider(page: Any) -> None:
    """From our button to the page of the provider."""
    page.goto("/thaid/try/")
    page.get_by_role("button", name="ยืนยันตัวตนด้วย ThaID").click()
    check_fit(page)
    page.get_by_role("link", name="ไปที่ ThaID").click()
    page.wait_for_url("**/interaction/**")


def test_a_person_proves_who_they_are(transactional_db, independent, page, live_server):  # noqa: F811
    to_the_provider(page)
    page.fill("[name=login]", "somchai")
    page.get_by_role("button", name="ยินยอม").click()
    page.wait_for_url(f"{live_server.url}/thaid/done/**")
    proved = json.loads(page.inner_text("body"))["proof"]
    assert (proved["number_hmac"], proved["last_four"]) == (identity.hashed(NUMBER), NUMBER[-4:])
    assert (proved["name"], proved["assurance"], proved["issuer"]) == ("นายสมชาย ใจดี", "2.3", independent)
    assert [each.kind for each in SecurityEvent.objects.all()] == ["identity_proved"]
    page.go_back()
    page.goto("/thaid/done/")
    assert json.loads(page.inner_text("body"))["proof"] == proved


def test_a_person_cancels(transactional_db, independent, page, live_server):  # noqa: F811
    to_the_provider(page)
    page.get_by_role("button", name="ยกเลิก").click()
    page.wait_for_url(f"{live_server.url}/thaid/return/**")
    assert page.get_by_role("heading", name="ยังไม่ได้ยืนยันตัวตน").is_visible()
    check_fit(page)
    page.get_by_role("link", name="เริ่มยืนยันตัวตนใหม่").click()
    assert page.get_by_role("button", name="ยืนยันตัวตนด้วย ThaID").is_visible()


def test_thaid_is_down(transactional_db, settings, page):
    settings.THAID_ISSUER, settings.THAID_CLIENT_ID, settings.THAID_CLIENT_SECRET = "http://127.0.0.1:9", "a", "b"
    page.goto("/thaid/try/")
    page.get_by_role("button", name="ยืนยันตัวตนด้วย ThaID").click()
    assert page.get_by_role("heading", name="ThaID ใช้ไม่ได้ชั่วคราว").is_visible()
    assert page.get_by_role("link", name="มีรหัสเข้าใช้กรณีฉุกเฉิน").get_attribute("href") == "/break-glass/enter/"
    check_fit(page)
