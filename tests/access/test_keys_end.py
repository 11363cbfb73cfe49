"""A key of a program does not outlive what threw its owner out: it ends in every organisation, with a reason that is told."""

from datetime import timedelta
from typing import Any

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import commands, queries, tokens
from khlang.spine.access.models import ApiToken, Person, RoleAssignment, SecurityEvent
from khlang.standards import LANGUAGES, message
from tests.household import NOW, PASSWORD, TODAY, acting, envelope, found, hire
from tests.refusals.attempt import refused

NEW = "เรือใบสีฟ้าในทะเลทราย"


@pytest.fixture
def here(db: Any) -> int:
    return found()


@pytest.fixture
def there(here: int) -> int:
    return found("OTHER")


@pytest.fixture
def somchai(here: int, there: int) -> Person:
    """Somebody who works in two organisations and has a program in each."""
    person = hire(here, "somchai", "revenue_officer", password=PASSWORD)
    hire(here, "keeper", "admin"), hire(there, "other", "admin")
    with tenancy.scope(there):
        RoleAssignment.objects.create(
            person=person, role="finance_officer", from_date=TODAY, granted_by=0, granted_at=NOW
        )
    return person


@pytest.fixture
def keys(here: int, there: int, somchai: Person) -> list[str]:
    return [key(org, somchai) for org in (here, there)]


def key(org: int, person: Person) -> str:
    secret = tokens.new_secret()
    data = {"label": "โปรแกรมรับชำระ", "expires_on": "2024-12-31", "secret": secret}
    commands.create_token(envelope=acting(org, person), data=data)
    return secret


def lives(secret: str) -> bool:
    try:
        return tokens.authenticate_token(token=secret, now=NOW).person_id > 0
    except Refusal as refused:
        assert refused.code == "token_invalid"
        return False


def reasons() -> set[str]:
    with tenancy.unscoped():
        return set(ApiToken.objects.values_list("end_reason", flat=True))


def admin(org: int) -> Any:
    return acting(org, queries.by_username(username="keeper"))


def switched_off(org: int, person: Person) -> None:
    data = {"person_id": person.id, "name_th": person.name_th, "is_active": False}
    commands.save_person(envelope=admin(org), data=data)
    commands.save_person(envelope=admin(org), data={**data, "is_active": True})  # switching on revives nothing


def issued(org: int, person: Person) -> None:
    commands.issue_password(envelope=admin(org), data={"person_id": person.id, "password": NEW})


def thrown_out(org: int, person: Person) -> None:
    commands.end_sessions(envelope=admin(org), data={"person_id": person.id})


def changed(org: int, person: Person) -> None:
    commands.set_password(envelope=acting(org, person), data={"current": PASSWORD, "new": NEW})


BEFELL = [
    (switched_off, "switched_off"), (issued, "password_issued"), (thrown_out, "ended_by_admin"),
    (changed, "password_changed"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "why"), BEFELL)
def test_every_key_in_every_organisation_ends(what: Any, why: str, here: int, somchai: Person, keys: list[str]) -> None:
    assert [lives(each) for each in keys] == [True, True]
    what(here, somchai)
    assert [lives(each) for each in keys] == [False, False]
    assert reasons() == {why}
    lines = SecurityEvent.objects.filter(kind="token_revoked", person=somchai)
    assert {(each.org_id, each.facts["why"]) for each in lines} == {(each, why) for each in (here, _other())}
    told = queries.keys_ended(person_id=somchai.id, since=NOW)
    assert len(told) == (0 if why in tokens.BY_OWNER else 2), "what the owner did needs no telling"


def _other() -> int:
    return int(queries.by_username(username="other").home_id)


def test_an_ordinary_change_of_password_may_leave_them(here: int, somchai: Person, keys: list[str]) -> None:
    data = {"current": PASSWORD, "new": NEW, "end_keys": False}
    commands.set_password(envelope=acting(here, somchai), data=data)
    assert [lives(each) for each in keys] == [True, True]


def test_logging_oneself_out_everywhere_leaves_them(here: int, somchai: Person, keys: list[str]) -> None:
    """ตนเองสั่งออกทุกเครื่องไม่ใช่การถูกตัดสิทธิ โปรแกรมทำงานต่อ."""
    commands.end_sessions(envelope=acting(here, somchai), data={"person_id": somchai.id})
    assert [lives(each) for each in keys] == [True, True]


def test_correcting_a_name_leaves_them(here: int, somchai: Person, keys: list[str]) -> None:
    data = {"person_id": somchai.id, "name_th": "สมชาย ใจดี"}
    commands.save_person(envelope=admin(here), data=data)
    assert [lives(each) for each in keys] == [True, True]


def test_keys_of_others_and_keys_that_are_over_stay_as_they_were(here: int, somchai: Person, keys: list[str]) -> None:
    keeper = queries.by_username(username="keeper")
    other = key(here, keeper)
    with tenancy.scope(here):
        ApiToken.objects.filter(person=somchai).update(expires_at=NOW)
    assert tokens.end_all(person=somchai, reason="recovery", now=NOW) == 1, "only the one that was alive"
    assert lives(other) and reasons() == {"", "recovery"}


def test_by_hand_it_says_who(here: int, somchai: Person, keys: list[str]) -> None:
    with tenancy.scope(here):
        mine = ApiToken.objects.get(person=somchai)
    commands.revoke_token(envelope=envelope(here), data={"token_id": mine.id})
    assert [lives(each) for each in keys] == [False, True]
    told = queries.keys_ended(person_id=somchai.id, since=NOW)
    assert [each.end_reason for each in told] == ["revoked_by_issuer"]
    assert SecurityEvent.objects.filter(kind="token_made", person=somchai).count() == 2


def test_every_ending_has_words() -> None:
    assert all(message(f"token.why.{why}", lang) for why in tokens.ENDINGS for lang in LANGUAGES)


def test_no_key_is_made_behind_the_back_of_a_recovery(here: int, somchai: Person) -> None:
    """คำขอทำโทเคนที่ส่งไว้ก่อนเจ้าของกู้บัญชีคืน และมาถึงทีหลัง: ไม่ได้โทเคน."""
    sent = acting(here, somchai)
    Person.objects.filter(id=somchai.id).update(password_changed_at=sent.now + timedelta(seconds=1))
    data = {"label": "ประตูหลัง", "expires_on": "2024-12-31", "secret": tokens.new_secret()}
    with refused("stale_version"):
        commands.create_token(envelope=sent, data=data)
    Person.objects.filter(id=somchai.id).update(password_changed_at=sent.now)
    assert commands.create_token(envelope=sent, data=data).document_id
