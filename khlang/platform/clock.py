"""The one clock. Faces read it to fill an Envelope; nothing below them asks what day it is."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

BANGKOK = ZoneInfo("Asia/Bangkok")
_OPENED = time(9)


def now() -> datetime:
    """The instant, in Bangkok; on a demo or drill instance the present time of day on its business date, at the earliest when
    the office has opened: what happened there this morning lies behind whoever looks."""
    real = datetime.now(BANGKOK)
    return datetime.combine(today(), max(real.time(), _OPENED), BANGKOK) if settings.BUSINESS_DATE else real


def today() -> date:
    """The business date in Bangkok (C.E.); `KHLANG_BUSINESS_DATE` moves it on demo and drill instances only."""
    if settings.BUSINESS_DATE:
        return date.fromisoformat(settings.BUSINESS_DATE)
    return datetime.now(BANGKOK).date()


def start_of(day: date) -> datetime:
    """The first instant of a day in Bangkok."""
    return datetime.combine(day, time.min, BANGKOK)


def day_of(instant: datetime) -> date:
    """The day in Bangkok on which an instant lies."""
    return instant.astimezone(BANGKOK).date()


def seconds() -> int:
    """Real seconds since 1970, for limits that count time and not days (sessions): no business date moves them."""
    return int(datetime.now(BANGKOK).timestamp())
