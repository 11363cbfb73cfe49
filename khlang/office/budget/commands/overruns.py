"""Paying beyond the budget by memo of the executive: for dika that were paid by hand and find no money (continuity C-17).

The line gets what it lacks, never silently: what it was given so stands in a bucket of its own until a transfer or a
supplementary budget covers it. Only while papers of an outage wait to be entered; one asks, another approves.
"""

from collections.abc import Iterator
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import facts, limits
from khlang.office.budget.commands import drafting
from khlang.office.budget.lifecycle import BUDGET_OVERRUN
from khlang.office.budget.models import BudgetLine, BudgetOverrun
from khlang.office.budget.queries import naming_the_line
from khlang.office.budget.schemas import CoverOverrun, PrepareOverrun, ReviseOverrun
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.spine.ledger import queries as ledger
from khlang.standards import message

_KIND = BUDGET_OVERRUN.document


@command("budget_overrun.prepare", schema=PrepareOverrun)
def prepare_overrun(*, envelope: Envelope, data: PrepareOverrun) -> Outcome:
    """Ask that a line may pay more than it has, by memo of the executive; nothing moves before it is approved.

    Refusals (all together): overrun_without_outage, budget_line_unknown, decision_date_in_future; budget_year_over.
    """
    return _save(envelope, data, None)


@command("budget_overrun.revise", schema=ReviseOverrun)
def revise_overrun(*, envelope: Envelope, data: ReviseOverrun) -> Outcome:
    """Replace a draft. Refusals: those of preparing; document_not_found, move_not_allowed, stale_version."""
    return _save(envelope, data, data.document_id)


submit_overrun = moves.plain(BUDGET_OVERRUN, "submit", "Hand the request over to whoever approves.")
return_overrun = moves.plain(BUDGET_OVERRUN, "return", "Return the request for correction.")
cancel_overrun = moves.plain(BUDGET_OVERRUN, "cancel", "Give the request up before it is approved.")


@command("budget_overrun.approve", schema=DocumentMove)
def approve_overrun(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve: the line has the money from now on, and owes its budget as much.

    Refusals: document_not_found, overrun_without_outage (certified meanwhile), budget_year_over, own_approval and the
    others of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind=_KIND)
    kept = BudgetOverrun.objects.select_related("line").get(document_id=document.id)
    _require_outage()
    limits.check_year(year=kept.line.fiscal_year, today=envelope.today)
    return spine.carry_out(
        envelope=envelope,
        lifecycle=BUDGET_OVERRUN,
        move="approve",
        document=document,
        facts=facts.overrun(line_id=kept.line_id, amount=kept.amount),
    )


@command("budget_overrun.cover", schema=CoverOverrun)
def cover_overrun(*, envelope: Envelope, data: CoverOverrun) -> Outcome:
    """Cover an overrun out of what its line has left by now: a transfer or a supplementary budget brought it, or the
    money was not spent after all.

    Refusals: document_not_found, budget_insufficient (the line has less than the overrun), those of the lifecycle,
    stale_version.
    """
    document = documents.get(document_id=data.document_id, kind=_KIND)
    kept = BudgetOverrun.objects.get(document_id=document.id)
    with naming_the_line():
        outcome = spine.carry_out(
            envelope=envelope,
            lifecycle=BUDGET_OVERRUN,
            move="cover",
            document=document,
            facts=facts.overrun(line_id=kept.line_id, amount=kept.amount),
            reason=message("budget_overrun.covered_by", name=data.covered_by),
        )
    BudgetOverrun.objects.filter(id=kept.id).update(covered_by=data.covered_by)
    return outcome


def _save(envelope: Envelope, data: PrepareOverrun, replaces: int | None) -> Outcome:
    _require_outage()
    line = BudgetLine.objects.filter(id=data.line_id, in_force=True).first()
    found = list(_problems(envelope, data, line))
    if line is None or found:
        raise Refusals(found)
    limits.check_year(year=line.fiscal_year, today=envelope.today)
    title = message("budget_overrun.title", line=line.code, name=line.name_th)
    new = NewDocument(title=title, document_date=envelope.today, amount=data.amount)
    document_id = new.id
    if replaces is not None:
        document_id = documents.get(document_id=replaces, kind=_KIND).id
        BudgetOverrun.objects.filter(document_id=document_id).delete()
    row: dict[str, Any] = {"document_id": document_id, **data.model_dump(exclude={"document_id"})}
    return drafting.save(
        envelope=envelope, lifecycle=BUDGET_OVERRUN, new=new, replaces=replaces, rows=[Rows(BudgetOverrun, [row])]
    )


def _problems(envelope: Envelope, data: PrepareOverrun, line: BudgetLine | None) -> Iterator[Refusal]:
    if line is None:
        yield Refusal("budget_line_unknown", field="line_id")
    if data.memo_date > envelope.today:
        yield Refusal("decision_date_in_future", field="memo_date", date=format_date(data.memo_date))


def _require_outage() -> None:
    """Only papers of an outage may be paid already although the budget is short. Refusal: overrun_without_outage."""
    if not ledger.gates():
        raise Refusal("overrun_without_outage")
