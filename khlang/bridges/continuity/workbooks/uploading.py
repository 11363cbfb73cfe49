"""A filled workbook into the queue: what is right is captured once however often it comes, what is not is told row by row."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

from django.db.models import Max

from khlang.bridges.continuity import spells
from khlang.bridges.continuity.models import Capture
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.problems import errors_of
from khlang.bridges.continuity.spells import Spell
from khlang.bridges.continuity.taking_in import Reading, Taken, take_in
from khlang.bridges.continuity.workbooks import marking, reading
from khlang.bridges.continuity.workbooks.layout import DAY, NUMBER
from khlang.bridges.continuity.workbooks.reading import Contents, Written
from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import Envelope
from khlang.standards import message, message_exists

#: The envelopes of rows are made from what stands in them: the same row is the same envelope.
_ROWS: Final = UUID("6f1f3c52-6a0e-5f0b-9a49-6b68756c6b68")
_TOGETHER: Final = 2_000
#: So many refused rows are answered; the file of the result has them all.
MOST_TOLD: Final = 200


@dataclass(slots=True)
class Report:
    """What became of a workbook: papers taken in anew, those that were there already, those that wait in the queue for a
    person, and per row what is wrong. `said` is for the file that goes back."""

    rows: int
    added: int = 0
    present: int = 0
    waiting: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)
    strange: tuple[str, ...] = ()
    said: dict[tuple[str, int], marking.Said] = field(default_factory=dict)

    def answer(self) -> dict[str, Any]:
        """The report as the command answers it, texts in Thai."""
        told = self.refused[:MOST_TOLD]
        strange = [message("workbook.result.strange", sheet=name) for name in self.strange]
        return {
            "rows": self.rows, "added": self.added, "present": self.present, "waiting": self.waiting,
            "refused_count": len(self.refused), "refused": told, "notices": self.notices[:MOST_TOLD], "strange": strange,
        }  # fmt: skip


def upload(*, envelope: Envelope, outage_id: int, content: bytes, filename: str) -> tuple[Report, Contents]:
    """Take the papers of a workbook in; the caller has asked for the duty and is in a transaction.

    Refusals of the whole: outage_unknown, outage_not_running, workbook_unknown, those of `spreadsheets.read`. Whatever is
    wrong with a row stands in the report, and holds up no other row.
    """
    spell = spells.running(outage_id=outage_id)
    schemas = {key: kind.schema for key, kind in KINDS.items()}
    contents = reading.read(content=content, filename=filename, schemas=schemas, today=envelope.today)
    report = Report(contents.rows, strange=contents.strange)
    by_kind: dict[str, list[Written]] = defaultdict(list)
    for written in contents.papers:
        by_kind[written.paper].append(written)
    for paper in KINDS:  # in the order of entry
        if by_kind[paper]:
            _take(envelope, spell, paper, by_kind[paper], filename, report)
    _tell(contents, report)
    return report, contents


def _take(
    envelope: Envelope, spell: Spell, paper: str, papers: Sequence[Written], filename: str, report: Report
) -> None:
    try:
        kind = spells.kind_of(spell=spell, paper=paper)
    except (Refusal, Refusals) as refused:
        for written in papers:
            _refuse(report, written, errors_of(refused))
        return
    for start in range(0, len(papers), _TOGETHER):
        some = papers[start : start + _TOGETHER]
        known = Capture.objects.aggregate(last=Max("sequence"))["last"] or 0
        taken = take_in(
            envelope=envelope, spell=spell, paper=kind, readings=[_reading(envelope, each) for each in some],
            channel="workbook", source=filename,
        )  # fmt: skip
        for written, each in zip(some, taken, strict=True):
            _became(report, written, each, envelope, known)
            known = max(known, each.sequence)


def _reading(envelope: Envelope, written: Written) -> Reading:
    identity = [envelope.org, written.paper, written.book_no, written.number, written.paper_date, written.payload]
    said = json.dumps(identity, ensure_ascii=False, sort_keys=True, default=str)
    return Reading(
        envelope=uuid5(_ROWS, sha256(said.encode()).hexdigest()), book_no=written.book_no, number=written.number,
        paper_date=written.paper_date, payload=written.payload, captured_by_id=envelope.actor.id,
        captured_by=envelope.actor.name, captured_at=envelope.now,
    )  # fmt: skip


def _became(report: Report, written: Written, taken: Taken, envelope: Envelope, known: int) -> None:
    """One paper: new, there already (captures are counted up, `known` is the last before), waiting for a person, or refused."""
    if not taken.kept:
        _refuse(report, written, taken.errors)
        return
    if taken.sequence <= known:
        report.present += 1
        text = message("workbook.result.present", by=taken.by or envelope.actor.name)
    elif taken.problem:
        report.added += 1
        report.waiting += 1
        text = message("workbook.result.waits", problem=_problem(taken.problem))
    else:
        report.added += 1
        text = message("workbook.result.added")
    for row in written.rows:
        report.said[written.sheet, row] = (not taken.problem, text, {})


def _problem(problem: str) -> str:
    key = f"problem.{problem}"
    return message(key) if message_exists(key) else problem


def _refuse(report: Report, written: Written, errors: Sequence[Refusal]) -> None:
    for error in errors:
        name = (error.field or "").rpartition(".")[2]
        column = message("field.paper_date" if name == DAY else "field.paper_number")
        row = written.rows[0]
        _add(report, written.sheet, row, "", column if name in (DAY, NUMBER) else "", error)


def _add(report: Report, sheet: str, row: int, cell: str, column: str, error: Refusal) -> None:
    facts: dict[str, Any] = {**error.facts}
    text = message(f"refusal.{error.code}", **facts)
    report.refused.append(
        {"sheet": sheet, "row": row, "cell": cell, "column": column, "code": error.code, "text": text}
    )
    _, before, bad = report.said.get((sheet, row), (True, "", {}))
    shown = f"{column}: {text}" if column else text
    report.said[sheet, row] = (False, marking.joined((before, shown)), {**bad, cell: text} if cell else bad)


def _tell(contents: Contents, report: Report) -> None:
    """Faults and notices of the reading, in the order of the rows."""
    for fault in contents.faults:
        _add(report, fault.sheet, fault.row, fault.cell, fault.column, fault.refusal)
    for notice in contents.notices:
        report.notices.append({"sheet": notice.sheet, "row": notice.row, "cell": notice.cell, "text": notice.text})
        good, before, bad = report.said.get((notice.sheet, notice.row), (True, "", {}))
        report.said[notice.sheet, notice.row] = (good, marking.joined((before, notice.text)), bad)
    report.refused.sort(key=lambda each: (_sheets(contents).index(each["sheet"]), each["row"]))


def _sheets(contents: Contents) -> list[str]:
    return [found.sheet.name for found in contents.found]
