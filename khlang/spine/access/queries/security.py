"""What guards the accounts: open sessions, second factors, the security log. People and their log-ins stand above
organisations; the log is shown to an organisation as far as it speaks of it or of its people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from khlang.platform import tenancy
from khlang.spine.access import tokens
from khlang.spine.access.models import (
    ApiToken,
    Authenticator,
    LoginEvent,
    OpenSession,
    Person,
    SecurityEvent,
)
from khlang.spine.access.queries.standing import names, staff

__all__ = [
    "SecurityPage",
    "authenticators",
    "events_of",
    "failures_since",
    "keys_ended",
    "keys_ended_since",
    "security_log",
    "sessions_of",
    "suspected_shared",
]


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """Some lines of the security log, how many there are in all, and the names of those who acted
    and of whom they speak."""

    rows: tuple[SecurityEvent, ...]
    count: int
    names: Mapping[int, str]


def sessions_of(*, person_id: int, limit: int = 50) -> tuple[OpenSession, ...]:
    """The open log-ins of a person, the latest first."""
    return tuple(OpenSession.objects.filter(person_id=person_id, ended_at=None).order_by("-started_at", "-id")[:limit])


def authenticators(*, person_id: int) -> tuple[Authenticator, ...]:
    """The second factors of a person, the oldest first."""
    return tuple(Authenticator.objects.filter(person_id=person_id))


def events_of(*, person_id: int, limit: int = 15) -> tuple[SecurityEvent, ...]:
    """What the log says last of a person, for the person. Newest first."""
    return tuple(SecurityEvent.objects.filter(person_id=person_id).order_by("-at", "-id")[:limit])


def failures_since(*, person_id: int, until: datetime) -> int:
    """How often somebody failed with the person's name or second factor between the last two times the person got in; 0
    when they got in once only. `until` is the instant of the last."""
    mine = LoginEvent.objects.filter(person_id=person_id, purpose__in=("login", "second_factor"))
    before = OpenSession.objects.filter(person_id=person_id, started_at__lt=until).order_by("-started_at").first()
    return mine.filter(outcome="failed", at__gt=before.started_at, at__lte=until).count() if before else 0


def keys_ended(*, person_id: int, since: datetime) -> tuple[ApiToken, ...]:
    """The keys of a person that something befell since an instant, in every organisation, for the person. Newest first."""
    with tenancy.unscoped():
        rows = ApiToken.objects.filter(person_id=person_id, revoked_at__gte=since, end_reason__in=tokens.BEFALLEN)
        return tuple(rows.select_related("org").order_by("-revoked_at", "-id"))


def keys_ended_since(*, person_id: int, until: datetime) -> tuple[ApiToken, ...]:
    """Those that ended since the person got in the time before, or at all; `until` is the instant of the last."""
    before = OpenSession.objects.filter(person_id=person_id, started_at__lt=until).order_by("-started_at").first()
    ever = datetime(1970, 1, 1, tzinfo=until.tzinfo)
    return keys_ended(person_id=person_id, since=before.started_at if before else ever)


def security_log(
    *, kind: str = "", person_id: int | None = None, since: datetime | None = None, search: str = "", page: int = 1,
    size: int = 50,
) -> SecurityPage:  # fmt: skip
    """The log as far as it speaks of the organisation in scope or of its people. Newest first; `search` is part of an
    address, a device or a name."""
    rows = _here()
    if kind:
        rows = rows.filter(kind=kind)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if search:
        rows = rows.filter(
            Q(address__icontains=search) | Q(device__icontains=search) | Q(person__name_th__icontains=search)
        )
    start = (page - 1) * size
    found = tuple(rows.order_by("-at", "-id")[start : start + size])
    people = {person for each in found for person in (each.actor, each.person_id) if person}
    return SecurityPage(found, rows.count(), names(person_ids=people))


def suspected_shared(*, now: datetime, days: int = 30) -> tuple[SecurityEvent, ...]:
    """Accounts of the organisation's people that looked shared lately (R-AU7), each once, the latest first."""
    rows = _here().filter(kind="account_shared_suspected", at__gt=now - timedelta(days=days))
    latest: dict[int | None, SecurityEvent] = {}
    for row in rows.select_related("person").order_by("-at")[:200]:
        latest.setdefault(row.person_id, row)
    return tuple(latest.values())


def _here() -> QuerySet[SecurityEvent]:
    org = tenancy.current_org()
    own = list(Person.objects.filter(home_id=org).values_list("id", flat=True))
    return SecurityEvent.objects.filter(Q(org_id=org) | Q(person_id__in=own) | Q(org_id=None, person_id__in=staff()))
