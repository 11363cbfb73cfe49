"""Logs past their time: shown by default, taken off by the owner alone, with one line that stays (PDPA s. 37(3))."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from khlang.faces import cli
from khlang.platform import clock, tenancy
from khlang.platform.db import guards, inspection
from khlang.platform.db.connections import is_postgresql
from khlang.spine.access import privacy, retention, security_log
from khlang.spine.access.models import PersonalDataRead, SecurityEvent
from khlang.standards.retention import retention as table
from tests.household import found, hire
from tests.operators import operator

pytestmark = pytest.mark.django_db(transaction=True)
ORDER = "มท 0808.4/ว 123"


@pytest.fixture
def logs(settings: Any) -> Any:
    """Three lines of each log that are over, two that are not."""
    now, org = clock.now(), found("DEMO")
    person = hire(org, "wipa", "finance_officer")
    with tenancy.scope(org):
        for days in (1, 1095, 1097, 1097, 1500):
            at = now - timedelta(days=days)
            security_log.note(kind="logged_in", at=at, person=person)
            privacy.record(reader=person.pk, reader_org=org, at=at, what="documents:receipt", subjects=(7,))
    return org


def kept() -> tuple[int, int]:
    """How many lines both logs have."""
    with operator(), tenancy.unscoped():
        return SecurityEvent.objects.filter(kind="logged_in").count(), PersonalDataRead.objects.count()


def test_both_logs_are_kept_three_years() -> None:
    assert {table()[log].days for log in retention.LOGS} == {1096}
    assert {table()[log].deleted_by for log in retention.LOGS} == {"owner"}


def test_without_do_it_only_tells(logs: int, capsys: Any) -> None:
    """ปกติแสดงอย่างเดียว: กี่บรรทัด ของวันใด ตั้งแต่เมื่อใด."""
    assert cli.main(["privacy", "purge"]) == 0
    said, oldest = capsys.readouterr().out, (clock.now() - timedelta(days=1500)).astimezone(clock.BANGKOK).date()
    assert (
        f"security_log: 3 lines, since {oldest}" in said and f"    {oldest} 1" in said and "nothing was changed" in said
    )
    assert kept() == (5, 5)


def test_what_is_over_goes_and_a_line_stays(logs: int, capsys: Any) -> None:
    """ลบจริง: เหลือหนึ่งบรรทัดที่บอกจำนวน วัน และค่าแฮชของสิ่งที่ลบ การห้ามลบกลับมาครบ."""
    assert cli.main(["privacy", "purge"]) == 0
    told = capsys.readouterr().out
    assert cli.main(["privacy", "purge", "--do", "--order", ORDER]) == 0
    assert kept() == (2, 2)
    line = SecurityEvent.objects.get(kind="log_shortened")
    assert (line.facts["order"], line.facts["security_log_lines"], line.facts["personal_reads_lines"]) == (ORDER, 3, 3)
    assert (
        f"sha256 {line.facts['security_log_sha256']}" in told
        and f"sha256 {line.facts['personal_reads_sha256']}" in told
    )
    assert line.facts["security_log_from"] < line.facts["security_log_to"]
    assert guards.missing() == [] and not [each for each in inspection.problems() if "access_" in each]
    assert cli.main(["privacy", "purge", "--do", "--order", ORDER]) == 0
    assert SecurityEvent.objects.filter(kind="log_shortened").count() == 1, "nothing was over: no second line"


def test_the_line_itself_is_never_over(logs: int) -> None:
    security_log.note(kind="log_shortened", at=clock.now() - timedelta(days=4000), lines=1)
    cli.main(["privacy", "purge", "--do", "--order", ORDER])
    assert SecurityEvent.objects.filter(kind="log_shortened").count() == 2


def test_the_application_still_cannot(logs: int) -> None:
    with tenancy.scope(logs), pytest.raises(DatabaseError), transaction.atomic():
        SecurityEvent.objects.all().delete()
    if is_postgresql():  # on SQLite whoever has the file is its owner
        with tenancy.unscoped(), pytest.raises(DatabaseError, match="must be owner|permission denied"):
            retention.shorten(now=clock.now(), order=ORDER)
    assert kept() == (5, 5)


def test_it_needs_a_written_order(logs: int, capsys: Any) -> None:
    assert cli.main(["privacy", "purge", "--do"]) == 2
    assert "คำสั่ง" in capsys.readouterr().err and kept() == (5, 5)
