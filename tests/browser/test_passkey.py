"""Passkeys in a real browser: Chromium with a virtual authenticator makes one, logs in with it alone and as a second step."""

from typing import Any

import pytest

from khlang.spine.access.models import Authenticator, OpenSession
from tests.browser.hands import SIZES
from tests.household import PASSWORD

#: What Chromium itself says of an answer that refuses.
REFUSED = "status of 422"


@pytest.fixture
def site(live_server, settings) -> str:
    """The address that passkeys are bound to: a name, which a bare number cannot be."""
    settings.PUBLIC_URL = live_server.url.replace("127.0.0.1", "localhost")
    return settings.PUBLIC_URL


@pytest.fixture
def page(browser, site, desk) -> Any:
    """A page with an authenticator that knows its owner; complaints of the browser fail."""
    context = browser.new_context(viewport=SIZES["desktop"], base_url=site, locale="th-TH")
    made, complaints = context.new_page(), []
    made.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" and REFUSED not in said.text else None,
    )
    made.on("pageerror", lambda error: complaints.append(str(error)))
    session = context.new_cdp_session(made)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield made
    context.close()
    assert complaints == []


def by_password(page: Any) -> None:
    page.goto("/login/")
    page.fill("#username", "somchai")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")


def test_made_used_alone_and_as_a_second_step(page, desk, site) -> None:
    by_password(page)
    page.wait_for_url(f"{site}/")
    page.goto("/account/second-factor/passkey/")
    page.fill("#label", "เครื่องสำนักงาน")
    page.fill("#password", PASSWORD)
    page.click("[data-passkey-go]")
    page.wait_for_url("**/account/second-factor/")
    row = Authenticator.objects.get(person=desk.people["somchai"])
    assert (row.kind, row.label) == ("passkey", "เครื่องสำนักงาน")

    page.context.clear_cookies()
    page.goto("/login/?next=/account/")
    page.click("[data-passkey-go]")
    page.wait_for_url(f"{site}/account/")
    assert page.inner_text("main h1") == "บัญชีของฉัน"

    page.context.clear_cookies()
    by_password(page)
    page.wait_for_url("**/login/second/")
    page.click("[data-passkey-go]")
    page.wait_for_url(f"{site}/")
    ways = OpenSession.objects.filter(person=desk.people["somchai"]).order_by("id").values_list("way", flat=True)
    assert list(ways) == ["password", "passkey", "password+passkey"]


def test_a_wrong_password_is_said_on_the_page(page, desk, site) -> None:
    by_password(page)
    page.wait_for_url(f"{site}/")
    page.goto("/account/second-factor/passkey/")
    page.fill("#label", "เครื่องสำนักงาน")
    page.fill("#password", "ไม่ใช่รหัสผ่านนี้แน่")
    with page.expect_response("**/passkey/begin/") as answer:
        page.click("[data-passkey-go]")
    assert answer.value.status == 422
    page.wait_for_selector("[data-passkey-problem]:not([hidden])")
    assert "รหัสผ่านปัจจุบันไม่ถูกต้อง" in page.inner_text("[data-passkey-problem]")


def test_what_is_typed_can_be_shown(page) -> None:
    page.goto("/login/")
    page.fill("#password", "ม้าลาย")
    page.click("[data-reveal]")
    assert page.get_attribute("#password", "type") == "text"
    page.click("[data-reveal]")
    assert page.get_attribute("#password", "type") == "password"
