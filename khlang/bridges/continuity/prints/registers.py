"""The control register as the statutory sheet, and the daily reports made by hand beside what the papers moved (LAO-7, LAO-8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from khlang import standards
from khlang.bridges.continuity import queries
from khlang.bridges.continuity.prints.memos import CASH, place_name
from khlang.bridges.continuity.queries.register import RegisterRow
from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.spine.documents import letterhead
from khlang.standards import message

_COLUMNS: Final = (
    ("running", "center", "8mm"), ("number", "code", "25mm"), ("day", "date", "20mm"), ("party", "text", "1fr"),
    ("title", "text", "1.3fr"), ("amount", "money", "26mm"), ("status", "center", "19mm"), ("system", "code", "33mm"),
    ("entered", "text", "30mm"), ("remark", "text", "34mm"),
)  # fmt: skip
_DAYS: Final = (
    ("day", "date", "auto"), ("place", "text", "1fr"), ("opening", "money", "auto"), ("received", "money", "auto"),
    ("paid", "money", "auto"), ("closing", "money", "auto"), ("moved_in", "money", "auto"), ("moved_out", "money", "auto"),
    ("agrees", "center", "auto"),
)  # fmt: skip


def control_register(outage_id: int, *, on: date) -> Mapping[str, Any]:
    """Every number of every book that the spell touched, one section a kind of paper, with counts and sums by day."""
    row = queries.of(document_id=outage_id)
    return {
        **letterhead.sheet(document=row.document, title=message("kit.part.register")),
        "subtitle": message("outage.print.of", number=row.document.number or "-", title=row.document.title),
        "columns": [
            {"label": message(f"outage.register.{key}"), "kind": kind, "width": width} for key, kind, width in _COLUMNS
        ],
        "sections": [
            _section(outage_id, paper)
            for paper in standards.manual_papers()
            if paper.key in {each.paper for each in queries.settled(outage_id=outage_id)}
        ],
        "signatures": [
            {"label": "", "name": "", "position": message(f"signature.{who}"), "dated": True}
            for who in ("preparer", "treasury_head")
        ],
    }


def _section(outage_id: int, paper: standards.ManualPaper) -> dict[str, Any]:
    rows = queries.register_rows(outage_id=outage_id, paper=paper.key)
    totals = queries.register_totals(outage_id=outage_id, paper=paper.key)
    issued = [row for row in rows if row.status == "issued"]
    total = message("outage.register.total", count=f"{len(issued):,}", all=f"{len(rows):,}")
    return {
        "title": f"{paper.name_th} (ข้อ {paper.clause_number()})",
        "rows": [_line(row) for row in rows],
        "totals": ["", "", "", total, "", format_baht(sum(row.amount for row in issued)), "", "", "", ""],
        "days": [
            [
                format_date(each.day) if each.day else "-", f"{each.count:,}", f"{each.first} – {each.last}",
                format_baht(each.amount),
            ]
            for each in totals
        ],
    }  # fmt: skip


def _line(row: RegisterRow) -> list[str]:
    number = f"{row.book_no}/{row.printed}" if row.book_no else row.printed
    entered = " ".join(part for part in (format_date(row.entered_on) if row.entered_on else "", row.entered_by) if part)
    remark = " ".join(part for part in (row.reason, row.witness, row.report_no) if part)
    system = " / ".join(part for part in (row.request_number, row.document_number) if part)
    return [
        str(row.running), number, format_date(row.paper_date) if row.paper_date else "", row.party, row.title,
        format_baht(row.amount) if row.status != "leased" else "", message(f"outage.register.state.{row.status}"), system,
        entered, remark,
    ]  # fmt: skip


def daily_by_hand(outage_id: int, *, on: date) -> Mapping[str, Any]:
    """Each daily report made by hand beside what the papers of its day moved, and the balances of the last day (A.6)."""
    row = queries.of(document_id=outage_id)
    last = row.certified_on or on
    closings = queries.closings(outage_id=outage_id, through=last)
    return {
        **letterhead.sheet(document=row.document, title=message("outage.print.daily")),
        "subtitle": message("outage.print.of", number=row.document.number or "-", title=row.document.title),
        "columns": [
            {"label": message(f"outage.daily.{key}"), "kind": kind, "width": width} for key, kind, width in _DAYS
        ],
        "rows": [
            [
                format_date(each.day), place_name(code=each.place), format_baht(each.opening), format_baht(each.received),
                format_baht(each.paid), format_baht(each.closing), format_baht(each.moved_in), format_baht(each.moved_out),
                message("outage.daily.yes" if each.agrees else "outage.daily.no"),
            ]
            for each in sorted(queries.days_by_hand(outage_id=outage_id), key=lambda day: (day.day, day.place != CASH))
        ],
        "closing_title": message("outage.daily.closings", day=format_date(last, style="long")),
        "closings": [
            [place_name(code=each.place), format_baht(each.by_hand), format_baht(each.ledger), format_baht(each.difference)]
            for each in closings
        ],
        "signatures": [
            {"label": "", "name": "", "position": message(f"signature.{who}"), "dated": True}
            for who in ("preparer", "treasury_head")
        ],
    }  # fmt: skip
