"""The way in while ThaID is down (C-44, R-AU5): two officers of the office and one of the province, for 24 hours.

ThaID stands in the way of activation and recovery only, never of the daily log-in; so this way is for somebody who can neither
log in nor prove who they are. It touches neither password nor second factor: the code of the province lets the person in for 24
hours, as often as needed, and afterwards the account is as it was before. While ThaID answers nobody asks and nobody grants; a
way that was granted stays open for its 24 hours although ThaID answers again, for three people have vouched for it and the
outage may come back. What is asked for and not granted within 24 hours is over.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models.functions import Coalesce

from khlang.core.refusal import Refusal
from khlang.spine.access import brake, slips, thaid
from khlang.spine.access.models import BreakGlass, Person

LIFE: Final = timedelta(hours=24)
WAY: Final = "break_glass"
STATES: Final = ("asked", "seconded", "granted", "used", "over", "closed")


def state(case: BreakGlass, now: datetime) -> str:
    """asked, seconded, granted, used (and still open), over, closed (by hand)."""
    if case.closed_at is not None:
        return "closed"
    if (case.ends_at or case.asked_at + LIFE) <= now:
        return "over"
    if case.used_at is not None:
        return "used"
    return "granted" if case.granted_at else "seconded" if case.seconded_at else "asked"


def check_down() -> None:
    """Refusal thaid_is_up: whoever can prove who they are through ThaID needs no other way."""
    if thaid.standing() == "up":
        raise Refusal("thaid_is_up")


def enter(*, username: str, code: str, address: str, now: datetime) -> BreakGlass:
    """The open way in of a person, by the code that the province told; its first use is kept.

    Must not run inside a transaction that its Refusal would roll back. Refusals: break_glass_failed (unknown name, wrong code,
    nothing granted, over: the same to the outside), login_locked.
    """
    typed = username.strip().lower()[:60]
    person = Person.objects.filter(username=typed).first()
    account = typed if person else "?" + slips.digest(typed)[:20]  # people type codes into the wrong box
    attempt = brake.knock(
        purpose=WAY, account=account, address=address, now=now, person=person, code="login_locked"
    )  # fmt: skip
    case = _open(person, now)
    right = slips.fits(code=code, kept=case.code_digest if case else "")
    brake.settle(attempt=attempt, outcome="success" if right else "failed", person=person)
    if not right or case is None or person is None or not person.is_active or not _used(case, now):
        raise Refusal("break_glass_failed", account=account)
    return case


def _used(case: BreakGlass, now: datetime) -> bool:
    """Keep the first use; False when somebody has ended the way in this very moment."""
    return bool(BreakGlass.objects.filter(id=case.id, closed_at=None).update(used_at=Coalesce("used_at", now)))


def _open(person: Person | None, now: datetime) -> BreakGlass | None:
    """What was granted last and is still open; the same question when there is nobody to ask about."""
    rows = BreakGlass.objects.filter(person_id=person.id if person else 0, ends_at__gt=now, closed_at=None)
    return rows.exclude(code_digest="").select_related("person").order_by("-granted_at").first()
