"""Outages as they are read: which run, what is left of them, who must be told; and the directives on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from khlang.bridges.continuity.lifecycle import ENTERING, ESCALATIONS, RUNNING, days_running, escalation
from khlang.bridges.continuity.models import Capture, Directive, ManualNumber, Outage
from khlang.bridges.continuity.models.papers import OPEN
from khlang.core.refusal import Refusal
from khlang.platform.clock import day_of
from khlang.spine.documents import queries as documents

#: States in which an outage is not over.
UNFINISHED: Final = ("declared", *RUNNING, "certified")


@dataclass(frozen=True, slots=True)
class Running:
    """An outage that is not over: since when, for how many days by hand, how many papers are still to be entered.

    `mark` is the number of days (1, 3, 7, 30) after which somebody further up must know, 0 for none yet; `told` how often
    it was told further up; `unacknowledged` names the papers (notice, report) that the executive has not taken note of.
    """

    document_id: int
    number: str
    state: str
    trigger: str
    cause: str
    areas: tuple[str, ...]
    started_on: date
    restored_on: date | None
    days: int
    left: int
    exceptions: int
    mark: int
    told: int
    unacknowledged: tuple[str, ...]

    @property
    def gated(self) -> bool:
        """Whether ordinary work waits behind it."""
        return self.state in ENTERING


@dataclass(frozen=True, slots=True)
class DirectiveLine:
    """A letter on an outage as every report of the spell shows it."""

    document_id: int
    number: str | None
    state: str
    outage_id: int
    letter_number: str
    letter_date: date
    areas: tuple[str, ...]
    expires_on: date
    by_paper_date: bool


def of(*, document_id: int) -> Outage:
    """The outage of a document, with the document. Refusal: document_not_found."""
    found: Outage | None = Outage.objects.select_related("document").filter(document_id=document_id).first()
    if found is None:
        raise Refusal("document_not_found")
    return found


def all_outages(*, states: Sequence[str] = ()) -> QuerySet[Any]:
    """Outages with their documents, the latest first."""
    rows = Outage.objects.select_related("document").order_by("-started_at", "-id")
    return rows.filter(document__state__in=list(states)) if states else rows  # type: ignore[no-any-return]


def running() -> list[Outage]:
    """Outages during which papers are written or entered, the latest first."""
    return list(all_outages(states=RUNNING))


def gated() -> list[Outage]:
    """Outages behind which ordinary work waits, the latest first."""
    return list(all_outages(states=ENTERING))


def papers(*, outage_id: int) -> int:
    """How many papers are known of an outage: numbers that were used up for it, and captures without one of these."""
    return int(
        ManualNumber.objects.filter(outage_id=outage_id).exclude(state="leased").count()
        + Capture.objects.filter(outage_id=outage_id, state__in=OPEN).count()
    )


def left(*, outage_id: int) -> int:
    """How many papers of an outage were read and are still to be entered: what a closed gate says."""
    return int(Capture.objects.filter(outage_id=outage_id, state__in=OPEN).count())


def unfinished(*, on: date) -> list[Running]:
    """Outages that are not over on a day, the longest first, in three queries however many there are."""
    rows = list(all_outages(states=UNFINISHED))
    ids = [row.document_id for row in rows]
    waiting = _waiting(ids)
    told = told_further_up(outage_ids=ids)
    found = [_running(row, on, waiting.get(row.document_id, (0, 0)), told.get(row.document_id, 0)) for row in rows]
    return sorted(found, key=lambda each: (each.started_on, each.document_id))


def overdue(*, on: date) -> list[Running]:
    """Outages of which somebody must be told: they go on for more than 1, 3, 7 or 30 days and fewer people were told than
    marks have passed, or nobody has taken note of their papers after a day (LAO-10, UNIT-7)."""
    return [row for row in unfinished(on=on) if _marks(row) > row.told or (row.unacknowledged and row.days > 1)]


def _marks(row: Running) -> int:
    return sum(1 for mark in ESCALATIONS if row.state in ("declared", *RUNNING) and row.days > mark)


def _waiting(outage_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = Capture.objects.filter(outage_id__in=list(outage_ids), state__in=OPEN).values("outage_id")
    counted = rows.annotate(left=Count("id"), exceptions=Count("id", filter=Q(state="exception"))).order_by("outage_id")
    return {row["outage_id"]: (row["left"], row["exceptions"]) for row in counted}


def _running(row: Any, on: date, waiting: tuple[int, int], told: int) -> Running:
    started = day_of(row.started_at)
    days = days_running(started_on=started, ended_on=row.certified_on, today=on)
    missing = [] if row.notice_acknowledged_on or row.document.state == "declared" else ["notice"]
    if row.document.state == "certified" and row.report_acknowledged_on is None:
        missing.append("report")
    return Running(
        row.document_id, row.document.number or "", row.document.state, row.trigger, row.cause, tuple(row.areas),
        started, day_of(row.restored_at) if row.restored_at else None, days, *waiting, escalation(days=days), told,
        tuple(missing),
    )  # fmt: skip


def told_further_up(*, outage_ids: Sequence[int]) -> dict[int, int]:
    """How often each outage was told further up, in one query."""
    return documents.times_made(document_ids=outage_ids, move="escalate")


def escalations(*, outage_id: int) -> list[Any]:
    """The steps by which an outage was told further up: who told whom, when."""
    return [step for step in documents.trail(document_id=outage_id) if step.move == "escalate"]


def directives(*, outage_id: int | None = None, states: Sequence[str] = ("in_force",)) -> list[DirectiveLine]:
    """The letters on an outage (or on any), in order of their days: every report of the spell names them."""
    rows = Directive.objects.filter(document__state__in=list(states)).select_related("document")
    if outage_id is not None:
        rows = rows.filter(outage_id=outage_id)
    return [
        DirectiveLine(
            row.document_id, row.document.number, row.document.state, row.outage_id, row.letter_number,
            row.letter_date, tuple(row.areas), row.expires_on, row.by_paper_date,
        )
        for row in rows.order_by("letter_date", "id")
    ]  # fmt: skip


def directives_on(*, day: date) -> list[DirectiveLine]:
    """The letters that are in force on a day."""
    return [row for row in directives() if row.letter_date <= day <= row.expires_on]
