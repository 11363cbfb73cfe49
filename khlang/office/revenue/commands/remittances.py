"""Remittance slips: the collector hands the day's receipts over, finance counts and takes them (spec 3.3)."""

from collections.abc import Sequence
from datetime import date, timedelta

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue import gathering, handing_on
from khlang.office.revenue.lifecycle import REMITTANCE
from khlang.office.revenue.models import Remittance, RemittedReceipt
from khlang.office.revenue.schemas import CreateRemittance, ReceiveRemittance
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.spine.ledger import queries as ledger
from khlang.standards import message


@command("remittance.create", schema=CreateRemittance)
def create_remittance(*, envelope: Envelope, data: CreateRemittance) -> Outcome:
    """Draw up a slip of the actor's own receipts, the named ones or all that wait; a receipt stands on one slip only.

    Refusals: date_in_future, remittance_empty, receipt_already_remitted, receipt_not_issued,
    receipt_of_another_collector, receipt_of_spell (its slip was made by hand), document_not_found, duty_missing.
    """
    day = not_later(day=data.document_date, today=envelope.today)
    receipts = _receipts(envelope, data)
    sums = gathering.kinds_of_money(receipts=receipts)
    new = NewDocument(
        title=data.title or message("remittance.title", name=envelope.actor.name, date=format_date(day)),
        document_date=day, amount=sum(sums.values()), party_name=envelope.actor.name,
    )  # fmt: skip
    slip = {"document_id": new.id, "collector_id": envelope.actor.id, **sums}
    taken = [
        {"document_id": new.id, "receipt_id": row.id, "position": position}
        for position, row in enumerate(receipts, start=1)
    ]
    return drafts.create(
        envelope=envelope, lifecycle=REMITTANCE, new=new, duty="remittance.prepare",
        rows=(Rows(Remittance, [slip]), Rows(RemittedReceipt, taken)),
    )  # fmt: skip


def _receipts(envelope: Envelope, data: CreateRemittance) -> Sequence[gathering.Waiting]:
    """The receipts that go on the slip; every receipt that may not is refused by its number, all together."""
    held = _held_until(envelope)
    if not data.receipts:
        through = data.document_date or envelope.today
        mine = gathering.waiting(collector_id=envelope.actor.id, through=through)
        waiting = [row for row in mine if row.document_date > held]
        if not waiting:
            raise Refusal("remittance_empty", field="receipts")
        return waiting
    found = {row.id: row for row in gathering.of_ids(ids=data.receipts)}
    refused: list[Refusal] = []
    for position, receipt_id in enumerate(data.receipts):
        row, field = found.get(receipt_id), f"receipts.{position}"
        if row is None:
            refused.append(Refusal("document_not_found", field=field))
        elif row.slip_id is not None or row.state in ("remitted", "posted"):
            refused.append(Refusal("receipt_already_remitted", field=field, number=row.number))
        elif row.state != "issued":
            refused.append(Refusal("receipt_not_issued", field=field, number=row.number or row.title))
        elif row.collector_id != envelope.actor.id:
            refused.append(Refusal("receipt_of_another_collector", field=field, number=row.number))
        elif row.document_date <= held:
            refused.append(Refusal("receipt_of_spell", field=field, number=row.number))
    if refused:
        raise Refusals(refused)
    return [found[receipt_id] for receipt_id in dict.fromkeys(data.receipts)]


def _held_until(envelope: Envelope) -> date:
    """Up to this day receipts wait for the slips that were made by hand (LAO-2.2(2)): until the papers of the outage are
    certified only those slips take them, also when a directive lets ordinary work pass the gate."""
    days = [
        gate.restored_on
        for gate in ledger.gates()
        if gate.restored_on and (not gate.kinds or f",{REMITTANCE.document}," in gate.kinds)
    ]
    return min(max(days), envelope.today - timedelta(days=1)) if days else date.min


@command("remittance.submit", schema=DocumentMove)
def submit_remittance(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Hand the slip and its money over to finance: the slip gets its number, its receipts are remitted.

    Refusals: document_not_found, those of the lifecycle, stale_version.
    """
    return _with_receipts(envelope, data.document_id, "submit", "remit")


resubmit_remittance = moves.plain(REMITTANCE, "resubmit", "Hand a returned slip over again, under its number.")


@command("remittance.cancel", schema=DocumentMoveWithReason)
def cancel_remittance(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give a slip up: its receipts are the collector's again and can go on another slip.

    Refusals: document_not_found, those of the lifecycle, stale_version.
    """
    slip = documents.get(document_id=data.document_id, kind="remittance")
    back = "take_back" if slip.state == "returned" else ""
    outcome = _with_receipts(envelope, slip.id, "cancel", back, data.reason)
    RemittedReceipt.objects.filter(document_id=slip.id).delete()
    return outcome


@command("remittance.receive", schema=ReceiveRemittance)
def receive_remittance(*, envelope: Envelope, data: ReceiveRemittance) -> Outcome:
    """Finance counts the money and takes it over; the count must be what the slip says.

    Refusals: document_not_found, remittance_count_differs (facts slip, counted), those of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="remittance")
    slip = Remittance.objects.get(document_id=document.id)
    for field, counted, written in (
        ("counted_cash", data.counted_cash, slip.cash),
        ("counted_cheque", data.counted_cheque, slip.cheque),
    ):
        if counted != written:
            raise Refusal(
                "remittance_count_differs", field=field, slip=format_baht(written), counted=format_baht(counted)
            )
    outcome = spine.carry_out(envelope=envelope, lifecycle=REMITTANCE, move="receive", document=document)
    Remittance.objects.filter(document_id=document.id).update(
        counted_cash=data.counted_cash, counted_cheque=data.counted_cheque
    )
    return outcome


return_remittance = moves.plain(
    REMITTANCE,
    "return",
    "Send a slip back to its collector: the count differs, something is wrong with it; the reason is kept.",
)


def _with_receipts(envelope: Envelope, document_id: int, move: str, receipts_move: str, reason: str = "") -> Outcome:
    """Make a move on a slip and, when `receipts_move` is given, the matching move on all its receipts."""
    document = documents.get(document_id=document_id, kind="remittance")
    outcome = spine.carry_out(envelope=envelope, lifecycle=REMITTANCE, move=move, document=document, reason=reason)
    if receipts_move:
        handing_on.carry_on(
            envelope=envelope, move=receipts_move, receipts=gathering.receipts_of(slip_ids=[document_id])
        )
    return outcome
