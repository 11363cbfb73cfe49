"""Is the office ready for an outage tomorrow? Age of the kit, numbers left of every kind of form, the last drill: a score."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count

from khlang import standards
from khlang.bridges.continuity.kits.blocks import copies
from khlang.bridges.continuity.kits.snapshot import papers_of
from khlang.bridges.continuity.models import Drill, ManualNumber
from khlang.bridges.continuity.queries import kits as kit_queries
from khlang.core.calendar import format_date
from khlang.platform.clock import day_of
from khlang.spine.organisations import queries as organisations
from khlang.standards import LANGUAGES, message
from khlang.standards.kit import kit_rules

#: How good a point is, as the pages colour it.
GOOD, WARN, BAD = "success", "warning", "error"
#: What each part counts of a hundred: whole, half, nothing.
_WEIGHTS: Final = {"kit": 50, "numbers": 30, "drill": 20}
_SHARES: Final = {GOOD: 2, WARN: 1, BAD: 0}
#: A drill is good for so many days.
_DRILL_DAYS: Final = 365
#: So many kinds of form are named.
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One point of readiness: key (kit, numbers, drill), how good it is, and what is said of it in a language."""

    key: str
    tone: str
    said: Mapping[str, str]

    @property
    def points(self) -> int:
        """Its part of the score."""
        return _WEIGHTS[self.key] * _SHARES[self.tone] // 2

    def text(self, *, lang: str = "th") -> str:
        """The sentence for people."""
        return self.said.get(lang, self.said["th"])


@dataclass(frozen=True, slots=True)
class NumbersLeft:
    """Numbers of a kind of paper that are still out, and how many forms of a kit need."""

    paper: str
    left: int
    wanted: int

    @property
    def enough(self) -> bool:
        """Whether a whole kit could be printed."""
        return self.left >= self.wanted


@dataclass(frozen=True, slots=True)
class Readiness:
    """The readiness of the organisation on a day; `score` of a hundred."""

    points: tuple[Point, ...]
    numbers: tuple[NumbersLeft, ...]
    kit: kit_queries.KitView | None
    kit_days: int | None
    drill_on: date | None

    @property
    def score(self) -> int:
        """The points of all of them together."""
        return sum(point.points for point in self.points)

    @property
    def tone(self) -> str:
        """How good it is in all: an office without a fresh kit is not ready, whatever else it has."""
        kit = next(point.tone for point in self.points if point.key == "kit")
        return BAD if kit == BAD else GOOD if self.score >= 80 else WARN


def readiness(*, today: date, now: datetime) -> Readiness:
    """How ready the organisation is at an instant; a handful of queries."""
    latest = kit_queries.latest_kit()
    days = latest.days(on=day_of(now)) if latest else None
    left = numbers_left(on=today)
    drill = Drill.objects.filter(finished_at__isnull=False).order_by("-finished_at").first()
    points = (_kit(latest, days), _numbers(left), _drill(drill, day_of(now)))
    return Readiness(points, left, latest, days, day_of(drill.finished_at) if drill and drill.finished_at else None)


def numbers_left(*, on: date) -> tuple[NumbersLeft, ...]:
    """Numbers that are still out of every kind of form that the kit has, in one query."""
    unit = organisations.current().kind not in organisations.LOCAL_GOVERNMENTS
    free = ManualNumber.objects.filter(
        state="leased", capture_id=None, book__state="leased", book__expires_on__gte=on
    ).order_by()  # fmt: skip
    counted = dict(free.values_list("paper").annotate(left=Count("id")))
    forms = kit_rules().forms
    found = []
    for paper in papers_of(unit=unit):
        wanted = copies(form=forms[paper.key], unit=unit) if paper.key in forms else 0
        if wanted:
            found.append(NumbersLeft(paper.key, counted.get(paper.key, 0), wanted))
    return tuple(found)


def kit_level(*, days: int | None) -> str:
    """Whether a kit of that age (None: there is none) is good enough to work from: bad beyond the days of kit.toml (7)."""
    rules = kit_rules()
    if days is None or days > rules.stale_days:
        return BAD
    return GOOD if days <= rules.ageing_days else WARN


def _point(key: str, tone: str, text: str, **facts: Callable[[str], object]) -> Point:
    """A point with its sentence in every language; a fact is asked for its wording in each."""
    return Point(
        key, tone, {lang: message(text, lang, **{name: ask(lang) for name, ask in facts.items()}) for lang in LANGUAGES}
    )


def _day(day: date) -> Callable[[str], object]:
    return lambda lang: format_date(day, english=lang == "en")


def _kit(latest: kit_queries.KitView | None, days: int | None) -> Point:
    if latest is None or days is None:
        return _point("kit", BAD, "readiness.kit_none")
    age = kit_level(days=days)
    return _point("kit", age, "readiness.kit_age", day=_day(day_of(latest.taken_at)), days=lambda lang: days)


def _numbers(left: tuple[NumbersLeft, ...]) -> Point:
    short = [each for each in left if not each.enough]
    if not short:
        return _point("numbers", GOOD, "readiness.numbers_enough")
    known = [paper for each in short[:_NAMED] if (paper := standards.manual_paper(each.paper)) is not None]
    return _point(
        "numbers", BAD if len(short) == len(left) else WARN, "readiness.numbers_left",
        papers=lambda lang: ", ".join(paper.name_en if lang == "en" else paper.name_th for paper in known),
    )  # fmt: skip


def _drill(drill: Drill | None, on: date) -> Point:
    if drill is None or drill.finished_at is None:
        return _point("drill", BAD, "readiness.drill_none")
    day, score = day_of(drill.finished_at), drill.score or 0
    tone = GOOD if (on - day).days <= _DRILL_DAYS else WARN
    return _point("drill", tone, "readiness.drill_last", day=_day(day), score=lambda lang: score)
