"""The brake: strangers never shut out whom it protects; offices share an address; what is forged counts for nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from khlang.core.refusal import Refusal
from khlang.spine.access import brake, login
from khlang.spine.access.models import LoginEvent, SecurityEvent
from khlang.standards import limits
from tests.entrance.door import enter, kinds
from tests.household import NOW, PASSWORD, found, hire

WRONG = "ไม่ใช่รหัสผ่านของฉัน"


def try_in(username="somchai", password=PASSWORD, address="192.0.2.1", at=NOW, marks=None):
    try:
        login.authenticate(username=username, password=password, address=address, now=at, marks=marks)
    except Refusal as refusal:
        return refusal.code
    return "in"


def allow(monkeypatch, by, failures, **more):
    """A limit of log-in that is reached sooner."""
    rows = [replace(row, failures=failures, **more) if row.by == set(by) else row for row in limits.limits("login")]
    monkeypatch.setattr(brake, "limits", lambda purpose: tuple(rows))


@pytest.fixture
def somchai(db):
    return hire(found(), "somchai", "revenue_officer", password=PASSWORD)


def test_strangers_guesses_never_shut_a_known_device_out(somchai, monkeypatch):
    allow(monkeypatch, ["account"], 20)
    marks = {somchai.id: "mark"}
    for number in range(40):
        try_in(password=WRONG, address=f"198.51.100.{number}")
    for _ in range(12):
        try_in(password=WRONG)
    assert try_in() == "login_locked"
    assert try_in(marks=marks) == "in"
    assert try_in(address="203.0.113.9") == "login_locked"
    assert try_in(address="203.0.113.9", marks=marks) == "in"


def test_a_known_device_is_braked_by_its_own_failures(somchai):
    marks = {somchai.id: "mark"}
    assert [try_in(password=WRONG, marks=marks) for _ in range(10)] == ["login_failed"] * 10
    assert try_in(marks=marks) == "login_locked"
    assert try_in(marks={somchai.id: "another"}) == "in"


def test_the_mark_of_another_person_is_none(somchai):
    for _ in range(10):
        try_in(password=WRONG)
    assert try_in(marks={somchai.id + 1: "mark"}) == "login_locked"


def test_from_an_address_where_the_account_got_in_lately_guesses_elsewhere_do_not_count(somchai, monkeypatch):
    allow(monkeypatch, ["account"], 20)
    assert try_in(at=NOW - timedelta(days=3)) == "in"
    for number in range(25):
        try_in(password=WRONG, address=f"198.51.100.{number}")
    assert try_in() == "in"
    assert try_in(address="203.0.113.9") == "login_locked"


def test_an_office_behind_one_address_has_more_allowance_than_one_guesser(somchai, monkeypatch):
    allow(monkeypatch, ["address"], 10, each_person=5)
    for number in range(10):
        try_in(f"guess{number}", WRONG)
    assert try_in() == "login_locked"
    LoginEvent.objects.all().delete()
    for number in range(3):
        assert try_in(hire(somchai.home_id, f"clerk{number}", password=PASSWORD).username) == "in"
    for number in range(20):
        try_in(f"guess{number}", WRONG)
    assert try_in() == "in"


def test_guesses_spread_over_one_organisation_are_braked_there_only(somchai, monkeypatch):
    allow(monkeypatch, ["organisation"], 6)
    other = hire(found("OTHER"), "other", password=PASSWORD)
    for number in range(6):
        hire(somchai.home_id, f"clerk{number}")
        try_in(f"clerk{number}", WRONG, address=f"198.51.100.{number}")
    assert try_in(address="203.0.113.9") == "login_locked"
    assert try_in(other.username, address="203.0.113.9") == "in"
    assert try_in("nobody", address="203.0.113.9") == "login_failed"


def test_one_line_of_the_log_says_it_for_all_knocks(somchai):
    for _ in range(14):
        try_in(password=WRONG)
    assert kinds(somchai).count("login_failed") == 10
    assert kinds(somchai).count("login_braked") == 1


def test_unknown_and_known_names_leave_the_same_number_of_lines(somchai):
    try_in(password=WRONG)
    try_in("nobody", WRONG)
    assert [each.kind for each in SecurityEvent.objects.filter(kind="login_failed")] == ["login_failed"] * 2
    assert LoginEvent.objects.count() == 2


def test_every_purpose_has_its_limits():
    for purpose in ("login", "second_factor", "passkey", "confirm", "activate", "otp", "recover", "break_glass"):
        assert limits.limits(purpose)
    with pytest.raises(ValueError, match="no limit"):
        limits.limits("nothing")


def test_the_answer_to_a_known_and_an_unknown_name_is_the_same_page(somchai):
    pages = []
    for username in ("somchai", "nobody"):
        client, answer = enter(username, WRONG)
        text = answer.content.decode().replace(f'value="{username}"', "")
        token = client.cookies[settings.CSRF_COOKIE_NAME].value
        assert token
        pages.append((answer.status_code, "csrfmiddlewaretoken" in text, text.count("ไม่ถูกต้อง"), len(text)))
    assert pages[0] == pages[1]


def cookie(client):
    return client.cookies["khlang_device"]


def test_the_device_is_known_after_a_log_in_and_its_cookie_is_closed_to_scripts(somchai):
    somchai.must_change_password = False
    somchai.save()
    client, _ = enter()
    assert (
        cookie(client)["httponly"] and cookie(client)["samesite"] == "Lax" and cookie(client)["max-age"] > 86_400 * 300
    )
    enter(client=client)
    assert [each for each in kinds(somchai) if each.startswith("logged_in")] == ["logged_in_new_device", "logged_in"]


def test_over_https_the_cookie_belongs_to_this_host_alone(somchai):
    client = Client()
    client.post("/login/", {"username": "somchai", "password": PASSWORD}, secure=True)
    assert client.cookies["__Host-khlang_device"]["secure"] and client.cookies["__Host-khlang_device"]["path"] == "/"


@pytest.mark.parametrize(
    "forged",
    [
        "x",
        "",
        "null",
        signing.dumps({"1": "m"}, salt="other"),
        signing.dumps(["m"], salt="khlang.faces.web.entrance.device"),
    ],
    ids=("word", "empty", "null", "salt of another", "list"),
)
def test_a_forged_cookie_knows_nobody(somchai, forged):
    client = Client()
    client.cookies["khlang_device"] = forged
    enter(client=client)
    assert kinds(somchai)[-1] == "logged_in_new_device"


def test_a_cookie_changed_by_a_letter_knows_nobody(somchai):
    client, _ = enter()
    value = cookie(client).value
    other = Client()
    other.cookies["khlang_device"] = value[:-1] + ("A" if value[-1] != "A" else "B")
    enter(client=other)
    assert kinds(somchai)[-1] == "logged_in_new_device"
