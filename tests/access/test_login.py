"""Logging in, the brake on guessing, passwords, sessions, tokens."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from khlang.core.refusal import Refusal
from khlang.platform.commands import input_hash
from khlang.spine.access import brake, commands, login, passwords, queries, sessions, tokens
from khlang.spine.access.models import ApiToken, LoginEvent
from khlang.spine.access.schemas import SetPassword
from khlang.standards import limits
from tests.household import NOW, PASSWORD, acting, envelope, found, hire

pytestmark = pytest.mark.django_db
WRONG = "ไม่ใช่รหัสผ่านของฉัน"


@pytest.fixture
def org():
    return found()


@pytest.fixture
def somchai(org):
    return hire(org, "somchai", "revenue_officer", password=PASSWORD)


def try_in(username="somchai", password=PASSWORD, address="192.0.2.1", at=NOW):
    """The outcome of an attempt: "in", or the code of the refusal."""
    try:
        login.authenticate(username=username, password=password, address=address, now=at)
    except Refusal as refusal:
        return refusal.code
    return "in"


def allow(monkeypatch, by, failures):
    """A limit of log-in that is reached sooner."""
    rows = [replace(row, failures=failures) if row.by == set(by) else row for row in limits.limits("login")]
    monkeypatch.setattr(brake, "limits", lambda purpose: tuple(rows))


def test_a_person_logs_in_by_name_and_password_and_it_is_recorded(somchai):
    person = login.authenticate(username=" Somchai ", password=PASSWORD, address="192.0.2.1", now=NOW)
    assert person == somchai
    (event,) = queries.logins(person_id=somchai.id)
    assert (event.username, event.address, event.at, event.success) == ("somchai", "192.0.2.1", NOW, True)


def test_unknown_name_wrong_password_and_switched_off_account_look_the_same(org, somchai):
    off = hire(org, "off", password=PASSWORD)
    commands.save_person(envelope=envelope(org), data={"person_id": off.id, "name_th": "ปิดใช้งาน", "is_active": False})
    hire(org, "nopassword")
    attempts = [
        ("nobody", PASSWORD),
        ("somchai", WRONG),
        ("off", PASSWORD),
        ("nopassword", ""),
        ("somchai", "ก" * 5000),
    ]
    assert {try_in(username, password) for username, password in attempts} == {"login_failed"}
    assert LoginEvent.objects.filter(outcome="failed").count() == len(attempts)


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(somchai, settings):
    """With the hasher of production; the median of five, alternating, within a wide margin for a busy machine."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    somchai.set_password(passwords.canonical(PASSWORD))
    somchai.save()
    spent = {"somchai": [], "nobody": []}
    for _ in range(5):
        for username, times in spent.items():
            begun = time.perf_counter()
            assert try_in(username, WRONG) == "login_failed"
            times.append(time.perf_counter() - begun)
    known, unknown = (sorted(times)[2] for times in spent.values())
    assert 0.5 < unknown / known < 2


def test_production_keeps_argon2():
    from khlang.platform.settings import base

    assert base.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_ten_failures_close_the_pair_for_a_quarter_of_an_hour(somchai):
    assert [try_in(password=WRONG) for _ in range(10)] == ["login_failed"] * 10
    assert try_in() == "login_locked"
    assert try_in(address="192.0.2.2") == "in"
    assert try_in(at=NOW + timedelta(minutes=14)) == "login_locked"
    assert try_in(at=NOW + timedelta(minutes=16)) == "in"


def test_the_lock_is_told_alike_for_a_name_that_does_not_exist():
    assert [try_in("nobody", WRONG) for _ in range(11)] == ["login_failed"] * 10 + ["login_locked"]


def test_a_password_typed_as_user_name_is_not_recorded(somchai):
    assert [try_in(PASSWORD, "") for _ in range(11)] == ["login_failed"] * 10 + ["login_locked"]
    names = set(LoginEvent.objects.values_list("username", flat=True))
    assert len(names) == 1 and PASSWORD not in names.pop()


