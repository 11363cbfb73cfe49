"""Papers captured: from a grid, one line a paper, or from scans with the square of the kit (continuity C-08 … C-36)."""

from collections.abc import Sequence
from typing import Any

from khlang.bridges.continuity import identity, numbers, spells
from khlang.bridges.continuity.commands import gatekeeping
from khlang.bridges.continuity.paper_kind import PaperRef
from khlang.bridges.continuity.schemas.back_entry import CaptureBackEntry, CaptureLine
from khlang.bridges.continuity.taking_in import Reading, Taken, take_in
from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import queries as access
from khlang.spine.organisations import queries as organisations

__all__ = ["capture", "receipts_of"]


@command("back_entry.capture", schema=CaptureBackEntry)
def capture(*, envelope: Envelope, data: CaptureBackEntry) -> Outcome:
    """Take in what was read from papers of one kind; sending the same again changes nothing and is acknowledged the same.

    Good lines are kept although others are refused; `data["lines"]` tells of each in its place. Refused is the whole only
    when no line could be kept. Refusals: duty_missing, document_not_found, outage_not_running, paper_unknown,
    paper_not_by_hand; at the fields of lines: identity_malformed, identity_foreign, field_required and those of `take_in`.
    """
    require_duty(envelope=envelope, duty="paper.record")
    spell = spells.running(outage_id=data.outage_id)
    paper = spells.kind_of(spell=spell, paper=data.paper)
    readings, misread = _readings(envelope, data)
    taken = take_in(
        envelope=envelope, spell=spell, paper=paper, readings=[reading for _, reading in readings], channel=data.channel,
        source=data.source,
    )  # fmt: skip
    errors = [*misread, *(error for each in taken if not each.kept for error in each.errors)]
    if errors and not any(each.kept for each in taken):
        raise Refusals(errors)
    gatekeeping.count(outage_id=spell.id)
    lines = receipts_of(taken=taken, positions=[position for position, _ in readings])
    lines += [_refused(error) for error in misread]
    return Outcome(kind="back_entry", state="captured", data={"lines": lines})


def _readings(envelope: Envelope, data: CaptureBackEntry) -> tuple[list[tuple[int, Reading]], list[Refusal]]:
    """The lines that say which paper they are of, and what is wrong with the others."""
    others = {line.captured_by for line in data.lines if line.captured_by not in (None, envelope.actor.id)}
    names = access.names(person_ids=[each for each in others if each is not None]) if others else {}
    names[envelope.actor.id] = envelope.actor.name
    org = organisations.current().code if any(line.identity for line in data.lines) else ""
    readings, misread = [], []
    for position, line in enumerate(data.lines):
        at = f"lines.{position}"
        try:
            book_no, number = _which(line, data.paper, org, at)
        except Refusal as refused:
            misread.append(refused)
            continue
        reader = line.captured_by or envelope.actor.id
        readings.append(
            (
                position,
                Reading(
                    envelope=line.envelope, book_no=book_no, number=number, paper_date=line.paper_date,
                    payload=line.payload, captured_by_id=reader, captured_by=names.get(reader, ""),
                    captured_at=line.captured_at or envelope.now, at=at,
                ),
            )
        )  # fmt: skip
    return readings, misread


def _which(line: CaptureLine, paper: str, org: str, at: str) -> tuple[str, int]:
    """Book and number: as typed, or as the square of the form says."""
    if not line.identity:
        if line.number is None:
            raise Refusal("field_required", field=f"{at}.number")
        return line.book_no, line.number
    said = identity.read(text=line.identity)
    if not isinstance(said, identity.Identity):
        raise Refusal("identity_malformed", field=f"{at}.identity", text=line.identity[:60])
    if (said.org, said.paper) != (org, paper):
        name = numbers.name_of(PaperRef(said.paper, said.book_no, said.number))
        raise Refusal("identity_foreign", field=f"{at}.identity", paper=name, org=said.org)
    return said.book_no, said.number


def receipts_of(*, taken: Sequence[Taken], positions: Sequence[int]) -> list[dict[str, Any]]:
    """What is answered to the sender, line by line: the acknowledgement (envelope, sequence, sha256) is the same however
    often a paper is sent; `by` names who had captured it before, `errors` what cannot be read or why it was not kept."""
    return [
        {
            "line": position, "envelope": str(each.envelope), "sequence": each.sequence, "sha256": each.sha256,
            "capture_id": str(each.capture_id) if each.capture_id else None, "paper": numbers.name_of(each.ref),
            "state": each.state, "problem": each.problem, "by": each.by,
            "errors": [
                {"code": e.code, "field": e.field, "facts": {k: str(v) for k, v in e.facts.items()}} for e in each.errors
            ],
        }
        for each, position in zip(taken, positions, strict=True)
    ]  # fmt: skip


def _refused(error: Refusal) -> dict[str, Any]:
    position = int((error.field or "lines.0").split(".")[1])
    facts = {name: str(fact) for name, fact in error.facts.items()}
    return {"line": position, "errors": [{"code": error.code, "field": error.field, "facts": facts}]}
