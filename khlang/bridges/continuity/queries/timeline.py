"""The whole spell for an auditor: what was decided when and by whom, what was paper, who entered it and how much later; which
papers lie in another year or another month than their posting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Q, Sum

from khlang import standards
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.queries import outages
from khlang.core.calendar import fiscal_year, month_end, month_start
from khlang.office.payment import queries as payment
from khlang.platform.clock import day_of, start_of
from khlang.spine.access import queries as access
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger

#: Papers whose money the note of a month counts; the other kinds speak of the same money again.
RECEIVED: Final = "receipt"
PAID: Final = "payment_voucher"
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done about the outage or a letter on it: the move, by whom, why."""

    at: datetime
    kind: str
    number: str
    move: str
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperDay:
    """A day of papers of one kind: how many, for how much (satang), how many of them are entered, and the longest time in days
    from the paper to its entry."""

    day: date
    paper: str
    count: int
    amount: int
    entered: int
    longest: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person entered on one day of a kind of paper: how many, by which channel, and the lag in days."""

    day: date
    paper: str
    channel: str
    person: str
    count: int
    shortest: int
    longest: int
    mean: int


@dataclass(frozen=True, slots=True)
class Held:
    """A paper that could not be entered at once: why, and what was decided by whom."""

    capture_id: int
    paper: str
    book_no: str
    number: int
    problem: str
    state: str
    decisions: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything about one spell; `online` counts what was made in the system itself while it was said to be unusable."""

    events: tuple[Event, ...]
    papers: tuple[PaperDay, ...]
    entries: tuple[Entry, ...]
    exceptions: tuple[Held, ...]
    directives: tuple[outages.DirectiveLine, ...]
    online: int


def whole_spell(*, outage_id: int) -> Timeline:
    """The spell as a whole; the number of queries does not depend on the number of papers."""
    row = outages.of(document_id=outage_id)
    letters = outages.directives(outage_id=outage_id, states=("recorded", "in_force", "cancelled"))
    captures = _read(outage_id)
    until = row.restored_at or row.document.updated_at
    return Timeline(
        _events(row.document, letters), _papers(captures), _entries(captures), _exceptions(outage_id), tuple(letters),
        documents.made_online(since=row.started_at, until=until) if row.document.state != "declared" else 0,
    )  # fmt: skip


def _events(document: Any, letters: Sequence[outages.DirectiveLine]) -> tuple[Event, ...]:
    found = [
        Event(step.at, "outage", document.number or "", step.move, step.actor_name, step.reason)
        for step in documents.trail(document_id=document.id)
    ]
    for letter in letters:
        found += [
            Event(step.at, "gate_directive", letter.letter_number, step.move, step.actor_name, step.reason)
            for step in documents.trail(document_id=letter.document_id)
        ]
    return tuple(sorted(found, key=lambda event: event.at))


def _read(outage_id: int) -> list[tuple[Any, ...]]:
    rows = Capture.objects.filter(outage_id=outage_id, state__in=(*OPEN, "entered")).order_by("paper_date", "sequence")
    return list(rows.values_list("paper", "paper_date", "amount", "channel", "entered_by_id", "entered_at"))


def _papers(captures: Sequence[tuple[Any, ...]]) -> tuple[PaperDay, ...]:
    order = {kind.key: place for place, kind in enumerate(standards.manual_papers())}
    found: dict[tuple[date, str], list[int]] = {}
    for paper, day, amount, _, _, entered_at in captures:
        sums = found.setdefault((day, paper), [0, 0, 0, 0])
        sums[0] += 1
        sums[1] += amount
        if entered_at is not None:
            sums[2] += 1
            sums[3] = max(sums[3], (day_of(entered_at) - day).days)
    keys = sorted(found, key=lambda key: (key[0], order.get(key[1], 99)))
    return tuple(PaperDay(day, paper, *found[day, paper]) for day, paper in keys)


def _entries(captures: Sequence[tuple[Any, ...]]) -> tuple[Entry, ...]:
    names = access.names(person_ids={row[4] for row in captures if row[4] is not None})
    lags: dict[tuple[date, str, str, str], list[int]] = {}
    for paper, day, _, channel, person_id, entered_at in captures:
        if entered_at is not None:
            entered = day_of(entered_at)
            key = (entered, paper, channel, names.get(person_id, str(person_id)))
            lags.setdefault(key, []).append((entered - day).days)
    return tuple(
        Entry(*key, len(found), min(found), max(found), round(sum(found) / len(found)))
        for key, found in sorted(lags.items())
    )


def _exceptions(outage_id: int) -> tuple[Held, ...]:
    rows = Capture.objects.filter(outage_id=outage_id).filter(~Q(problem="") | ~Q(decisions=[])).order_by("sequence")
    return tuple(
        Held(row.id, row.paper, row.book_no, row.number, _problem(row), row.state, tuple(row.decisions))
        for row in rows.defer("payload")
    )


def _problem(row: Any) -> str:
    """The exception that a paper is, or the last one that it was."""
    had = [each["problem"] for each in row.decisions if each.get("problem")]
    return row.problem or (had[-1] if had else "")


@dataclass(frozen=True, slots=True)
class CutOffPaper:
    """A paper whose day lies in another fiscal year (B.E.) than its posting."""

    document_id: int
    kind: str
    number: str
    paper: str
    book_no: str
    paper_number: str
    paper_date: date
    posting_date: date
    amount: int


