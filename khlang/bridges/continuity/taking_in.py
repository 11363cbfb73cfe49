"""Papers as they were read become captures: once each, whoever sends them and however often (continuity C-08 … C-36).

A line that cannot be taken never holds up the others; what is kept is kept verbatim and never changed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from khlang.bridges.continuity import numbers, problems
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.spells import Spell
from khlang.core.calendar import parse_date, parse_date_of_other_era
from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import Envelope, parse
from khlang.platform.db import writes
from khlang.platform.db.bulk import update_each
from khlang.standards import ManualPaper, manual_papers, message

#: Channels in which nobody is there to correct what cannot be read: it is kept as it came.
_UNATTENDED: Final = ("scan", "node")
#: Columns of a number that say what stands on its paper.
SHOWN: Final = ("capture_id", "outage_id", "paper_date", "party", "title", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One paper as somebody read it; `paper_date` as it is written, `at` where the input stands («lines.3»)."""

    envelope: UUID
    book_no: str
    number: int
    paper_date: str
    payload: Mapping[str, Any]
    captured_by_id: int
    captured_by: str
    captured_at: datetime
    at: str = ""


@dataclass(slots=True, kw_only=True)
class Taken:
    """What became of a reading. `sequence` and `sha256` acknowledge it, the same every time; `by` is the clerk who had
    captured the paper before; `errors` say why it was not kept, or what cannot be read of it."""

    envelope: UUID
    ref: PaperRef
    sequence: int = 0
    sha256: str = ""
    capture_id: int | None = None
    state: str = ""
    problem: str = ""
    by: str = ""
    errors: tuple[Refusal, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether the paper stands in the queue, now or from before."""
        return self.capture_id is not None


@dataclass(slots=True)
class _Read:
    """A reading understood as far as it can be."""

    reading: Reading
    ref: PaperRef
    sha256: str
    day: date | None = None
    suspect: bool = False
    data: Any = None
    errors: list[Refusal] = field(default_factory=list)
    unreadable: list[Refusal] = field(default_factory=list)


def take_in(
    *, envelope: Envelope, spell: Spell, paper: ManualPaper, readings: Sequence[Reading], channel: str, source: str = "",
    supersedes: Capture | None = None, decisions: Sequence[Mapping[str, Any]] = (),
) -> list[Taken]:  # fmt: skip
    """Capture papers of one kind, in the order given; the caller has asked for the duty and is in a transaction.

    A paper that has been captured with the same content is acknowledged again; with another content both wait as
    DUPLICATE_NO, or only the new one when one is entered. Errors of a line (at its fields): manual_number_unknown,
    manual_number_settled, manual_number_of_another_site, capture_envelope_reused, date_malformed, date_not_in_calendar,
    date_era_implausible, date_in_future, and what the schema of the kind refuses.
    """
    writes.hold(org=envelope.org)  # the same paper from two desks: the second sees the first
    kind = KINDS[paper.key]
    read = [_read(envelope, kind, reading) for reading in readings]
    desk = _Desk(envelope, spell, paper, kind, channel, source, supersedes, decisions, read)
    taken = [desk.take(each) for each in read]
    desk.write()
    return taken


def _read(envelope: Envelope, kind: PaperKind, reading: Reading) -> _Read:
    """Understand the date and the content; the digest is that of the content, however it was typed."""
    data, unreadable = None, []
    try:
        data = parse(schema=kind.schema, data=dict(reading.payload), today=envelope.today)
    except Refusals as refused:
        unreadable = [error.at(".".join(filter(None, ("payload", error.field)))) for error in refused.errors]
    content = data.model_dump(mode="json") if data is not None else dict(reading.payload)
    ref = PaperRef(kind.key, reading.book_no, reading.number)
    found = _Read(reading, ref, "", data=data, unreadable=unreadable)
    try:
        found.day, found.suspect = _day(reading.paper_date, envelope.today, _at(reading, "paper_date"))
    except Refusal as refused:
        found.errors.append(refused)
    said = [str(ref), found.day.isoformat() if found.day else reading.paper_date, content]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    found.sha256 = sha256(text.encode()).hexdigest()
    return found


def _at(reading: Reading, *path: str | None) -> str:
    return ".".join(part for part in (reading.at, *path) if part)


def _day(text: str, today: date, at: str) -> tuple[date, bool]:
    """The day on the paper, and whether a person must confirm it because its year seems to be of the other era."""
    try:
        day, suspect = parse_date(text, today=today, field=at), False
    except Refusal as refused:
        if refused.code != "date_era_implausible":
            raise
        try:
            day, suspect = parse_date_of_other_era(text, today=today), True
        except Refusal:
            raise refused from None
    if day > today:
        raise Refusal("date_in_future", field=at)
    return day, suspect


class _Desk:
    """Everything that one go must know of stock and captures, read once; what it writes is written once."""

    def __init__(
        self, envelope: Envelope, spell: Spell, paper: ManualPaper, kind: PaperKind, channel: str, source: str,
        supersedes: Capture | None, decisions: Sequence[Mapping[str, Any]], read: Sequence[_Read],
    ) -> None:  # fmt: skip
        self.envelope, self.spell, self.paper, self.kind = envelope, spell, paper, kind
        self.channel, self.source, self.supersedes, self.decisions = channel, source, supersedes, list(decisions)
        self.stock = numbers.stock(refs={each.ref for each in read})
        envelopes = [each.reading.envelope for each in read]
        self.sent = {row.envelope: row for row in Capture.objects.filter(envelope__in=envelopes)}
        self.there = _standing({each.ref for each in read}, supersedes)
        last = Capture.objects.order_by("-sequence").values_list("sequence", flat=True).first()
        self.sequence = last or 0
        self.new: list[Capture] = []
        self.doubled: list[Capture] = []
        self.shown: dict[int, ManualNumber] = {}

    def take(self, each: _Read) -> Taken:
        """One reading: known already, refused, or a new capture."""
        before = self.sent.get(each.reading.envelope)
        if before is not None:
            return self._again(each, before)
        others = self.there.setdefault(each.ref, [])
        for other in others:
            if other.payload_hash == each.sha256:
                return _acknowledged(each, other, by=other.captured_by)
        errors = [*each.errors, *self._of_stock(each)]
        if self.channel not in _UNATTENDED:
            errors += [error.at(_at(each.reading, error.field)) for error in each.unreadable]
        if errors:
            return Taken(envelope=each.reading.envelope, ref=each.ref, sha256=each.sha256, errors=tuple(errors))
        return self._kept(each, others)

    def _again(self, each: _Read, before: Capture) -> Taken:
        if before.payload_hash == each.sha256:
            return _acknowledged(each, before)
        refused = Refusal(
            "capture_envelope_reused", field=_at(each.reading, "envelope"), paper=numbers.name_of(each.ref)
        )
        return Taken(envelope=each.reading.envelope, ref=each.ref, sha256=each.sha256, errors=(refused,))

    def _of_stock(self, each: _Read) -> list[Refusal]:
        at, row = _at(each.reading, "number"), self.stock.get(each.ref)
        if row is None:
            return [Refusal("manual_number_unknown", field=at, paper=numbers.name_of(each.ref))]
        elsewhere = row.state == "lost" and row.outage_id is not None and row.outage_id not in self.spell.family
        if row.state in ("voided", "returned") or elsewhere:
            was = message(f"state.manual_number.{row.state}")
            return [Refusal("manual_number_settled", field=at, paper=numbers.name_of(each.ref), was=was)]
        if self.spell.site and row.book.site and row.book.site != self.spell.site:
            name = numbers.name_of(each.ref)
            return [Refusal("manual_number_of_another_site", field=at, paper=name, site=row.book.site)]
        return []

    def _kept(self, each: _Read, others: list[Capture]) -> Taken:
        capture = self._row(each)
        if others:
            capture.state, capture.problem = "exception", problems.DUPLICATE_NO
            if all(other.state != "entered" for other in others):
                for other in others:
                    other.state, other.problem = "exception", problems.DUPLICATE_NO
                    self.doubled.append(other)
        others.append(capture)
        self.sent[capture.envelope] = capture
        self.new.append(capture)
        self._show(each.ref, capture)
        errors = tuple(each.unreadable)
        return _acknowledged(each, capture, errors=errors)

    def _row(self, each: _Read) -> Capture:
        reading, spell, data = each.reading, self.spell, each.data
        shown = self.kind.shown(data) if data is not None else Shown("", "", 0)
        needs = [str(ref) for ref in self.kind.needs(data, each.ref)] if data is not None else []
        assert each.day is not None
        state, problem = _place(spell, each.day, self.envelope.today, readable=data is not None, suspect=each.suspect)
        self.sequence += 1
        return Capture(
            envelope=reading.envelope, outage_id=spell.id, channel=self.channel, paper=each.ref.paper,
            book_no=each.ref.book_no, number=each.ref.number, paper_date=each.day, paper_date_text=reading.paper_date,
            payload=dict(reading.payload), payload_hash=each.sha256, party=shown.party[:250], title=shown.title[:500],
            amount=shown.amount, needs=list(dict.fromkeys(needs)), order=order_of(self.paper), state=state,
            problem=problem, refusal={"errors": problems.kept(each.unreadable)} if each.unreadable else {},
            decisions=self._history(reading), captured_by_id=reading.captured_by_id, captured_by=reading.captured_by,
            captured_at=reading.captured_at, received_at=self.envelope.now, sequence=self.sequence,
            source=self.source[:250], supersedes=self.supersedes,
        )  # fmt: skip

    def _history(self, reading: Reading) -> list[Mapping[str, Any]]:
        """What people did with the capture so far; who sent it when that was another than who read the paper (C-36)."""
        if reading.captured_by_id == self.envelope.actor.id:
            return self.decisions
        return [*self.decisions, did(self.envelope, "send")]

    def _show(self, ref: PaperRef, capture: Capture) -> None:
        """The control register shows what was captured first; a second version waits until it is decided."""
        row = self.stock[ref]
        if row.capture_id is None or (self.supersedes is not None and row.capture_id == self.supersedes.id):
            show(row, capture)
            self.shown[row.id] = row

    def write(self) -> None:
        """Write what was taken: captures, doubled ones, the control register."""
        Capture.objects.bulk_create(self.new)
        old = [row for row in self.doubled if row not in self.new]
        Capture.objects.filter(id__in=[row.id for row in old]).update(
            state="exception", problem=problems.DUPLICATE_NO, refusal={}
        )
        told = {row.id: [getattr(row, name) for name in SHOWN] for row in self.shown.values()}
        update_each(model=ManualNumber, fields=SHOWN, rows=told)


def _place(spell: Spell, day: date, today: date, *, readable: bool, suspect: bool) -> tuple[str, str]:
    """Where a capture stands: in the queue, or aside because of its content or its date."""
    if not readable:
        return "exception", problems.UNREADABLE
    if suspect:
        return "exception", problems.DATE_SUSPECT
    if not spell.covers(day=day, today=today):
        return "exception", problems.NOT_IN_EVENT
    return "captured", ""


def place_anew(*, envelope: Envelope, spell: Spell, capture: Capture) -> None:
    """Put a capture where it stands when nothing else is against it; the caller saves the row."""
    readable, suspect = True, False
    try:
        parse(schema=KINDS[capture.paper].schema, data=dict(capture.payload), today=envelope.today)
    except Refusals:
        readable = False
    if problems.DATE_SUSPECT not in problems.accepted(capture.decisions):
        _, suspect = _day(capture.paper_date_text, envelope.today, "")
    capture.state, capture.problem = _place(
        spell, capture.paper_date, envelope.today, readable=readable, suspect=suspect
    )
    if capture.state == "captured":
        capture.refusal = {}


def _standing(refs: set[PaperRef], without: Capture | None) -> dict[PaperRef, list[Capture]]:
    """The captures of these papers that stand: neither superseded nor discarded."""
    wanted = numbers.matching(refs)
    if wanted is None:
        return {}
    rows = Capture.objects.filter(wanted, state__in=(*OPEN, "entered")).order_by("sequence")
    found: dict[PaperRef, list[Capture]] = {}
    for row in rows.exclude(id=without.id) if without is not None else rows:
        found.setdefault(PaperRef(row.paper, row.book_no, row.number), []).append(row)
    return found


def _acknowledged(each: _Read, row: Capture, *, by: str = "", errors: tuple[Refusal, ...] = ()) -> Taken:
    return Taken(
        envelope=each.reading.envelope, ref=each.ref, sequence=row.sequence, sha256=row.payload_hash, capture_id=row.id,
        state=row.state, problem=row.problem, by=by, errors=errors,
    )  # fmt: skip


def show(row: ManualNumber, capture: Capture | None) -> None:
    """What the control register says of a number: that of a capture, or nothing yet. The caller saves the row."""
    row.capture_id = capture.id if capture else None
    row.outage_id = capture.outage_id if capture else None
    row.paper_date = capture.paper_date if capture else None
    row.party, row.title = (capture.party, capture.title) if capture else ("", "")
    row.amount = capture.amount if capture else 0


def order_of(paper: ManualPaper) -> int:
    """The place of a kind of paper in the order of entry: its class, within it as manual_papers.toml lists the kinds, so
    that receipts go before their remittance slips and these before their summaries (continuity A.5)."""
    return paper.order * 100 + manual_papers().index(paper)


def did(envelope: Envelope, what: str, **more: Any) -> dict[str, Any]:
    """An entry of the history of a capture: who did what when."""
    actor = envelope.actor
    return {"did": what, "by_id": str(actor.id), "by": actor.name, "at": envelope.now.isoformat(), **more}
