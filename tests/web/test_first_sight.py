"""What a page says at first sight: where to begin, what waits, why a list is empty, the way back from a refusal."""

import pytest

from khlang.faces.web.guide import finding
from khlang.platform import exporting


def said(answer) -> str:
    return answer.content.decode()


def test_whoever_has_no_figures_is_told_where_to_begin(desk):
    page = said(desk.client("admin").get("/"))
    assert "เริ่มงานจากที่นี่" in page and 'class="figures' not in page
    assert page.count('href="/lists/person/"') == page.count('href="/hand-out/"') == 2
    assert "เริ่มงานจากที่นี่" not in said(desk.client("pranee").get("/"))


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/documents/receipt/?state=posted", 'href="/documents/receipt/?state=posted"'),
        ("http://elsewhere.example/documents/receipt/", ""),
        ("http://testserver//elsewhere.example/", ""),
        ("http://testserver/documents/receipt/export.csv", ""),
        ("", ""),
    ],
)
def test_the_page_of_a_refusal_leads_back_inside_this_site_only(desk, monkeypatch, referer, back):
    monkeypatch.setitem(exporting.bounded.__kwdefaults__, "most", 0)
    desk.receipt()
    answer = desk.client("somchai").get("/documents/receipt/export.csv", headers={"referer": referer})
    assert answer.status_code == 422
    assert (back in said(answer)) if back else ("ย้อนกลับ" not in said(answer))


def test_no_log_in_that_fits_is_not_nobody_logged_in(desk):
    assert "ไม่พบผู้ที่เข้าใช้อยู่ตามที่ค้นหา" in said(desk.client("admin").get("/sessions/", {"q": "zzz"}))


def test_yes_and_no_have_their_words_on_a_phone(desk):
    assert 'data-label="เปิดใช้งาน">ใช่<' in said(desk.client("admin").get("/lists/person/"))


def test_the_guide_says_when_nothing_or_more_is_found(desk):
    client = desk.client("somchai")
    assert "ไม่พบ “ฟฟฟฟ” ในคู่มือ" in said(client.get("/guide/", {"q": "ฟฟฟฟ"}))
    assert "30 แห่งแรกที่มี “ฎีกา”" in said(client.get("/guide/", {"q": "ฎีกา"}))
    assert "พบ 1 แห่งที่มี" in said(client.get("/guide/", {"q": "sudo apt-get"}))


def test_an_excerpt_begins_at_a_word():
    for each in finding.search("ฎีกา"):
        if each.excerpt and each.excerpt[0].text == "… ":
            start = each.excerpt[1]
            assert start.hit or not start.text.startswith((" ", "·"))


def test_a_name_of_the_program_breaks_between_its_words_only(desk):
    assert "<code>cash_<wbr>count" in said(desk.client("somchai").get("/guide/tables/glossary/"))
