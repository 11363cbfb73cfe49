"""What of access is over is deleted, after the days that standards/retention.toml gives."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from khlang.platform.db import shortening
from khlang.spine.access import security_log
from khlang.spine.access.models import (
    LoginEvent,
    MailCode,
    OpenSession,
    PersonalDataRead,
    SecurityEvent,
)
from khlang.standards.retention import retention


def purge(*, now: datetime) -> dict[str, int]:
    """Delete codes sent by mail, attempts to log in and sessions whose time is over; how many rows of each kind.

    The security log and the log of personal data are not touched: the database refuses their deletion to the application
    (`shorten`).
    Source: PDPA s. 37(3).
    """
    ends = {key: now - timedelta(days=kind.days) for key, kind in retention().items() if kind.days}
    return {
        "mail_codes": MailCode.objects.filter(sent_at__lt=ends["mail_codes"]).delete()[0],
        "login_attempts": LoginEvent.objects.filter(at__lt=ends["login_attempts"]).delete()[0],
        "sessions": OpenSession.objects.filter(started_at__lt=ends["sessions"]).delete()[0],
    }


#: The logs that only the owner of the database may shorten, by their row of the table.
LOGS: Final = {"security_log": SecurityEvent, "personal_reads": PersonalDataRead}
_KIND: Final = "log_shortened"


def over(*, log: str, now: datetime) -> QuerySet[Any]:
    """The lines of a log whose time is over, in all organisations; what was said of earlier shortenings stays."""
    before = now - timedelta(days=retention()[log].days)
    rows = LOGS[log]._base_manager.filter(at__lt=before)
    return rows.exclude(kind=_KIND) if log == "security_log" else rows


def shorten(*, now: datetime, order: str) -> dict[str, shortening.Gone]:
    """Take what is over off both logs and leave one line that says so; only as the owner, everything or nothing.

    `order` is the written order under which it happens. The line names each log with the number of its lines, the first and last
    day and the digest of what went, and is itself never taken off. Source: PDPA s. 37(3).
    """
    with shortening.opened(*(model._meta.db_table for model in LOGS.values())):
        gone = {log: shortening.look(over(log=log, now=now)) for log in LOGS}
        facts: dict[str, Any] = {"order": order}
        for log, each in gone.items():
            if each.lines and shortening.take(over(log=log, now=now)) != each.lines:
                raise RuntimeError(f"{log}: not what was counted")
            first, last = (min(each.days), max(each.days)) if each.days else ("", "")
            facts |= {
                f"{log}_lines": each.lines, f"{log}_from": first, f"{log}_to": last, f"{log}_sha256": each.digest,
            }  # fmt: skip
        if any(each.lines for each in gone.values()):
            security_log.note(kind=_KIND, at=now, **facts)
    return gone