def test_a_success_clears_the_failures_of_the_pair(somchai):
    for minute in range(3):
        at = NOW + timedelta(minutes=minute)
        assert [try_in(password=WRONG, at=at) for _ in range(9)] == ["login_failed"] * 9
        assert try_in(at=at + timedelta(seconds=1)) == "in"


def test_knocking_at_a_closed_door_does_not_keep_it_closed(somchai):
    for _ in range(10):
        try_in(password=WRONG)
    for minute in range(1, 15):
        assert try_in(password=WRONG, at=NOW + timedelta(minutes=minute)) == "login_locked"
    assert try_in(at=NOW + timedelta(minutes=15, seconds=1)) == "in"


def test_guessing_one_account_from_many_addresses_is_stopped(somchai, monkeypatch):
    allow(monkeypatch, ["account"], 20)
    answers = [try_in(password=WRONG, address=f"198.51.100.{n}") for n in range(21)]
    assert answers == ["login_failed"] * 20 + ["login_locked"]


def test_guessing_many_accounts_from_one_address_is_stopped(somchai, monkeypatch):
    allow(monkeypatch, ["address"], 20)
    answers = [try_in(f"guess{n}", WRONG) for n in range(21)]
    assert answers == ["login_failed"] * 20 + ["login_locked"]
    assert try_in(address="192.0.2.7") == "in"


def test_an_attempt_under_way_counts_against_parallel_ones(somchai):
    LoginEvent.objects.bulk_create(
        LoginEvent(username="somchai", address="192.0.2.1", at=NOW, outcome="started") for _ in range(10)
    )
    assert try_in() == "login_locked"


def test_ones_own_password_is_changed_with_the_present_one(org, somchai):
    new = "เรือใบสีฟ้าในทะเลทราย"
    commands.set_password(envelope=acting(org, somchai), data={"current": PASSWORD, "new": new})
    assert (try_in(), try_in(password=new)) == ("login_failed", "in")
    changed = queries.person(person_id=somchai.id)
    assert not changed.must_change_password and changed.password_changed_at == NOW


def test_a_first_password_must_be_changed(org, somchai):
    issued = passwords.generate()
    commands.issue_password(envelope=envelope(org), data={"person_id": somchai.id, "password": issued})
    assert try_in(password=issued) == "in"
    assert queries.person(person_id=somchai.id).must_change_password


@pytest.mark.parametrize(
    "good", [PASSWORD, "correct horse battery staple", "x7-q_pL9 vR2!tW", "ก" * 3 + "ำแหงดีมากครับผม"]
)
def test_good_passwords_need_no_composition(good):
    assert passwords.check(password=good, context=["somchai", "อบต.ทุ่งทอง"]) is None


def test_sara_am_typed_in_two_ways_is_one_password():
    assert passwords.canonical("น\u0e4d\u0e32ใจ") == passwords.canonical("น\u0e33ใจ")


def test_generated_passwords_pass_the_policy_and_differ():
    made = {passwords.generate() for _ in range(20)}
    assert len(made) == 20
    assert [passwords.check(password=password, context=[]) for password in made] == [None] * 20


def test_no_password_is_in_what_is_logged_or_hashed_for_the_journal(org, somchai):
    one, other = (SetPassword.model_validate({"current": PASSWORD, "new": new}) for new in ("ก" * 20, "ข" * 20))
    assert PASSWORD not in repr(one) and PASSWORD not in one.model_dump_json()
    assert input_hash(name="person.set_password", data=one) == input_hash(name="person.set_password", data=other)


@pytest.mark.parametrize(
    ("started", "seen", "verdict"),
    [(0, 0, "live"), (0, 1799, "live"), (1800, 1800, "idle"), (35_999, 0, "live"), (36_000, 0, "too_old")],
)
def test_sessions_end_idle_and_old(started, seen, verdict):
    """`started` and `seen` are seconds ago."""
    now = 1_000_000
    judged = sessions.judge(started=now - started, seen=now - seen, now=now, limits=sessions.limits())
    assert judged == verdict


