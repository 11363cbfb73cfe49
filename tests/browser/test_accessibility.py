"""Every kind of page passes axe on a wide and a narrow screen, and none needs scrolling sideways."""

import pytest
from axe_core_python.sync_playwright import Axe

from tests.browser.hands import SIZES
from tests.household import PASSWORD, hire

#: What the menu and the list of reports do not lead to by themselves.
BESIDE = (
    "/receipts/new/", "/documents/receipt/new/transfer/", "/documents/remittance/new/", "/documents/cash_count/new/",
    "/documents/general_voucher/new/", "/documents/ordinance/new/", "/documents/ordinance/new/import/",
    "/documents/budget_transfer/new/", "/accounts/1101010101.001/", "/tokens/", "/password/",
)  # fmt: skip
#: Where money going out is typed; a purchase from beginning to end is walked in test_purchase_by_keyboard.
GOING_OUT = (
    "/documents/contract/new/", "/documents/contract_amendment/new/", "/documents/guarantee/new/",
    "/documents/dika/new/payroll/", "/documents/dika/new/allowance/", "/documents/advance/new/",
    "/documents/advance_clearing/new/", "/documents/payee_account/new/", "/documents/payment/new/many/",
    "/documents/payment/new/collect/", "/documents/reconciliation/new/", "/documents/spending_plan/new/",
    "/lists/cheque_book/new/", "/lists/cheque_number/new/", "/documents/bank_statement/new/import/",
)  # fmt: skip
OF_THE_ADMINISTRATOR = (
    "/office/", "/lists/division/", "/lists/person/", "/lists/person/new/", "/lists/position/new/", "/lists/role/new/",
    "/hand-out/", "/hand-out/new/", "/hand-out/upload/", "/lists/security_event/", "/authority/", "/authority/proposals/",
    "/privacy/reads/", "/break-glass/",
)  # fmt: skip
OF_ONES_OWN = (
    "/account/", "/account/mail/", "/account/second-factor/", "/account/second-factor/totp/",
    "/account/second-factor/passkey/", "/password/",
)  # fmt: skip
OF_THE_EXECUTIVE = (
    "/authority/", "/authority/proposals/", "/authority/delegations/", "/authority/delegations/new/", "/break-glass/",
)  # fmt: skip


def links(page, inside: str) -> list[str]:
    """Where the links inside a part of the page lead, each once."""
    found = page.eval_on_selector_all(f"{inside} a[href^='/']", "all => all.map(each => each.getAttribute('href'))")
    return list(dict.fromkeys(found))


def faults(page) -> list[str]:
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in Axe().run(page)["violations"]]


def check(page, path: str) -> None:
    """A page without a violation, as wide as the screen."""
    answer = page.goto(path)
    assert answer.ok, (path, answer.status)
    page.wait_for_load_state("networkidle")
    assert faults(page) == [], path
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_page_of_somebody_who_sees_all(desk, enter, size):
    summary = desk.summary_to_post()
    receipt = desk.receipt()
    page = enter("pranee", size)
    paths = links(page, "#side")
    page.goto("/reports/")
    paths += links(page, "main")
    assert len(paths) > 35
    for path in (
        *paths,
        *BESIDE,
        *GOING_OUT,
        f"/documents/remittance_summary/{summary}/",
        f"/documents/receipt/{receipt}/",
    ):
        check(page, path)


def test_where_money_going_out_is_typed(desk, enter):
    """Loaded once, looked at in both sizes."""
    page = enter("pranee")
    for path in GOING_OUT:
        page.set_viewport_size(SIZES["desktop"])
        check(page, path)
        page.set_viewport_size(SIZES["phone"])
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_pages_of_the_administrator(desk, enter, size):
    page = enter("admin", size)
    for path in OF_THE_ADMINISTRATOR:
        check(page, path)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_pages_of_ones_own_account_and_of_authority(desk, enter, size):
    page = enter("pranee", size)
    for path in OF_ONES_OWN:
        check(page, path)
    palad = hire(desk.org, "palad", "clerk")
    palad.set_password(PASSWORD)
    palad.must_change_password = False
    palad.save(update_fields=["password", "must_change_password"])
    page = enter("palad", size)
    for path in OF_THE_EXECUTIVE:
        check(page, path)


def test_the_login_page_and_a_missing_page(browser, live_server):
    page = browser.new_page(base_url=live_server.url)
    for path in ("/login/", "/v/AAAA/", "/activate/", "/recover/", "/break-glass/enter/"):
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
