"""Help in place: every page, kind of document and list has its place in the guide, and every place is there."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from khlang.faces.web.guide import book, places
from khlang.platform import screens
from khlang.spine.documents import lifecycles

TABLE = places.table()
SILENT = set(TABLE["silent"]["names"])
HELP = re.compile(r'<a [^>]*href="(/guide/[^"]*)"[^>]*>(?:(?!</a>).)*#circle-question-mark', re.DOTALL)


def views(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    """The names of all pages; the API has its own description."""
    for each in patterns:
        path = f"{before}{each.pattern}"
        if path.startswith("api"):
            continue
        if isinstance(each, URLResolver):
            yield from views(each.url_patterns, path)
        elif isinstance(each, URLPattern):
            assert each.name, path
            yield each.name


def test_every_page_has_its_place_or_shows_nothing() -> None:
    names = set(views(get_resolver().url_patterns))
    assert len(names) > 100
    assert sorted(names - set(TABLE["view"]) - SILENT) == [], "add it to khlang/faces/web/guide/places.toml"
    assert sorted((set(TABLE["view"]) | SILENT) - names) == [], "no such page any more"
    assert not set(TABLE["view"]) & SILENT


def test_every_kind_of_document_has_its_place() -> None:
    assert set(TABLE["kind"]) == {each.document for each in lifecycles.everything()}


def test_every_list_has_its_place() -> None:
    assert set(TABLE["directory"]) == {each.key for each in screens.directories()}


@pytest.mark.parametrize("table", ["view", *places.TOLD_BY])
def test_every_place_is_there(table: str) -> None:
    anchors = {each.slug: each.anchors for each in book.chapters()}
    for name, place in TABLE[table].items():
        chapter, _, anchor = place.partition("#")
        assert not place or (chapter in anchors and (not anchor or anchor in anchors[chapter])), (name, place)


def test_a_page_is_explained_by_what_it_is_about() -> None:
    for path, expected in {
        "/documents/dika/": "/guide/08-dika/#ทางเดินของฎีกา", "/documents/advance/new/": "/guide/10-advances/",
        "/lists/tax_arrears/": "/guide/20-taxpayers/#ผู้ค้างชำระ", "/authority/": "/guide/17-authority/#ใครถือหน้าที่ใด",
        "/guide/08-dika/": "/guide/",
    }.items():  # fmt: skip
        assert places.help_for(resolve(path)) == expected
    assert places.help_for(None) == "/guide/"


PATHS = (
    "/", "/inbox/", "/receipts/new/", "/documents/receipt/", "/documents/dika/", "/lists/party/", "/lists/party/new/",
    "/vouchers/", "/reports/", "/reports/daily_status/", "/years/", "/account/", "/password/", "/continuity/",
    "/continuity/practice/", "/guide/08-dika/",
)  # fmt: skip


def test_every_page_has_one_link_to_its_help_and_it_opens(desk) -> None:
    client = desk.client("wipa")
    receipt = desk.receipt()
    for path in (*PATHS, f"/documents/receipt/{receipt}/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        (found,) = HELP.findall(page)
        assert page.count('aria-label="คู่มือของหน้านี้"') == 1
        assert unquote(found) == places.help_for(resolve(path)), path
        assert client.get(found).status_code == 200


@pytest.mark.parametrize("path", ["/login/", "/activate/", "/recover/", "/break-glass/enter/"])
def test_whoever_stands_outside_finds_the_chapter_on_coming_in(db, path: str) -> None:
    client = Client()
    (found,) = HELP.findall(client.get(path).content.decode())
    assert unquote(found).startswith(("/guide/15-log-in/#", "/guide/16-accounts/#"))
    assert client.get(found).status_code == 200


def test_a_page_that_says_no_leads_to_what_it_means(desk) -> None:
    page = desk.client("somchai").get("/nothing/here/").content.decode()
    assert 'href="/guide/14-refusals/"' in page
