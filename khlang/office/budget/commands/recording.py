"""What was decided about the budget on paper, entered afterwards in its last state (LAO-1).

Every check of the ordinary way holds, the order of the decisions and who may decide among them; the money moves today.
"""

from datetime import date

from khlang.core.lifecycle import Lifecycle
from khlang.office.budget import facts, limits
from khlang.office.budget.commands import explanation, ordinance, taking_effect, transfer
from khlang.office.budget.commands.drafting import day_on_paper
from khlang.office.budget.lifecycle import BUDGET_TRANSFER, EXPLANATION_AMENDMENT, ORDINANCE, SUPPLEMENTARY
from khlang.office.budget.models import BudgetLine, Decision, ExplanationChange, Ordinance
from khlang.office.budget.queries import naming_the_line
from khlang.office.budget.schemas import Approved, RecordAmendment, RecordOrdinance, RecordTransfer
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import spine


@command("ordinance.record", schema=RecordOrdinance, by_paper=True)
def record_ordinance(*, envelope: Envelope, data: RecordOrdinance) -> Outcome:
    """Enter the annual ordinance that was passed, approved and promulgated by hand: its money is available today (LAO-1).

    Refusals: those of preparing and of promulgating an ordinance; paper_required.
    """
    return _promulgated(envelope, ORDINANCE, data)


@command("supplementary.record", schema=RecordOrdinance, by_paper=True)
def record_supplementary(*, envelope: Envelope, data: RecordOrdinance) -> Outcome:
    """Enter a supplementary budget that was promulgated by hand (LAO-1). Refusals: as for an ordinance, and those of
    preparing a supplementary budget."""
    return _promulgated(envelope, SUPPLEMENTARY, data)


def _promulgated(envelope: Envelope, lifecycle: Lifecycle, data: RecordOrdinance) -> Outcome:
    dates = (
        ("council_date", data.council_date),
        ("approval_date", data.approval_date),
        ("promulgated_date", data.promulgated_date),
    )
    limits.check_order_of_dates(dates=dates, today=envelope.today)
    limits.check_year(year=data.fiscal_year, today=envelope.today)
    checked = ordinance.checked_of(
        envelope=envelope, lifecycle=lifecycle, data=data, day=day_on_paper(envelope=envelope)
    )
    ordinance.require_balance(lifecycle=lifecycle, checked=checked)
    new = ordinance.new_document(checked)
    taking_effect.may_take_effect(
        Ordinance(document_id=new.id, fiscal_year=data.fiscal_year, supplementary=lifecycle is SUPPLEMENTARY)
    )
    rows = ordinance.rows_of(lifecycle=lifecycle, checked=checked, document_id=new.id)
    outcome = spine.carry_out(
        envelope=envelope,
        lifecycle=lifecycle,
        move="record",
        new=new,
        facts=ordinance.facts_of(rows),
        rows=[*rows, Rows(Decision, _decisions(new.id, data))],
    )
    taking_effect.take_effect(new.id)
    outcome.data.update(ordinance.told(checked))
    return outcome


def _decisions(document_id: int, data: RecordOrdinance) -> list[dict[str, object]]:
    decision = taking_effect.decision
    return [
        decision(document_id, "council", data.council_reference, data.council_date),
        decision(document_id, "approver", data.approval_number, data.approval_date, data.approved_by),
        decision(document_id, "promulgation", data.ordinance_reference, data.promulgated_date),
    ]


@command("budget_transfer.record", schema=RecordTransfer, by_paper=True)
def record_transfer(*, envelope: Envelope, data: RecordTransfer) -> Outcome:
    """Enter a transfer that was approved by hand: the money moves today, so that dika of the spell find it (LAO-1).

    Refusals: those of preparing and of approving a transfer, budget_insufficient among them; paper_required.
    """
    day = day_on_paper(envelope=envelope)
    _in_order(day, data, envelope.today)
    limits.check_year(year=data.fiscal_year, today=envelope.today)
    moved = transfer.composed(envelope=envelope, data=data, day=day)
    names = {row["id"]: f"{row['code']} {row['name_th']}" for row in moved.new_lines}
    entries = [(row["from_line_id"], row["to_line_id"], row["amount"]) for row in moved.entries]
    with naming_the_line():
        outcome = spine.carry_out(
            envelope=envelope,
            lifecycle=BUDGET_TRANSFER,
            move="record",
            new=moved.new,
            facts=facts.transferred(entries=entries, names=names),
            rows=[*moved.rows, Rows(Decision, [_decision(moved.new.id, data)])],
        )
    limits.check_body(kind=BUDGET_TRANSFER.document, changes=transfer.changes(moved.new.id), body=data.body)
    BudgetLine.objects.filter(introduced_by_id=moved.new.id).update(in_force=True)
    return outcome


@command("explanation_amendment.record", schema=RecordAmendment, by_paper=True)
def record_amendment(*, envelope: Envelope, data: RecordAmendment) -> Outcome:
    """Enter an amendment of explanations that was approved by hand: the new texts hold (LAO-1).

    Refusals: those of preparing and of approving an amendment; paper_required.
    """
    day = day_on_paper(envelope=envelope)
    _in_order(day, data, envelope.today)
    new, changed = explanation.composed(envelope=envelope, data=data, day=day)
    rows = [Rows(ExplanationChange, changed), Rows(Decision, [_decision(new.id, data)])]
    outcome = spine.carry_out(envelope=envelope, lifecycle=EXPLANATION_AMENDMENT, move="record", new=new, rows=rows)
    limits.check_body(kind=EXPLANATION_AMENDMENT.document, changes=explanation.changes(new.id), body=data.body)
    explanation.take_effect(new.id)
    return outcome


def _in_order(day: date, data: Approved, today: date) -> None:
    """What is approved was written before. Refusals: decision_date_in_future, decision_dates_disordered."""
    dates = (("document_date", day), ("approval_date", data.approval_date))
    limits.check_order_of_dates(dates=dates, today=today)


def _decision(document_id: int, data: Approved) -> dict[str, object]:
    return taking_effect.decision(document_id, data.body, data.approval_number, data.approval_date, data.approved_by)
