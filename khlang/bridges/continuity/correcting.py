"""A paper that was read wrongly and is a document already: the document is put right, the reading that was entered is kept."""

from dataclasses import replace

from khlang.bridges.continuity import numbers, spells
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.queueing import ref_of
from khlang.bridges.continuity.schemas.back_entry import AmendBackEntry
from khlang.bridges.continuity.taking_in import Reading, did, take_in
from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import Envelope, Outcome, Paper, parse
from khlang.standards import message


def correctable(*, capture: Capture) -> bool:
    """Whether the document of an entered capture can be put right by reading its paper again."""
    return capture.state == "entered" and capture.document_id is not None and KINDS[capture.paper].correct is not None


def correct(*, envelope: Envelope, data: AmendBackEntry, old: Capture) -> Outcome:
    """The new reading takes the place of the entered one and its document says what the paper says; its print is to be
    attached anew. Book, number and day stay: another paper is another document.

    The caller has asked for the duty and holds the organisation. Refusals: outage_not_running, capture_settled (the reading is
    of another paper or day), those of `take_in`, and those of the kind's own command (it was built upon already).
    """
    spell = spells.running(outage_id=old.outage_id, entering=True, field="capture_id")
    paper = spells.kind_of(spell=spell, paper=old.paper)
    Capture.objects.filter(id=old.id).update(state="superseded")
    reading = Reading(
        envelope=data.envelope, book_no=data.book_no, number=data.number, paper_date=data.paper_date,
        payload=data.payload, captured_by_id=envelope.actor.id, captured_by=envelope.actor.name,
        captured_at=envelope.now,
    )  # fmt: skip
    (taken,) = take_in(
        envelope=envelope, spell=spell, paper=paper, readings=[reading], channel=old.channel, source=old.source,
        supersedes=old, decisions=[did(envelope, "amend", reason=data.reason)],
    )  # fmt: skip
    if not taken.kept:
        raise Refusals(taken.errors)
    new = Capture.objects.get(id=taken.capture_id)
    if (ref_of(new), new.paper_date) != (ref_of(old), old.paper_date):
        raise Refusal("capture_settled", field="number", was=message("state.capture.entered"))
    _enter(envelope, old, new, data.reason)
    return Outcome(kind="back_entry", state=new.state, data={"capture_id": str(new.id), "sha256": new.payload_hash})


def _enter(envelope: Envelope, old: Capture, new: Capture, reason: str) -> None:
    """The document is put right; the new reading stands for it, and whoever attaches prints looks at it again."""
    kind, ref = KINDS[new.paper], ref_of(new)
    assert kind.correct is not None
    row = numbers.stock(refs=(ref,))[ref]
    inner = replace(
        envelope, origin="back_entry", outage=old.outage_id, captured_at=new.captured_at, expected_version=None,
        paper=Paper(new.paper, new.book_no, row.printed, new.paper_date),
    )  # fmt: skip
    read = parse(schema=kind.schema, data=dict(new.payload), today=envelope.today)
    kind.correct(inner, read, ref, reason)
    new.state, new.problem, new.refusal, new.document_id = "entered", "", {}, old.document_id
    new.entered_by_id, new.entered_at = envelope.actor.id, envelope.now
    new.save()
    ManualNumber.objects.filter(id=row.id).update(attached_by_id=None, attached_on=None)
