"""What is still missing before a spell of work by hand can be certified «ครบถ้วน ถูกต้อง»: each reason by name (LAO-7, LAO-8)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khlang import standards
from khlang.bridges.continuity import numbers
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.queries import balance, register
from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.spine.documents import queries as documents
from khlang.standards import message


@dataclass(frozen=True, slots=True)
class Lack:
    """One reason why a spell is not complete. `code` is the message `lack.<code>`; `what` names the paper, number, day or
    place; `target` and `target_id` lead to where it is put right (capture, number, document, day)."""

    code: str
    what: str
    target: str
    target_id: int | None = None
    facts: dict[str, str] = field(default_factory=dict)
    what_en: str = ""

    def text(self, *, lang: str = "th") -> str:
        """The sentence for people."""
        what = self.what if lang == "th" else self.what_en or self.what
        return message(f"lack.{self.code}", lang, what=what, **self.facts)


def lacks(*, outage_id: int, on: date) -> tuple[Lack, ...]:
    """Everything that stands in the way of certification on a day, in the order in which a clerk would put it right. Empty
    means complete."""
    return (
        *_open_captures(outage_id),
        *_gaps(outage_id),
        *_numbers(outage_id),
        *_documents(outage_id),
        *_counts(outage_id),
        *_days(outage_id),
        *_closings(outage_id, on),
    )


def named(*, paper: str, book_no: str, number: str, last: str = "", lang: str = "th") -> str:
    """A paper as people call it: «ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 48»; `last` ends a run of numbers."""
    listed = f"{number}-{last}" if last and last != number else number
    return numbers.called(paper=paper, book_no=book_no, number=listed, lang=lang)


def _of_paper(
    code: str, paper: str, book_no: str, number: str, target: str, target_id: int | None = None, *, last: str = "",
    **facts: str,
) -> Lack:  # fmt: skip
    said, said_en = (named(paper=paper, book_no=book_no, number=number, last=last, lang=lang) for lang in ("th", "en"))
    return Lack(code, said, target, target_id, facts, said_en)


def _open_captures(outage_id: int) -> Iterator[Lack]:
    rows = Capture.objects.filter(outage_id=outage_id, state__in=OPEN).order_by(
        "order", "paper_date", "paper", "book_no", "number"
    )
    for capture_id, state, problem, paper, book_no, number in rows.values_list(
        "id", "state", "problem", "paper", "book_no", "number"
    ):
        code = {"captured": "not_entered", "waiting": "waiting"}.get(state, "exception")
        said = message(f"problem.{problem}") if problem else "-"
        yield _of_paper(code, paper, book_no, str(number), "capture", capture_id, problem=said)


def _gaps(outage_id: int) -> Iterator[Lack]:
    """Numbers of touched books without a fate, except those of papers that are read and wait in the queue."""
    waiting = set(Capture.objects.filter(outage_id=outage_id, state__in=OPEN).values_list("paper", "book_no", "number"))
    for run in register.unaccounted(outage_id=outage_id):
        for first, last in _without(run, waiting):
            code = "gap" if run.inside else "unused"
            yield _of_paper(code, run.paper, run.book_no, str(first), "number", last=str(last))


def _without(run: register.Run, waiting: set[tuple[str, str, int]]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for number in range(run.first, run.last + 2):
        missing = number <= run.last and (run.paper, run.book_no, number) not in waiting
        if missing and start is None:
            start = number
        if not missing and start is not None:
            yield start, number - 1
            start = None


def _numbers(outage_id: int) -> Iterator[Lack]:
    """Voided without reason or witness, lost without a report, issued without a document, not labelled, not attached."""
    rows = ManualNumber.objects.filter(outage_id=outage_id).order_by("paper", "book_no", "number")
    for row in rows.exclude(state__in=("leased", "returned")).iterator(2000):
        for code in _wrong(row):
            yield _of_paper(code, row.paper, row.book_no, row.printed, "number", row.id)


def _wrong(row: Any) -> Iterator[str]:
    kind = standards.manual_paper(row.paper)
    if row.state == "voided" and not (row.reason and row.witness):
        yield "void_without_witness"
    if row.state == "lost" and not row.report_no:
        yield "lost_without_report"
    if row.state != "issued" or kind is None or not kind.makes:
        return
    if row.document_id is None:
        yield "without_document"
        return
    if kind.numbers and row.labelled_on is None:
        yield "not_labelled"
    if kind.attach and row.attached_on is None:
        yield "not_attached"


def _documents(outage_id: int) -> Iterator[Lack]:
    """Dika made by hand that are neither paid nor released, and documents whose paper no register knows."""
    theirs = documents.of_outage(outage_id=outage_id)
    for document_id, number in theirs.filter(kind="dika", state="made_by_hand").values_list("id", "number"):
        yield Lack("dika_unpaid", number or "-", "document", document_id)
    known = set(
        ManualNumber.objects.filter(outage_id=outage_id, document__isnull=False).values_list("document_id", flat=True)
    )
    made = theirs.exclude(paper_number="").values_list("id", "paper_series", "paper_book", "paper_number")
    for document_id, paper, book_no, number in made:
        if document_id not in known:
            yield _of_paper("not_in_register", paper, book_no, number, "document", document_id)


def _counts(outage_id: int) -> Iterator[Lack]:
    for row in balance.agreements(outage_id=outage_id):
        if row.agrees:
            continue
        kind = standards.manual_paper(row.paper)
        sides = {"register": row.register, "captures": row.captures, "documents": row.documents}
        facts = {"date": format_date(row.day)}
        for side, sums in sides.items():
            facts |= {f"{side}_count": str(sums.count), f"{side}_amount": format_baht(sums.amount)}
        th, en = (kind.name_th, kind.name_en) if kind else (row.paper, row.paper)
        yield Lack("sums_differ", th, "day", None, facts, en)


def _days(outage_id: int) -> Iterator[Lack]:
    """Days without a daily report, and reports that do not follow from the day before, themselves or their papers."""
    reports = balance.days_by_hand(outage_id=outage_id)
    reported = {row.day for row in reports}
    for day in balance.days_with_money(outage_id=outage_id):
        if day not in reported:
            yield Lack("day_without_report", format_date(day), "day")
    for row in reports:
        if row.agrees:
            continue
        facts = {
            "place": place_name(place=row.place), "opening": format_baht(row.opening), "closing": format_baht(row.closing),
            "received": format_baht(row.received), "paid": format_baht(row.paid),
            "moved_in": format_baht(row.moved_in), "moved_out": format_baht(row.moved_out),
        }  # fmt: skip
        code = "day_not_chained" if not row.chained else "day_not_added" if not row.added else "day_differs"
        yield Lack(code, format_date(row.day), "day", None, facts)


def _closings(outage_id: int, on: date) -> Iterator[Lack]:
    for row in balance.closings(outage_id=outage_id, through=on):
        if row.difference:
            facts = {
                "date": format_date(row.day), "by_hand": format_baht(row.by_hand), "ledger": format_baht(row.ledger),
                "difference": format_baht(row.difference),
            }  # fmt: skip
            yield Lack("closing_differs", place_name(place=row.place), "day", None, facts)


def place_name(*, place: str) -> str:
    """The cash box or the bank account of a daily report, for people."""
    return message("place.cash") if place == balance.CASH else place
