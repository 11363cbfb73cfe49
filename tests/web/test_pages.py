"""Every page that a person can reach by following links works, in both languages, with every word and icon there."""

import re
from pathlib import Path

import pytest

import khlang

STATIC = Path(khlang.__file__).parent / "faces" / "web" / "static" / "khlang"
ICONS = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "icons.svg").read_text()))
LINK = re.compile(r'(?:href|hx-get)="(/[^"]*)"')
PREFIXES = "field|state|move|web|section|directory|document|filter|channel|action|menu|book|voucher|start|help|print"
KEY = re.compile(rf">\s*((?:{PREFIXES})\.[a-z_.]+)\s*<")
ENOUGH = 120


@pytest.mark.parametrize(("username", "lang"), [("somchai", "th"), ("pranee", "en"), ("anan", "th"), ("admin", "en")])
def test_following_every_link(desk, username, lang):
    desk.summary_to_post()
    client = desk.client(username)
    client.cookies["khlang_language"] = lang
    waiting, seen = ["/"], set()
    while waiting and len(seen) < ENOUGH:
        path = waiting.pop(0).replace("&amp;", "&")
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        assert KEY.findall(page) == [], path
        assert set(re.findall(r'icons\.svg#([a-z0-9-]*)"', page)) <= ICONS, path
        waiting += LINK.findall(page)
    assert len(seen) > 5


def test_everything_vendored_has_its_licence():
    licences = (STATIC / "LICENCES.txt").read_text()
    for name in ("htmx.org", "@alpinejs/csp", "echarts", "lucide-static", "daisyui", "tailwindcss"):
        assert name in licences
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text().upper()


def test_static_files_name_no_other_place():
    for name in ("app.css", "app.js"):
        assert not re.search(r"(?:src|href|url\()\s*[=(]?\s*[\"']?https?:", (STATIC / name).read_text())


def test_a_page_that_does_not_exist_says_so_in_thai(desk):
    answer = desk.client("somchai").get("/nothing/here/")
    assert answer.status_code == 404
    assert "ไม่พบหน้านี้" in answer.content.decode()
