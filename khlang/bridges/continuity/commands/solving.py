"""What waits is solved: a paper read again, an exception decided, a capture that is none put aside; numbers written on
papers and prints attached behind them (continuity A.5, LAO-2.2(3), LAO-3, LAO-4)."""

from collections.abc import Sequence

from django.db.models import QuerySet

from khlang.bridges.continuity import correcting, numbers, problems, spells
from khlang.bridges.continuity.commands import gatekeeping
from khlang.bridges.continuity.commands.capturing import receipts_of
from khlang.bridges.continuity.models import Capture, DayByHand, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.paper_kind import PaperRef
from khlang.bridges.continuity.queueing import ref_of
from khlang.bridges.continuity.schemas.back_entry import (
    AcceptFinding,
    AmendBackEntry,
    DiscardBackEntry,
    MarkPapers,
)
from khlang.bridges.continuity.taking_in import SHOWN, Reading, did, place_anew, show, take_in
from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.platform.db import writes
from khlang.standards import manual_paper

__all__ = ["accept", "amend", "attach", "discard", "label"]

_SOLVER = "paper.solve"


@command("back_entry.amend", schema=AmendBackEntry)
def amend(*, envelope: Envelope, data: AmendBackEntry) -> Outcome:
    """Read a paper again: the new capture takes the place of the old one, which is kept as it was.

    One's own reading is amended by its writer, another's by who solves. A receipt that is a document already is put right
    with it (`correcting`), other documents by the ordinary ways; a daily status by hand, which makes none, is replaced until
    its spell is certified. Refusals: duty_missing, capture_unknown, capture_settled, outage_not_running,
    discard_own_version (as for `discard`), those of `take_in`, and those of `correcting.correct`.
    """
    writes.hold(org=envelope.org)
    old = _capture(data.capture_id)
    require_duty(envelope=envelope, duty="paper.record" if old.captured_by_id == envelope.actor.id else _SOLVER)
    if correcting.correctable(capture=old):
        return correcting.correct(envelope=envelope, data=data, old=old)
    if old.state not in OPEN and not (old.state == "entered" and old.document_id is None):
        raise Refusal("capture_settled", field="capture_id", was=old.state)
    spell = spells.running(outage_id=old.outage_id, field="capture_id")
    if data.outage_id is not None:
        spell = spells.running(outage_id=data.outage_id)
    paper = spells.kind_of(spell=spell, paper=old.paper)
    if old.captured_by_id != envelope.actor.id:
        _require_no_rival_of(old, envelope)
    _step_back(old)
    reading = Reading(
        envelope=data.envelope, book_no=data.book_no, number=data.number, paper_date=data.paper_date,
        payload=data.payload, captured_by_id=envelope.actor.id, captured_by=envelope.actor.name,
        captured_at=envelope.now,
    )  # fmt: skip
    decisions = [did(envelope, "amend", reason=data.reason)]
    (taken,) = take_in(
        envelope=envelope, spell=spell, paper=paper, readings=[reading], channel=old.channel, source=old.source,
        supersedes=old, decisions=decisions,
    )  # fmt: skip
    if not taken.kept:
        raise Refusals(taken.errors)
    _free(old, envelope)
    gatekeeping.count(outage_id=spell.id)
    (line,) = receipts_of(taken=[taken], positions=[0])
    return Outcome(kind="back_entry", state=taken.state, data=line)


def _step_back(old: Capture) -> None:
    """The old reading no longer counts; the day of a daily status by hand is free for the new one."""
    if old.state == "entered":
        DayByHand.objects.filter(outage_id=old.outage_id, day=old.paper_date).delete()
        numbers_of = ManualNumber.objects.filter(capture_id=old.id)
        numbers_of.update(state="leased", settled_by_id=None, settled_on=None)
    old.state = "superseded"
    old.save(update_fields=["state"])


def _capture(capture_id: int) -> Capture:
    found: Capture | None = Capture.objects.filter(id=capture_id).first()
    if found is None:
        raise Refusal("capture_unknown", field="capture_id")
    return found