def visit(person, session, *, at, monkeypatch):
    """One request of a session at a second; the request as the view sees it."""
    monkeypatch.setattr(sessions.clock, "seconds", lambda: at)
    request = RequestFactory().get("/")
    request.session, request.user = session, person
    sessions.SessionLimits(lambda _: HttpResponse())(request)
    return request


def test_the_middleware_logs_an_idle_session_out_and_notes_a_live_one(somchai, monkeypatch):
    session = SessionStore()
    assert visit(somchai, session, at=1000, monkeypatch=monkeypatch).user == somchai
    assert visit(somchai, session, at=2700, monkeypatch=monkeypatch).user == somchai
    assert session[sessions.SEEN] == 2700
    assert queries.person(person_id=somchai.id).last_seen_at.timestamp() == 2700
    ended = visit(somchai, session, at=4500, monkeypatch=monkeypatch)
    assert isinstance(ended.user, AnonymousUser) and ended.session_ended == "idle"
    assert sessions.STARTED not in session


def test_a_new_round_of_sessions_and_a_new_password_end_the_old_ones(org, somchai):
    before = somchai.get_session_auth_hash()
    commands.end_sessions(envelope=acting(org, somchai), data={"person_id": somchai.id})
    between = queries.person(person_id=somchai.id).get_session_auth_hash()
    commands.issue_password(envelope=envelope(org), data={"person_id": somchai.id, "password": passwords.generate()})
    after = queries.person(person_id=somchai.id).get_session_auth_hash()
    assert len({before, between, after}) == 3
    assert (SESSION_KEY, HASH_SESSION_KEY) == ("_auth_user_id", "_auth_user_hash")


def test_djangos_own_way_in_is_closed(somchai):
    backend = login.PersonBackend()
    assert backend.authenticate(None, username="somchai", password=PASSWORD) is None
    assert backend.get_user(somchai.id) == somchai
    assert backend.get_user(1) is None


def make_token(org, person, **more):
    secret = tokens.new_secret()
    data = {"label": "โปรแกรมรับชำระ", "expires_on": "2024-12-31", "secret": secret, **more}
    return secret, commands.create_token(envelope=acting(org, person), data=data)


def test_a_token_stands_for_its_owner_in_one_organisation(org, somchai):
    secret, outcome = make_token(org, somchai)
    bearer = tokens.authenticate_token(token=secret, now=NOW)
    assert (bearer.person_id, bearer.org_id, bearer.token_id) == (somchai.id, org, outcome.document_id)
    assert secret not in repr(outcome)


def test_only_the_digest_of_a_token_is_kept(org, somchai):
    from khlang.platform import tenancy

    secret, _ = make_token(org, somchai)
    with tenancy.scope(org):
        row = ApiToken.objects.get()
    assert secret not in str(vars(row)) and row.digest == tokens.digest(secret)


def test_dead_tokens_are_refused_alike(org, somchai):
    revoked, outcome = make_token(org, somchai)
    commands.revoke_token(envelope=envelope(org), data={"token_id": outcome.document_id})
    live, _ = make_token(org, somchai)
    expired_at = NOW.replace(month=12, day=31)
    for secret, now in (
        (revoked, NOW),
        (live, expired_at),
        (live[:-1] + "~", NOW),
        ("", NOW),
        (tokens.new_secret(), NOW),
    ):
        with pytest.raises(Refusal) as refused:
            tokens.authenticate_token(token=secret, now=now)
        assert refused.value.code == "token_invalid"


def test_the_token_of_somebody_switched_off_is_dead(org, somchai):
    secret, _ = make_token(org, somchai)
    data = {"person_id": somchai.id, "name_th": "พ้นหน้าที่", "is_active": False}
    commands.save_person(envelope=envelope(org), data=data)
    with pytest.raises(Refusal) as refused:
        tokens.authenticate_token(token=secret, now=NOW)
    assert refused.value.code == "token_invalid"


def test_session_limits_are_half_an_hour_and_ten_hours():
    assert (settings.SESSION_IDLE_MINUTES, settings.SESSION_ABSOLUTE_HOURS) == (30, 10)
