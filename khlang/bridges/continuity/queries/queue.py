"""Reading the queue of captured papers: how far it is, what waits and why, both versions of what must be decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, Sum

from khlang.bridges.continuity import correcting, numbers, problems
from khlang.bridges.continuity.models import Capture
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.paper_kind import PaperRef
from khlang.bridges.continuity.queueing import ORDER
from khlang.core.refusal import Refusal
from khlang.standards import manual_papers


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One capture in the list; amount in satang, `paper_date` C.E. `document_id` once it is entered."""

    id: int
    ref: PaperRef
    paper_date: date
    party: str
    title: str
    amount: int
    state: str
    problem: str
    captured_by: str
    captured_at: datetime
    document_id: int | None
    document_number: str

    @property
    def name(self) -> str:
        """How people call the paper: «ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 48»."""
        return numbers.name_of(self.ref)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue, how many there are in all and what they amount to (satang)."""

    rows: tuple[QueueRow, ...]
    count: int
    amount: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Version:
    """One of several captures of the same paper."""

    capture_id: int
    captured_by: str
    captured_at: datetime
    state: str
    paper_date: date
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaptureView:
    """A capture with all that is needed to solve it: `errors` in the words of their codes, `findings` with the versions of
    paper and system, `missing` papers, `versions` of the same number, `decisions` so far, `source` and channel;
    `correctable` when its document can be put right by reading the paper again."""

    row: QueueRow
    envelope: str
    channel: str
    source: str
    paper_date_text: str
    payload: Mapping[str, Any]
    sha256: str
    errors: tuple[Refusal, ...]
    findings: tuple[Mapping[str, Any], ...]
    missing: tuple[str, ...]
    versions: tuple[Version, ...]
    decisions: tuple[Mapping[str, Any], ...]
    supersedes_id: int | None
    correctable: bool


@dataclass(slots=True)
class KindProgress:
    """How far the papers of one kind are."""

    paper: str
    captured: int = 0
    waiting: int = 0
    exceptions: int = 0
    entered: int = 0
    amount_entered: int = 0

    @property
    def open(self) -> int:
        """How many are still to be dealt with."""
        return self.captured + self.waiting + self.exceptions


@dataclass(frozen=True, slots=True)
class QueueProgress:
    """How far the queue of an outage is: kinds in the order of entry, exceptions by name."""

    kinds: tuple[KindProgress, ...] = ()
    problems: Mapping[str, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """How many captures are still to be dealt with, in all."""
        return sum(kind.open for kind in self.kinds)

    @property
    def entered(self) -> int:
        """How many are documents by now."""
        return sum(kind.entered for kind in self.kinds)


def progress(*, outage_id: int) -> QueueProgress:
    """The counts of the queue in one query."""
    rows = Capture.objects.filter(outage_id=outage_id, state__in=(*OPEN, "entered"))
    counted = rows.values("paper", "state", "problem").annotate(count=Count("id"), amount=Sum("amount")).order_by()
    kinds = {paper.key: KindProgress(paper.key) for paper in manual_papers()}
    by_problem: dict[str, int] = {}
    for each in counted:
        kind, count = kinds[each["paper"]], each["count"]
        if each["state"] == "entered":
            kind.entered += count
            kind.amount_entered += each["amount"]
            continue
        name = "exceptions" if each["state"] == "exception" else each["state"]
        setattr(kind, name, getattr(kind, name) + count)
        if each["problem"]:
            by_problem[each["problem"]] = by_problem.get(each["problem"], 0) + count
    told = tuple(kind for kind in kinds.values() if kind.open or kind.entered)
    return QueueProgress(told, {name: by_problem[name] for name in problems.PROBLEMS if name in by_problem})


def queue(
    *, outage_id: int, states: Sequence[str] = OPEN, paper: str = "", problem: str = "", search: str = "", page: int = 1,
    size: int = 50,
) -> QueuePage:  # fmt: skip
    """Captures of an outage in the order of entry, a page at a time; `search` looks into party, title and number."""
    rows = Capture.objects.filter(outage_id=outage_id, state__in=list(states))
    rows = rows.filter(paper=paper) if paper else rows
    rows = rows.filter(problem=problem) if problem else rows
    if search:
        found = Q(party__icontains=search) | Q(title__icontains=search)
        rows = rows.filter(found | Q(number=int(search)) if search.isdecimal() and len(search) < 9 else found)
    sums = rows.aggregate(count=Count("id"), amount=Sum("amount"))
    pages = max(1, -(-sums["count"] // size))
    page = min(max(1, page), pages)
    shown = rows.select_related("document").order_by(*ORDER)[(page - 1) * size : page * size]
    return QueuePage(tuple(map(_row, shown)), sums["count"], sums["amount"] or 0, page, pages)


def _row(row: Capture) -> QueueRow:
    return QueueRow(
        row.id, PaperRef(row.paper, row.book_no, row.number), row.paper_date, row.party, row.title, row.amount, row.state,
        row.problem, row.captured_by, row.captured_at, row.document_id, (row.document.number or "") if row.document else "",
    )  # fmt: skip


def capture(*, capture_id: int) -> CaptureView:
    """One capture with everything that helps to solve it. Refusal: capture_unknown."""
    row = Capture.objects.select_related("document").filter(id=capture_id).first()
    if row is None:
        raise Refusal("capture_unknown", field="capture_id")
    same = Capture.objects.filter(paper=row.paper, book_no=row.book_no, number=row.number).exclude(id=row.id)
    return CaptureView(
        row=_row(row), envelope=str(row.envelope), channel=row.channel, source=row.source,
        paper_date_text=row.paper_date_text, payload=row.payload, sha256=row.payload_hash,
        errors=problems.refusals(row.refusal.get("errors", ())), findings=tuple(row.refusal.get("findings", ())),
        missing=_missing(row), versions=tuple(map(_version, same.order_by("sequence"))), decisions=tuple(row.decisions),
        supersedes_id=row.supersedes_id, correctable=correcting.correctable(capture=row),
    )  # fmt: skip


def _missing(row: Capture) -> tuple[str, ...]:
    """The papers that this one still waits for, by name."""
    needs = [PaperRef.read(need) for need in row.needs] if row.state in OPEN else []
    held = numbers.stock(refs=needs)
    there = {ref for ref, number in held.items() if number.state in ("issued", "voided")}
    return tuple(numbers.name_of(ref) for ref in needs if ref not in there)


def _version(row: Capture) -> Version:
    return Version(row.id, row.captured_by, row.captured_at, row.state, row.paper_date, row.payload)
