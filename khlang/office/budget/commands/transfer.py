"""Transfer of budget: from line to line, decided by the executive or the council as the regulation says (spec 2.5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import facts, limits, lines
from khlang.office.budget.commands import drafting
from khlang.office.budget.lifecycle import BUDGET_TRANSFER
from khlang.office.budget.limits import Change
from khlang.office.budget.lines import Classified
from khlang.office.budget.models import BudgetLine, Decision, TransferEntry
from khlang.office.budget.queries import naming_the_line
from khlang.office.budget.schemas import Decide, PrepareTransfer, ReviseTransfer, TransferSource, TransferTerms
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.spine import NewDocument


@command("budget_transfer.prepare", schema=PrepareTransfer)
def prepare_transfer(*, envelope: Envelope, data: PrepareTransfer) -> Outcome:
    """Draft a transfer between lines of one fiscal year; a target may be a line that does not exist yet.

    `data["decided_by"]` of the outcome says who must decide. Refusals (all together): budget_line_unknown,
    transfer_empty, transfer_same_line, transfer_other_fund, line_exists, line_code_taken, line_duplicate,
    division_unknown, those of the codes; fiscal_year_implausible, document_date_future.
    """
    return _save(envelope, data, None)


@command("budget_transfer.revise", schema=ReviseTransfer)
def revise_transfer(*, envelope: Envelope, data: ReviseTransfer) -> Outcome:
    """Replace a draft transfer. Refusals: those of preparing; document_not_found, move_not_allowed, stale_version."""
    return _save(envelope, data, data.document_id)


@command("budget_transfer.executive_approve", schema=Decide)
def approve_transfer_by_executive(*, envelope: Envelope, data: Decide) -> Outcome:
    """The executive approves: the money moves at once.

    Refusals: transfer_needs_council, budget_year_over, budget_insufficient (names the line and what is left),
    line_code_taken, line_exists (created by another transfer since),
    decision_date_in_future, decision_dates_disordered, document_not_found and those of the lifecycle and the period.
    """
    return _approve(envelope, data, "executive")


@command("budget_transfer.council_approve", schema=Decide)
def approve_transfer_by_council(*, envelope: Envelope, data: Decide) -> Outcome:
    """Record the council's approval: the money moves at once. Refusals: transfer_needs_executive, and as above."""
    return _approve(envelope, data, "council")


