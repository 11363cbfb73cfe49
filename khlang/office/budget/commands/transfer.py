"""Transfer of budget: from line to line, decided by the executive or the council as the regulation says (spec 2.5)."""

from collections.abc import Sequence
from typing import Any, Literal

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import facts, limits, lines
from khlang.office.budget.commands import drafting
from khlang.office.budget.lifecycle import BUDGET_TRANSFER
from khlang.office.budget.limits import Change
from khlang.office.budget.lines import Classified
from khlang.office.budget.models import BudgetLine, Decision, TransferEntry
from khlang.office.budget.schemas import Decide, PrepareTransfer, ReviseTransfer, TransferItem
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.spine import NewDocument


@command("budget_transfer.prepare", schema=PrepareTransfer)
def prepare_transfer(*, envelope: Envelope, data: PrepareTransfer) -> Outcome:
    """Draft a transfer between lines of one fiscal year; a target may be a line that does not exist yet.

    `data["decided_by"]` of the outcome says who must decide. Refusals (all together): budget_line_unknown,
    transfer_target_missing, transfer_same_line, transfer_other_fund, line_exists, line_code_taken, division_unknown,
    those of the codes; fiscal_year_implausible, document_date_future.
    """
    return _save(envelope, data, None)


@command("budget_transfer.revise", schema=ReviseTransfer)
def revise_transfer(*, envelope: Envelope, data: ReviseTransfer) -> Outcome:
    """Replace a draft transfer. Refusals: those of preparing; document_not_found, move_not_allowed, stale_version."""
    return _save(envelope, data, data.document_id)


@command("budget_transfer.executive_approve", schema=Decide)
def approve_transfer_by_executive(*, envelope: Envelope, data: Decide) -> Outcome:
    """The executive approves: the money moves at once.

    Refusals: transfer_needs_council, budget_insufficient (names the line and what is left), line_code_taken,
    decision_date_in_future, decision_dates_disordered, document_not_found and those of the lifecycle and the period.
    """
    return _approve(envelope, data, "executive")


@command("budget_transfer.council_approve", schema=Decide)
def approve_transfer_by_council(*, envelope: Envelope, data: Decide) -> Outcome:
    """Record the council's approval: the money moves at once. Refusals: transfer_needs_executive, and as above."""
    return _approve(envelope, data, "council")


def _save(envelope: Envelope, data: PrepareTransfer, replaces: int | None) -> Outcome:
    known = drafting.lines_in_force(fiscal_year=data.fiscal_year)
    found = drafting.problems_of_dates(envelope=envelope, data=data)
    targets: list[Classified | None] = []
    for position, item in enumerate(data.items):
        target, problems = _target(item, f"items.{position}", known)
        targets.append(target)
        found += problems
    divisions, unknown = drafting.division_ids(lines=targets, path="items.{}.to_new.division")
    found += unknown
    if found:
        raise Refusals(found)
    new = NewDocument(
        title=data.title, document_date=data.document_date, amount=sum(item.amount for item in data.items)
    )
    document_id = new.id
    if replaces is not None:
        document_id = documents.get(document_id=replaces, kind=BUDGET_TRANSFER.document).id
        TransferEntry.objects.filter(document_id=document_id).delete()
        BudgetLine.objects.filter(introduced_by_id=document_id, in_force=False).delete()
    codes = lines.short_names(lines=targets, taken=frozenset(line.code for line in known.values()))
    rows = {
        position: drafting.line_row(
            line=line, code=code, fiscal_year=data.fiscal_year, document_id=document_id, divisions=divisions
        )
        for position, (line, code) in enumerate(zip(targets, codes, strict=True))
        if line is not None
    }
    entries = [_entry(document_id, position, item, rows.get(position)) for position, item in enumerate(data.items)]
    outcome = drafting.save(
        envelope=envelope,
        lifecycle=BUDGET_TRANSFER,
        new=new,
        replaces=replaces,
        rows=[Rows(BudgetLine, list(rows.values())), Rows(TransferEntry, entries)],
    )
    outcome.data["decided_by"] = limits.deciding_body(_changes(document_id))
    return outcome