@command("back_entry.accept", schema=AcceptFinding)
def accept(*, envelope: Envelope, data: AcceptFinding) -> Outcome:
    """Decide an exception for the version of the paper; the decision, with both versions, stays with the capture.

    A suspect date is confirmed in the same way. When nothing else is against it the paper goes back into the queue.
    Refusals: duty_missing, capture_unknown, capture_settled, outage_not_running, problem_not_decidable.
    """
    require_duty(envelope=envelope, duty=_SOLVER)
    writes.hold(org=envelope.org)
    capture = _capture(data.capture_id)
    if capture.state != "exception":
        raise Refusal("capture_settled", field="capture_id", was=capture.state)
    spell = spells.running(outage_id=capture.outage_id)
    findings = capture.refusal.get("findings", [])
    decided = [each for each in findings if each["problem"] == data.problem]
    by_date = data.problem == capture.problem == problems.DATE_SUSPECT and not capture.refusal.get("errors")
    if not problems.decidable(data.problem) or not (decided or by_date):
        raise Refusal("problem_not_decidable", field="problem", problem=data.problem)
    for each in decided or [{"problem": data.problem, "paper": {"paper_date": capture.paper_date_text}}]:
        capture.decisions.append(did(envelope, "accept", reason=data.reason, **each))
    left = [each for each in findings if each["problem"] != data.problem]
    if left:
        capture.problem, capture.refusal = left[0]["problem"], {"findings": left}
    else:
        place_anew(envelope=envelope, spell=spell, capture=capture)
    capture.save(update_fields=["state", "problem", "refusal", "decisions"])
    said = {"capture_id": str(capture.id), "problem": capture.problem}
    return Outcome(kind="back_entry", state=capture.state, data=said)


@command("back_entry.discard", schema=DiscardBackEntry)
def discard(*, envelope: Envelope, data: DiscardBackEntry) -> Outcome:
    """Put a capture aside that is of no genuine paper; it is kept, its number is free for another.

    Of two versions of one number somebody else decides than who captured the one that stays (C-10). Refusals:
    duty_missing, capture_unknown, capture_settled, discard_own_version.
    """
    require_duty(envelope=envelope, duty=_SOLVER)
    writes.hold(org=envelope.org)
    capture = _capture(data.capture_id)
    if capture.state not in OPEN:
        raise Refusal("capture_settled", field="capture_id", was=capture.state)
    _require_no_rival_of(capture, envelope)
    capture.state = "discarded"
    capture.decisions.append(did(envelope, "discard", reason=data.reason))
    capture.save(update_fields=["state", "decisions"])
    _free(capture, envelope)
    return Outcome(kind="back_entry", state="discarded", data={"capture_id": str(capture.id)})


def _require_no_rival_of(capture: Capture, envelope: Envelope) -> None:
    """Whoever read or sent one version of a number does not decide against the other."""
    rivals = _others(capture) if capture.problem == problems.DUPLICATE_NO else []
    me = envelope.actor.id
    for rival in rivals:
        sent = any(each.get("did") == "send" and each.get("by_id") == str(me) for each in rival.decisions)
        if rival.captured_by_id == me or sent:
            raise Refusal("discard_own_version", field="capture_id", paper=numbers.name_of(ref_of(capture)))


def _others(capture: Capture) -> list[Capture]:
    """The other captures of the same paper that stand."""
    same = Capture.objects.filter(paper=capture.paper, book_no=capture.book_no, number=capture.number)
    return list(same.filter(state__in=(*OPEN, "entered")).exclude(id=capture.id).order_by("sequence"))


def _free(gone: Capture, envelope: Envelope) -> None:
    """The number of a capture that no longer stands goes to the version that is left, or is out again."""
    others = _others(gone)
    row = numbers.stock(refs=(ref_of(gone),)).get(ref_of(gone))
    if row is not None and row.capture_id == gone.id:
        show(row, others[0] if others else None)
        row.save(update_fields=SHOWN)
    if len(others) == 1 and others[0].problem == problems.DUPLICATE_NO:
        (left,) = others
        place_anew(envelope=envelope, spell=spells.running(outage_id=left.outage_id), capture=left)
        left.save(update_fields=["state", "problem", "refusal"])
    gatekeeping.count(outage_id=gone.outage_id)


