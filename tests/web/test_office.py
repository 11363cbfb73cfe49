"""The office's own pages: settings, fiscal years, tokens; and what a page says when no year is open."""

import base64
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khlang.faces.web.security import client_address
from khlang.platform import tenancy
from khlang.spine.access import queries as access
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import queries as organisations

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def said(answer) -> str:
    return answer.content.decode()


def test_signatories_are_kept(desk):
    client = desk.client("admin")
    line = {"place": "clerk", "name": "นายสุรชัย พูนทรัพย์", "position": "ปลัด อบต."}
    sent = {"act": "settings", **{f"signatories-0-{key}": value for key, value in line.items()}}
    assert client.post("/office/", sent).status_code == 302
    assert organisations.settings(org_id=desk.org).signatory("clerk").name == "นายสุรชัย พูนทรัพย์"
    assert "นายสุรชัย พูนทรัพย์" in said(client.get("/office/"))


def test_a_small_office_must_say_how_it_is_controlled(desk):
    answer = desk.client("admin").post("/office/", {"act": "settings", "small_office": "on", "receipt_footer": "ขอบคุณ"})
    assert answer.status_code == 422
    assert "ขอบคุณ" in said(answer)
    assert not organisations.settings(org_id=desk.org).small_office


def test_settings_that_somebody_else_has_changed_meanwhile_are_not_overwritten(desk):
    client = desk.client("admin")
    version = re.search(r'name="expected_version" value="(\d+)"', said(client.get("/office/")))[1]
    names = {"act": "names", "name_th": "อบต.ใหม่", "province_th": "ตัวอย่าง", "expected_version": version}
    assert client.post("/office/", names).status_code == 302
    assert client.post("/office/", {**names, "name_th": "อบต.เก่า"}).status_code == 422
    assert organisations.by_id(org_id=desk.org).name_th == "อบต.ใหม่"


def test_the_emblem_is_shown_and_only_a_picture_is_taken(desk):
    client = desk.client("admin")
    assert client.get("/office/emblem/").status_code == 404
    wrong = SimpleUploadedFile("emblem.png", b"<svg/>")
    assert "รับเฉพาะ .png, .jpg" in said(client.post("/office/", {"act": "emblem", "content": wrong}))
    client.post("/office/", {"act": "emblem", "content": SimpleUploadedFile("emblem.png", PNG)})
    shown = client.get("/office/emblem/")
    assert (shown["Content-Type"], shown.content) == ("image/png", PNG)


@pytest.mark.parametrize("username", ["somchai", "wipa"])
def test_settings_are_the_administrators(desk, username):
    client = desk.client(username)
    assert client.get("/office/").status_code == 403
    assert "/office/" not in said(client.get("/"))


def test_opening_and_closing(desk):
    client = desk.client("pranee")
    assert client.post("/years/", {"act": "open", "fiscal_year": "2569"}).status_code == 302
    assert client.post("/years/", {"act": "close", "fiscal_year": "2568", "day": "1/10/2567"}).status_code == 302
    with tenancy.scope(desk.org):
        assert ledger.period(fiscal_year=2569).state == "open"
        assert ledger.period(fiscal_year=2568).closed_through.isoformat() == "2024-10-01"
    again = client.post("/years/", {"act": "close", "fiscal_year": "2568", "day": "30/9/2567"})
    assert again.status_code == 422
    assert 'value="30/9/2567"' in said(again)


def test_who_may_not_open_a_year_sees_the_years_only(desk):
    shown = said(desk.client("anan").get("/years/"))
    assert "2568" in shown
    assert 'value="open"' not in shown


def test_without_an_open_year_pages_say_who_opens_it(desk, settings):
    settings.BUSINESS_DATE = "2026-10-01"
    for path in ("/", "/receipts/new/", "/documents/receipt/"):
        shown = said(desk.client("somchai").get(path))
        assert "ยังไม่ได้เปิดปีงบประมาณ 2570" in shown, path
        assert "คุณpranee" in shown, path
    assert 'href="/years/"' in said(desk.client("pranee").get("/"))


def test_a_token_is_shown_once_and_revoked(desk):
    client = desk.client("anan")
    made = said(client.post("/tokens/", {"act": "create", "label": "โปรแกรมภาษี", "expires_on": "1/1/2568"}))
    secret = re.search(r"data-secret>(khl_[\w-]+)<", made)[1]
    assert secret not in said(client.get("/tokens/"))
    api = client.get("/api/v1/inbox", headers={"Authorization": f"Bearer {secret}"})
    assert api.status_code == 200
    with tenancy.scope(desk.org):
        (token,) = access.tokens(person_id=desk.people["anan"].id)
    client.post("/tokens/", {"act": "revoke", "token_id": token.id})
    assert client.get("/api/v1/inbox", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_somebody_elses_token_cannot_be_revoked(desk):
    desk.client("anan").post("/tokens/", {"act": "create", "label": "โปรแกรม", "expires_on": "1/1/2568"})
    with tenancy.scope(desk.org):
        (token,) = access.tokens(person_id=desk.people["anan"].id)
    desk.client("somchai").post("/tokens/", {"act": "revoke", "token_id": token.id})
    with tenancy.scope(desk.org):
        assert access.tokens(person_id=desk.people["anan"].id)[0].revoked_at is None


def test_a_token_needs_a_name_and_an_end(desk):
    answer = desk.client("anan").post("/tokens/", {"act": "create", "label": "", "expires_on": "1/1/2600"})
    assert answer.status_code == 422
    assert "data-secret" not in said(answer)
    assert 'value="1/1/2600"' in said(answer)


def test_the_template_of_an_ordinance(desk):
    answer = desk.client("pranee").get("/documents/ordinance/new/import/template/?fiscal_year=2569")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[:2] == ["รายรับ", "รายจ่าย"]
    assert "2569" in str(book["รายจ่าย"]["A1"].value)
    assert desk.client("pranee").get("/documents/receipt/new/transfer/template/").status_code == 404


@pytest.mark.parametrize(
    ("trusted", "remote", "forwarded", "expected"),
    [
        ([], "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (["127.0.0.1"], "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (["127.0.0.1"], "127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_the_address_behind_a_proxy(rf, settings, trusted, remote, forwarded, expected):
    settings.TRUSTED_PROXIES = trusted
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(rf.get("/login/", REMOTE_ADDR=remote, headers=headers)) == expected
