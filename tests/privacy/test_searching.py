"""A national number that somebody searches for stands in no address, whichever box it was typed into (ASVS V14.2.1)."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from khlang.core.thai import holds_national_number, to_thai_digits
from khlang.faces.web import searching
from khlang.platform import screens
from khlang.standards import message
from tests.api.program import Bureau
from tests.privacy.province import NUMBER, Province
from tests.web.desk import EVERYTHING
from tests.web.test_suggest import boxes, held

__all__ = ["held"]
pytestmark = pytest.mark.django_db
CARD = f"{NUMBER[0]}-{NUMBER[1:5]}-{NUMBER[5:10]}-{NUMBER[10:12]}-{NUMBER[12]}"
SPELLINGS = (
    NUMBER,
    CARD,
    CARD.replace("-", " "),
    to_thai_digits(CARD),
    f"นางสมหญิง {NUMBER}",
    CARD.replace("-", "\u2011"),
)
TEMPLATES = Path(__file__).resolve().parents[2] / "khlang/faces/web/templates"
BOX = re.compile(r'<form[^>]*action="/search/"[^>]*>.*?</form>', flags=re.DOTALL)
WORDS = {code: message(f"refusal.{code}") for code in ("number_in_address", "search_over")}


def lists() -> list[str]:
    """The address of every list of the pages."""
    kinds = [f"/documents/{each.kind}/" for each in screens.screens()]
    return [
        *kinds,
        *(f"/lists/{each.key}/" for each in screens.directories()),
        "/vouchers/",
        "/privacy/reads/",
        "/hand-out/",
        "/sessions/",
    ]


def search(client: Client, to: str, wanted: str, **more: str) -> str:
    """Type into the box of a page; where it leads."""
    answer = client.post("/search/", {"to": to, "q": wanted, **more})
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_number_is_known_however_it_is_written(text: str) -> None:
    assert holds_national_number(text) and holds_national_number(text, certain=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "นางสมหญิง",
        "RV68-00001/2568",
        NUMBER[:12],
        f"{NUMBER}99",
        "0812345678",
        "2024-10-01",
        "1101010101.001",
        "เงินสด 1101010101.001",
    ],
)
def test_what_is_no_number_stays_an_ordinary_search(text: str) -> None:
    assert not holds_national_number(text)


def test_every_search_of_the_program_hides_a_number(province: Province, held: set[str]) -> None:
    """ทุกช่องค้นหาของระบบ: พิมพ์เลข 13 หลัก แล้วที่อยู่ หน้าเอกสาร ลิงก์เรียง ลิงก์หน้า ลิงก์ส่งออก ไม่มีเลขนั้น."""
    held |= EVERYTHING.duties | {"security.view", "personal.log_view", "account.hand_out", "person.maintain"}
    client, walked = province.desk.client("anan"), 0
    for path in lists():
        page = client.get(path)
        if page.status_code == 404 or not BOX.search(page.content.decode()):
            continue
        assert 'name="q"' not in BOX.sub("", page.content.decode()), path
        address = search(client, path, CARD)
        assert address.startswith(f"{path}?search=") and not holds_national_number(address)
        text = client.get(address).content.decode()
        assert f'value="{CARD}"' in text, path
        assert not [
            each for each in re.findall(r'(?:href|hx-get|action)="([^"]*)"', text) if holds_national_number(each)
        ]
        walked += 1
    assert walked > 50


def test_no_template_sends_a_search_by_its_address() -> None:
    asking = [path for path in TEMPLATES.rglob("*.html") if re.search(r'name="q"', path.read_text(encoding="utf-8"))]
    assert len(asking) >= 3
    for path in asking:
        text = path.read_text(encoding="utf-8")
        assert 'name="q"' not in BOX.sub("", text) and "csrf_token" in text, path


def test_the_number_finds_and_can_be_sorted_paged_and_exported(province: Province) -> None:
    client = province.desk.client("anan")
    address = search(client, "/lists/party/", NUMBER)
    text = client.get(address).content.decode()
    assert "นางสมหญิง" in text and NUMBER not in text.partition("<tbody>")[2]
    assert "นางสมหญิง" in client.get(address).content.decode(), "a reload"
    for link in re.findall(r'href="((?:\?|/lists/party/export)[^"]*)"', text):
        link = link.replace("&amp;", "&")
        answer = client.get(link if link.startswith("/") else f"/lists/party/{link}")
        assert answer.status_code == 200, link
    assert search(client, "/lists/party/", NUMBER) == address, "the same search is the same address"


def test_an_ordinary_search_is_an_address_that_can_be_shared(province: Province) -> None:
    address = search(province.desk.client("anan"), "/lists/party/", "สมหญิง", kind="person", sort="")
    assert address == "/lists/party/?q=%E0%B8%AA%E0%B8%A1%E0%B8%AB%E0%B8%8D%E0%B8%B4%E0%B8%87&kind=person"
    assert "นางสมหญิง" in province.desk.client("somchai").get(address).content.decode()


def test_a_number_in_any_other_box_is_left_out(province: Province) -> None:
    """พิมพ์เลขผิดช่อง (ช่องวันที่): ไม่อยู่ในที่อยู่ที่ระบบพาไป."""
    client = province.desk.client("anan")
    assert search(client, "/documents/receipt/", "สมหญิง", date_from=NUMBER).endswith("?q=" + quote("สมหญิง"))
    assert not holds_national_number(search(client, "/documents/receipt/", NUMBER, **{CARD: "1"}))


def test_while_typing_only_the_list_changes(province: Province) -> None:
    client, typing = province.desk.client("anan"), {"HTTP_HX_REQUEST": "true"}
    answer = client.post("/search/", {"to": "/lists/party/", "q": CARD}, **typing)
    told = json.loads(answer["HX-Location"])
    assert answer.status_code == 204 and told["target"] == "#list" and not holds_national_number(told["path"])
    part = client.get(told["path"], **typing).content.decode()
    assert "นางสมหญิง" in part and "<html" not in part


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_number_typed_into_the_address_is_not_searched_for(province: Province, text: str) -> None:
    """พิมพ์เลขในที่อยู่เอง: ระบบพาไปหน้าเดิมที่ไม่มีเลข และบอกเหตุผล."""
    client = province.desk.client("anan")
    answer = client.get("/lists/party/", {"q": text, "kind": "person"})
    assert (answer.status_code, answer["Location"]) == (302, "/lists/party/?kind=person")
    page = client.get(answer["Location"]).content.decode()
    assert WORDS["number_in_address"] in page and 'value=""' in BOX.findall(page)[0]
    answer = client.get("/lists/party/", {"q": text}, HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/lists/party/")


def test_nobody_logs_in_on_the_way_to_a_number(province: Province) -> None:
    assert Client().get("/lists/party/", {"q": NUMBER})["Location"] == "/lists/party/"
    assert Client().get("/login/", {"next": f"/lists/party/?q={NUMBER}"})["Location"] == "/login/"
    assert not Session.objects.exists()


def test_a_search_is_of_one_browser_and_ends(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    client, other = province.desk.client("anan"), province.desk.client("somchai")
    address = search(client, "/lists/party/", NUMBER)
    for browser, good_for in ((other, 1800), (client, 0)):
        monkeypatch.setattr(searching, "_GOOD_FOR", good_for)
        answer = browser.get(address)
        assert answer["Location"] == "/lists/party/"
        assert WORDS["search_over"] in browser.get("/lists/party/").content.decode()


@pytest.mark.parametrize("text", [NUMBER[:10], NUMBER[:12], CARD[:15], f"{NUMBER}9", to_thai_digits(NUMBER[:12])])
def test_a_number_half_typed_is_in_no_address_either(province: Province, text: str) -> None:
    """หยุดพิมพ์กลางคัน: 12 หลักบอกหลักที่ 13 ได้ เพราะเป็นเลขตรวจ."""
    address = search(province.desk.client("anan"), "/lists/party/", text)
    assert address.startswith("/lists/party/?search="), address


@pytest.mark.parametrize("text", ["1101010101.001", "RV68-00001/2568", "2024-10-01", "123456789"])
def test_other_figures_stay_in_the_address(province: Province, text: str) -> None:
    assert search(province.desk.client("anan"), "/lists/party/", text).startswith("/lists/party/?q=")


def test_the_session_keeps_no_number_as_it_is_written(province: Province) -> None:
    """สำเนาฐานข้อมูลไม่มีเลขที่ใครค้นหา."""
    client = province.desk.client("anan")
    search(client, "/lists/party/", CARD)
    kept = json.dumps([each.get_decoded() for each in Session.objects.all()])
    assert "searches" in kept and NUMBER not in kept and CARD not in kept


def test_a_search_that_no_key_opens_is_over(province: Province, settings: Any) -> None:
    client = province.desk.client("anan")
    address = search(client, "/lists/party/", NUMBER)
    settings.SECRETS_KEY = "another " * 6
    assert client.get(address)["Location"] == "/lists/party/"


def test_a_search_leads_nowhere_outside(province: Province) -> None:
    client = province.desk.client("anan")
    for to in ("https://evil.example/", "//evil.example/", "", "evil"):
        assert urlsplit(search(client, to, NUMBER)).path == "/" and not urlsplit(search(client, to, NUMBER)).netloc
    assert client.get("/search/").status_code == 405


def test_a_stranger_searches_the_guide_and_nothing_is_kept_of_a_number(province: Province) -> None:
    assert search(Client(), "/guide/", "ใบเสร็จ").startswith("/guide/?q=")
    assert search(Client(), "/guide/", NUMBER) == "/guide/" and not Session.objects.exists()


def test_whoever_looks_from_above_searches_too(province: Province) -> None:
    client = province.inside()
    address = search(client, "/lists/party/", NUMBER)
    assert "นางสมหญิง" in client.get(address).content.decode()
    assert search(client, "/oversight/", NUMBER).startswith("/oversight/?search=")


def test_suggestions_are_asked_for_by_post(province: Province, held: set[str]) -> None:
    held |= EVERYTHING.duties
    client, typing = province.desk.client("somchai"), {"HTTP_ACCEPT": "application/json"}
    for owner, path in boxes():
        address = f"/suggest/{owner}/{path}/"
        assert client.post(address, {"q": NUMBER}, **typing).status_code == 200, address
        refused = client.get(address, {"q": NUMBER}, **typing)
        assert (refused.status_code, refused.json()["choices"]) == (422, [])
    script = Path(__file__).resolve().parents[2] / "frontend/scripts/suggest.js"
    assert 'method: "POST"' in script.read_text(encoding="utf-8")


def test_programs_search_for_a_number_in_the_body() -> None:
    bureau = Bureau()
    bureau.program("supply_officer").do("party.save", {"name": "นายช่าง ไฟฟ้า", "national_number": NUMBER})
    program = bureau.program("finance_officer")
    answer = program.get(f"/lists/party?search={CARD}")
    assert answer.status_code == 422 and [each["code"] for each in answer.json()["errors"]] == ["number_in_address"]
    found: Any = program.post("/lists/party/search", {"search": CARD})
    assert found.status_code == 200 and len(found.json()["items"]) == 1, found.content
    assert "นายช่าง" in str(program.ask("/lists/party?search=ช่าง")["items"])
