"""Do register, captures, documents, daily reports and money tell the same? One question each for the whole spell.

Money that moved by hand stands in the ledger on its day of entry (LAO-9); here it is put back on the day of its paper, so
that it can be laid beside the daily reports that were made by hand (LAO-8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Sum

from khlang import standards
from khlang.bridges.continuity.models import Capture, DayByHand, ManualNumber
from khlang.bridges.continuity.models.papers import CASH
from khlang.bridges.continuity.queries import outages
from khlang.office.payment import queries as payment
from khlang.platform.clock import day_of
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Sums:
    """So many papers for so much (satang)."""

    count: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """One kind of paper on one day as the register, the captures and the documents of the system have it."""

    paper: str
    day: date
    register: Sums
    captures: Sums
    documents: Sums

    @property
    def agrees(self) -> bool:
        """Whether all three say the same."""
        return self.register == self.captures == self.documents


@dataclass(frozen=True, slots=True)
class DayOfPlace:
    """A day of the cash box or a bank account: the report made by hand beside what the papers of the day moved (satang).

    `chained` says that it opens with what the report before it closed with; `added` that it was added up rightly.
    """

    day: date
    place: str
    opening: int
    received: int
    paid: int
    closing: int
    moved_in: int
    moved_out: int
    chained: bool

    @property
    def added(self) -> bool:
        """Opening and movement make the closing balance."""
        return self.opening + self.received - self.paid == self.closing

    @property
    def agrees(self) -> bool:
        """Whether it follows from the day before, from its own figures and from the papers of the day."""
        return self.chained and self.added and (self.received, self.paid) == (self.moved_in, self.moved_out)


@dataclass(frozen=True, slots=True)
class Closing:
    """The last balance by hand of a place beside the balance of the ledger now (satang)."""

    place: str
    day: date
    by_hand: int
    ledger: int

    @property
    def difference(self) -> int:
        """By hand less ledger; nothing else than 0 is complete."""
        return self.by_hand - self.ledger


def agreements(*, outage_id: int) -> list[Agreement]:
    """Counts and sums by kind and day of the three, in three queries, in the order of entry."""
    issued = ManualNumber.objects.filter(outage_id=outage_id, state="issued", paper_date__isnull=False)
    register = _sums(issued.values_list("paper", "paper_date").annotate(n=Count("id"), s=Sum("amount")).order_by())
    entered = Capture.objects.filter(outage_id=outage_id, state="entered")
    captured = _sums(entered.values_list("paper", "paper_date").annotate(n=Count("id"), s=Sum("amount")).order_by())
    made = issued.filter(document__isnull=False)
    stand = _sums(
        made.values_list("paper", "paper_date").annotate(n=Count("document"), s=Sum("document__amount")).order_by()
    )
    without = {kind.key for kind in standards.manual_papers() if not kind.makes}
    order = {kind.key: place for place, kind in enumerate(standards.manual_papers())}
    found = []
    for key in sorted(register.keys() | captured.keys() | stand.keys(), key=lambda k: (order.get(k[0], 99), k[1])):
        said, read = register.get(key, Sums()), captured.get(key, Sums())
        found.append(Agreement(*key, said, read, read if key[0] in without else stand.get(key, Sums())))
    return found


def _sums(rows: Iterable[Any]) -> dict[tuple[str, date], Sums]:
    return {(paper, day): Sums(count, int(amount or 0)) for paper, day, count, amount in rows}


def days_by_hand(*, outage_id: int) -> list[DayOfPlace]:
    """Every line of the daily reports made by hand beside what the papers of its day moved, by place and day."""
    row = outages.of(document_id=outage_id)
    reports = list(DayByHand.objects.filter(outage_id=outage_id).order_by("place", "day"))
    if not reports:
        return []
    first = min(report.day for report in reports)
    moved = _moved(day_of(row.started_at), first, max(report.day for report in reports))
    before = _balances(first - timedelta(days=1))
    found: list[DayOfPlace] = []
    for report in reports:
        follows = bool(found) and found[-1].place == report.place
        opening = found[-1].closing if follows else before.get(report.place, 0)
        found.append(
            DayOfPlace(
                report.day, report.place, report.opening, report.received, report.paid, report.closing,
                *moved.get((report.day, report.place), (0, 0)), report.opening == opening,
            )
        )  # fmt: skip
    return found


def closings(*, outage_id: int, through: date) -> list[Closing]:
    """Per place: the closing balance of its last report by hand and what the ledger has at the end of `through` (LAO-8)."""
    last: dict[str, Any] = {}
    for report in DayByHand.objects.filter(outage_id=outage_id).order_by("day"):
        last[report.place] = report
    kept = _balances(through)
    end = max((report.day for report in last.values()), default=through)
    return [
        Closing(
            place,
            last[place].day if place in last else end,
            last[place].closing if place in last else 0,
            kept.get(place, 0),
        )
        for place in sorted(last.keys() | {place for place, amount in kept.items() if amount and last})
    ]


def left_on(*, day: date) -> dict[str, int]:
    """What every place that holds money had at the end of a day by the ledger, the cash box first (satang)."""
    kept = {place: amount for place, amount in _balances(day).items() if amount or place == CASH}
    return {place: kept[place] for place in sorted(kept, key=lambda place: (place != CASH, place))}


def brought_forward(*, outage_id: int) -> dict[str, int]:
    """What the next daily report by hand begins with: the last report's closing, else the ledger before the outage (satang)."""
    row = outages.of(document_id=outage_id)
    found = left_on(day=day_of(row.started_at) - timedelta(days=1))
    for report in DayByHand.objects.filter(outage_id=outage_id).order_by("day"):
        found[report.place] = report.closing
    return found