def _target(item: TransferItem, path: str, known: dict[int, BudgetLine]) -> tuple[Classified | None, list[Refusal]]:
    """The classified new line, or None for an existing one, and what is wrong with the item."""
    source = known.get(item.from_line_id)
    if source is None:
        return None, [Refusal("budget_line_unknown", field=f"{path}.from_line_id")]
    if (item.to_line_id is None) == (item.to_new is None):
        return None, [Refusal("transfer_target_missing", field=f"{path}.to_line_id")]
    if item.to_new is not None:
        line, problems = lines.classify(line=item.to_new, path=f"{path}.to_new")
        return line, problems or _new_line_problems(line, source, path, known)
    target = known.get(item.to_line_id or 0)
    if target is None:
        return None, [Refusal("budget_line_unknown", field=f"{path}.to_line_id")]
    if target.id == source.id:
        return None, [Refusal("transfer_same_line", field=f"{path}.to_line_id", line=source.code)]
    return None, _fund_problem(source.fund_source, target.fund_source, f"{path}.to_line_id")


def _new_line_problems(
    line: Classified | None, source: BudgetLine, path: str, known: dict[int, BudgetLine]
) -> list[Refusal]:
    if line is None:
        return []
    for other in known.values():
        if (other.fund_source, other.work_code, other.item_code, other.name_th) == line.identity:
            return [Refusal("line_exists", field=f"{path}.to_new.name_th", line=other.code, name=other.name_th)]
        if other.code == line.code:
            return [Refusal("line_code_taken", field=f"{path}.to_new.code", code=line.code)]
    return _fund_problem(source.fund_source, line.fund_source, f"{path}.to_new.fund_source")


def _fund_problem(source: str, target: str, field: str) -> list[Refusal]:
    return [] if source == target else [Refusal("transfer_other_fund", field=field, source=source, target=target)]


def _entry(document_id: int, position: int, item: TransferItem, new_line: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "position": position,
        "from_line_id": item.from_line_id,
        "to_line_id": new_line["id"] if new_line else item.to_line_id,
        "amount": item.amount,
        "changes_nature": item.changes_nature,
        "note": item.note,
    }


def _changes(document_id: int) -> list[Change]:
    entries: Sequence[TransferEntry] = TransferEntry.objects.filter(document_id=document_id)
    ids = {line for entry in entries for line in (entry.from_line_id, entry.to_line_id)}
    line_of = {line.id: line for line in BudgetLine.objects.filter(id__in=ids)}
    return [
        Change(
            types=frozenset((line_of[entry.from_line_id].type_code, line_of[entry.to_line_id].type_code)),
            target_type=line_of[entry.to_line_id].type_code,
            new_item=not line_of[entry.to_line_id].in_force,
            changes_nature=entry.changes_nature,
        )
        for entry in entries
    ]


def _approve(envelope: Envelope, data: Decide, body: Literal["executive", "council"]) -> Outcome:
    document = documents.get(document_id=data.document_id, kind=BUDGET_TRANSFER.document)
    limits.check_order_of_dates(
        dates=(("document_date", document.document_date), ("decided_date", data.decided_date)), today=envelope.today
    )
    limits.check_body(kind=BUDGET_TRANSFER.document, changes=_changes(document.id), body=body)
    new_lines = BudgetLine.objects.filter(introduced_by_id=document.id)
    for line in new_lines:
        if BudgetLine.objects.filter(fiscal_year=line.fiscal_year, in_force=True, code=line.code).exists():
            raise Refusal("line_code_taken", code=line.code)
    with drafting.naming_the_line():
        outcome = spine.carry_out(
            envelope=envelope,
            lifecycle=BUDGET_TRANSFER,
            move=f"{body}_approve",
            document=document,
            facts=facts.transfer(document_id=document.id),
            rows=[Rows(Decision, [drafting.decision_row(envelope=envelope, data=data, body=body)])],
            reason=data.remark,
        )
    new_lines.update(in_force=True)
    return outcome
