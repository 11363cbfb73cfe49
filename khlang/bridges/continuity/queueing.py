"""The queue of papers worked off: in order, each by the ordinary command of its kind, one after another (continuity A.5, LAO-6).

A go is one transaction with a savepoint a paper: a document stands in the system when and only when its capture is entered,
also when the program is killed between two statements. What every paper needs to know of others is read once a go.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from khlang.bridges.continuity import numbers, problems
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.paper_kind import Finding, PaperRef
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.spells import Spell
from khlang.bridges.continuity.taking_in import SHOWN, did, show
from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import Envelope, Outcome, Paper, parse, pending
from khlang.platform.db import journal, refusals, writes
from khlang.platform.db.bulk import update_each
from khlang.spine.documents import queries as documents
from khlang.standards import message

_log = logging.getLogger("khlang.continuity")
#: Numbers that nobody need wait for.
SETTLED = ("issued", "voided")
ORDER = ("order", "paper_date", "paper", "book_no", "number", "sequence")


#: A capture that waits: its id, the papers it needs, and which paper it is itself (kind, book, number).
_Waiting = tuple[int, list[str], str, str, int]


@dataclass(slots=True)
class Went:
    """How a go went: documents by capture, what waits for another paper, what needs somebody, how many are left."""

    entered: list[tuple[Capture, Outcome]] = field(default_factory=list)
    waiting: list[Capture] = field(default_factory=list)
    exceptions: list[Capture] = field(default_factory=list)
    left: int = 0


@dataclass(order=True, slots=True)
class _Place:
    """A capture in the order of entry."""

    key: tuple[Any, ...]
    capture: Capture = field(compare=False)


class _Findings(Exception):
    """What changed in the system meanwhile and nobody has decided."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.findings = findings


def work_off(*, envelope: Envelope, spell: Spell, limit: int, again: bool, only: Capture | None = None) -> Went:
    """Enter the next `limit` papers of the spell, and those that were waiting for them.

    `again` takes up what was refused before; `only` enters that capture alone. Runs inside a command; whoever else wants to
    write in the organisation waits until the go is over.
    """
    _journal_first()
    writes.hold(org=envelope.org)
    mine = Capture.objects.filter(outage_id=spell.id)
    if again and only is None:
        mine.filter(state="exception", problem__in=problems.RETRIED).update(state="captured")
    if only is not None:
        rows = [row for row in Capture.objects.filter(id=only.id) if _may_be_tried(row)]
        waiting: list[_Waiting] = []
    else:
        rows = list(mine.filter(state="captured").order_by(*ORDER)[:limit])
        waiting = list(mine.filter(state="waiting").values_list("id", "needs", "paper", "book_no", "number"))
    went = _Go(envelope, spell, rows, waiting).work()
    if only is not None and not rows:
        went.exceptions.append(only)
    went.left = mine.filter(state="captured").count()
    return went


def _may_be_tried(capture: Capture) -> bool:
    """Whether a capture may be entered by name: one that was put aside as it came in waits for a decision first, one that an
    attempt to enter it has put aside may be tried again (C-10, C-15, C-33)."""
    if capture.state != "exception":
        return capture.state in OPEN
    return capture.problem in problems.RETRIED or bool(capture.refusal.get("errors"))


def _journal_first() -> None:
    """The journal row of the command is written before the first savepoint, so that no refused paper takes it along."""
    row = pending()
    if row is not None and not row.written:
        journal.write(row=row, answer={})