@command("back_entry.label", schema=MarkPapers)
def label(*, envelope: Envelope, data: MarkPapers) -> Outcome:
    """Confirm that the numbers of the system stand on the papers, many at once (LAO-2.2(3), LAO-3.1, LAO-4, LAO-5).

    Refusals: duty_missing, document_not_found, outage_not_running, paper_unknown, paper_not_by_hand, label_not_asked (nothing
    of the system is written on this kind), number_list_malformed, manual_number_unknown, manual_number_not_entered.
    """
    require_duty(envelope=envelope, duty="paper.record")
    paper = manual_paper(data.paper)
    rows = papers_of(data=data)
    if paper is None or not paper.numbers:
        raise Refusal("label_not_asked", field="paper", paper=paper.name_th if paper else data.paper)
    marked = rows.filter(labelled_on=None).update(labelled_by_id=envelope.actor.id, labelled_on=envelope.today)
    return Outcome(kind="back_entry", state="labelled", data={"marked": marked})


@command("back_entry.attach", schema=MarkPapers)
def attach(*, envelope: Envelope, data: MarkPapers) -> Outcome:
    """Confirm that the prints of the system are attached behind the papers, having looked; not by who entered them.

    Refusals: duty_missing, document_not_found, outage_not_running, paper_unknown, paper_not_by_hand, attachment_not_asked,
    number_list_malformed, manual_number_unknown, manual_number_not_entered, attach_own_entry.
    """
    if "paper.record" not in envelope.actor.duties:
        require_duty(envelope=envelope, duty=_SOLVER)
    paper = manual_paper(data.paper)
    rows = papers_of(data=data)
    if paper is None or not paper.attach:
        raise Refusal("attachment_not_asked", field="paper", paper=paper.name_th if paper else data.paper)
    open_ones = rows.filter(attached_on=None)
    own = Capture.objects.filter(entered_by_id=envelope.actor.id, state="entered").values("id")
    if data.numbers:
        mine = [numbers.ref_of(row) for row in open_ones.filter(capture_id__in=own)]
        if mine:
            raise Refusal("attach_own_entry", field="numbers", paper=numbers.names_of(mine))
    marked = open_ones.exclude(capture_id__in=own).update(attached_by_id=envelope.actor.id, attached_on=envelope.today)
    return Outcome(kind="back_entry", state="attached", data={"marked": marked, "own": open_ones.count()})


def papers_of(*, data: MarkPapers) -> QuerySet[ManualNumber]:
    """The entered numbers that are spoken of: those listed, or all of the kind in the outage.

    Refusals: document_not_found, outage_not_running, paper_unknown, paper_not_by_hand, number_list_malformed,
    manual_number_unknown, manual_number_not_entered.
    """
    spell = spells.running(outage_id=data.outage_id)
    spells.kind_of(spell=spell, paper=data.paper)
    if not data.numbers:
        return ManualNumber.objects.filter(outage_id=spell.id, paper=data.paper, state="issued")
    refs = [PaperRef(data.paper, data.book_no, number) for number in numbers.listed(data.numbers)]
    held = numbers.stock(refs=refs)
    _require_all(refs, held.keys(), "manual_number_unknown")
    here = {ref for ref, row in held.items() if row.state == "issued" and row.outage_id == spell.id}
    _require_all(refs, here, "manual_number_not_entered")
    return ManualNumber.objects.filter(id__in=[row.id for row in held.values()])


def _require_all(refs: Sequence[PaperRef], there: object, code: str) -> None:
    missing = [ref for ref in refs if ref not in there]  # type: ignore[operator]
    if missing:
        raise Refusal(code, field="numbers", paper=numbers.names_of(missing))
