"""What people type comes back as text, sessions are new, passwords are typed hidden (ASVS V3.2.2, V6.2, V7.2, V14.2.1)."""

import re

from django.test import Client

from khlang.platform import tenancy
from tests.hardening.addresses import routes
from tests.household import PASSWORD
from tests.web.desk import Desk

MARKUP = "<img src=x onerror=alert(1)>'\"`{{7*7}}{% now %}</script>"


def test_what_people_type_is_never_markup(desk: Desk) -> None:
    """On every page on which a payer's name stands."""
    document, client = desk.receipt(payer=MARKUP), desk.client("pranee")
    seen = 0
    for path in (
        f"/documents/receipt/{document}/",
        "/documents/receipt/",
        "/vouchers/",
        f"/documents/receipt/?q={MARKUP}",
        "/",
    ):
        text = client.get(path).content.decode()
        seen += "&lt;img src=x" in text
        assert "<img src=x" not in text and "49" not in re.findall(r"alert\(1\)[^<]{0,30}", text), path
    assert seen >= 3


def test_a_wrong_name_at_log_in_is_text_too(db) -> None:
    text = Client().post("/login/", {"username": MARKUP, "password": "x"}).content.decode()
    assert "<img src=x" not in text and "&lt;img" in text


def test_passwords_are_typed_hidden_and_may_be_pasted(desk: Desk) -> None:
    for text in (Client().get("/login/").content.decode(), desk.client("somchai").get("/password/").content.decode()):
        fields = re.findall(r'<input[^>]*name="(?:password|current|new)"[^>]*>', text)
        assert fields
        for field in fields:
            assert 'type="password"' in field and "onpaste" not in field and 'autocomplete="off"' not in field


def test_the_key_of_a_session_is_long_random_and_new(desk: Desk, settings) -> None:
    """A key that somebody planted before the log-in is worth nothing after it."""
    with tenancy.unscoped():
        person = desk.people["somchai"]
        person.set_password(PASSWORD)
        person.save()
    keys = set()
    for _ in range(3):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
        client.post("/login/", {"username": "somchai", "password": PASSWORD})
        keys.add(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(keys) == 3
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) and key != "a" * 32 for key in keys), "32 of 36 letters: 165 bits"


def test_log_out_is_on_every_page(desk: Desk) -> None:
    for path in ("/", "/inbox/", "/reports/", "/documents/receipt/", "/vouchers/"):
        assert 'action="/logout/"' in desk.client("pranee").get(path).content.decode(), path


def test_no_address_carries_a_secret_or_a_national_number() -> None:
    """No place of any route is named after one; the token of /v/ is printed on the receipt for everybody."""
    places = {place for route in (*routes(), *routes(api=True)) for place in re.findall(r"<(?:\w+:)?(\w+)>", route)}
    secret = re.compile(r"password|secret|session|otp|national|pid|key_?word|number_?13")
    assert [place for place in places if secret.search(place)] == []
    assert [route for route in routes() if "<slug:token>" in route] == ["v/<slug:token>/"]


def test_a_field_that_no_form_has_is_refused_or_ignored(desk: Desk) -> None:
    """State, number and maker of a document are not set by whoever sends them (mass assignment)."""
    data = {"command_id": "", "payer_name": "ก", "state": "posted", "number": "X1", "made_by": "1", "org_id": "1",
            "is_superuser": "1", "lines-0-item": "41210008", "lines-0-amount": "240.00"}  # fmt: skip
    before = desk.receipt()
    desk.client("somchai").post("/receipts/new/", data)
    text = desk.client("somchai").get(f"/documents/receipt/{before}/").content.decode()
    assert "X1" not in text
    with tenancy.unscoped():
        person = desk.people["somchai"]
        person.refresh_from_db()
    assert not getattr(person, "is_superuser", False)
