"""The daily financial status report: prepared, certified, signed, acknowledged; its figures stay as they were signed."""

from datetime import date
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal
from khlang.office.treasury import queries
from khlang.office.treasury.lifecycle import DAILY_STATUS
from khlang.office.treasury.models import DailyStatus
from khlang.office.treasury.schemas import PrepareDailyStatus
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later
from khlang.platform.db.writes import Rows
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.spine.ledger import queries as ledger
from khlang.standards import message


def _frozen(day: date) -> dict[str, Any]:
    """What the report of a day says now, as it is kept: figures and bank accounts in satang, the head of the trail."""
    status = queries.daily_status(day=day)
    return {
        "figures": queries.figures(status=status),
        "banks": queries.bank_figures(status=status),
        "trail_head": documents.chain_head_through(day=day)[1],
    }


@command("daily_status.prepare", schema=PrepareDailyStatus)
def prepare_status(*, envelope: Envelope, data: PrepareDailyStatus) -> Outcome:
    """Draw the report of a day up: once a day, from the ledger alone.

    The days of a spell of work by hand, through the day on which its papers were certified, have the report that was made by
    hand; the system's begins on the day after (LAO-8, UNIT-5). Refusals: date_in_future, daily_status_by_hand,
    daily_status_prepared_before, duty_missing.
    """
    day = not_later(day=data.day, today=envelope.today, field="day")
    spell = ledger.spell_on(day=day)
    if spell is not None:
        raise Refusal("daily_status_by_hand", field="day", date=format_date(day), number=spell.number)
    if DailyStatus.objects.filter(day=day).exists():
        raise Refusal("daily_status_prepared_before", field="day", date=format_date(day))
    frozen = _frozen(day)
    new = NewDocument(
        title=message("daily_status.title", date=format_date(day, style="long")), document_date=day,
        amount=frozen["figures"]["total_money"],
    )  # fmt: skip
    row = {"document_id": new.id, "day": day, "note": data.note[:1000], **frozen}
    return spine.carry_out(
        envelope=envelope, lifecycle=DAILY_STATUS, move="prepare", new=new, rows=(Rows(DailyStatus, [row]),)
    )


@command("daily_status.refresh", schema=DocumentMove)
def refresh_status(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Draw a prepared report up anew, because something was posted on its day after it was prepared."""
    document = _get(data.document_id)
    kept = DailyStatus.objects.get(document_id=document.id)
    frozen = _frozen(kept.day)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=DAILY_STATUS, move="refresh", document=document,
        changes={"amount": frozen["figures"]["total_money"]},
    )  # fmt: skip
    DailyStatus.objects.filter(document_id=document.id).update(**frozen)
    return outcome


@command("daily_status.certify", schema=DocumentMove)
def certify_status(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """The head of treasury certifies the report; what it says must still be what the ledger says.

    Refusals: document_not_found, daily_status_changed, those of the lifecycle, stale_version.
    """
    document = _get(data.document_id)
    if document.state == "prepared" and not queries.agrees(document_id=document.id):
        raise Refusal("daily_status_changed", date=format_date(document.document_date))
    return spine.carry_out(envelope=envelope, lifecycle=DAILY_STATUS, move="certify", document=document)


@command("daily_status.sign", schema=DocumentMove)
def sign_status(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """A member of the cash-keeping committee, or the palad, signs the certified report; each signs once.

    Refusals: document_not_found, signed_before, those of the lifecycle, stale_version.
    """
    document = _get(data.document_id)
    signed = {step.actor_id for step in documents.trail(document_id=document.id) if step.move == "sign"}
    if envelope.actor.id in signed:
        raise Refusal("signed_before", number=document.number)
    return spine.carry_out(envelope=envelope, lifecycle=DAILY_STATUS, move="sign", document=document)


acknowledge_status = moves.plain(DAILY_STATUS, "acknowledge", "The local executive takes note of the report.")


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind="daily_status")
