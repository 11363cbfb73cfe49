"""Rehearsals of the office: the one that runs, the ones that were, how each went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from khlang.bridges.continuity.models import Drill
from khlang.platform import tenancy

_LAST = 20


@dataclass(frozen=True, slots=True)
class DrillView:
    """One rehearsal. `score` of a hundred and `findings` (key, points, of, note) once it is over."""

    id: int
    practice_org: int
    started_at: datetime
    finished_at: datetime | None
    score: int | None
    findings: tuple[Mapping[str, Any], ...]

    @property
    def minutes(self) -> int | None:
        """How long it took."""
        return None if self.finished_at is None else round((self.finished_at - self.started_at).total_seconds() / 60)


def drills() -> list[DrillView]:
    """The last rehearsals, the latest first."""
    return [_view(row) for row in Drill.objects.order_by("-started_at")[:_LAST]]


def drill_of_practice(*, practice_org: int, org: int) -> DrillView | None:
    """The rehearsal that takes place in a practice copy, as its office has it."""
    with tenancy.scope(org):
        row = Drill.objects.filter(practice_org=practice_org).first()
    return _view(row) if row else None


def _view(row: Drill) -> DrillView:
    return DrillView(row.id, row.practice_org, row.started_at, row.finished_at, row.score, tuple(row.findings))
