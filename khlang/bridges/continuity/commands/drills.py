"""Rehearsals: an outage lived through in a practice copy of the office, and how it went (continuity A.2, C-43)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

from khlang.bridges.continuity import practice
from khlang.bridges.continuity.models import Capture, DayByHand, Drill, Outage
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.queries import register
from khlang.bridges.continuity.schemas.drills import FinishDrill, StartDrill
from khlang.core.money import parse_baht
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.organisations import queries as organisations
from khlang.standards.drills import DrillPaper, drill_minutes, drill_papers, drill_points

__all__ = ["conclude", "finish_drill", "rehearse", "start_drill"]
_DUTY = "outage.declare"
_SEALED = ("certified", "closed")


def rehearse(*, envelope: Envelope) -> Outcome:
    """Build a practice copy of the office, lay the papers of the rehearsal on its desk and start the clock.

    Refusals: duty_missing, drill_running, those of `practice.build`.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    with tenancy.scope(envelope.org):
        _require_none_running()
    org = practice.build(envelope=envelope)
    _lease(envelope, org)
    started: Outcome = start_drill(envelope=envelope, data=StartDrill(practice_org=org))
    return started


def _require_none_running() -> None:
    if Drill.objects.filter(finished_at=None).exists():
        raise Refusal("drill_running")


def _lease(envelope: Envelope, org: int) -> None:
    """The books of the papers of the rehearsal, each exactly as long as it is used."""
    books: dict[tuple[str, str], list[int]] = {}
    for paper in drill_papers():
        books.setdefault((paper.paper, paper.book_no), []).append(paper.number)
    books["daily_status", drill_papers()[-1].book_no] = [1]
    for (kind, book_no), numbers in books.items():
        data = {
            "paper": kind, "book_no": book_no, "first": min(numbers), "last": max(numbers),
            "custodian": envelope.actor.id,
        }  # fmt: skip
        inner = replace(envelope, org=org, actor=practice.BUILDERS[0], command_id=uuid4(), expected_version=None)
        COMMANDS["manual_book.lease"].run(envelope=inner, data=data)


@command("drill.start", schema=StartDrill)
def start_drill(*, envelope: Envelope, data: StartDrill) -> Outcome:
    """Start the clock of a rehearsal in a practice copy of this office; one runs at a time.

    Refusals: duty_missing, drill_running, practice_unknown (no practice copy of this office).
    """
    require_duty(envelope=envelope, duty=_DUTY)
    _require_none_running()
    copy = next(iter(organisations.by_ids(org_ids=[data.practice_org])), None)
    if copy is None or copy.practice_of_id != envelope.org:
        raise Refusal("practice_unknown", field="practice_org")
    made = Drill.objects.create(
        practice_org=data.practice_org, started_at=envelope.now, started_by_id=envelope.actor.id
    )
    return Outcome(made.id, "drill", state="running", data={"practice_org": str(data.practice_org)})


@command("drill.finish", schema=FinishDrill)
def finish_drill(*, envelope: Envelope, data: FinishDrill) -> Outcome:
    """Stop the clock and score the rehearsal, point by point.

    Refusals: duty_missing, drill_unknown, drill_over.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    drill = Drill.objects.filter(id=data.drill_id).first()
    if drill is None:
        raise Refusal("drill_unknown", field="drill_id")
    if drill.finished_at is not None:
        raise Refusal("drill_over")
    with tenancy.scope(drill.practice_org):
        findings = list(_findings(drill, envelope))
    drill.finished_at, drill.findings = envelope.now, findings
    drill.score = sum(each["points"] for each in findings)
    drill.save(update_fields=["finished_at", "findings", "score"])
    return Outcome(drill.id, "drill", state="finished", data={"score": drill.score})


def conclude(*, envelope: Envelope, drill_id: int) -> Outcome:
    """Finish a rehearsal; nobody works in its copy any more. Refusals: those of `finish_drill`."""
    outcome: Outcome = finish_drill(envelope=envelope, data=FinishDrill(drill_id=drill_id))
    with tenancy.scope(envelope.org):
        org = Drill.objects.values_list("practice_org", flat=True).get(id=drill_id)
    practice.end(envelope=envelope, org=org)
    return outcome


def _findings(drill: Drill, envelope: Envelope) -> Iterator[dict[str, Any]]:
    """Each point of the score: what for, how many of how many."""
    for paper in drill_papers():
        right = _entered(paper)
        yield _finding(paper.paper, paper.points, right, f"{paper.book_no}/{paper.number}")
    points = drill_points()
    yield _finding("daily_status", points["daily_status"], DayByHand.objects.exists())
    sealed = Outage.objects.filter(document__state__in=_SEALED).order_by("started_at").first()
    yield _finding("certified", points["certified"], sealed is not None)
    yield _finding("accounted", points["accounted"], sealed is not None and _accounted(sealed.document_id))
    minutes = (envelope.now - drill.started_at).total_seconds() / 60
    yield _finding("speed", points["speed"], sealed is not None and minutes <= drill_minutes(), f"{minutes:.0f}")


def _finding(key: str, points: int, right: bool, note: str = "") -> dict[str, Any]:
    return {"key": key, "points": points if right else 0, "of": points, "note": note}


def _entered(paper: DrillPaper) -> bool:
    """Whether the paper became a document with what stands on it."""
    rows = Capture.objects.filter(paper=paper.paper, book_no=paper.book_no, number=paper.number, state="entered")
    row = rows.first()
    return row is not None and row.amount == _amount(paper) and (not paper.party or row.party == paper.party)


def _amount(paper: DrillPaper) -> int:
    if "total" in paper.said:
        return parse_baht(paper.said["total"])
    return sum(parse_baht(line["amount"]) for line in paper.lines if "amount" in line)


def _accounted(outage_id: int) -> bool:
    waiting = Capture.objects.filter(outage_id=outage_id, state__in=OPEN).exists()
    return not waiting and not register.unaccounted(outage_id=outage_id)
