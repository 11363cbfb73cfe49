"""The control register (ทะเบียนคุมเอกสารที่จัดทำด้วยมือ): every number of every book that a spell touched, and what became of it.

LAO-7 asks for it; units keep it too, so that completeness can be proved everywhere.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from khlang import standards
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.platform.clock import day_of
from khlang.spine.access import queries as access

PAGE: Final = 100
_STANDING: Final = ("captured", "waiting", "exception", "entered")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One number: its paper, what it is about, the document that stands for it, who entered it when. Satang.

    `status` is that of the number, or for a number that is not settled yet that of the capture (captured, waiting,
    exception); `running` counts the rows of its kind from 1. `row_hash` says whether a printed or exported row was changed.
    """

    running: int
    paper: str
    book_no: str
    number: int
    printed: str
    status: str
    paper_date: date | None
    party: str
    title: str
    amount: int
    document_id: int | None
    document_number: str
    request_number: str
    entered_on: date | None
    entered_by: str
    reason: str
    witness: str
    report_no: str
    labelled_on: date | None
    attached_on: date | None
    row_hash: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the register and how many rows there are in all."""

    rows: tuple[RegisterRow, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Total:
    """What was issued of a kind of paper on a day: how many, for how much (satang), the first and the last number."""

    paper: str
    day: date | None
    count: int
    amount: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the numbers of a kind: how many of each state, how much the issued ones amount to (satang)."""

    paper: str
    leased: int
    issued: int
    voided: int
    returned: int
    lost: int
    amount: int


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers of a book one after another that nobody has accounted for; `inside` when numbers behind them are used."""

    paper: str
    book_no: str
    first: int
    last: int
    inside: bool


def register_numbers(*, outage_id: int, paper: str = "") -> QuerySet[Any]:
    """Every number of every book that the spell touched, in order of kind, book and number; those used up for another
    outage are left out."""
    used = ManualNumber.objects.filter(outage_id=outage_id).values("book_id")
    read = Capture.objects.filter(outage_id=outage_id, state__in=OPEN).values("paper", "book_no", "number")
    touched = ManualNumber.objects.filter(book_id__in=used) | ManualNumber.objects.filter(_named(read))
    rows = touched.filter(Q(outage_id=outage_id) | Q(outage_id__isnull=True))
    if paper:
        rows = rows.filter(paper=paper)
    return rows.order_by("paper", "book_no", "number")  # type: ignore[no-any-return]


def _named(read: Iterable[dict[str, Any]]) -> Q:
    """The books of captures that no number is settled for yet."""
    books = {(row["paper"], row["book_no"]) for row in read}
    wanted = Q(pk__in=())
    for paper, book_no in sorted(books):
        wanted |= Q(paper=paper, book_no=book_no)
    return wanted


def register_page(*, outage_id: int, paper: str, status: str = "", page: int = 1, size: int = PAGE) -> RegisterPage:
    """A page of the register of one kind of paper; four queries whatever its length."""
    rows = register_numbers(outage_id=outage_id, paper=paper)
    running = list(rows.values_list("id", flat=True))
    places = {number_id: place for place, number_id in enumerate(running, start=1)}
    wanted = rows.filter(state=status) if status else rows
    count = wanted.count() if status else len(running)
    pages = max(1, -(-count // size))
    page = min(max(1, page), pages)
    shown = list(wanted.select_related("document")[(page - 1) * size : page * size])
    return RegisterPage(_rows(outage_id, shown, places), count, page, pages)


def register_rows(*, outage_id: int, paper: str) -> tuple[RegisterRow, ...]:
    """The whole register of one kind of paper, for printing and export."""
    found = list(register_numbers(outage_id=outage_id, paper=paper).select_related("document"))
    return _rows(outage_id, found, {row.id: place for place, row in enumerate(found, start=1)})


def _rows(outage_id: int, found: Sequence[Any], places: dict[int, int]) -> tuple[RegisterRow, ...]:
    captures = _captures(outage_id, found)
    names = _names(captures.values())
    return tuple(_row(row, captures.get((row.paper, row.book_no, row.number)), places[row.id], names) for row in found)


def _captures(outage_id: int, found: Sequence[Any]) -> dict[tuple[str, str, int], Any]:
    """The capture that stands for each number, the entered one before any other."""
    books = {row.book_no for row in found}
    kinds = {row.paper for row in found}
    lowest, highest = min((row.number for row in found), default=0), max((row.number for row in found), default=0)
    rows = Capture.objects.filter(
        outage_id=outage_id, state__in=_STANDING, paper__in=sorted(kinds), book_no__in=sorted(books),
        number__gte=lowest, number__lte=highest,
    )  # fmt: skip
    kept: dict[tuple[str, str, int], Any] = {}
    for row in rows.order_by("sequence").defer("payload"):
        key = (row.paper, row.book_no, row.number)
        if key not in kept or kept[key].state != "entered":
            kept[key] = row
    return kept


def _names(captures: Iterable[Any]) -> dict[int, str]:
    return access.names(person_ids={row.entered_by_id for row in captures if row.entered_by_id})


def _row(row: Any, capture: Any, running: int, names: dict[int, str]) -> RegisterRow:
    document = row.document
    stands = row.state != "leased"
    said = {
        "paper": row.paper, "book_no": row.book_no, "number": row.number, "printed": row.printed,
        "status": row.state if stands or capture is None else capture.state,
        "paper_date": row.paper_date or (capture.paper_date if capture else None),
        "party": row.party or (capture.party if capture and not stands else ""),
        "title": row.title or (capture.title if capture and not stands else ""),
        "amount": row.amount if stands or capture is None else capture.amount,
        "document_id": row.document_id, "document_number": (document.number or "") if document else "",
        "request_number": (document.request_number or "") if document else "",
        "entered_on": day_of(capture.entered_at) if capture and capture.entered_at else None,
        "entered_by": _entered_by(capture, names), "reason": row.reason, "witness": row.witness,
        "report_no": row.report_no, "labelled_on": row.labelled_on, "attached_on": row.attached_on,
    }  # fmt: skip
    return RegisterRow(running=running, row_hash=row_hash(said), **said)


def _entered_by(capture: Any, names: dict[int, str]) -> str:
    if capture is None or capture.entered_by_id is None:
        return ""
    if capture.entered_by_id == capture.captured_by_id:
        return str(capture.captured_by)
    return names.get(capture.entered_by_id, "")


def row_hash(said: dict[str, Any]) -> str:
    """The SHA-256 of what a row says, so that a row of a spreadsheet can be compared with the register."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def register_totals(*, outage_id: int, paper: str = "") -> list[Total]:
    """What was issued by kind and day: count, sum, first and last number, in one query."""
    rows = ManualNumber.objects.filter(outage_id=outage_id, state="issued")
    if paper:
        rows = rows.filter(paper=paper)
    summed = rows.values("paper", "paper_date").annotate(
        count=Count("id"), total=Sum("amount"), first=Min("printed"), last=Max("printed")
    )
    order = {kind.key: place for place, kind in enumerate(standards.manual_papers())}
    found = [
        Total(row["paper"], row["paper_date"], row["count"], int(row["total"] or 0), row["first"], row["last"])
        for row in summed.order_by("paper", "paper_date")
    ]
    return sorted(found, key=lambda each: (order.get(each.paper, 99), each.day or date.min))


