"""An outage from its declaration to the day on which the system can be used again, and who was told of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from khlang import standards
from khlang.bridges.continuity.commands import gatekeeping
from khlang.bridges.continuity.lifecycle import OUTAGE, RUNNING
from khlang.bridges.continuity.models import Outage
from khlang.bridges.continuity.queries import outages as queries
from khlang.bridges.continuity.schemas.outages import (
    AcknowledgeOutage,
    DeclareOutage,
    EscalateOutage,
    RestoreOutage,
    SupplementOutage,
)
from khlang.core.calendar import format_date
from khlang.core.lifecycle import Move
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.clock import BANGKOK, day_of
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later, require_duty, require_version
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import queries as organisations
from khlang.standards import message

__all__ = [
    "acknowledge_outage", "cancel_outage", "confirm_outage", "declare_outage", "escalate_outage", "recur_outage",
    "restore_outage", "supplement_outage",
]  # fmt: skip
_EARLIEST, _YEAR_CLOSED = time(0), ("preliminary_closed", "adjusting", "closed")


@command("outage.declare", schema=DeclareOutage)
def declare_outage(*, envelope: Envelope, data: DeclareOutage) -> Outcome:
    """Declare that the system cannot be used, here and in subordinate units: each gets an outage of its own in its own books.

    Preamble of the guideline: a failure of the system, force majeure, or the books of last year not yet closed. Work by
    hand begins when a second person confirms. One that is over already needs evidence (continuity C-33). Refusals:
    outage_year_required, outage_year_not_asked, outage_year_closed, date_in_future, restored_before_start,
    outage_evidence_required, outage_running, outage_unit_unknown, duty_missing.
    """
    writes.hold(org=envelope.org)
    started, restored = _span(envelope, data)
    _require_year(data)
    units = _units(envelope, data.units)
    made = _declare(envelope, data, started, restored, data.event)
    if not units:
        return made
    event = data.event or f"{organisations.by_id(org_id=envelope.org).code} {made.number}"[:60]
    if not data.event:
        Outage.objects.filter(document_id=made.document_id).update(event=event)
    told = {}
    for unit in units:
        with tenancy.scope(unit.id):
            writes.hold(org=unit.id)
            theirs = replace(envelope.unversioned(), org=unit.id)
            told[unit.code] = _declare(theirs, data, started, restored, event).document_id
    return replace(made, data={"event": event, "units": told})


def _declare(
    envelope: Envelope, data: DeclareOutage, started: datetime, restored: datetime | None, event: str
) -> Outcome:
    _require_none_running(data.areas, data.fiscal_year)
    new = NewDocument(
        title=message("outage.title", trigger=message(f"trigger.{data.trigger}"), cause=data.cause)[:500],
        document_date=day_of(started),
    )
    row = {
        "document_id": new.id, "trigger": data.trigger, "cause": data.cause, "evidence": data.evidence,
        "areas": list(dict.fromkeys(data.areas)), "site": data.site, "event": event, "fiscal_year": data.fiscal_year,
        "started_at": started, "restored_at": restored,
    }  # fmt: skip
    return spine.carry_out(
        envelope=envelope, lifecycle=OUTAGE, move="declare", new=new, rows=(Rows(Outage, [row]),)
    )  # fmt: skip


def _span(envelope: Envelope, data: DeclareOutage) -> tuple[datetime, datetime | None]:
    started = _moment(envelope, data.started_on, data.started_time, "started_on")
    if data.restored_on is None:
        return started, None
    restored = _moment(envelope, data.restored_on, data.restored_time, "restored_on")
    _require_after(started, restored)
    if not data.evidence:
        raise Refusal("outage_evidence_required", field="evidence")
    return started, restored


def _moment(envelope: Envelope, day: date, hour: time | None, field: str) -> datetime:
    found = datetime.combine(not_later(day=day, today=envelope.today, field=field), hour or _EARLIEST, BANGKOK)
    if found > envelope.now:
        raise Refusal("date_in_future", field=field)
    return found


def _require_after(started: datetime, restored: datetime) -> None:
    if restored < started:
        raise Refusal("restored_before_start", field="restored_on", date=format_date(day_of(started)))


def _require_year(data: DeclareOutage) -> None:
    """Only the trigger of the letters' last case names a year: the one after the year whose books are still open."""
    if data.trigger != "year_not_closed":
        if data.fiscal_year is not None:
            raise Refusal("outage_year_not_asked", field="fiscal_year")
        return
    if data.fiscal_year is None:
        raise Refusal("outage_year_required", field="fiscal_year")
    if _closed(data.fiscal_year - 1):
        raise Refusal("outage_year_closed", field="fiscal_year", fiscal_year=data.fiscal_year - 1)


