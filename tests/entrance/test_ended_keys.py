"""Whoever finds their program shut out is told why: on the first page after the log-in, on the account page, beside the key."""

from datetime import timedelta
from typing import Any

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import clock, tenancy
from khlang.spine.access import commands, tokens
from khlang.spine.access.models import OpenSession, RoleAssignment
from tests.api.program import key_of
from tests.entrance.door import enter
from tests.household import NOW, PASSWORD, TODAY, acting, found

NEW = "เรือใบสีฟ้าในทะเลทราย"
WHY = "เพราะผู้ดูแลระบบให้บัญชีออกจากระบบทุกเครื่อง"


@pytest.fixture
def key(desk: Any, somchai: Any) -> str:
    return key_of(desk.org, somchai)


def lives(secret: str) -> bool:
    try:
        return bool(tokens.authenticate_token(token=secret, now=NOW))
    except Refusal:
        return False


def test_the_first_page_the_account_and_the_list_say_why(desk: Any, somchai: Any, key: str) -> None:
    enter()
    OpenSession.objects.update(started_at=clock.now() - timedelta(minutes=2))
    later = acting(desk.org, desk.people["admin"], now=clock.now() - timedelta(minutes=1))
    commands.end_sessions(envelope=later, data={"person_id": somchai.id})
    client, _ = enter()
    first, second = (client.get("/account/").content.decode() for _ in range(2))
    assert first.count(WHY) == 2 and second.count(WHY) == 1, (
        "as a message once, on the account page as long as it is news"
    )
    assert "ระบบจัดเก็บรายได้" in second and 'href="/tokens/"' in second
    assert "สิ้นสุดแล้ว: ผู้ดูแลระบบให้บัญชีออกจากระบบทุกเครื่อง" in client.get("/tokens/").content.decode()
    OpenSession.objects.filter(ended_at=None).update(started_at=clock.now() - timedelta(seconds=9))  # a log-in later
    again, _ = enter()
    assert again.get("/account/").content.decode().count(WHY) == 1, "told once"


def test_nobody_else_is_told(desk: Any, somchai: Any, key: str) -> None:
    tokens.end_all(person=somchai, reason="recovery", now=NOW)
    client, _ = enter("malee")
    assert "โทเคน «" not in client.get("/account/").content.decode()


@pytest.mark.parametrize(("ticked", "after"), [({"end_keys": "on"}, False), ({}, True)])
def test_a_change_of_password_asks(somchai: Any, key: str, ticked: dict[str, str], after: bool) -> None:
    client, _ = enter()
    page = client.get("/password/").content.decode()
    assert 'name="end_keys" value="on" checked' in page and "ทุกหน่วยงานที่ท่านปฏิบัติงาน" in page
    wrong = client.post("/password/", {"current": "ผิดแน่นอนครับผม", "new": NEW, **ticked})
    assert ('name="end_keys" value="on" checked' in wrong.content.decode()) is bool(ticked), "as it was left"
    assert lives(key)
    assert client.post("/password/", {"current": PASSWORD, "new": NEW, **ticked})["Location"] == "/"
    assert lives(key) is after


def test_the_name_of_the_other_office_is_said(desk: Any, somchai: Any) -> None:
    """A key of another organisation is told of here: it is the same person's."""
    other = found("OTHER")
    with tenancy.scope(other):
        RoleAssignment.objects.create(
            person=somchai, role="finance_officer", from_date=TODAY, granted_by=0, granted_at=NOW
        )
    key_of(other, somchai)
    tokens.end_all(person=somchai, reason="recovery", now=NOW)
    client, _ = enter()
    assert "ของอบต.OTHER ถูกเพิกถอน" in client.get("/account/").content.decode()
