"""The reconciliation of an account and month: drawn up, computed anew, given up."""

from datetime import date, timedelta
from typing import Any

from khlang.core.calendar import format_date, month_end, month_start
from khlang.core.refusal import Refusal
from khlang.office.banking.queries import Bank
from khlang.office.reconciliation import queries
from khlang.office.reconciliation.lifecycle import RECONCILIATION
from khlang.office.reconciliation.models import (
    CarriedItem,
    Match,
    MatchedItem,
    OutstandingItem,
    Reconciliation,
    StatementLine,
)
from khlang.office.reconciliation.queries import Standing
from khlang.office.reconciliation.schemas import PrepareReconciliation
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message


@command("reconciliation.prepare", schema=PrepareReconciliation)
def prepare_reconciliation(*, envelope: Envelope, data: PrepareReconciliation) -> Outcome:
    """Draw the reconciliation of a month up: once a month and account, from the ledger and the imported statements.

    Refusals: bank_account_unknown, date_in_future (the month is not over), reconciliation_prepared_before,
    statement_missing, duty_missing.
    """
    bank = queries.bank_of(code=data.bank_account)
    day = _month_end(data.month, envelope.today)
    if Reconciliation.objects.filter(bank_code=bank.code, day=day, live=True).exists():
        raise Refusal("reconciliation_prepared_before", field="month", code=bank.code, date=format_date(day))
    now = queries.standing(bank=bank, on=day)
    new = NewDocument(
        title=message("reconciliation.title", bank=bank.code, date=format_date(day)), document_date=day,
        amount=max(now.statement, 0), party_name=bank.bank_name,
    )  # fmt: skip
    row = {
        "document_id": new.id, "bank_account_id": bank.id, "bank_code": bank.code, "day": day, **figures(standing=now),
    }  # fmt: skip
    return spine.carry_out(
        envelope=envelope, lifecycle=RECONCILIATION, move="prepare", new=new, rows=(Rows(Reconciliation, [row]),)
    )


def _month_end(month: date | None, today: date) -> date:
    if month is None:
        return today if today == month_end(today) else month_start(today) - timedelta(days=1)
    if month_end(month) > today:
        raise Refusal("date_in_future", field="month")
    return month_end(month)


def figures(*, standing: Standing) -> dict[str, Any]:
    """What a reconciliation keeps of how the account stands."""
    items = [
        {
            "kind": row.kind, "item": row.item, "amount": row.amount, "signed": row.signed,
            "day": row.day.isoformat() if row.day else None, "document_kind": row.document_kind,
            "document_id": row.document_id,
        }
        for row in queries.items_of(standing=standing)
    ]  # fmt: skip
    return {
        "book": standing.book, "statement": standing.statement, "difference": standing.difference, "items": items,
    }  # fmt: skip


def get(*, document_id: int) -> tuple[Any, Reconciliation, Bank]:
    """The document of a reconciliation, what it keeps, and its account. Refusal: document_not_found."""
    document = documents.get(document_id=document_id, kind="reconciliation")
    kept = Reconciliation.objects.get(document_id=document.id)
    return document, kept, queries.bank_of(code=kept.bank_code)


def compute_anew(*, kept: Reconciliation, bank: Bank) -> None:
    """Keep how the account stands now: after every change that the accountant makes."""
    made = figures(standing=queries.standing(bank=bank, on=kept.day))
    Reconciliation.objects.filter(id=kept.id).update(**made)


@command("reconciliation.refresh", schema=DocumentMove)
def refresh_reconciliation(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Compute a prepared reconciliation anew, because something was posted or imported since.

    Refusals: document_not_found, statement_missing, those of the lifecycle, stale_version.
    """
    document, kept, bank = get(document_id=data.document_id)
    outcome = spine.carry_out(envelope=envelope, lifecycle=RECONCILIATION, move="refresh", document=document)
    compute_anew(kept=kept, bank=bank)
    return outcome


def _cited() -> list[int]:
    """Items brought forward that a match or an approved reconciliation still names."""
    matched = MatchedItem.objects.filter(carried__isnull=False).values_list("carried_id", flat=True)
    carried = OutstandingItem.objects.filter(carried__isnull=False).values_list("carried_id", flat=True)
    return [*matched, *carried]


@command("reconciliation.cancel", schema=DocumentMoveWithReason)
def cancel_reconciliation(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give a reconciliation up before it is approved; the matches made in it are undone, what was brought forward is taken
    back. Matches that another approved reconciliation froze stay.

    Refusals: document_not_found, those of the lifecycle, stale_version.
    """
    document, kept, _ = get(document_id=data.document_id)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=RECONCILIATION, move="cancel", document=document, reason=data.reason
    )
    made = list(Match.objects.filter(document_id=document.id, frozen=False).values_list("id", flat=True))
    StatementLine.objects.filter(match_id__in=made).update(match_id=None)
    MatchedItem.objects.filter(match_id__in=made).delete()
    Match.objects.filter(id__in=made).delete()
    CarriedItem.objects.filter(document_id=document.id).exclude(id__in=_cited()).delete()
    Reconciliation.objects.filter(id=kept.id).update(live=False)
    return outcome
