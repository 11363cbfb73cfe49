"""What of access is over is deleted, after the days that standards/retention.toml gives."""

from datetime import datetime, timedelta

from khlang.spine.access.models import LoginEvent, MailCode, OpenSession
from khlang.standards.retention import retention


def purge(*, now: datetime) -> dict[str, int]:
    """Delete codes sent by mail, attempts to log in and sessions whose time is over; how many rows of each kind.

    The security log and the log of personal data are not touched: the database refuses their deletion to the application.
    Source: PDPA s. 37(3).
    """
    over = {key: now - timedelta(days=kind.days) for key, kind in retention().items() if kind.days}
    return {
        "mail_codes": MailCode.objects.filter(sent_at__lt=over["mail_codes"]).delete()[0],
        "login_attempts": LoginEvent.objects.filter(at__lt=over["login_attempts"]).delete()[0],
        "sessions": OpenSession.objects.filter(started_at__lt=over["sessions"]).delete()[0],
    }