def _balances(through: date) -> dict[str, int]:
    """What cash box and bank accounts hold at the end of a day, debit-positive."""
    found: dict[str, int] = {}
    for row in ledger.balances(through=through, accounts=[*chart().cash, *chart().banks]):
        place = _place(row.account, row.sub)
        found[place] = found.get(place, 0) + row.before
    return found


def _place(account: str, sub: str) -> str:
    return CASH if chart().is_cash(account) else sub


def days_with_money(*, outage_id: int) -> list[date]:
    """Days on which papers of the spell moved money: each of them needs a daily report by hand."""
    row = outages.of(document_id=outage_id)
    papers = _papers_behind(_money_lines(day_of(row.started_at)))
    days = documents.of_outage(outage_id=outage_id).filter(
        id__in=sorted(set(papers.values())), paper_date__isnull=False
    )
    return sorted(set(days.values_list("paper_date", flat=True)))


def _moved(since: date, first: date, last: date) -> dict[tuple[date, str], tuple[int, int]]:
    """By day and place: what came in and what went out on the day that the paper says, or on the day it was made online."""
    lines = _money_lines(since)
    papers = _papers_behind(lines)
    days = paper_days(document_ids=sorted(set(papers.values())))
    found: dict[tuple[date, str], tuple[int, int]] = {}
    for line in lines:
        day = days.get(papers[line.document_id, line.kind], line.posting_date)
        if first <= day <= last:
            key = (day, _place(line.account, line.sub))
            came, went = found.get(key, (0, 0))
            found[key] = (came + line.debit, went + line.credit)
    return found


def _money_lines(since: date) -> list[Any]:
    """Every line on cash and bank accounts since a day, save what opened the books."""
    lines = [
        line
        for account in (*chart().cash, *chart().banks)
        for line in ledger.lines(since=since, account=account, book="accrual")
    ]
    return [line for line in lines if line.kind != "opening"]


def _papers_behind(lines: Iterable[Any]) -> dict[tuple[int, str], int]:
    """The document whose paper each voucher was made from, by document and kind of voucher: the voucher of a payment names
    its dika, its paper is that of the payment."""
    vouchers = {(line.document_id, line.kind, line.document_kind) for line in lines}
    paid = sorted({document_id for document_id, _, kind in vouchers if kind == "dika"})
    payments: dict[int, Any] = {}
    for start in range(0, len(paid), _CHUNK):
        payments |= payment.payments_of_many(dika_ids=paid[start : start + _CHUNK])
    return {(doc, kind): payments[doc].document_id if doc in payments else doc for doc, kind, _ in vouchers}


def paper_days(*, document_ids: Sequence[int]) -> dict[int, date]:
    """The day on the paper of each document that was entered from one."""
    found: dict[int, date] = {}
    for start in range(0, len(document_ids), _CHUNK):
        some = documents.get_many(document_ids=document_ids[start : start + _CHUNK])
        found |= {row.id: row.paper_date for row in some.values() if row.paper_date is not None}
    return found