def settled(*, outage_id: int) -> list[Settled]:
    """What became of the numbers of every kind of paper that the spell touched, in one query, in the order of entry."""
    order = {kind.key: place for place, kind in enumerate(standards.manual_papers())}
    counted = register_numbers(outage_id=outage_id).order_by().values("paper").annotate(
        **{state: Count("id", filter=Q(state=state)) for state in ("leased", "issued", "voided", "returned", "lost")},
        total=Sum("amount", filter=Q(state="issued")),
    )  # fmt: skip
    found = [
        Settled(
            row["paper"],
            row["leased"],
            row["issued"],
            row["voided"],
            row["returned"],
            row["lost"],
            int(row["total"] or 0),
        )
        for row in counted.order_by("paper")
    ]
    return sorted(found, key=lambda each: order.get(each.paper, 99))


def unaccounted(*, outage_id: int) -> list[Run]:
    """Numbers that nobody accounted for, joined into runs: «เล่ม 12 เลขที่ 48» (continuity C-07)."""
    rows = register_numbers(outage_id=outage_id).values_list("paper", "book_no", "number", "state")
    runs: list[Run] = []
    last_used: dict[tuple[str, str], int] = {}
    for paper, book_no, number, state in rows:
        if state != "leased":
            last_used[paper, book_no] = number
            continue
        if runs and (runs[-1].paper, runs[-1].book_no, runs[-1].last + 1) == (paper, book_no, number):
            runs[-1] = Run(paper, book_no, runs[-1].first, number, False)
        else:
            runs.append(Run(paper, book_no, number, number, False))
    return [
        Run(each.paper, each.book_no, each.first, each.last, each.last < last_used.get((each.paper, each.book_no), 0))
        for each in runs
    ]
