"""The guide in a real browser under the strict policy: fit for everybody, in both sizes, and its help reached by keyboard."""

import pytest
from axe_core_python.sync_playwright import Axe

from khlang.faces.web.guide import book
from tests.browser.hands import SIZES

INSIDE = ("/guide/", "/guide/03-one-day/", "/guide/?q=ใบเสร็จ", "/guide/roles/", "/guide/roles/finance_officer/")
#: Of a picture when it has come; one that does not come is an error.
WIDTH = "each => each.naturalWidth || new Promise((ok, no) => { each.onload = () => ok(each.naturalWidth); each.onerror = no; })"


def check(page, path: str) -> None:
    """A page without a violation, as wide as the screen, its pictures there when they are scrolled to."""
    answer = page.goto(path)
    assert answer.ok, path
    for size in SIZES.values():
        page.set_viewport_size(size)
        faults = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in Axe().run(page)["violations"]]
        assert faults == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    for picture in page.locator(".guide img").all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate(WIDTH) > 0, path


def test_whoever_cannot_enter_reads_every_chapter(browser, live_server, db):
    page = browser.new_page(base_url=live_server.url)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for path in ("/guide/", "/guide/roles/auditor/", "/guide/tables/duties/", *(each.href for each in book.chapters())):
        check(page, path)
    assert complaints == []
    page.close()


def test_the_guide_inside_the_menu(desk, enter):
    page = enter("wipa")
    for path in INSIDE:
        check(page, path)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_question_mark_is_reached_by_keyboard_and_leads_to_the_heading(desk, enter, size):
    page = enter("wipa", size)
    page.goto("/documents/remittance/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "คู่มือของหน้านี้":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/03-one-day/**")
    heading = page.locator(":target")
    assert heading.inner_text() == "2. นำส่งเงิน — ผู้จัดเก็บ"
    assert heading.bounding_box()["y"] >= 50


def test_the_log_in_page_leads_to_the_chapter_on_coming_in(browser, live_server, db):
    page = browser.new_page(base_url=live_server.url)
    page.goto("/login/")
    page.get_by_role("link", name="คู่มือของหน้านี้").click()
    assert page.locator("h1").inner_text() == "15 เข้าสู่ระบบและดูแลบัญชีของฉัน"
    page.close()
