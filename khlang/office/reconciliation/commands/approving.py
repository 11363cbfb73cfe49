"""Approving a reconciliation: the period is frozen, what is open is carried on, payments that the bank made are cleared."""

from datetime import date
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.payment import acts as payments
from khlang.office.reconciliation import queries
from khlang.office.reconciliation.commands.preparing import figures, get
from khlang.office.reconciliation.lifecycle import RECONCILIATION
from khlang.office.reconciliation.models import Match, OutstandingItem, Reconciliation, StatementLine
from khlang.office.reconciliation.queries import Standing
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMove


@command("reconciliation.approve", schema=DocumentMove)
def approve_reconciliation(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve: nothing is unexplained, the difference is nought, and it is still what the preparer saw. Freezes the period.

    Refusals: document_not_found, reconciliation_earlier_open, reconciliation_changed, reconciliation_unexplained,
    reconciliation_differs, those of the lifecycle (own_approval), stale_version.
    """
    writes.hold(org=envelope.org)
    document, kept, bank = get(document_id=data.document_id)
    now = queries.standing(bank=bank, on=kept.day)
    if document.state == "prepared":
        _require_agreed(kept, now)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=RECONCILIATION, move="approve", document=document,
        rows=(Rows(OutstandingItem, _left_open(document.id, now)),),
    )  # fmt: skip
    _freeze(kept, now)
    cleared = _cleared(now)
    if cleared:
        payments.clear(envelope=envelope.unversioned(), cleared=cleared)
    return outcome


def _require_agreed(kept: Reconciliation, now: Standing) -> None:
    earlier = Reconciliation.objects.filter(bank_code=kept.bank_code, live=True, approved=False, day__lt=kept.day)
    first = earlier.order_by("day").first()
    if first is not None:
        raise Refusal("reconciliation_earlier_open", code=kept.bank_code, date=format_date(first.day))
    if figures(standing=now) != {name: getattr(kept, name) for name in ("book", "statement", "difference", "items")}:
        raise Refusal("reconciliation_changed", code=kept.bank_code)
    unexplained = [line for line in now.lines if not line.finding]
    if unexplained:
        raise Refusal("reconciliation_unexplained", count=len(unexplained))
    if now.difference:
        raise Refusal("reconciliation_differs", difference=format_baht(now.difference))


def _left_open(document_id: int, now: Standing) -> list[dict[str, Any]]:
    """What is carried into the next month: open items and lines, and matches of which a part is still to come."""
    rows = []
    straddling = [group for group in now.groups if group.rest]
    for item in (*now.items, *(item for group in straddling for item in group.items)):
        side = "voucher_id" if item.key.startswith("v") else "carried_id"
        rows.append(
            {
                "document_id": document_id, side: int(item.key[1:]), "day": item.day, "amount": item.amount,
                "number": (item.cheque if side == "carried_id" else item.number)[:40],
                "description": item.description[:500], "document_kind": item.document_kind, "source": item.document_id,
            }
        )  # fmt: skip
    for line in (*now.lines, *(line for group in straddling for line in group.lines)):
        rows.append(
            {
                "document_id": document_id, "line_id": line.id, "day": line.day, "amount": line.amount,
                "number": line.cheque, "description": line.description,
            }
        )  # fmt: skip
    return rows


def _freeze(kept: Reconciliation, now: Standing) -> None:
    """Lines and matches of the period cannot change any more; the database holds it too (guards)."""
    groups = [group.match_id for group in now.groups]
    Reconciliation.objects.filter(id=kept.id).update(approved=True)
    StatementLine.objects.filter(bank_code=kept.bank_code, day__lte=kept.day, frozen=False).update(frozen=True)
    Match.objects.filter(id__in=groups, frozen=False).update(frozen=True)


def _cleared(now: Standing) -> dict[int, date]:
    """Payments of dika that the bank has made in full, with the day of its last line."""
    found: dict[int, date] = {}
    for group in now.groups:
        if group.lines and not group.rest:
            day = max(line.day for line in group.lines)
            found |= {item.payment_id: day for item in group.items if item.payment_id is not None and item.amount < 0}
    return found
