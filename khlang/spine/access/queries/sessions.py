"""Who is logged in: the open sessions of the people whose accounts an organisation answers for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q, Window

from khlang.platform import tenancy
from khlang.spine.access import sessions
from khlang.spine.access.models import OpenSession

__all__ = ["SessionsPage", "open_sessions"]

_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsPage:
    """One page of open sessions with their people."""

    rows: Sequence[OpenSession]
    count: int
    page: int
    pages: int


def open_sessions(
    *, org_id: int, now: datetime, person_id: int | None = None, search: str = "", page: int = 1, size: int = _SIZE
) -> SessionsPage:
    """The log-ins of the people whose home is the organisation that their next request would find alive, by name and latest
    first, by page; of one person, or whose name, user name or address has the words. One statement, however many there are."""
    limits = sessions.limits()
    with tenancy.entrance():  # also of people whose account is here and who work elsewhere
        rows = OpenSession.objects.filter(
            person__home_id=org_id, ended_at=None, started_at__gt=now - timedelta(seconds=limits.absolute),
            seen_at__gt=now - timedelta(seconds=limits.idle),
        )  # fmt: skip
        if person_id is not None:
            rows = rows.filter(person_id=person_id)
        if wanted := search.strip():
            name = Q(person__name_th__icontains=wanted) | Q(person__username__icontains=wanted)
            rows = rows.filter(name | Q(address__startswith=wanted))
        counted: Any = rows.annotate(count=Window(Count("id"))).select_related("person")
        ordered = counted.order_by("person__name_th", "person_id", "-started_at", "-id")
        found = list(ordered[(page - 1) * size : page * size])
        if not found and page > 1:
            page, found = 1, list(ordered[:size])
    count = found[0].count if found else 0
    return SessionsPage(rows=found, count=count, page=page, pages=max(1, -(-count // size)))
