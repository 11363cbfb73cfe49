"""Contracts of advance: drafted, checked, approved with the budget held; brought forward from before the cut-over."""

from typing import Any

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal
from khlang.office.advances import facts, terms
from khlang.office.advances.lifecycle import ADVANCE
from khlang.office.advances.models import Advance
from khlang.office.advances.schemas import BringForwardAdvance, SaveAdvance
from khlang.office.budget.queries import naming_the_line
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import not_later
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.standards.advance_kinds import advance_kind

_DUTY = "advance.prepare"


@command("advance.save", schema=SaveAdvance)
def save_advance(*, envelope: Envelope, data: SaveAdvance) -> Outcome:
    """Write a contract of advance (สัญญาการยืมเงิน), or change its draft. The due date follows from kind and payment.

    Refusals: date_in_future, choice_unknown, party_not_found, advance_borrower_not_person, field_required,
    advance_without_budget, budget_line_unknown, advance_line_other_year, advance_still_open; document_not_found,
    move_not_allowed, duty_missing, stale_version.
    """
    day = not_later(day=data.document_date, today=envelope.today, field="document_date")
    kind = advance_kind(data.kind, on=day)
    borrower = terms.borrower(party_id=data.borrower_id)
    terms.required(data=data, kind=kind)
    line = terms.line_of_year(line_id=data.budget_line_id, today=envelope.today)
    terms.nothing_open(borrower_id=borrower.id, name=borrower.name)
    changes = {
        "title": data.title, "amount": data.amount, "document_date": day, "party_id": borrower.id,
        "party_name": borrower.name, "division_id": line.division_id if line else None,
    }  # fmt: skip
    row = {
        **data.model_dump(include={"kind", "borrower_id", "position", "purpose", "budget_line_id", "amount",
                                   "council_reference", "council_date"}),
        "account": kind.account,
        "return_date": data.return_date if kind.counted_from == "return" else None,
        "due_date": data.due_date if kind.counted_from == "agreed" else None,
    }  # fmt: skip
    if data.document_id is None:
        new = NewDocument(**changes)
        rows = (Rows(Advance, [{**row, "document_id": new.id}]),)
        return drafts.create(envelope=envelope, lifecycle=ADVANCE, new=new, duty=_DUTY, rows=rows)
    document = _get(data.document_id)
    if document.state == "draft":
        Advance.objects.filter(document_id=document.id).delete()
    return drafts.edit(
        envelope=envelope, lifecycle=ADVANCE, document=document, duty=_DUTY, changes=changes,
        rows=(Rows(Advance, [{**row, "document_id": document.id}]),),
    )  # fmt: skip


@command("advance.submit", schema=DocumentMove)
def submit_advance(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Hand a contract in for checking. Refusals: advance_still_open, budget_insufficient and those of the lifecycle."""
    document, row = _get(data.document_id), _row(data.document_id)
    terms.nothing_open(borrower_id=row.borrower_id, name=document.party_name)
    terms.enough_budget(row=row)
    return spine.carry_out(envelope=envelope, lifecycle=ADVANCE, move="submit", document=document)


@command("advance.check", schema=DocumentMove)
def check_advance(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """The head of treasury has checked purpose, budget and borrower. Refusals: advance_still_open, those of the lifecycle."""
    document, row = _get(data.document_id), _row(data.document_id)
    terms.nothing_open(borrower_id=row.borrower_id, name=document.party_name)
    return spine.carry_out(envelope=envelope, lifecycle=ADVANCE, move="check", document=document)


@command("advance.approve", schema=DocumentMove)
def approve_advance(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """The executive approves: numbered, the budget is held, the borrower can have no second one.

    Refusals: document_not_found, advance_still_open, advance_line_other_year (drafted in the year before),
    budget_insufficient, own_approval and the others of the lifecycle, period_closed, stale_version.
    """
    writes.hold(org=envelope.org)
    document, row = _get(data.document_id), _row(data.document_id)
    terms.nothing_open(borrower_id=row.borrower_id, name=document.party_name)
    terms.line_of_year(line_id=row.budget_line_id, today=envelope.today)
    with naming_the_line():
        outcome = spine.carry_out(
            envelope=envelope, lifecycle=ADVANCE, move="approve", document=document, facts=facts.advance(row=row)
        )
    Advance.objects.filter(id=row.id).update(open=True)
    return outcome


return_advance = moves.plain(ADVANCE, "return", "Send a contract back to its author, with the reason.")
send_back_advance = moves.plain(
    ADVANCE, "send_back", "The executive does not approve: back to its author, with the reason."
)
cancel_advance = moves.plain(ADVANCE, "cancel", "Give a draft up.")


def _let_go(document: Any) -> None:
    Advance.objects.filter(document_id=document.id).update(open=False)


withdraw_advance = moves.releasing(
    ADVANCE, "withdraw", after=_let_go,
    meaning="Take an approved contract back before it is paid: the budget is free again. A dika for it can no longer be"
    " paid.",
)  # fmt: skip


@command("advance.bring_forward", schema=BringForwardAdvance)
def bring_forward(*, envelope: Envelope, data: BringForwardAdvance) -> Outcome:
    """Name an advance of an earlier year that stands in the opening balances: outstanding at once, nothing is posted.

    Refusals: date_in_future (paid_on), advance_due_before_payment, party_not_found, advance_borrower_not_person,
    advance_still_open, advance_above_ledger (the account holds no such debt without a name), duty_missing.
    """
    not_later(day=data.paid_on, today=envelope.today, field="paid_on")
    if data.due_date < data.paid_on:
        raise Refusal("advance_due_before_payment", field="due_date", date=format_date(data.paid_on))
    kind = advance_kind(data.kind, on=envelope.today)
    borrower = terms.borrower(party_id=data.borrower_id)
    writes.hold(org=envelope.org)
    terms.nothing_open(borrower_id=borrower.id, name=borrower.name)
    terms.within_ledger(account=kind.account, amount=data.amount, today=envelope.today)
    new = NewDocument(
        title=data.title, document_date=data.paid_on, amount=data.amount, party_id=borrower.id, party_name=borrower.name
    )
    row = {
        **data.model_dump(exclude={"title"}), "document_id": new.id, "account": kind.account, "brought_forward": True,
        "open": True,
    }  # fmt: skip
    return spine.carry_out(
        envelope=envelope, lifecycle=ADVANCE, move="bring_forward", new=new, rows=(Rows(Advance, [row]),)
    )


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind=ADVANCE.document)


def _row(document_id: int) -> Advance:
    found: Advance = Advance.objects.get(document_id=document_id)
    return found
