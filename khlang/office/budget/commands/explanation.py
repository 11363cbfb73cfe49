"""Amendment of explanations of revenue and expenditure: text only, no money, every version kept (spec 2.5)."""

from datetime import date
from typing import Any, Literal

from django.db.models import F

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import limits
from khlang.office.budget.commands import drafting
from khlang.office.budget.lifecycle import EXPLANATION_AMENDMENT
from khlang.office.budget.limits import Change
from khlang.office.budget.models import BudgetLine, Decision, EstimateLine, ExplanationChange
from khlang.office.budget.schemas import AmendmentTerms, Decide, ExplanationItem, PrepareAmendment, ReviseAmendment
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.spine import NewDocument


@command("explanation_amendment.prepare", schema=PrepareAmendment)
def prepare_amendment(*, envelope: Envelope, data: PrepareAmendment) -> Outcome:
    """Draft new explanations of lines of the expenditure or the revenue estimate, also of past fiscal years.

    Refusals (all together): budget_line_unknown, line_duplicate, explanation_unchanged, document_date_future,
    fiscal_year_implausible.
    """
    return _save(envelope, data, None)


@command("explanation_amendment.revise", schema=ReviseAmendment)
def revise_amendment(*, envelope: Envelope, data: ReviseAmendment) -> Outcome:
    """Replace a draft amendment. Refusals: those of preparing; document_not_found, move_not_allowed, stale_version."""
    return _save(envelope, data, data.document_id)


@command("explanation_amendment.executive_approve", schema=Decide)
def approve_amendment_by_executive(*, envelope: Envelope, data: Decide) -> Outcome:
    """The executive approves: the new texts hold.

    Refusals: explanation_needs_council, explanation_stale (changed by another amendment since the draft),
    decision_date_in_future, decision_dates_disordered, document_not_found and those of the lifecycle.
    """
    return _approve(envelope, data, "executive")


@command("explanation_amendment.council_approve", schema=Decide)
def approve_amendment_by_council(*, envelope: Envelope, data: Decide) -> Outcome:
    """Record the council's approval of an amendment. Refusals: explanation_needs_executive, and as above."""
    return _approve(envelope, data, "council")


def _save(envelope: Envelope, data: PrepareAmendment, replaces: int | None) -> Outcome:
    document_id = None
    if replaces is not None:
        document_id = documents.get(document_id=replaces, kind=EXPLANATION_AMENDMENT.document).id
    new, rows = composed(envelope=envelope, data=data, day=data.document_date, document_id=document_id)
    if document_id is not None:
        ExplanationChange.objects.filter(document_id=document_id).delete()
    outcome = drafting.save(
        envelope=envelope,
        lifecycle=EXPLANATION_AMENDMENT,
        new=new,
        replaces=replaces,
        rows=[Rows(ExplanationChange, rows)],
    )
    outcome.data["decided_by"] = limits.deciding_body(changes(document_id or new.id))
    return outcome


def composed(
    *, envelope: Envelope, data: AmendmentTerms, day: date, document_id: int | None = None
) -> tuple[NewDocument, list[dict[str, Any]]]:
    """The document of an amendment of a day and its changes as rows (of the draft `document_id`, if it replaces one).

    Refusals: as for preparing.
    """
    known: dict[str, dict[int, Any]] = {
        "expenditure": drafting.lines_in_force(fiscal_year=data.fiscal_year),
        "revenue": {line.id: line for line in EstimateLine.objects.filter(fiscal_year=data.fiscal_year, in_force=True)},
    }
    found = drafting.problems_of_dates(envelope=envelope, day=day, fiscal_year=data.fiscal_year, past_years=True)
    seen: dict[int, int] = {}
    for position, item in enumerate(data.items):
        found += _problems(item, position, known[item.kind].get(item.line_id), seen)
    if found:
        raise Refusals(found)
    new = NewDocument(title=data.title, document_date=day)
    return new, [
        _change_row(document_id or new.id, position, item, known[item.kind][item.line_id])
        for position, item in enumerate(data.items)
    ]


def _problems(
    item: ExplanationItem, position: int, line: BudgetLine | EstimateLine | None, seen: dict[int, int]
) -> list[Refusal]:
    if line is None:
        return [Refusal("budget_line_unknown", field=f"items.{position}.line_id")]
    first = seen.setdefault(line.id, position)
    if first != position:
        return [Refusal("line_duplicate", field=f"items.{position}.line_id", first=first + 1)]
    if line.explanation == item.text:
        return [Refusal("explanation_unchanged", field=f"items.{position}.text", name=line.name_th)]
    return []


def _change_row(
    document_id: int, position: int, item: ExplanationItem, line: BudgetLine | EstimateLine
) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "position": position,
        "line_id": line.id if item.kind == "expenditure" else None,
        "estimate_id": line.id if item.kind == "revenue" else None,
        "before": line.explanation,
        "after": item.text,
        "before_version": line.explanation_version,
        "changes_nature": item.changes_nature,
    }


def changes(document_id: int) -> list[Change]:
    """What decides who decides about an amendment that is written."""
    rows = list(ExplanationChange.objects.filter(document_id=document_id))
    types = dict(
        BudgetLine.objects.filter(id__in=[row.line_id for row in rows if row.line_id]).values_list("id", "type_code")
    )
    return [
        Change(
            types=frozenset((types.get(row.line_id, ""),)),
            target_type=types.get(row.line_id, ""),
            changes_nature=row.changes_nature,
        )
        for row in rows
    ]


def _approve(envelope: Envelope, data: Decide, body: Literal["executive", "council"]) -> Outcome:
    document = documents.get(document_id=data.document_id, kind=EXPLANATION_AMENDMENT.document)
    limits.check_order_of_dates(
        dates=(("document_date", document.document_date), ("decided_date", data.decided_date)), today=envelope.today
    )
    limits.check_body(kind=EXPLANATION_AMENDMENT.document, changes=changes(document.id), body=body)
    outcome = spine.carry_out(
        envelope=envelope,
        lifecycle=EXPLANATION_AMENDMENT,
        move=f"{body}_approve",
        document=document,
        rows=[Rows(Decision, [drafting.decision_row(envelope=envelope, data=data, body=body)])],
        reason=data.reason,
    )
    take_effect(document.id)
    return outcome


def take_effect(document_id: int) -> None:
    """The new texts hold from now on. Refusal: explanation_stale."""
    for row in ExplanationChange.objects.filter(document_id=document_id).order_by("position"):
        model, line_id = (BudgetLine, row.line_id) if row.line_id else (EstimateLine, row.estimate_id)
        line = model.objects.filter(id=line_id, explanation_version=row.before_version)
        if not line.update(explanation=row.after, explanation_version=F("explanation_version") + 1):
            raise Refusal("explanation_stale", name=model.objects.get(id=line_id).name_th)
