"""One account, many devices: an account that several people use looks like this (R-AU7). Nothing is refused; the
administrator is told, once a day for an account."""

from datetime import datetime, timedelta

from khlang.spine.access import security_log
from khlang.spine.access.models import OpenSession, Person, SecurityEvent
from khlang.standards.limits import shared_account

_SAID_EVERY = timedelta(days=1)
_KIND = "account_shared_suspected"


def look(*, person: Person, now: datetime, address: str = "", device: str = "") -> bool:
    """Look at the log-ins of the last hours after another one; whether the account now looks shared."""
    span, most = shared_account()
    rows = OpenSession.objects.filter(person=person, started_at__gt=now - span)
    places = set(rows.values_list("address", "device").distinct())
    if len(places) < most:
        return False
    if not SecurityEvent.objects.filter(person=person, kind=_KIND, at__gt=now - _SAID_EVERY).exists():
        hours = span // timedelta(hours=1)
        security_log.note(
            kind=_KIND, at=now, person=person, address=address, device=device, devices=len(places), hours=hours
        )
    return True
