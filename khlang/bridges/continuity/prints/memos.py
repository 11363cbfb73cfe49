"""What is told to the executive and what is certified: notice, closing report, certificate «ครบถ้วน ถูกต้อง» (LAO-8, LAO-10).

Figures are those frozen on the day of certification; before it the papers say what stands today and bear the mark ตัวอย่าง.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from khlang import standards
from khlang.bridges.continuity import queries
from khlang.bridges.continuity.kits.pages import addressee
from khlang.bridges.continuity.kits.snapshot import papers_of
from khlang.bridges.continuity.lifecycle import first_official_day
from khlang.bridges.continuity.models import Outage
from khlang.bridges.continuity.models.papers import CASH
from khlang.bridges.continuity.queries import certificate
from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.office.banking import queries as banking
from khlang.platform.clock import BANGKOK, day_of
from khlang.spine.access import queries as access
from khlang.spine.documents import letterhead, print_data
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.standards import message

#: States after certification.
_CERTIFIED: Final = ("certified", "closed")


def notice(outage_id: int, *, on: date) -> Mapping[str, Any]:
    """N1: what happened, since when, what is done by hand, who found it and who confirmed; with a place to take note."""
    row = queries.of(document_id=outage_id)
    unit = _is_unit()
    return {
        **_head(row, message("outage.print.notice")),
        "to": addressee(),
        "subject": message("outage.print.notice_subject", number=row.document.number or "-"),
        "paragraphs": [
            message(
                "outage.print.notice_what", trigger=message(f"trigger.{row.trigger}"), cause=row.cause,
                since=_moment(row.started_at), clause="7" if unit else "10",
            ),
            message("outage.print.notice_hand", areas=_areas(row)),
            message("outage.print.notice_then"),
        ],
        "facts": [
            [message("outage.print.number"), row.document.number or "-"],
            [message("outage.print.trigger"), message(f"trigger.{row.trigger}")],
            [message("outage.print.since"), _moment(row.started_at)],
            [message("outage.print.evidence"), row.evidence or "-"],
            [message("outage.print.site"), row.site],
            [message("outage.print.event"), row.event],
        ],
        "papers": [[paper.name_th, paper.clause_number(unit=unit)] for paper in _papers(row, unit)],
        "signatures": _signers(row, (("outage.print.declared", "declare"), ("outage.print.confirmed", "confirm"))),
        **_acknowledged(row.notice_acknowledged_by, row.notice_acknowledged_on),
    }  # fmt: skip


def report(outage_id: int, *, on: date) -> Mapping[str, Any]:
    """N2: how long it took, papers and sums by kind, voids and losses, exceptions, letters, certification, balances."""
    row = queries.of(document_id=outage_id)
    figures = _figures(row, on)
    return {
        **_head(row, message("outage.print.report"), preview=row.document.state not in _CERTIFIED),
        "to": addressee(),
        "subject": message("outage.print.report_subject", number=row.document.number or "-"),
        "paragraphs": [
            message(
                "outage.print.report_what", trigger=message(f"trigger.{row.trigger}"), cause=row.cause,
                since=_moment(row.started_at), restored=_moment(row.restored_at) if row.restored_at else "-",
                certified=_day(figures["certified_on"]), days=figures["days"],
            ),
            message("outage.print.report_next", next=_day(_next(figures["certified_on"]))),
        ],
        **_shared(row, figures),
        "signatures": _signers(row, (("outage.print.certified", "certify"),)),
        **_acknowledged(row.report_acknowledged_by, row.report_acknowledged_on),
    }  # fmt: skip


def certificate_of(outage_id: int, *, on: date) -> Mapping[str, Any]:
    """The certificate: that everything written by hand is in the system, with sums, balances of day D and the digest."""
    row = queries.of(document_id=outage_id)
    figures = _figures(row, on)
    return {
        **_head(row, message("outage.print.certificate"), preview=row.document.state not in _CERTIFIED),
        "statement": message(
            "outage.print.statement", organisation=organisations.current().name_th,
            since=format_date(day_of(row.started_at), style="long"), through=_day(figures["certified_on"]),
        ),
        **_shared(row, figures),
        "digest": row.certificate or certificate.certificate_digest(figures),
        "signatures": _signers(row, (("outage.print.reconciled", "reconcile"), ("outage.print.certified", "certify"))),
    }  # fmt: skip


def _shared(row: Outage, figures: Mapping[str, Any]) -> dict[str, Any]:
    papers = figures["papers"]
    return {
        "counts": [
            [_name(each["paper"]), *(f"{each[key]:,}" for key in _FATES), format_baht(each["amount"])]
            for each in papers
        ],
        "count_totals": [message("label.total"), *(f"{sum(each[key] for each in papers):,}" for key in _FATES), ""],
        "places": [
            [place_name(code=each["place"]), _day(each["day"]), format_baht(each["closing"])]
            for each in figures["places"]
        ],
        "exceptions": [[message(f"problem.{key}"), f"{count:,}"] for key, count in figures["exceptions"].items()],
        "directives": [
            [each["number"] or "-", each["letter"], _day(each["expires_on"])] for each in figures["directives"]
        ],
        "reports": f"{figures['reports_by_hand']:,}",
        "overruns": f"{_overruns(row, figures['certified_on']):,}",
        "register": print_data.short_digest(digest=figures["register"]),
    }


def _overruns(row: Outage, through: str) -> int:
    """How many payments beyond the budget were allowed by two people during the spell (C-17)."""
    since = day_of(row.started_at)
    return documents.find(
        kind="budget_overrun", states=("approved", "covered"), since=since, through=date.fromisoformat(through)
    ).count()


_FATES: Final = ("issued", "voided", "returned", "lost")


def _figures(row: Outage, on: date) -> dict[str, Any]:
    return row.figures or certificate.figures(outage_id=row.document_id, on=on)


def _head(row: Outage, title: str, *, preview: bool = False) -> dict[str, Any]:
    head = letterhead.sheet(document=row.document, title=title)
    return {**head, "mark": print_data.PREVIEW} if preview else head


def _is_unit() -> bool:
    return organisations.current().kind not in organisations.LOCAL_GOVERNMENTS


def _papers(row: Outage, unit: bool) -> Sequence[standards.ManualPaper]:
    return [paper for paper in papers_of(unit=unit) if not row.areas or paper.area in row.areas]


def _areas(row: Outage) -> str:
    known = standards.areas()
    return " ".join(known[key][0] for key in row.areas) if row.areas else message("outage.print.all_areas")


def _signers(row: Outage, places: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Who took these moves, by name and position; a place not yet taken is blank."""
    steps = letterhead.standing_steps(document=row.document)
    taken = {move: steps[move] for _, move in places if move in steps}
    titles = access.position_titles(
        person_ids={step.actor_id for step in taken.values()}, on=row.document.document_date
    )
    made = []
    for label, move in places:
        step = taken.get(move)
        made.append(
            {
                "label": message(label), "name": step.actor_name if step else "",
                "position": titles.get(step.actor_id, "") if step else "", "dated": True,
                **({"date": format_date(day_of(step.at))} if step else {}),
            }
        )  # fmt: skip
    return made


def _acknowledged(by: str, on: date | None) -> dict[str, Any]:
    """The place where the executive takes note: filled in when it has been recorded."""
    place: dict[str, Any] = {"label": "", "name": by, "position": message("signature.executive"), "dated": True}
    if on is not None:
        place["date"] = format_date(on)
    return {"acknowledged": message("kit.memo.acknowledged"), "acknowledges": place}


def _moment(at: datetime) -> str:
    local = at.astimezone(BANGKOK)
    return message("outage.print.moment", day=format_date(local.date(), style="long"), time=f"{local:%H:%M}")


def _day(iso: str | date) -> str:
    return format_date(date.fromisoformat(iso) if isinstance(iso, str) else iso, style="long")


def _next(iso: str) -> date:
    return first_official_day(certified_on=date.fromisoformat(iso))


def _name(key: str) -> str:
    return standards.paper_name(key)


def place_name(*, code: str) -> str:
    """The cash box, or a bank account as people know it."""
    bank = None if code == CASH else banking.find(code=code)
    if bank is None:
        return message("kit.cash_box") if code == CASH else code
    return " ".join(part for part in (bank.code, bank.bank_name, bank.account_no) if part)