def _closed(fiscal_year: int) -> bool:
    period = ledger.period(fiscal_year=fiscal_year)
    return period is not None and period.state in _YEAR_CLOSED


def _units(envelope: Envelope, codes: Sequence[str]) -> list[organisations.Organisation]:
    """The subordinate units that are named, each once."""
    if not codes:
        return []
    known = {unit.code: unit for unit in organisations.subordinates(org_id=envelope.org)}
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes))
    for code in wanted:
        if code not in known:
            raise Refusal("outage_unit_unknown", field="units", code=code)
    return [known[code] for code in wanted]


def _require_none_running(areas: Sequence[str], fiscal_year: int | None) -> None:
    """One outage runs at a time for a part of the work; another failure meanwhile is the same one, begun again."""
    wanted = set(areas or standards.areas())
    for running in Outage.objects.filter(document__state__in=("declared", *RUNNING)).select_related("document"):
        if running.fiscal_year == fiscal_year and wanted & set(running.areas or standards.areas()):
            raise Refusal("outage_running", field="areas", number=running.document.number)


@command("outage.confirm", schema=DocumentMove)
def confirm_outage(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """A second person confirms: from now on papers are written by hand (continuity C-33), and the executive is told (N1).

    Refusals: document_not_found, own_approval, those of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    outcome = spine.carry_out(envelope=envelope, lifecycle=OUTAGE, move="confirm", document=document)
    gatekeeping.start(outage=queries.of(document_id=document.id), number=document.number or "")
    return outcome


@command("outage.cancel", schema=DocumentMoveWithReason)
def cancel_outage(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Take a declaration back before anybody confirmed it, as long as no paper was written for it.

    Refusals: document_not_found, outage_has_papers, reason_required and the others of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    count = queries.papers(outage_id=document.id)
    if count:
        raise Refusal("outage_has_papers", number=document.number, count=count)
    return spine.carry_out(
        envelope=envelope, lifecycle=OUTAGE, move="cancel", document=document, reason=data.reason
    )  # fmt: skip


@command("outage.restore", schema=RestoreOutage)
def restore_outage(*, envelope: Envelope, data: RestoreOutage) -> Outcome:
    """The system can be used again: ordinary work waits behind the gate until every paper is entered (LAO-6, UNIT-4).

    An outage because last year's books were open ends when they are preliminarily closed. Refusals: document_not_found,
    date_in_future, restored_before_start, outage_year_open, those of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    row = queries.of(document_id=document.id)
    if data.restored_on is not None:
        restored = _moment(envelope, data.restored_on, data.restored_time, "restored_on")
    else:
        restored = row.restored_at or envelope.now
    _require_after(row.started_at, restored)
    if row.fiscal_year is not None and not _closed(row.fiscal_year - 1):
        raise Refusal("outage_year_open", fiscal_year=row.fiscal_year - 1)
    outcome = spine.carry_out(envelope=envelope, lifecycle=OUTAGE, move="restore", document=document)
    Outage.objects.filter(document_id=document.id).update(restored_at=restored)
    gatekeeping.close(outage=queries.of(document_id=document.id))
    return outcome


@command("outage.recur", schema=DocumentMoveWithReason)
def recur_outage(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """The system failed again while papers were being entered: the same spell goes on, its books and numbers continue, what
    was entered stays entered, and the gate stays shut (continuity C-24).

    Refusals: document_not_found, reason_required and the others of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=OUTAGE, move="recur", document=document, reason=data.reason
    )  # fmt: skip
    Outage.objects.filter(document_id=document.id).update(restored_at=None)
    return outcome


@command("outage.acknowledge", schema=AcknowledgeOutage)
def acknowledge_outage(*, envelope: Envelope, data: AcknowledgeOutage) -> Outcome:
    """Record that the executive took note of the notice (N1) or of the closing report (N2): LAO-10; UNIT-7 the executive of
    the LAO.

    Refusals: document_not_found, date_in_future, acknowledged_before, move_not_allowed (nothing to take note of yet),
    duty_missing, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    row = queries.of(document_id=document.id)
    states = (*RUNNING, "certified") if data.of == "notice" else ("certified",)
    if getattr(row, f"{data.of}_acknowledged_on") is not None:
        raise Refusal("acknowledged_before", field="of", number=document.number)
    day = not_later(day=data.acknowledged_on, today=envelope.today, field="acknowledged_on")
    channel = message(f"told_by.{data.told_by}")
    reason = message(f"outage.{data.of}_acknowledged", name=data.acknowledged_by, channel=channel)
    outcome = _note(envelope, document, "acknowledge", "outage.acknowledge", states, reason)
    kept = {f"{data.of}_acknowledged_on": day, f"{data.of}_acknowledged_by": data.acknowledged_by}
    if data.of == "notice":
        kept["notice_channel"] = data.told_by
    Outage.objects.filter(document_id=document.id).update(**kept)
    return outcome


@command("outage.escalate", schema=EscalateOutage)
def escalate_outage(*, envelope: Envelope, data: EscalateOutage) -> Outcome:
    """Record whom an outage that goes on, or that nobody took note of, was told to further up (continuity A.7).

    Refusals: document_not_found, move_not_allowed (it is over), duty_missing, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    reason = message("outage.escalated", name=data.told, channel=message(f"told_by.{data.told_by}"), note=data.note)
    return _note(
        envelope, document, "escalate", "outage.declare", ("declared", *RUNNING, "certified"), reason.strip()
    )  # fmt: skip


def _note(envelope: Envelope, document: Any, move: str, duty: str, states: Sequence[str], reason: str) -> Outcome:
    """A step of the trail that leaves the state as it is."""
    require_duty(envelope=envelope, duty=duty)
    require_version(envelope=envelope, stored=document.version)
    if document.state not in states:
        raise Refusal("move_not_allowed", document="outage", state=document.state, move=move)
    made = Move(move, (document.state,), document.state, duty)
    act = spine.undecided(envelope, OUTAGE, made, document, None, {}, reason)
    return spine.write(envelope=envelope, acts=(act,), rows=())[0]


@command("outage.supplement", schema=SupplementOutage)
def supplement_outage(*, envelope: Envelope, data: SupplementOutage) -> Outcome:
    """A slip was found after certification: the spell gets a supplement, declared and confirmed like an outage, whose papers
    are posted on their new day of entry; the closing report is amended (continuity C-32).

    Refusals: document_not_found, outage_not_certified, outage_running, duty_missing.
    """
    found = documents.get(document_id=data.document_id, kind="outage")
    if found.state not in ("certified", "closed"):
        raise Refusal("outage_not_certified", field="document_id", number=found.number)
    row = queries.of(document_id=found.id)
    writes.hold(org=envelope.org)
    _require_none_running(row.areas, row.fiscal_year)
    root = row.supplements_id or found.id
    original = documents.get(document_id=root)
    count = Outage.objects.filter(supplements_id=root).exclude(document__state="cancelled").count() + 1
    new = NewDocument(
        title=message("outage.supplement_title", count=count, number=original.number),
        document_date=day_of(row.started_at),
    )
    kept = {
        "document_id": new.id, "trigger": row.trigger, "cause": data.cause, "areas": row.areas, "site": row.site,
        "event": row.event or original.number, "fiscal_year": row.fiscal_year, "started_at": row.started_at,
        "restored_at": row.restored_at, "supplements_id": root, "supplement": count,
    }  # fmt: skip
    return spine.carry_out(
        envelope=envelope, lifecycle=OUTAGE, move="declare", new=new, rows=(Rows(Outage, [kept]),)
    )  # fmt: skip
