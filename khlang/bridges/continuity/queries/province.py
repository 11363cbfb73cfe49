"""What stands above several offices sees of them, read-only: how ready they are, what runs, what waits (provincial office over
its LAOs and units; an LAO over its units: UNIT-7, continuity C-41)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from khlang.bridges.continuity.lifecycle import ENTERING, RUNNING, days_running, escalation
from khlang.bridges.continuity.models import Capture, Drill, Kit, ManualBook, ManualNumber, Outage
from khlang.bridges.continuity.models.papers import OPEN
from khlang.platform import tenancy
from khlang.platform.clock import day_of, start_of
from khlang.spine.organisations import queries as organisations

#: Below an office that has more below it than this nearly everybody stands: what is asked about them is asked about all.
_MANY = 2000
#: A kit older than this many days is out of date (continuity A.2).
OLD_KIT = 7
#: So many of the longest backlogs are told.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Overseen:
    """One office below: its preparedness and its backlog. Ages and durations are days, None when there is none.

    `gate`: "open", "by_hand" (the system cannot be used) or "closed" (papers are being entered). `unacknowledged` outages
    are those whose notice the executive has not taken note of.
    """

    org_id: int
    code: str
    name: str
    name_en: str
    kind: str
    parent_id: int | None
    kit_age: int | None
    numbers_left: int
    drill_age: int | None
    drill_score: int | None
    outages: int
    days: int | None
    mark: int
    gate: str
    waiting: int
    exceptions: int
    oldest_paper: date | None
    unacknowledged: int

    @property
    def ready(self) -> bool:
        """A fresh kit and numbers in reserve: work by hand could begin today."""
        return self.kit_age is not None and self.kit_age <= OLD_KIT and self.numbers_left > 0

    @property
    def incomplete(self) -> bool:
        """Figures of the office are not complete: papers of it are not all in the system."""
        return self.outages > 0


@dataclass(frozen=True, slots=True)
class Backlog:
    """An office whose papers wait to be entered."""

    name: str
    name_en: str
    waiting: int
    exceptions: int


@dataclass(frozen=True, slots=True)
class Area:
    """What stands below an office in figures: how many there are, how many with an outage, with papers being entered, not
    ready for one, and how many papers wait in all. `behind`: the longest backlogs, longest first."""

    offices: int
    with_outage: int
    gated: int
    not_ready: int
    waiting: int
    behind: tuple[Backlog, ...]


def overseen(*, org_id: int, on: date, first: int = 0, size: int | None = None) -> tuple[Overseen, ...]:
    """The offices below an organisation, in order of their codes, as of a day: all, or `size` of them from the `first` on.
    One query for each table, however many offices there are, about those that are shown and no other. Who may look is
    decided by the page (outage.view in the organisation above)."""
    below = organisations.page_of_area(org_id=org_id, first=first, size=size)
    ids = [each.id for each in below]
    with tenancy.unscoped():
        kits = _latest(Kit, "taken_at", ids)
        numbers = _numbers(ids, on)
        drills = _drills(ids)
        running = _running(ids)
        waiting = _waiting(ids)
    return tuple(
        _overseen(each, on, kits, numbers, drills, running.get(each.id, []), waiting.get(each.id)) for each in below
    )


def area(*, org_id: int, on: date) -> Area:
    """All offices below an organisation in figures: the database counts them, none is read."""
    below, state = organisations.ids_of_area(org_id=org_id), "document__state__in"
    with tenancy.unscoped():
        stopped = Outage.objects.filter(Q(**{state: RUNNING}), org_id__in=below).aggregate(
            offices=Count("org_id", distinct=True),
            gated=Count("org_id", distinct=True, filter=Q(**{state: ENTERING})),
        )
        count, ready = organisations.count_of_area(org_id=org_id), _ready(below, on)
        waiting = Capture.objects.filter(state__in=OPEN, org_id__in=below).count()
        return Area(count, stopped["offices"], stopped["gated"], count - ready, waiting, _behind(below))


def _ready(below: Any, on: date) -> int:
    """How many have a kit that is not old and a number in reserve (`Overseen.ready`)."""
    kits = Kit.objects.filter(org_id=OuterRef("id"), taken_at__gte=start_of(on - timedelta(days=OLD_KIT)))
    numbers = ManualNumber.objects.filter(org_id=OuterRef("org_id"), book_id=OuterRef("id"), state="leased")
    books = ManualBook.objects.filter(Exists(numbers), org_id=OuterRef("id"), expires_on__gte=on)
    return int(below.filter(Exists(kits), Exists(books)).count())


def _behind(below: Any) -> tuple[Backlog, ...]:
    rows = Capture.objects.filter(state__in=OPEN, org_id__in=below).values("org_id", "org__name_th", "org__name_en")
    counted = rows.annotate(left=Count("id"), refused=Count("id", filter=Q(state="exception")))
    longest = counted.order_by("-left", "org__code")[:_SHOWN]
    return tuple(Backlog(row["org__name_th"], row["org__name_en"], row["left"], row["refused"]) for row in longest)


def incomplete(*, org_ids: Sequence[int]) -> tuple[int, ...]:
    """Of these organisations those whose figures are not complete, because papers of an outage are not all certified: what a
    consolidated report says beneath its figures (continuity C-41)."""
    with tenancy.unscoped():
        return tuple(sorted(_running(org_ids).keys() & set(org_ids)))


def _of(model: Any, ids: Sequence[int]) -> Any:
    """The rows of these organisations, and maybe of others."""
    return model.objects.filter(org_id__in=list(ids)) if len(ids) <= _MANY else model.objects.all()


def _latest(model: Any, column: str, ids: Sequence[int]) -> dict[int, datetime]:
    rows = _of(model, ids).values_list("org_id").annotate(last=Max(column)).order_by()
    return dict(rows)


def _numbers(ids: Sequence[int], on: date) -> dict[int, int]:
    """Numbers that are still free in books that have not expired."""
    rows = _of(ManualNumber, ids).filter(state="leased", book__expires_on__gte=on, book__in=_of(ManualBook, ids))
    return dict(rows.values_list("org_id").annotate(count=Count("id")).order_by())


def _drills(ids: Sequence[int]) -> dict[int, tuple[datetime, int | None]]:
    rows = _of(Drill, ids).filter(finished_at__isnull=False).order_by("finished_at")
    return {org: (at, score) for org, at, score in rows.values_list("org_id", "finished_at", "score")}


def _running(ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    rows = _of(Outage, ids).filter(document__state__in=RUNNING).select_related("document")
    for row in rows.order_by("started_at"):
        found.setdefault(row.org_id, []).append(row)
    return found


def _waiting(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    rows = _of(Capture, ids).filter(state__in=OPEN).values("org_id")
    counted = rows.annotate(
        left=Count("id"), exceptions=Count("id", filter=Q(state="exception")), oldest=Min("paper_date")
    )
    return {row["org_id"]: row for row in counted.order_by()}


def _overseen(
    office: Any,
    on: date,
    kits: dict[int, datetime],
    numbers: dict[int, int],
    drills: dict[int, tuple[datetime, int | None]],
    running: Sequence[Any],
    waiting: dict[str, Any] | None,
) -> Overseen:
    drilled, score = drills.get(office.id, (None, None))
    days = max((days_running(started_on=day_of(row.started_at), ended_on=None, today=on) for row in running), default=0)
    backlog = waiting or {"left": 0, "exceptions": 0, "oldest": None}
    return Overseen(
        office.id, office.code, office.name_th, office.name_en, office.kind, office.parent_id,
        _age(kits.get(office.id), on), numbers.get(office.id, 0), _age(drilled, on), score, len(running), days or None,
        escalation(days=days), _gate(running), backlog["left"], backlog["exceptions"], backlog["oldest"],
        sum(row.notice_acknowledged_on is None for row in running),
    )  # fmt: skip


def _age(at: datetime | None, on: date) -> int | None:
    return None if at is None else (on - day_of(at)).days


def _gate(running: Sequence[Any]) -> str:
    if any(row.document.state in ENTERING for row in running):
        return "closed"
    return "by_hand" if running else "open"
