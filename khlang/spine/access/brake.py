"""The brake on guessing: passwords, second factors, codes of slips and mails (ASVS 5.0 V6.3.1, V6.5.1, V6.6.3).

Every attempt is a row (`LoginEvent`), written before anything is compared, so that a burst of parallel guesses counts
itself. The limits are a table (`standards/limits.toml`). Nothing is closed for good, attempts that are told to wait do not
count, and a device that the account is known on is judged by its own failures alone: nobody can shut others out by guessing
at their accounts. `knock` and `settle` must not run inside a transaction that a Refusal would roll back.
"""

from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access.models import LoginEvent, Person
from khlang.standards.limits import Limit, allowance, known_address, limits

_COLUMN = {"account": "username", "address": "address", "device": "device", "organisation": "home"}


@tenancy.entrance()
def knock(
    *, purpose: str, account: str, address: str, now: datetime, person: Person | None = None, device: str = "",
    code: str = "try_later",
) -> LoginEvent:  # fmt: skip
    """Begin an attempt. `account` is what the failures of one account are counted under, `person` whose it is (if
    anybody's), `device` the mark of a device known to that person, "" for an unknown one.

    Refusal: `code`, with the minutes to wait.
    """
    attempt = LoginEvent.objects.create(
        purpose=purpose, username=account[:60], address=address[:45], device=device[:40], at=now, outcome="started",
        person=None, home=person.home_id if person else None,
    )  # fmt: skip
    for limit in limits(purpose):
        if _holds(limit, attempt) and _full(limit, attempt):
            settle(attempt=attempt, outcome="locked", person=person)
            raise Refusal(code, minutes=max(1, limit.window // timedelta(minutes=1)))
    return attempt


@tenancy.entrance()
def settle(*, attempt: LoginEvent, outcome: str, person: Person | None = None) -> None:
    """Say what came of an attempt: success, failed or locked."""
    attempt.outcome, attempt.person = outcome, person
    attempt.save(update_fields=["outcome", "person"])


def _holds(limit: Limit, attempt: LoginEvent) -> bool:
    """Whether a limit is asked at all: a known device only for its own failures, everybody else for all the others."""
    return ("device" in limit.by) == bool(attempt.device)


def _full(limit: Limit, attempt: LoginEvent) -> bool:
    """Whether the failures fill the bucket. The same statements for a known and an unknown name."""
    same = _same(limit, attempt)
    recent = _of(attempt).filter(same, at__gt=attempt.at - limit.window, outcome__in=("started", "failed"))
    recent = recent.exclude(id=attempt.id)
    if limit.forgets:
        last = _of(attempt).filter(same, outcome="success").aggregate(last=Max("at"))["last"]
        recent = recent if last is None else recent.filter(at__gt=last)
    failures = recent.count()
    if "organisation" in limit.by and attempt.home is None:
        return False
    if failures < limit.failures:
        return False
    if limit.each_person:
        return failures >= limit.failures + limit.each_person * _people_there(attempt)
    return not (limit.spares_known and _known_there(attempt))


def _of(attempt: LoginEvent) -> QuerySet[LoginEvent]:
    return LoginEvent.objects.filter(purpose=attempt.purpose)


def _same(limit: Limit, attempt: LoginEvent) -> Q:
    return Q(**{_COLUMN[each]: getattr(attempt, _COLUMN[each]) for each in limit.by})


def _people_there(attempt: LoginEvent) -> int:
    """How many people got in from the address lately: a whole office may share one."""
    rows = LoginEvent.objects.filter(address=attempt.address, outcome="success", at__gt=attempt.at - allowance())
    return rows.exclude(person=None).values("person").distinct().count()


def _known_there(attempt: LoginEvent) -> bool:
    """Whether the account got in from this address lately."""
    rows = LoginEvent.objects.filter(username=attempt.username, address=attempt.address, outcome="success")
    return rows.filter(at__gt=attempt.at - known_address()).exists()
