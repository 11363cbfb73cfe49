"""How long data is kept: every table has its row, and what is over is gone the next night."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone

from khlang.faces.cli import nightly
from khlang.platform import clock
from khlang.spine.access import retention as keeping
from khlang.spine.access.models import LoginEvent, MailCode, OpenSession, SecurityEvent
from khlang.standards.retention import retention


def tables() -> list[str]:
    return sorted(model._meta.label_lower for model in apps.get_models())


@pytest.mark.parametrize("table", tables())
def test_every_table_of_the_installation_has_one_row(table):
    assert len([kind.key for kind in retention().values() if kind.holds(table)]) == 1, table


def test_every_row_speaks_of_a_table_that_there_is():
    known = set(tables())
    for kind in retention().values():
        for name in kind.tables:
            module = name.partition(".")[0]
            assert name in known or (name.endswith(".*") and any(each.startswith(f"{module}.") for each in known)), name


def test_every_row_says_why_and_for_whom():
    for kind in retention().values():
        assert kind.whose and kind.purpose and kind.basis and kind.keep and kind.source


def code(person, sent_at) -> MailCode:
    return MailCode.objects.create(
        person=person, purpose="activate", email="a@example.com", digest="d", session_digest="s", sent_at=sent_at,
        expires_at=sent_at + timedelta(minutes=10),
    )  # fmt: skip


@pytest.mark.django_db
def test_what_is_over_is_deleted_and_what_is_not_stays(province):
    now = clock.now()
    for days in (0, 29, 31, 364, 366):
        at = now - timedelta(days=days)
        code(province.prasert, at)
        LoginEvent.objects.create(username="x", at=at, outcome="failed")
        OpenSession.objects.create(person=province.prasert, started_at=at, seen_at=at, way="password")
    real = timezone.now()  # a browser's session knows no business date
    Session.objects.create(session_key="old", session_data="x", expire_date=real - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="x", expire_date=real + timedelta(days=1))
    gone = nightly.purge(now=now)
    assert gone == {"mail_codes": 3, "login_attempts": 1, "sessions": 1, "browser_sessions": 1}
    assert not Session.objects.filter(session_key="old").exists()
    assert Session.objects.filter(session_key="new").exists()
    assert nightly.purge(now=now) == dict.fromkeys(gone, 0)


@pytest.mark.django_db
def test_the_logs_are_not_for_the_program_to_delete(province):
    province.inside().get("/lists/party/")
    lines, reads = SecurityEvent.objects.count(), len(province.reads())
    keeping.purge(now=clock.now() + timedelta(days=10_000))
    assert (SecurityEvent.objects.count(), len(province.reads())) == (lines, reads)
    assert reads == 1