class _Go:
    """One go: the papers in their order, what is entered already, who waits for whom."""

    def __init__(self, envelope: Envelope, spell: Spell, rows: Sequence[Capture], waiting: Sequence[_Waiting]) -> None:
        self.envelope, self.spell, self.went = envelope, spell, Went()
        asleep = {capture_id: {PaperRef.read(each) for each in needs} for capture_id, needs, *_ in waiting}
        needs = {PaperRef.read(need) for row in rows for need in row.needs}.union(*asleep.values())
        self.stock = numbers.stock(refs=needs | {ref_of(row) for row in rows})
        self.there = {ref for ref in needs if ref in self.stock and self.stock[ref].state in SETTLED}
        self.lacks = {capture_id: lacking - self.there for capture_id, lacking in asleep.items()}
        self.sleepers = self._may_wake(
            rows, {PaperRef(paper, book_no, number): key for key, _, paper, book_no, number in waiting}
        )
        self.stock |= numbers.stock(refs={ref_of(row) for row in self.sleepers.values()})
        self.needed_by: dict[PaperRef, set[int]] = {}
        for capture_id, lacking in self.lacks.items():
            for ref in lacking:
                self.needed_by.setdefault(ref, set()).add(capture_id)
        self.queue = [_place(row) for row in rows]
        self.queue += [_place(row) for row in self.sleepers.values() if not self.lacks[row.id]]
        heapify(self.queue)

    def _may_wake(self, coming: Sequence[Capture], asleep: Mapping[PaperRef, int]) -> dict[int, Capture]:
        """Those of the waiting that lack nothing any more, or only what may be entered in this go, whether it is new or was
        waiting itself: a whole chain of papers wakes with its first one."""
        refs = {capture_id: ref for ref, capture_id in asleep.items()}
        needed_by: dict[PaperRef, list[int]] = {}
        for capture_id, lacking in self.lacks.items():
            for ref in lacking:
                needed_by.setdefault(ref, []).append(capture_id)
        some = {capture_id for capture_id, lacking in self.lacks.items() if not lacking}
        reached = [ref_of(row) for row in coming] + [refs[capture_id] for capture_id in some]
        while reached:
            woken = set(needed_by.pop(reached.pop(), ())) - some
            some |= woken
            reached += [refs[capture_id] for capture_id in woken]
        return {row.id: row for row in Capture.objects.filter(id__in=sorted(some))} if some else {}

    def work(self) -> Went:
        """Take paper after paper; one that is entered wakes those that waited for it alone."""
        with numbers.at_hand(self.stock):
            self._work()
        self.went.waiting = [row for row in self.went.waiting if self.lacks.get(row.id)]
        self._write()
        return self.went

    def _work(self) -> None:
        while self.queue:
            capture = heappop(self.queue).capture
            missing = {ref for ref in map(PaperRef.read, capture.needs) if ref not in self.there}
            if missing:
                self._put_to_sleep(capture, missing)
                continue
            outcome = self._attempt(capture)
            if outcome is not None:
                self.went.entered.append((capture, outcome))
                self._wake(ref_of(capture))

    def _put_to_sleep(self, capture: Capture, missing: set[PaperRef]) -> None:
        capture.state, capture.problem = "waiting", problems.PREDECESSOR_MISSING
        capture.refusal = {"missing": sorted(map(str, missing))}
        self.lacks[capture.id], self.sleepers[capture.id] = missing, capture
        for ref in missing:
            self.needed_by.setdefault(ref, set()).add(capture.id)
        self.went.waiting.append(capture)

    def _wake(self, ref: PaperRef) -> None:
        self.there.add(ref)
        for capture_id in self.needed_by.pop(ref, ()):
            self.lacks[capture_id].discard(ref)
            if not self.lacks[capture_id] and capture_id in self.sleepers:
                heappush(self.queue, _place(self.sleepers[capture_id]))

    def _attempt(self, capture: Capture) -> Outcome | None:
        """The paper as a document, or the reason why it waits for somebody."""
        try:
            with transaction.atomic():
                return self._enter(capture)
        except _Findings as found:
            capture.problem, capture.refusal = found.findings[0].problem, {"findings": problems.told(found.findings)}
        except (Refusal, Refusals) as refused:
            errors = problems.errors_of(refused)
            capture.problem, capture.refusal = problems.of_refusals(errors), {"errors": problems.kept(errors)}
        except (OperationalError, InterfaceError):
            raise  # nothing is wrong with the paper: the database is gone, or asks to be tried again
        except Exception as fault:
            errors = (_refused_by(fault, capture),)
            capture.problem, capture.refusal = problems.of_refusals(errors), {"errors": problems.kept(errors)}
        capture.state = "exception"
        self._remember(capture)
        self.went.exceptions.append(capture)
        return None

    def _remember(self, capture: Capture) -> None:
        """The history of a capture names each exception once, until it becomes another one."""
        before = [each["problem"] for each in capture.decisions if each.get("did") == "except"]
        if before[-1:] != [capture.problem]:
            told = did(self.envelope, "except", problem=capture.problem, reason=message(f"problem.{capture.problem}"))
            capture.decisions = [*capture.decisions, told]

    def _enter(self, capture: Capture) -> Outcome:
        kind, ref, today = KINDS[capture.paper], ref_of(capture), self.envelope.today
        data = parse(schema=kind.schema, data=dict(capture.payload), today=today)
        if kind.examine is not None:
            found = kind.examine(data, ref, capture.paper_date, today)
            open_ones = problems.undecided(found, capture.decisions)
            if open_ones:
                raise _Findings(open_ones)
        paper = Paper(capture.paper, capture.book_no, self.stock[ref].printed, capture.paper_date)
        envelope = replace(
            self.envelope, origin="back_entry", outage=self.spell.id, paper=paper, captured_at=capture.captured_at,
            expected_version=None,
        )  # fmt: skip
        return kind.enter(envelope, data, ref, problems.accepted(capture.decisions))

    def _write(self) -> None:
        entered = [capture for capture, _ in self.went.entered]
        for capture, outcome in self.went.entered:
            capture.document_id = outcome.document_id
        with_document = [capture for capture in entered if capture.document_id is not None]
        _state_amounts([capture for capture in with_document if not capture.amount])
        made = {capture.id: (capture.document_id, capture.amount) for capture in with_document}
        update_each(model=Capture, fields=("document", "amount"), rows=made)
        Capture.objects.filter(id__in=[capture.id for capture in entered]).update(
            state="entered", problem="", refusal={}, entered_by_id=self.envelope.actor.id, entered_at=self.envelope.now
        )
        Capture.objects.bulk_update(
            [*self.went.waiting, *self.went.exceptions], ["state", "problem", "refusal", "decisions"]
        )
        self._settle(entered)

    def _settle(self, entered: Sequence[Capture]) -> None:
        """The control register: these numbers are issued, and stand for these documents."""
        rows = []
        for capture in entered:
            row = self.stock[ref_of(capture)]
            row.document_id, row.amount = capture.document_id, capture.amount
            if row.capture_id != capture.id:
                show(row, capture)
                row.save(update_fields=SHOWN)
            rows.append(row)
        made = {row.id: (row.document_id, row.amount) for row in rows if row.document_id is not None}
        update_each(model=ManualNumber, fields=("document", "amount"), rows=made)
        ManualNumber.objects.filter(id__in=[row.id for row in rows]).update(
            state="issued",
            outage_id=self.spell.id,
            settled_by_id=self.envelope.actor.id,
            settled_on=self.envelope.today,
        )


def _refused_by(fault: Exception, capture: Capture) -> Refusal:
    """What a guard of the database refused; else a fault of the program, kept in the log: this paper waits for its mending,
    the others go on (C-35)."""
    refused = refusals.translate(fault) if isinstance(fault, DatabaseError) else None
    if refused is not None:
        return refused
    _log.error("%s cannot be entered", ref_of(capture), exc_info=fault)
    return Refusal("entry_fault", paper=numbers.name_of(ref_of(capture)), fault=type(fault).__name__)


def _state_amounts(captures: Sequence[Capture]) -> None:
    """A paper that does not say its amount (a report of cheques) has that of its document in the control register."""
    made = documents.get_many(document_ids=[capture.document_id for capture in captures if capture.document_id])
    for capture in captures:
        if capture.document_id in made:
            capture.amount = made[capture.document_id].amount


def ref_of(capture: Capture) -> PaperRef:
    """The paper that a capture was read from."""
    return PaperRef(capture.paper, capture.book_no, capture.number)


def _place(row: Capture) -> _Place:
    return _Place(tuple(getattr(row, name) for name in ORDER), row)
