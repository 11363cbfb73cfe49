"""Every kind of page passes axe on a wide and a narrow screen, and none needs scrolling sideways."""

import pytest
from axe_core_python.sync_playwright import Axe

PAGES = (
    "/", "/inbox/", "/receipts/new/", "/documents/receipt/", "/documents/remittance/", "/documents/remittance/new/",
    "/documents/daily_status/", "/reports/", "/reports/daily_status/", "/reports/trial_balance/", "/lists/party/", "/vouchers/",
)  # fmt: skip


def faults(page) -> list[str]:
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in Axe().run(page)["violations"]]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages(desk, enter, size):
    summary = desk.summary_to_post()
    desk.receipt()
    page = enter("pranee", size)
    for path in (*PAGES, f"/documents/remittance_summary/{summary}/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_login_page_and_a_missing_page(browser, live_server):
    page = browser.new_page(base_url=live_server.url)
    for path in ("/login/", "/v/AAAA/"):
        page.goto(path)
        assert faults(page) == [], path
    page.close()


def test_the_dialog_of_a_move(desk, enter):
    page = enter("pranee", "phone")
    page.goto(f"/documents/receipt/{desk.receipt()}/")
    page.click("[data-move=void]")
    page.wait_for_selector("#dialog textarea")
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert not page.is_visible("#dialog")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(desk, enter):
    page = enter("somchai", "phone")
    assert not page.is_visible("#side")
    page.focus("[data-drawer]")
    page.keyboard.press("Enter")
    assert page.is_visible("#side")
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert not page.is_visible("#side")
