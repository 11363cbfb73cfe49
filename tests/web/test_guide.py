"""The guide in the program (LOGIN-4): chapters drawn whole, links and pictures there, open to everybody, search."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client

from khlang.faces.web.guide import book, finding, flow
from khlang.faces.web.session import BACKEND
from tests.household import hire

PAGES = [*book.chapters(), book.contents(), *(book.table(name) for name in book.TABLES)]
TEXT = Path(book.__file__).parent / "text"
STATIC = Path(book.__file__).parent.parent / "static"
HREF = re.compile(r'href="([^"]*)"')
NAMES = [page.slug or "contents" for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_page_of_the_guide_is_drawn_whole(page: book.Chapter) -> None:
    """No drawing is left as text, nothing is styled or run in place, no heading is told twice."""
    assert len(page.html) > 800 and page.title
    for wrong in ("style=", "<script", "mermaid", "flowchart", "&lt;!--"):
        assert wrong not in page.html
    anchors = re.findall(r' id="([^"]*)"', page.html)
    assert len(anchors) == len(set(anchors)) and set(map(unescape, anchors)) == page.anchors


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_of_a_page_leads_somewhere(page: book.Chapter) -> None:
    known = {each.href: each.anchors for each in PAGES}
    for href in map(unquote, map(unescape, HREF.findall(page.html))):
        address, _, anchor = href.partition("#")
        if address.startswith("/static/"):
            assert (STATIC / address.removeprefix("/static/")).exists(), href
        else:
            assert (address or page.href) in known, href
            assert not anchor or anchor in known[address or page.href], href


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_picture_says_its_size_and_waits_until_it_is_seen(page: book.Chapter) -> None:
    for picture in re.findall(r"<img [^>]*>", page.html):
        said = dict(re.findall(r'(\w+)="([^"]*)"', picture))
        width, height = book.size(STATIC / said["src"].removeprefix("/static/"))
        assert (said["width"], said["height"], said["loading"]) == (str(width), str(height), "lazy")
        assert len(said["alt"]) > 3


def test_no_picture_lies_there_unseen() -> None:
    shown = {name for page in PAGES for name in re.findall(r"khlang/guide/([\w-]+\.png)", page.html)}
    assert {path.name for path in (STATIC / "khlang" / "guide").glob("*.png")} == shown


def test_the_contents_name_every_chapter_and_chapters_their_neighbours() -> None:
    """In the program by their order; in the text by its first line."""
    order = book.chapters()
    assert re.findall(r'href="(/guide/\d[^"]*)"', book.contents().html) == [each.href for each in order]
    for each in order:
        before, after = book.beside(each.slug)
        line = (TEXT / f"{each.slug}.md").read_text(encoding="utf-8").splitlines()[2]
        named = re.findall(r"\((\d\d-[a-z-]+)\.md\)", line)
        assert named == [other.slug for other in (before, after) if other is not None]


def test_what_is_typed_into_a_chapter_is_words_not_html() -> None:
    made = book.read(
        "x", "# a\n\n<b onclick='x()'>b</b>\n\n[c](javascript:x)\n\n[d](https://example.com/)\n\n|e|\n|:-:|\n|f|\n"
    )
    assert "<b " not in made.html and "&lt;b onclick" in made.html
    assert "href" not in made.html and "style" not in made.html


def test_a_straight_flowchart_is_a_list_of_steps() -> None:
    made = flow.drawn("flowchart LR\n  A[รับ<br>ผู้จัดเก็บ] --> B[ส่ง<br/>การเงิน]\n  B --> C[จบ]\n")
    assert made.startswith('<ol class="flow"><li><b>รับ</b><span>ผู้จัดเก็บ</span></li>') and made.count("<li>") == 3


@pytest.mark.parametrize(
    "drawing",
    ["flowchart LR\n A[a]", "flowchart LR\n A[a] --> B[b]\n A --> C[c]", "graph TD\n A[a] --> B[b]", "flowchart LR\n A --> B",
     "flowchart LR\n A[a] --> B[b] --> A", "flowchart LR\n A{a} --> B[b]", "sequenceDiagram\n A->>B: c", ""],
)  # fmt: skip
def test_another_drawing_is_refused_while_the_chapter_is_read(drawing: str) -> None:
    with pytest.raises(flow.NotDrawable):
        book.read("x", f"# a\n\n```mermaid\n{drawing}\n```\n")


@pytest.mark.parametrize(
    ("question", "first"),
    [("พาสคีย์", "เข้าสู่ระบบทุกวัน"), ("กลับรายการรับเงิน", "กลับรายการรับเงิน"), ("เช็คหาย", "จ่ายตามฎีกาที่อนุมัติแล้ว"),
     ("ชุดเอกสารสำรอง ทำลาย", "ก่อนเกิดเหตุ"), ("budget_insufficient", "14 เมื่อระบบไม่ยอมทำรายการ"), ("๕๐ ทวิ ภาษี", "ภาษีหัก ณ ที่จ่าย")],
)  # fmt: skip
def test_what_is_looked_for_is_found(question: str, first: str) -> None:
    found = finding.search(question)
    assert first in [each.title for each in found[:3]]
    assert any(part.hit for each in found for part in each.excerpt)


def test_the_search_takes_anything() -> None:
    assert finding.search("") == finding.search("   ") == finding.search("ไม่มีคำนี้แน่นอน") == ()
    assert len(finding.search("ก")) == finding.MOST
    assert [each.href for each in finding.search("เริ่มต้ํน")] == []
    assert finding.search("จํานวนเงิน") == finding.search("จำนวนเงิน") != ()
    assert finding.search("ก" * 5_000) == ()


def test_an_excerpt_tears_no_letter_apart() -> None:
    for each in finding.search("ที่"):
        words = "".join(part.text for part in each.excerpt if part.text not in ("… ", " …"))
        assert not re.match(r"[ัิ-ฺ็-๎]", words)


ADDRESSES = [
    *(page.href for page in PAGES),
    "/guide/?q=พาสคีย์",
    "/guide/?q=<b>",
    "/guide/roles/",
    "/guide/roles/auditor/",
]


def test_whoever_cannot_enter_reads_everything(db) -> None:
    client = Client()
    for address in ADDRESSES:
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        assert 'href="/login/"' in page and "<b>\u201d" not in page and 'id="side"' not in page


def test_what_the_guide_does_not_have_is_not_found(desk) -> None:
    for client in (Client(), desk.client("somchai")):
        for address in ("/guide/99-nothing/", "/guide/tables/nothing/", "/guide/roles/nobody/"):
            assert client.get(address).status_code == 404


def test_whoever_is_inside_has_the_menu_around_it(desk) -> None:
    page = desk.client("somchai").get("/guide/15-log-in/").content.decode()
    assert 'id="side"' in page and "พาสคีย์" in page


def test_whoever_is_half_inside_reads_it_too(desk) -> None:
    """A first password, no role today: neither sent away nor logged out."""
    first, idle = hire(desk.org, "first", "accountant"), hire(desk.org, "idle")
    for person, must in ((first, True), (idle, False)):
        person.must_change_password = must
        person.save(update_fields=["must_change_password"])
        client = Client()
        client.force_login(person, backend=BACKEND)
        for _ in range(2):
            answer = client.get("/guide/16-accounts/")
            assert answer.status_code == 200 and 'id="side"' not in answer.content.decode()
        assert "_auth_user_id" in client.session


def test_the_search_of_the_page_marks_what_it_found(desk) -> None:
    page = desk.client("somchai").get("/guide/", {"q": "ยกเลิกใบเสร็จ <i>"}).content.decode()
    assert "&lt;i&gt;" in page and "<i>" not in page
    page = desk.client("somchai").get("/guide/", {"q": "ยกเลิกใบเสร็จ"}).content.decode()
    assert "<mark>ยกเลิกใบเสร็จ</mark>" in page and 'href="/guide/05-corrections/' in page


def test_the_frame_of_the_guide_speaks_english(db) -> None:
    client = Client()
    client.cookies["khlang_language"] = "en"
    page = client.get("/guide/15-log-in/").content.decode()
    assert "Next chapter" in page and '<html lang="en">' in page and '<article class="panel guide" lang="th">' in page
