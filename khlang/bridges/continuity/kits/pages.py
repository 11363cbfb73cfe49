"""The kit as one PDF: cover, role cards, memo, tables of the snapshot, blank forms with their numbers, register sheets."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from khlang import standards
from khlang.bridges.continuity.kits.blocks import SHEETS, FormNumbers
from khlang.bridges.continuity.kits.snapshot import Snapshot, Table, papers_of
from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.platform.clock import day_of
from khlang.spine.access import queries as access
from khlang.spine.documents import letterhead, rendering
from khlang.spine.documents.print_data import printing_time
from khlang.spine.organisations import queries as organisations
from khlang.standards import message
from khlang.standards.kit import BlankForm, kit_rules

FORM: Final = "kit"
_HOURS: Final = 6
_REGISTER: Final = (
    ("running", "9mm"), ("number", "24mm"), ("day", "24mm"), ("party", "1fr"), ("title", "1.2fr"), ("amount", "27mm"),
    ("issuer", "22mm"), ("approver", "22mm"), ("system", "34mm"), ("entered", "27mm"), ("remark", "25mm"),
)  # fmt: skip
_REGISTER_LINES, _REGISTER_PAGES = 21, 4
_STATUS: Final = ("place", "opening", "received", "paid", "closing")


def pdf(*, snapshot: Snapshot, numbers: Mapping[str, FormNumbers], kit: str, printed_at: datetime) -> bytes:
    """The kit; `kit` is its number. Equal data give equal bytes."""
    return rendering.render_pdf(
        form=FORM, data=content(snapshot=snapshot, numbers=numbers, kit=kit, printed_at=printed_at)
    )


def content(
    *, snapshot: Snapshot, numbers: Mapping[str, FormNumbers], kit: str, printed_at: datetime
) -> dict[str, Any]:
    """What the form takes, every value text."""
    rules, own = kit_rules(), letterhead.issuer()
    return {
        "organisation": own,
        "title": message("kit.title"),
        "number": kit,
        "taken": message("kit.taken", taken=printing_time(instant=snapshot.taken_at), kit=kit),
        "age": age(taken_at=snapshot.taken_at, printed_at=printed_at),
        "good_through": message("kit.good_through", day=format_date(snapshot.day + timedelta(days=rules.stale_days))),
        "labels": {
            **{key: message(f"kit.form.{key}") for key in ("number", "day", "words", "system")},
            "hour": message("kit.hour"), "ranges": message("kit.ranges"),
        },
        "hours": [message(f"kit.hour.{step}", days=rules.stale_days) for step in range(1, _HOURS + 1)],
        "ranges": _ranges(snapshot, numbers),
        "note": message("kit.destroy"),
        "cards": _cards(snapshot),
        "memo": _memo(snapshot, rules.memo),
        "tables": [_table(table) for table in snapshot.tables],
        "status": _status(snapshot, numbers.get("daily_status")),
        "sheets": list(_sheets(snapshot, numbers)),
        "register": {
            "title": message("kit.part.register"), "lines": str(_REGISTER_LINES), "pages": str(_REGISTER_PAGES),
            "columns": [{"label": message(f"kit.register.{key}"), "width": width} for key, width in _REGISTER],
        },
    }  # fmt: skip


def age(*, taken_at: datetime, printed_at: datetime) -> str:
    """How old the figures are at the moment of printing, in days of the calendar (Bangkok)."""
    days = (day_of(printed_at) - day_of(taken_at)).days
    printed = printing_time(instant=printed_at)
    if days <= 0:
        return message("kit.age_today", printed=printed)
    return message("kit.age", days=days, printed=printed)


def _clause(paper: standards.ManualPaper, unit: bool) -> str:
    return paper.clause_number(unit=unit)


def _ranges(snapshot: Snapshot, numbers: Mapping[str, FormNumbers]) -> list[list[str]]:
    rows = []
    for paper in papers_of(unit=snapshot.unit):
        held = numbers.get(paper.key)
        if held is None:
            continue
        said = message("kit.no_numbers")
        if held.printed:
            said = message("kit.range", first=held.printed[0], last=held.printed[-1])
        rows.append([paper.name_th, said, str(len(held.printed)), _clause(paper, snapshot.unit)])
    return rows


def _cards(snapshot: Snapshot) -> list[dict[str, Any]]:
    holders: dict[str, list[str]] = {}
    for row in access.assignments(on=snapshot.day):
        holders.setdefault(row.role, []).append(row.person.name_th)
    return [
        {
            "title": standards.duties().role(card.role).name_th,
            "people": " · ".join(sorted(set(holders.get(card.role, ())))),
            "lines": list(card.lines),
        }
        for card in kit_rules().cards
        if card.units or not snapshot.unit
    ]


def addressee() -> str:
    """To whom the office reports: a local government to its own executive (LAO-10), a subordinate unit to that of the local
    government above it, by its name (UNIT-7)."""
    own = organisations.current()
    if own.kind in organisations.LOCAL_GOVERNMENTS or own.parent_id is None:
        return message("kit.memo.to")
    return message("kit.memo.to_above", organisation=organisations.by_id(org_id=own.parent_id).name_th)


def _memo(snapshot: Snapshot, paragraphs: Sequence[str]) -> dict[str, Any]:
    clause = "7" if snapshot.unit else "10"
    blank = {"name": "", "dated": True}
    return {
        "to": addressee(), "subject": message("kit.memo.subject"), "close": message("kit.memo.close"),
        "paragraphs": [paragraph.replace("{clause}", clause) for paragraph in paragraphs],
        "signatures": [
            {"label": "", "position": message("signature.preparer"), **blank},
            {"label": "", "position": message("signature.treasury_head"), **blank},
        ],
        "acknowledged": message("kit.memo.acknowledged"),
        "acknowledges": {"label": "", "position": message("signature.executive"), **blank},
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    """A table as the form takes it: money as text, its sums below."""
    money = [column.kind == "money" for column in table.columns]
    totals = [format_baht(value) if isinstance(value, int) else "" for value in table.totals]
    if any(money) and table.rows:
        totals[0] = message("label.total")
    return {
        "title": table.title, "note": table.note,
        "columns": [
            {"label": column.label, "kind": "money" if column.kind.startswith("money") else column.kind, "width": column.width}
            for column in table.columns
        ],
        "rows": [[format_baht(value) if isinstance(value, int) else value for value in row] for row in table.rows],
        "totals": totals if any(money) and table.rows else [],
    }  # fmt: skip


def _status(snapshot: Snapshot, held: FormNumbers | None) -> dict[str, Any]:
    """The daily status by hand, a sheet a day: numbered, the first with its opening balances."""
    blank = {"name": "", "dated": True}
    return {
        "title": message("kit.part.status"), "pages": str(SHEETS["daily_status"]), "note": message("kit.status.first"),
        "columns": [message(f"kit.status.{key}") for key in _STATUS],
        "numbers": list(held.printed) if held else [],
        "squares": [rendering.qr_svg(text=square) for square in held.squares] if held else [],
        "rows": [{"place": place.name, "opening": format_baht(place.balance)} for place in snapshot.places],
        "total": format_baht(sum(place.balance for place in snapshot.places)),
        "signatures": [
            {"label": "", "position": message(f"signature.{who}"), **blank}
            for who in ("preparer", "treasury_head", "executive")
        ],
    }  # fmt: skip


def _sheets(snapshot: Snapshot, numbers: Mapping[str, FormNumbers]) -> Iterator[dict[str, Any]]:
    """Sheets of paper, one form on each, or two half ones."""
    for paper in papers_of(unit=snapshot.unit):
        form = kit_rules().forms.get(paper.key)
        if form is None or paper.key not in numbers:
            continue
        forms = list(_forms(paper, form, numbers[paper.key], snapshot.unit))
        step = 2 if form.half else 1
        for start in range(0, len(forms), step):
            yield {"wide": form.wide, "forms": forms[start : start + step]}


def _forms(paper: standards.ManualPaper, form: BlankForm, held: FormNumbers, unit: bool) -> Iterator[dict[str, Any]]:
    count = form.unit_copies if unit else form.copies
    clause = message("kit.form.clause", clause=_clause(paper, unit))
    for copy in range(count):
        numbered = copy < len(held.printed)
        yield {
            **form.content, "title": paper.name_th, "clause": clause, "half": form.half, "wide": form.wide,
            "number": held.printed[copy] if numbered else "",
            "square": rendering.qr_svg(text=held.squares[copy]) if numbered else "",
        }  # fmt: skip
