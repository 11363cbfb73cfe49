"""Accounts handed out on slips, and the requests for a way in while ThaID is down."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import emergency
from khlang.spine.access import slips as first_codes
from khlang.spine.access.models import BreakGlass, HandedOut, Person
from khlang.spine.organisations import queries as organisations

__all__ = [
    "SLIP_STATES",
    "Slips",
    "break_glasses",
    "break_glasses_waiting",
    "mailboxes",
    "printable",
    "slip",
    "slip_state",
    "slips",
]

SLIP_STATES: Final = ("waiting", "used", "expired", "revoked")
_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Slips:
    """One page of slips."""

    rows: Sequence[HandedOut]
    count: int
    page: int
    pages: int


def slips(*, org_id: int, now: datetime, state: str = "", organisation: str = "", page: int = 1) -> Slips:
    """Slips that an organisation handed out, and those of its own people whoever handed them out; the latest first, by page.
    `organisation` is the code, or a piece of the name, of the organisation of the post."""
    with tenancy.entrance():
        rows = HandedOut.objects.filter(Q(made_in_id=org_id) | Q(org_id=org_id))
        rows = rows.filter(_in_state(state, now)) if state in SLIP_STATES else rows
        if wanted := organisation.strip():
            rows = rows.filter(Q(org__code__startswith=wanted.upper()) | Q(org__name_th__contains=wanted))
        count = rows.count()
        pages = max(1, -(-count // _SIZE))
        page = min(max(1, page), pages)
        ordered = rows.select_related("person", "org").order_by("-made_at", "-id")
        return Slips(rows=list(ordered[(page - 1) * _SIZE : page * _SIZE]), count=count, page=page, pages=pages)


def slip(*, slip_id: int, org_id: int) -> HandedOut:
    """One slip that an organisation handed out or that is for a post in it or below it; raises Refusal slip_not_found."""
    with tenancy.entrance():
        found = HandedOut.objects.select_related("person", "org").filter(id=slip_id).first()
    if found is None or found.org_id not in organisations.under(org_id=org_id, org_ids=(found.org_id,)):
        raise Refusal("slip_not_found")
    return found


def mailboxes(*, person_ids: Collection[int]) -> tuple[str, ...]:
    """The proved mailboxes of several people, for notices."""
    with tenancy.entrance():
        rows = Person.objects.filter(id__in=person_ids, is_active=True).exclude(email_proved_at=None)
        return tuple(rows.order_by("id").values_list("email", flat=True))


def slip_state(slip: HandedOut, now: datetime) -> str:
    """waiting, used, expired or revoked."""
    if slip.used_at is not None:
        return "used"
    if slip.revoked_at is not None:
        return "revoked"
    return "waiting" if slip.expires_at > now else "expired"


def _in_state(state: str, now: datetime) -> Q:
    unused = Q(used_at=None)
    return {
        "used": ~unused,
        "revoked": unused & ~Q(revoked_at=None),
        "waiting": unused & Q(revoked_at=None, expires_at__gt=now),
        "expired": unused & Q(revoked_at=None, expires_at__lte=now),
    }[state]


def printable(*, org_id: int, maker: int, made_at: datetime, seed: str) -> list[tuple[HandedOut, str]]:
    """The slips of one hand-out with their first codes: those whose code comes from the seed, which only their maker has.
    By organisation and name."""
    with tenancy.entrance():
        rows = HandedOut.objects.filter(
            made_in_id=org_id, made_by=maker, made_at=made_at, used_at=None, revoked_at=None
        )
        found = [(row, first_codes.code(seed=seed, slip=row.id)) for row in _with_names(rows)]
    return [(row, code) for row, code in found if first_codes.fits(code=code, kept=row.code_digest)]


def _with_names(rows: QuerySet[HandedOut]) -> QuerySet[HandedOut]:
    return rows.select_related("person", "org").order_by("org__code", "person__username")


def break_glasses(*, org_id: int) -> Sequence[BreakGlass]:
    """Requests for a day's way in, with what became of them, in an organisation and everywhere below it; the latest first, five
    hundred at most. However large the area, only organisations that ever asked are looked at."""
    with tenancy.entrance():
        asked = set(BreakGlass.objects.values_list("org_id", flat=True).distinct())
        inside = organisations.under(org_id=org_id, org_ids=asked)
        rows = BreakGlass.objects.filter(org_id__in=inside).select_related("org", "person")
        return list(rows.order_by("-asked_at", "-id")[:500])


def break_glasses_waiting(
    *, org_id: int, person_id: int, now: datetime, seconds: bool, grants: bool
) -> tuple[BreakGlass, ...]:
    """The requests that wait for one person: to second one of the own office (`seconds`), to grant one of an office below
    (`grants`). Whoever asked, seconded or is to be let in is somebody else. Oldest first; one statement while nothing waits."""
    with tenancy.entrance():
        live = BreakGlass.objects.filter(closed_at=None, granted_at=None, asked_at__gt=now - emergency.LIFE)
        others = live.exclude(person_id=person_id).exclude(asked_by=person_id)
        mine = Q(pk=None) if not seconds else Q(org_id=org_id, seconded_at=None)
        if grants:
            mine |= Q(seconded_at__isnull=False) & ~Q(seconded_by=person_id) & ~Q(org_id=org_id)
        found = list(others.filter(mine).select_related("person", "org").order_by("asked_at", "id"))
    inside = organisations.under(org_id=org_id, org_ids={each.org_id for each in found}) if found else frozenset()
    return tuple(each for each in found if each.org_id in inside)
