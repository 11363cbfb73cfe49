"""The security log: what it takes, who reads it, what it tells the person."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.db.models import F
from django.test import Client

from khlang.core.refusal import Refusal
from khlang.spine.access import devices, passwords, security_log, shared_accounts
from khlang.spine.access.models import LoginEvent, OpenSession, SecurityEvent
from khlang.standards import LANGUAGES, message_exists
from khlang.standards.security_events import security_events
from tests.entrance.door import enter, kinds
from tests.household import NOW, PASSWORD, found, hire

LIST = "/lists/security_event/"


@pytest.mark.parametrize("forged", ["a\r\nb", "a\x00b", "a\u2028b", "a\u202eb", "a\x1b[31mb", "a\tb"])
def test_no_line_can_be_forged(somchai, forged):
    client = Client(HTTP_USER_AGENT=forged)
    client.post("/login/", {"username": forged, "password": "x"})
    enter(client=client)
    for row in SecurityEvent.objects.all():
        assert all(each.isprintable() for each in row.device + row.address + "".join(map(str, row.facts.values())))
    assert OpenSession.objects.get(person=somchai).device == security_log.plain(forged)


def test_a_kind_that_nobody_named_is_a_fault(somchai):
    with pytest.raises(ValueError, match="no kind"):
        security_log.note(kind="something", at=NOW, person=somchai)


def test_every_kind_has_its_names():
    for kind in security_events():
        assert all(message_exists(f"security_event.{kind}", lang) for lang in LANGUAGES), kind


def test_lines_are_only_added(somchai):
    security_log.note(kind="logged_in", at=NOW, person=somchai)
    for change in (lambda rows: rows.update(kind="logged_out"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(SecurityEvent.objects.all())
    assert kinds(somchai) == ["account_made", "logged_in"]


def test_the_administrator_reads_what_concerns_the_people_of_the_office(desk, somchai):
    foreign = hire(found("OTHER"), "foreign", "admin", password=PASSWORD)
    security_log.note(kind="login_failed", at=NOW, person=foreign, address="203.0.113.77")
    security_log.note(kind="login_failed", at=NOW, person=somchai, address="198.51.100.1")
    page = desk.client("admin").get(LIST).content.decode()
    assert "198.51.100.1" in page and "รหัสผ่านไม่ถูกต้อง" in page
    assert "203.0.113.77" not in page
    assert "198.51.100.1" not in desk.client("admin").get(f"{LIST}?kind=logged_in").content.decode()
    assert "198.51.100.1" in desk.client("admin").get(f"{LIST}?person={somchai.id}&span=week&q=198.51").content.decode()
    assert b"198.51.100.1" in desk.client("admin").get(f"{LIST}export.csv").content


def test_nobody_else_reads_it(desk):
    assert desk.client("somchai").get(LIST).status_code == 403
    assert desk.client("somchai").get(f"{LIST}export.csv").status_code == 403


def a_minute_passes():
    """Whatever the clock says: at night it stands still at the opening of the office."""
    LoginEvent.objects.update(at=F("at") - timedelta(minutes=1))
    OpenSession.objects.update(started_at=F("started_at") - timedelta(minutes=1))


def test_failed_tries_are_said_after_the_next_log_in(somchai):
    enter()
    a_minute_passes()
    enter(password="ผิดแน่นอนครับผม")
    enter(password="ผิดแน่นอนครับผม")
    a_minute_passes()
    client, _ = enter()
    assert "ผิด 2 ครั้ง" in client.get("/").content.decode()
    a_minute_passes()
    client, _ = enter()
    assert "ผิด 2 ครั้ง" not in client.get("/").content.decode()


def test_a_new_device_is_told_by_mail_to_a_proved_address_only(somchai, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    enter()
    assert mail.outbox == []
    somchai.email, somchai.email_proved_at = "somchai@example.go.th", NOW
    somchai.save()
    client, _ = enter()
    assert [each.to for each in mail.outbox] == [["somchai@example.go.th"]]
    assert "เครื่องใหม่" in mail.outbox[0].subject and PASSWORD not in mail.outbox[0].body
    enter(client=client)
    assert len(mail.outbox) == 1


def test_one_account_on_many_devices_is_suspected_once_a_day(somchai, desk):
    for number in range(6):
        client = Client(HTTP_USER_AGENT=f"Browser {number}", REMOTE_ADDR=f"192.0.2.{number}")
        enter(client=client)
    assert kinds(somchai).count("account_shared_suspected") == 1
    event = SecurityEvent.objects.get(kind="account_shared_suspected")
    assert event.facts == {"devices": 4, "hours": 8}
    assert "อาจใช้บัญชีร่วมกัน" in desk.client("admin").get(LIST).content.decode()
    assert not shared_accounts.look(person=desk.people["malee"], now=NOW)


def test_my_account_shows_my_own(desk, somchai):
    client, _ = enter()
    enter("malee", client=Client(REMOTE_ADDR="203.0.113.50"))
    page = client.get("/account/").content.decode()
    assert "เจ้าหน้าที่จัดเก็บรายได้" in page and "เครื่องนี้" in page and "เข้าสู่ระบบจากเครื่องที่ไม่เคยใช้" in page
    assert "203.0.113.50" not in page


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
        ("curl/8.0", "curl/8.0"), ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_called_by_a_name_people_know(given, shown):
    assert devices.name(device=given) == shown


@pytest.mark.parametrize(
    "leaked", ["mailcreated5240", "Q1w2e3r4t5y6", "organization", "Professional2567!", "international12"]
)
def test_leaked_passwords_and_single_words_are_refused(leaked):
    with pytest.raises(Refusal) as refused:
        passwords.check(password=leaked, context=[])
    assert refused.value.code == "password_common"
