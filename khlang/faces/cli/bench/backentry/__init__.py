"""`khlang bench backentry`: an outage of 200 days over 30 September, from workbooks to the certificate (continuity C-03).

Beside it, turn by turn in the same process and database, an office whose system never stopped makes the same documents by the
ordinary commands. Rates count documents of the system; those of back-entry include reading the workbooks. See
docs/performance.md for what is compared with what.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.db import connection
from django.test.utils import override_settings

from khlang.core.calendar import fiscal_year
from khlang.faces.cli.bench import stage
from khlang.faces.cli.bench.backentry import ordinary
from khlang.faces.cli.bench.backentry.by_hand import Spell
from khlang.faces.cli.bench.backentry.office import Office
from khlang.faces.cli.bench.backentry.story import LINES, Day, Story
from khlang.platform import memory
from khlang.platform.db.connections import is_postgresql

RECEIVING, SPENDING, STATUSES = "รับเงิน", "จ่ายเงิน", "สถานะ"
#: Phases in which documents become documents of the system.
_ENTRY: Final = ("upload", "enter")


class Clock:
    """Seconds by phase, and documents by phase."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.documents: dict[str, int] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Whatever happens inside is of this phase."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun

    def made(self, name: str, count: int) -> None:
        """So many documents more."""
        self.documents[name] = self.documents.get(name, 0) + count

    def rate(self, workload: str, phases: tuple[str, ...]) -> float:
        """Documents of a workload a second of these phases of it."""
        seconds = sum(self.seconds.get(f"{workload} {phase}", 0.0) for phase in phases)
        return sum(self.documents.get(f"{workload} {phase}", 0) for phase in phases) / seconds


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """A row for receipts, for dika and for the whole: documents a second of back-entry and of ordinary work, and their ratio.
    The phases are told on standard error."""
    story = Story(receipts=options.receipts, dikas=options.dika, days=options.days)
    clock = Clock()
    with (
        TemporaryDirectory(prefix="khlang-bench-") as kept,
        override_settings(MEDIA_ROOT=kept),
        stage.database("khlang_bench"),
    ):
        walk(story=story, clock=clock)
    return [_row(clock, "receipt"), _row(clock, "dika"), _whole(clock)]


def walk(*, story: Story, clock: Clock) -> Spell:
    """The whole story; whatever is not as it should be ends it."""
    memory.settle()  # as the server does
    with clock.phase("set up"):
        spell, twin, lines = _offices(story)
    with clock.phase("workbooks"):
        books = list(spell.books())
    _by_hand(
        spell, books, RECEIVING, "receipt", clock, _turns(story, lambda day: ordinary.receive(office=twin, day=day))
    )
    spend = _turns(story, lambda day: ordinary.spend(office=twin, day=day, lines=lines))
    _by_hand(spell, books, SPENDING, "dika", clock, spend)
    _by_hand(spell, books, STATUSES, "status", clock, iter(()))
    with clock.phase("twice"):
        _again(spell, books)
    for name in ("give_back", "mark", "reconcile", "certify"):
        with clock.phase(name):
            getattr(spell, name)()
    with clock.phase("verify"):
        wrong = spell.findings()
    if wrong:
        raise RuntimeError("; ".join(wrong[:10]))
    _tell(story, clock)
    return spell


def _offices(story: Story) -> tuple[Spell, Office, dict[str, int]]:
    """The office that stood still, and its twin on the day of entry with the budget of the new year."""
    office, twin = Office("BENCH1").found(), Office("BENCH2").found()
    for each in (office, twin):
        each.cheques(len(story.dikas))
    spell = Spell(office, story)
    spell.declare()
    spell.restore()
    twin.today = story.certified
    year = fiscal_year(story.certified)
    if story.crosses:
        twin.next_year()
        twin.budget(year)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what the server does by itself
    return spell, twin, {code: twin.line(code, year=year) for code, *_ in LINES}


