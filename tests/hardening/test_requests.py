"""Requests that no browser of ours sends: strange hosts, methods, sizes, types and doubled parameters (ASVS V4, V15.3.7)."""

import pytest
from django.test import Client

from tests.untouched import nothing_written
from tests.web.desk import Desk


@pytest.fixture
def client(desk: Desk) -> Client:
    found = desk.client("admin")
    found.raise_request_exception = False
    found.get("/inbox/")  # the first page of a session is noted
    return found


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil", "local host", "[::1", ""]
)
def test_a_strange_host_is_not_answered(client: Client, host: str) -> None:
    answer = client.get("/login/", headers={"host": host})
    assert answer.status_code == 400
    assert host.encode() not in answer.content or not host


def test_the_host_of_a_stranger_is_never_a_target(client: Client) -> None:
    """Neither the forwarded host nor the address before the page leads anybody away."""
    for headers in (
        {"x-forwarded-host": "evil.example"},
        {"x-original-url": "/office/"},
        {"x-rewrite-url": "/office/"},
    ):
        answer = Client().get("/inbox/", headers=headers)
        assert answer["Location"] == "/login/?next=%2Finbox%2F"
    for onward in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "login",
        "abc",
        "?x",
    ):
        answer = client.post("/switch/language/", {"lang": "en", "next": onward})
        assert answer["Location"] == "/"


@pytest.mark.parametrize(
    "address", ["/lists/party/", "/documents/receipt/", "/privacy/reads/", "/lists/security_event/"]
)
def test_a_page_that_no_list_has_is_no_fault(desk: Desk, address: str) -> None:
    """เลขหน้าที่ใหญ่เกินฐานข้อมูลรับได้ ไม่ทำให้หน้าล้ม."""
    reader = desk.client("admin" if "receipt" not in address and "party" not in address else "wipa")
    for page in ("9" * 30, "9" * 5_000, "๙" * 30, "-1", "x"):
        assert reader.get(address, {"page": page}).status_code == 200


def test_a_letter_that_no_database_keeps_is_turned_away(client: Client) -> None:
    """NUL: ฐานข้อมูล PostgreSQL เก็บไม่ได้ จึงไม่รับตั้งแต่แรก ทั้งก่อนและหลังเข้าสู่ระบบ."""
    with nothing_written():
        for browser in (Client(raise_request_exception=False), client):
            for answer in (
                browser.post("/login/", {"username": "a\0b", "password": "x"}),
                browser.post("/break-glass/enter/", {"username": "a\0b", "code": "x"}),
                browser.get("/lists/party/", {"q": "a\0b"}),
                browser.get("/accounts/1%0001/"),
            ):
                assert answer.status_code == 400


def test_a_version_that_no_row_has_is_no_fault(client: Client) -> None:
    with nothing_written():
        answer = client.post("/account/sessions/", {"act": "end", "session_id": "1", "expected_version": "9" * 5_000})
    assert answer.status_code == 302


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "JUNK"])
def test_unknown_methods_are_turned_away(client: Client, method: str) -> None:
    with nothing_written():
        answer = client.generic(method, "/office/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_trace_is_nothing_to_the_api_either(client: Client) -> None:
    assert client.generic("TRACE", "/api/v1/documents").status_code == 405


def test_a_method_is_what_it_is(client: Client) -> None:
    """No header and no field turns a look into a write."""
    for headers in ({"x-http-method-override": "POST"}, {"x-method-override": "POST"}, {"x-http-method": "POST"}):
        assert client.get("/logout/?_method=POST", headers=headers).status_code == 405
    assert client.get("/inbox/").status_code == 200


def test_too_much_is_said_so_before_it_is_read(client: Client, settings) -> None:
    with nothing_written():
        answer = client.generic("POST", "/office/", b"x", CONTENT_LENGTH=str(settings.REQUEST_LIMIT + 1))
    assert answer.status_code == 413
    assert "ใหญ่เกินไป" in answer.content.decode()
    assert client.generic("POST", "/office/", b"x", CONTENT_LENGTH="-1").status_code == 413


def test_a_form_without_files_is_smaller_still(client: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert client.post("/office/", {"name_th": "ก" * 5000}).status_code == 400


def test_more_fields_than_any_form_has(client: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
    assert client.post("/office/", {f"a{number}": "1" for number in range(60)}).status_code == 400


@pytest.mark.parametrize(
    "kind", ["application/json", "text/xml", "text/plain", "application/octet-stream", "nonsense", ""]
)
def test_a_body_of_another_kind_is_no_form(client: Client, kind: str) -> None:
    """It has no fields, and so no token either."""
    guarded = Client(enforce_csrf_checks=True, raise_request_exception=False)
    guarded.cookies = client.cookies
    with nothing_written():
        assert guarded.generic("POST", "/office/", b"act=names&name_th=x", kind).status_code == 403


def test_of_doubled_fields_the_last_counts_everywhere(client: Client) -> None:
    """Fields come from the body and never from the address."""
    answer = client.post(
        "/switch/language/?lang=th&next=/office/", {"lang": ["th", "en"], "next": ["/years/", "/inbox/"]}
    )
    assert answer["Location"] == "/inbox/"
    assert client.cookies["khlang_language"].value == "en"


def test_broken_bytes_are_no_fault(desk: Desk) -> None:
    client = desk.client("pranee")
    client.raise_request_exception = False
    for path in (
        "/inbox/?page=%ff%fe",
        "/documents/receipt/?q=%00",
        "/lists/party/?q=\ud7ff%ed%a0%80",
        "/v/%2e%2e%2f/",
    ):
        assert client.get(path).status_code in (200, 302, 400, 404), path


def test_a_fault_tells_nothing(client: Client, monkeypatch) -> None:
    def fails(*given: object, **named: object) -> None:
        raise RuntimeError("SELECT secret FROM khlang at /srv/khlang.py")

    monkeypatch.setattr("khlang.faces.web.inbox.pages.starts", fails, raising=False)
    monkeypatch.setattr("khlang.faces.web.dashboard.present.day", fails)
    answer = client.get("/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert not any(word in text for word in ("SELECT", "RuntimeError", "Traceback", ".py", "Django"))
