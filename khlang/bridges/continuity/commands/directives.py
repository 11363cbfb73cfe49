"""Letters that let ordinary work go on behind a closed gate: recorded by one person, confirmed by another."""

from typing import Any

from khlang import standards
from khlang.bridges.continuity.commands import gatekeeping
from khlang.bridges.continuity.lifecycle import GATE_DIRECTIVE, RUNNING
from khlang.bridges.continuity.models import Directive
from khlang.bridges.continuity.queries import outages as queries
from khlang.bridges.continuity.schemas.directives import RecordDirective
from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later
from khlang.platform.db.writes import Rows
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message

__all__ = ["cancel_directive", "confirm_directive", "record_directive"]


@command("gate_directive.record", schema=RecordDirective)
def record_directive(*, envelope: Envelope, data: RecordDirective) -> Outcome:
    """Record a letter that frees parts of the work until a day, although papers are still to be entered (LAO-6 knows no
    exception of its own). It has no effect before a second person confirms it.

    Refusals: document_not_found, outage_over, date_in_future, directive_expired, directive_outside_areas,
    directive_posting_off, duty_missing.
    """
    outage = queries.of(document_id=data.outage_id)
    _require_running(outage)
    not_later(day=data.letter_date, today=envelope.today, field="letter_date")
    if data.in_force_through < envelope.today:
        raise Refusal("directive_expired", field="in_force_through", date=format_date(data.in_force_through))
    outside = set(data.areas) - set(outage.areas or standards.areas())
    if outside:
        raise Refusal("directive_outside_areas", field="areas", area=sorted(outside)[0], number=outage.document.number)
    if data.by_paper_date:
        raise Refusal("directive_posting_off", field="by_paper_date")
    new = NewDocument(
        title=message("gate_directive.title", letter=data.letter_number, number=outage.document.number),
        document_date=data.letter_date,
    )
    row = {
        "document_id": new.id, "outage_id": outage.document_id, "letter_number": data.letter_number,
        "letter_date": data.letter_date, "areas": list(dict.fromkeys(data.areas)), "expires_on": data.in_force_through,
        "by_paper_date": data.by_paper_date,
    }  # fmt: skip
    return spine.carry_out(
        envelope=envelope, lifecycle=GATE_DIRECTIVE, move="record", new=new, rows=(Rows(Directive, [row]),)
    )


@command("gate_directive.confirm", schema=DocumentMove)
def confirm_directive(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """A second person confirms the letter: what it names may be done behind the gate until its last day, and every report of
    the spell names it. A later letter on the same outage takes the place of an earlier one: it names all that is to be free.

    Refusals: document_not_found, outage_over, directive_expired (since it was recorded), own_approval, those of the
    lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="gate_directive")
    row = Directive.objects.get(document_id=document.id)
    outage = queries.of(document_id=row.outage_id)
    _require_running(outage)
    if row.expires_on < envelope.today:
        raise Refusal("directive_expired", field="in_force_through", date=format_date(row.expires_on))
    outcome = spine.carry_out(envelope=envelope, lifecycle=GATE_DIRECTIVE, move="confirm", document=document)
    gatekeeping.direct(directive=row)
    return outcome


cancel_directive = moves.plain(
    GATE_DIRECTIVE, "cancel", "Give a letter up that was recorded wrongly, before anybody confirmed it."
)


def _require_running(outage: Any) -> None:
    if outage.document.state not in RUNNING:
        raise Refusal("outage_over", field="outage_id", number=outage.document.number)