def _save(envelope: Envelope, data: PrepareTransfer, replaces: int | None) -> Outcome:
    document_id = None
    if replaces is not None:
        document_id = documents.get(document_id=replaces, kind=BUDGET_TRANSFER.document).id
    moved = composed(envelope=envelope, data=data, day=data.document_date, document_id=document_id)
    if document_id is not None:
        TransferEntry.objects.filter(document_id=document_id).delete()
        BudgetLine.objects.filter(introduced_by_id=document_id, in_force=False).delete()
    outcome = drafting.save(
        envelope=envelope, lifecycle=BUDGET_TRANSFER, new=moved.new, replaces=replaces, rows=moved.rows
    )
    outcome.data["decided_by"] = limits.deciding_body(changes(document_id or moved.new.id))
    return outcome


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A transfer whose every line has been looked up, not yet written: the lines it creates and its entries, as rows."""

    new: NewDocument
    new_lines: list[dict[str, Any]]
    entries: list[dict[str, Any]]

    @property
    def rows(self) -> list[Rows]:
        """What the document holds, as rows of its tables."""
        return [Rows(BudgetLine, self.new_lines), Rows(TransferEntry, self.entries)]


def composed(*, envelope: Envelope, data: TransferTerms, day: date, document_id: int | None = None) -> Moved:
    """The transfer of a day (in place of the draft `document_id`). Refusals: as for preparing."""
    known = drafting.lines_in_force(fiscal_year=data.fiscal_year)
    targets, found = _new_lines(data, known)
    divisions, unknown = drafting.division_ids(lines=targets, path="new_items.{}.division")
    found += [*_item_problems(data, known), *unknown]
    found += drafting.problems_of_dates(envelope=envelope, day=day, fiscal_year=data.fiscal_year)
    if not data.items and not data.new_items:
        found.append(Refusal("transfer_empty", field="items"))
    if found:
        raise Refusals(found)
    sources: Sequence[TransferSource] = (*data.items, *data.new_items)
    amount = sum(item.amount for item in sources)
    new = NewDocument(title=data.title, document_date=day, amount=amount)
    document_id = document_id or new.id
    codes = lines.short_names(lines=targets, taken=frozenset(line.code for line in known.values()))
    rows = [
        drafting.line_row(
            line=line, code=code, fiscal_year=data.fiscal_year, document_id=document_id, divisions=divisions
        )
        for line, code in zip(targets, codes, strict=True)
        if line is not None
    ]
    return Moved(new=new, new_lines=rows, entries=_entries(document_id, data, rows))


def _item_problems(data: TransferTerms, known: dict[int, BudgetLine]) -> Iterator[Refusal]:
    for position, item in enumerate(data.items):
        source, target = known.get(item.from_line_id), known.get(item.to_line_id)
        if source is None:
            yield Refusal("budget_line_unknown", field=f"items.{position}.from_line_id")
        if target is None:
            yield Refusal("budget_line_unknown", field=f"items.{position}.to_line_id")
        elif source is not None and target.id == source.id:
            yield Refusal("transfer_same_line", field=f"items.{position}.to_line_id", line=source.code)
        elif source is not None and target.fund_source != source.fund_source:
            yield _other_fund(source.fund_source, target.fund_source, f"items.{position}.to_line_id")


def _new_lines(data: TransferTerms, known: dict[int, BudgetLine]) -> tuple[list[Classified | None], list[Refusal]]:
    """The lines that the transfer creates, classified, and what is wrong with them."""
    targets, found = lines.classify_all(lines=data.new_items, path="new_items")
    taken = {line.code: line for line in known.values()}
    same = {(line.fund_source, line.work_code, line.item_code, line.name_th): line for line in known.values()}
    for position, (item, line) in enumerate(zip(data.new_items, targets, strict=True)):
        source, here = known.get(item.from_line_id), f"new_items.{position}"
        if source is None:
            found.append(Refusal("budget_line_unknown", field=f"{here}.from_line_id"))
        if item.code in taken:
            found.append(Refusal("line_code_taken", field=f"{here}.code", code=item.code))
        if line is not None and line.identity in same:
            other = same[line.identity]
            found.append(Refusal("line_exists", field=f"{here}.name_th", line=other.code, name=other.name_th))
        if line is not None and source is not None and line.fund_source != source.fund_source:
            found.append(_other_fund(source.fund_source, line.fund_source, f"{here}.fund_source"))
    return targets, found


def _other_fund(source: str, target: str, field: str) -> Refusal:
    return Refusal("transfer_other_fund", field=field, source=source, target=target)


def _entries(document_id: int, data: TransferTerms, new_lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows: list[tuple[TransferSource, int, bool]] = [(item, item.to_line_id, item.changes_nature) for item in data.items]
    rows += [(item, line["id"], False) for item, line in zip(data.new_items, new_lines, strict=True)]
    return [
        {
            "document_id": document_id,
            "position": position,
            "from_line_id": item.from_line_id,
            "to_line_id": target,
            "amount": item.amount,
            "changes_nature": changes,
            "note": item.note,
        }
        for position, (item, target, changes) in enumerate(rows)
    ]


def changes(document_id: int) -> list[Change]:
    """What decides who decides about a transfer that is written."""
    entries = list(TransferEntry.objects.filter(document_id=document_id))
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
    limits.check_body(kind=BUDGET_TRANSFER.document, changes=changes(document.id), body=body)
    entry = TransferEntry.objects.filter(document_id=document.id).select_related("from_line")[0]
    limits.check_year(year=entry.from_line.fiscal_year, today=envelope.today)
    new_lines = BudgetLine.objects.filter(introduced_by_id=document.id)
    for line in new_lines:
        _still_new(line)
    with naming_the_line():
        outcome = spine.carry_out(
            envelope=envelope,
            lifecycle=BUDGET_TRANSFER,
            move=f"{body}_approve",
            document=document,
            facts=facts.transfer(document_id=document.id),
            rows=[Rows(Decision, [drafting.decision_row(envelope=envelope, data=data, body=body)])],
            reason=data.reason,
        )
    new_lines.update(in_force=True)
    return outcome


def _still_new(line: BudgetLine) -> None:
    """Another transfer may have created the same line, or taken its short name, since this one was drafted."""
    known = BudgetLine.objects.filter(fiscal_year=line.fiscal_year, in_force=True)
    if known.filter(code=line.code).exists():
        raise Refusal("line_code_taken", code=line.code)
    same = known.filter(
        fund_source=line.fund_source, work_code=line.work_code, item_code=line.item_code, name_th=line.name_th
    ).first()
    if same is not None:
        raise Refusal("line_exists", line=same.code, name=same.name_th)
