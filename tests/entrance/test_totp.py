"""The app that counts: a code is used once, clocks may differ by a step, guessing is braked, half a log-in opens nothing."""

import pytest
from django.conf import settings
from django.test import Client

from khlang.core.refusal import Refusal
from khlang.faces.web.entrance import pending
from khlang.platform import clock
from khlang.spine.access import sealing, second_factor
from khlang.spine.access.models import Authenticator
from tests.entrance.door import app_of, code, enter, kinds
from tests.household import NOW, PASSWORD

AT = 1_800_000_015
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def seconds(monkeypatch):
    """A clock that stands still."""
    now = {"at": AT}
    monkeypatch.setattr(clock, "seconds", lambda: now["at"])
    return now


def check(person, typed, at=AT):
    try:
        second_factor.check_totp(person=person, code=typed, seconds=at, now=NOW, address="192.0.2.1")
    except Refusal as refusal:
        return refusal.code
    return "in"


@pytest.mark.parametrize(("away", "found"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_differ_by_one_step(away, found):
    step = second_factor.step_of(secret=SECRET, code=code(SECRET, AT + 30 * away), seconds=AT)
    assert step == (AT // 30 + away if found else None)


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1" * 50, "๑๒"])
def test_what_is_no_code_is_none(typed):
    assert second_factor.step_of(secret=SECRET, code=typed, seconds=AT) is None


def test_thai_digits_and_spaces_are_the_same_code():
    shown = code(SECRET, AT)
    typed = " ".join("๐๑๒๓๔๕๖๗๘๙"[int(each)] for each in shown)
    assert second_factor.step_of(secret=SECRET, code=typed, seconds=AT) == AT // 30


def test_a_code_is_used_once_and_none_before_it_either(somchai):
    secret = app_of(somchai, AT - 60)
    assert check(somchai, code(secret, AT)) == "in"
    assert check(somchai, code(secret, AT)) == "second_factor_wrong"
    assert check(somchai, code(secret, AT - 30)) == "second_factor_wrong"
    assert "second_factor_replayed" in kinds(somchai)
    assert check(somchai, code(secret, AT + 30), AT + 30) == "in"


def test_the_code_of_the_enrolment_opens_nothing(somchai):
    secret = app_of(somchai, AT)
    assert check(somchai, code(secret, AT - 30)) == "second_factor_wrong"


def test_the_secret_is_kept_encrypted_under_a_key_of_its_own(somchai, settings):
    secret = app_of(somchai, AT)
    kept = Authenticator.objects.get(person=somchai).secret
    assert secret not in kept and sealing.opened(kept) == secret
    settings.SECRETS_KEY = f"another-{'x' * 40},{settings.SECRETS_KEY}"
    assert sealing.opened(kept) == secret


def test_five_wrong_codes_have_to_wait_and_the_wait_ends(somchai, desk):
    secret = app_of(somchai, AT - 60)
    wrong = "000000" if code(secret, AT) != "000000" else "111111"
    assert [check(somchai, wrong) for _ in range(6)] == ["second_factor_wrong"] * 5 + ["try_later"]
    assert check(somchai, code(secret, AT)) == "try_later"
    assert Authenticator.objects.filter(person=somchai).exists()


def test_log_in_takes_both_and_a_new_session_key_at_each_step(somchai, seconds):
    secret = app_of(somchai, AT - 60)
    client = Client()
    client.get("/login/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    before = session.session_key
    _, answer = enter(client=client, next="/documents/receipt/")
    half = client.session.session_key
    assert answer["Location"] == "/login/second/" and half != before and "planted" not in client.session
    answer = client.post("/login/second/", {"code": code(secret, AT)})
    assert answer["Location"] == "/documents/receipt/"
    assert client.session.session_key not in (before, half)
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = half
    assert stale.get("/").headers["Location"].startswith("/login/")


@pytest.mark.parametrize("page", ["/", "/account/", "/account/second-factor/", "/password/", "/documents/receipt/"])
def test_half_a_log_in_opens_no_page(somchai, seconds, page):
    app_of(somchai, AT - 60)
    client, _ = enter()
    assert client.get(page).headers["Location"].startswith("/login/")
    assert "_auth_user_id" not in client.session


def test_half_a_log_in_is_over_after_five_minutes(somchai, seconds):
    secret = app_of(somchai, AT - 60)
    client, _ = enter()
    seconds["at"] += pending.GOOD_FOR
    answer = client.post("/login/second/", {"code": code(secret, seconds["at"])})
    assert answer["Location"] == "/login/?ended=half_over"
    assert "หมดเวลายืนยัน" in client.get(answer["Location"]).content.decode()


def test_half_a_log_in_is_over_with_a_new_password(somchai, seconds):
    """A half log-in by the old password does not outlive it."""
    secret = app_of(somchai, AT - 60)
    client, _ = enter()
    somchai.refresh_from_db()
    somchai.set_password("เรือใบสีฟ้าในทะเลทราย")
    somchai.save(update_fields=["password"])
    answer = client.post("/login/second/", {"code": code(secret, AT)})
    assert answer["Location"] == "/login/?ended=half_over"
    assert client.get("/").headers["Location"].startswith("/login/")


def test_the_second_step_belongs_to_the_session_that_gave_the_password(somchai, seconds):
    secret = app_of(somchai, AT - 60)
    enter()
    assert Client().post("/login/second/", {"code": code(secret, AT)})["Location"] == "/login/?ended=half_over"


def test_a_wrong_code_says_so_in_thai(somchai, seconds):
    app_of(somchai, AT - 60)
    client, _ = enter()
    answer = client.post("/login/second/", {"code": "12"})
    assert answer.status_code == 422 and "รหัส 6 หลักไม่ถูกต้อง" in answer.content.decode()


def enrol(client, **typed):
    page = client.get("/account/second-factor/totp/")
    secret = page.context["secret"].replace(" ", "")
    given = {"code": code(secret), "label": "โทรศัพท์ของสมชาย", "password": PASSWORD, **typed}
    return client.post("/account/second-factor/totp/", given)


def test_an_app_is_added_with_code_and_password_and_removed_with_the_password(somchai):
    client, _ = enter()
    assert b"data:image/svg+xml" in client.get("/account/second-factor/totp/").content
    assert enrol(client, code="1").status_code == 422
    assert enrol(client, password="ผิดแน่นอนครับผม").status_code == 422
    assert not Authenticator.objects.exists()
    assert enrol(client)["Location"] == "/account/second-factor/"
    row = Authenticator.objects.get(person=somchai)
    page = f"/account/second-factor/{row.id}/remove/"
    assert client.post(page, {"password": "ผิดแน่นอนครับผม"}).status_code == 422
    assert client.post(page, {"password": PASSWORD}).status_code == 302
    assert [each for each in kinds(somchai) if "factor" in each] == ["second_factor_added", "second_factor_removed"]


def test_nobody_removes_anothers_second_factor(desk, somchai):
    app_of(somchai)
    row = Authenticator.objects.get(person=somchai)
    answer = desk.client("malee").post(f"/account/second-factor/{row.id}/remove/", {"password": PASSWORD})
    assert answer.status_code == 404 and Authenticator.objects.filter(pk=row.pk).exists()


def test_where_it_is_required_nobody_works_before_and_the_last_one_stays(somchai, settings):
    settings.SECOND_FACTOR = "required"
    client, _ = enter()
    assert client.get("/documents/receipt/").headers["Location"] == "/account/second-factor/"
    assert "กำหนดให้ทุกคน" in client.get("/account/second-factor/").content.decode()
    assert enrol(client).status_code == 302
    assert client.get("/documents/receipt/").status_code == 200
    row = Authenticator.objects.get(person=somchai)
    answer = client.post(f"/account/second-factor/{row.id}/remove/", {"password": PASSWORD})
    assert answer.status_code == 422 and Authenticator.objects.filter(pk=row.pk).exists()