def _turns(story: Story, work: Callable[[Day], int]) -> Iterator[tuple[float, int]]:
    """Day after day of ordinary work: which share of the story is done, and how many documents it made."""
    for done, day in enumerate(story.days, start=1):
        yield done / len(story.days), work(day)


def _by_hand(
    spell: Spell, books: list[tuple[str, bytes]], area: str, workload: str, clock: Clock,
    ordinary_days: Iterator[tuple[float, int]],
) -> None:  # fmt: skip
    """The workbooks of an area brought and entered; after every go ordinary work takes its turn up to the same share."""
    added = 0
    for name, content in books:
        if name.startswith(area):
            with clock.phase(f"{workload} upload"):
                told = spell.upload(name, content)
            _require_clean(name, told)
            added += told["added"]
    goes, entered, share = spell.enter(), 0, 0.0
    while True:
        with clock.phase(f"{workload} enter"):
            told = next(goes, {})
        if not told:
            break
        if told["exceptions"] or told["waiting"]:
            raise RuntimeError(f"{told['exceptions']} papers of {area} wait for somebody, {told['waiting']} for others")
        entered += told["entered"]
        clock.made(f"{workload} enter", told["entered"])
        while share < entered / added:
            with clock.phase(f"{workload} ordinary"):
                share, made = next(ordinary_days, (1.0, 0))
            clock.made(f"{workload} ordinary", made)
    if entered != added:
        raise RuntimeError(f"{entered} of {added} papers of {area} were entered")


def _require_clean(name: str, told: dict[str, Any]) -> None:
    if told["refused_count"] or told["waiting"]:
        raise RuntimeError(f"workbook {name}: {told['waiting']} wait, refused {told['refused'][:3]}")


def _again(spell: Spell, books: list[tuple[str, bytes]]) -> None:
    """The first and the last workbook of money are brought once more: nothing counts twice."""
    money = [book for book in books if not book[0].startswith(STATUSES)]
    for name, content in (money[0], money[-1]):
        told = spell.upload(name, content)
        if told["added"] or told["refused_count"]:
            raise RuntimeError(f"workbook {name} brought again: {told['added']} added, {told['refused_count']} refused")


def _row(clock: Clock, workload: str) -> dict[str, Any]:
    return _rates(f"backentry_{workload}", clock.rate(workload, _ENTRY), clock.rate(workload, ("ordinary",)))


def _whole(clock: Clock) -> dict[str, Any]:
    """Everything from the first workbook to the certificate, against everything ordinary."""
    ours = [name for name in clock.seconds if name.endswith(_ENTRY)]
    seconds = sum(clock.seconds[name] for name in (*ours, "twice", "give_back", "mark", "reconcile", "certify"))
    theirs = [name for name in clock.seconds if name.endswith(" ordinary")]
    ordinary_rate = sum(clock.documents[name] for name in theirs) / sum(clock.seconds[name] for name in theirs)
    return _rates("backentry", sum(clock.documents.get(name, 0) for name in ours) / seconds, ordinary_rate)


def _rates(workload: str, ours: float, theirs: float) -> dict[str, Any]:
    return {
        "workload": workload, "database": "postgresql" if is_postgresql() else "sqlite",
        "documents_per_second": round(ours, 1), "ordinary_documents_per_second": round(theirs, 1),
        "ratio": round(ours / theirs, 3),
    }  # fmt: skip


def _tell(story: Story, clock: Clock) -> None:
    """Time by phase, and what the machine needed for the outage in all (ordinary work beside it not counted)."""
    for name, seconds in clock.seconds.items():
        made = clock.documents.get(name)
        print(f"{name:<18} {seconds:8.1f} s" + (f"  {made:>6} documents" if made else ""), file=sys.stderr)
    mine = sum(seconds for name, seconds in clock.seconds.items() if not name.endswith("ordinary"))
    days = (story.certified - story.begins).days + 1
    said = f"{len(story.receipts)} receipts, {len(story.dikas)} dika, {days} days ({len(story.days)} with papers)"
    print(f"{said}: {mine:.1f} s of machine time in all", file=sys.stderr)
