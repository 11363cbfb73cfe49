"""No form from elsewhere does anything, at any address that there is; the API reads no cookie (ASVS V3.5.1, V3.5.3)."""

import re
from typing import Any

from django.test import Client

from khlang.faces.web.session import BACKEND
from tests import untouched
from tests.hardening.addresses import filled, routes
from tests.web.desk import Desk

#: Written by looking: when a session was last seen, and who read personal data.
BY_LOOKING = {"access_opensession", "access_personaldataread", "access_securityevent"}


def of(desk: Desk, username: str, **options: Any) -> Client:
    """Somebody who is logged in and has looked at a page: that a session was seen is written with its first page."""
    client = Client(raise_request_exception=False, **options)
    client.force_login(desk.people[username], backend=BACKEND)
    client.get("/inbox/")
    return client


def test_every_form_needs_its_token(desk: Desk) -> None:
    """Also log-in, log-out, the language and the way to ThaID: 403 at every address of the pages, and nothing written."""
    document, client = desk.receipt(), of(desk, "pranee", enforce_csrf_checks=True)
    found = [filled(route, document_id=document) for route in routes()]
    assert len(found) > 50
    with untouched.nothing_written():
        answers = {path: client.post(path, {"act": "x", "password": "x"}).status_code for path in found}
    assert {path: status for path, status in answers.items() if status != 403} == {}
    assert client.get("/inbox/").status_code == 200, "the session is still there: nobody was logged out"


def test_a_token_of_another_session_is_none(desk: Desk) -> None:
    client = of(desk, "somchai", enforce_csrf_checks=True)
    answer = client.post("/switch/language/", {"lang": "en", "csrfmiddlewaretoken": "a" * 64})
    assert answer.status_code == 403


def test_a_form_from_another_origin_is_refused(desk: Desk) -> None:
    client = of(desk, "somchai", enforce_csrf_checks=True)
    page = client.get("/inbox/").content.decode()
    token = re.findall(r'"X-CSRFToken": "(\w+)"', page)[0]
    data = {"lang": "en", "csrfmiddlewaretoken": token}
    assert client.post("/switch/language/", data, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/switch/language/", data, headers={"origin": "http://testserver"}).status_code == 302


def test_the_api_never_looks_at_a_cookie(desk: Desk) -> None:
    """Whoever is logged in on the pages is nobody to the API."""
    document, client = desk.receipt(), of(desk, "pranee")
    found = [filled(route, document_id=document) for route in routes(api=True)]
    assert len(found) > 10
    open_to_all = ("/api/v1/openapi.json", "/api/v1/docs", "/api/v1/health")
    with untouched.nothing_written():
        for path in found:
            for method in ("get", "post"):
                answer = getattr(client, method)(path, {}, content_type="application/json")
                expected = (200, 405) if path.startswith(open_to_all) else (401, 404, 405)
                assert answer.status_code in expected, (method, path, answer.status_code)


def test_looking_writes_nothing(desk: Desk) -> None:
    """GET at every address of the pages leaves every table as it was, but for the marks of looking itself."""
    document = desk.receipt()
    clients = [of(desk, "pranee"), of(desk, "admin")]
    assert clients
    for route in routes():
        path, before = filled(route, document_id=document), untouched.contents()
        statuses = [client.get(path).status_code for client in clients]
        assert max(statuses) < 500, (path, statuses)
        written = untouched.changed(before, untouched.contents())
        assert written.keys() <= BY_LOOKING, (path, written)