@dataclass(frozen=True, slots=True)
class CutOffLine:
    """An account of the accrual book in the proposed adjusting voucher, satang on one side."""

    account: str
    sub: str
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class CutOff:
    """Papers of a fiscal year (B.E.) that were posted in a later one. `adjusts`: the year still takes vouchers, so `lines` on
    its last day bring them in and the opposite on the first day of the next year take them out again; else the lines only
    say what the year lacks."""

    fiscal_year: int
    papers: tuple[CutOffPaper, ...]
    lines: tuple[CutOffLine, ...]
    adjusts: bool

    @property
    def balanced(self) -> bool:
        """The two sides of the proposed voucher are equal."""
        return sum(line.debit for line in self.lines) == sum(line.credit for line in self.lines)


def cut_off(*, outage_id: int) -> tuple[CutOff, ...]:
    """The cut-off report (continuity C-03): per fiscal year the papers of it that were posted in another year, and the general
    voucher that would put them there. The money of a payment lies in the year of its own paper, not of that of its dika."""
    theirs = documents.of_outage(outage_id=outage_id).filter(paper_date__isnull=False)
    papers = {row.id: row for row in theirs}
    paid = _paid_by({row.id for row in papers.values() if row.kind == "payment"})
    posted = {row.id: row.posting_date for row in papers.values() if row.posting_date is not None}
    sums: dict[int, dict[tuple[str, str], int]] = {}
    for line in _lines(sorted({*papers, *paid})):
        paper = papers.get(paid.get(line.document_id, line.document_id) if line.kind == "payment" else line.document_id)
        if paper is None:
            continue
        posted[paper.id] = line.posting_date
        year = fiscal_year(paper.paper_date)
        if year != fiscal_year(line.posting_date):
            of_year, key = sums.setdefault(year, {}), (line.account, line.sub)
            of_year[key] = of_year.get(key, 0) + line.debit - line.credit
    by_year: dict[int, list[CutOffPaper]] = {}
    for row in papers.values():
        if row.id in posted and fiscal_year(row.paper_date) != fiscal_year(posted[row.id]):
            by_year.setdefault(fiscal_year(row.paper_date), []).append(_late(row, posted[row.id]))
    return tuple(
        CutOff(year, tuple(late), _adjustment(sums.get(year, {})), _takes_vouchers(year))
        for year, late in sorted(by_year.items())
    )


def _late(row: Any, posting_date: date) -> CutOffPaper:
    return CutOffPaper(
        row.id, row.kind, row.number or "", row.paper_series, row.paper_book, row.paper_number, row.paper_date,
        posting_date, row.amount,
    )  # fmt: skip


def _paid_by(payment_ids: set[int]) -> dict[int, int]:
    """The dika that these payments paid, each with its payment: the payment voucher names the dika."""
    ids = sorted(payment_ids)
    views = [
        view
        for start in range(0, len(ids), _CHUNK)
        for view in payment.payments(document_ids=ids[start : start + _CHUNK])
    ]
    return {view.dika_id: view.document_id for view in views}


def _lines(document_ids: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(document_ids), _CHUNK):
        yield from ledger.posted_by(document_ids=document_ids[start : start + _CHUNK])


def _takes_vouchers(year: int) -> bool:
    period = ledger.period(fiscal_year=year)
    return period is not None and period.state != "closed"


def _adjustment(sums: Mapping[tuple[str, str], int]) -> tuple[CutOffLine, ...]:
    """What was posted, by account; an account that comes to nothing is left out."""
    return tuple(
        CutOffLine(account, sub, max(net, 0), max(-net, 0)) for (account, sub), net in sorted(sums.items()) if net
    )


@dataclass(frozen=True, slots=True)
class MonthNote:
    """Papers dated in a month that stand in the books of another one or in none yet: how many, and how much was received and
    paid by them (satang). A monthly report says so below its figures."""

    month: date
    count: int
    received: int
    paid: int
    waiting: int


def month_note(*, month: date) -> MonthNote | None:
    """The note of a month (any day of it), or None when nothing of it was entered elsewhere (continuity C-04)."""
    first, last = month_start(month), month_end(month)
    rows = ManualNumber.objects.filter(state="issued", paper_date__gte=first, paper_date__lte=last)
    entered = Q(document__posting_date__gte=first, document__posting_date__lte=last)
    made = Q(document__posting_date__isnull=True, document__created_at__lt=_after(last))
    outside = rows.exclude(entered).exclude(made)
    kinds = [kind.key for kind in standards.manual_papers() if kind.makes]
    sums = {
        row["paper"]: row
        for row in outside.filter(paper__in=kinds).values("paper").annotate(n=Count("id"), s=Sum("amount")).order_by()
    }
    waiting = _waiting(first, last)
    count = sum(row["n"] for row in sums.values()) + sum(n for n, _ in waiting.values())
    if not count:
        return None
    amounts = {
        kind: int(sums[kind]["s"] if kind in sums else 0) + waiting.get(kind, (0, 0))[1] for kind in (RECEIVED, PAID)
    }
    return MonthNote(first, count, amounts[RECEIVED], amounts[PAID], sum(n for n, _ in waiting.values()))


def _waiting(first: date, last: date) -> dict[str, tuple[int, int]]:
    """Papers of the month that are read and not entered yet, by kind."""
    rows = Capture.objects.filter(state__in=OPEN, paper_date__gte=first, paper_date__lte=last).values("paper")
    return {row["paper"]: (row["n"], int(row["s"])) for row in rows.annotate(n=Count("id"), s=Sum("amount")).order_by()}


def _after(day: date) -> datetime:
    return start_of(date.fromordinal(day.toordinal() + 1))
