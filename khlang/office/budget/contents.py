"""What a budget document holds, as rows: for its page, for editing a draft again, for printing. Amounts are satang."""

from collections.abc import Mapping
from typing import Any

from khlang import standards
from khlang.office.budget.models import (
    BudgetLine,
    BudgetOverrun,
    Decision,
    EstimateEntry,
    EstimateLine,
    ExplanationChange,
    Ordinance,
    OrdinanceEntry,
    SpendingPlan,
    SpendingPlanEntry,
    TransferEntry,
)
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations

Row = Mapping[str, Any]


def named(code: str) -> str:
    """A code of the budget classification with its name."""
    return f"{code} {standards.budget_classification().find(code).name_th}"


def head(document_id: int) -> list[Row]:
    """The totals of an ordinance and the reason for its deficit."""
    found = Ordinance.objects.filter(document_id=document_id)
    return list(found.values("fiscal_year", "estimated", "appropriated", "deficit_reason"))


def appropriations(document_id: int) -> list[Row]:
    """The appropriations in the order of the draft."""
    entries = list(OrdinanceEntry.objects.filter(document_id=document_id).order_by("position"))
    lines = BudgetLine.objects.in_bulk([entry.line_id for entry in entries])
    divisions = {division.id: division.code for division in organisations.divisions(active_only=False)}
    return [
        {
            **_described(lines[entry.line_id]),
            "division": divisions.get(lines[entry.line_id].division_id, ""),
            "explanation": lines[entry.line_id].explanation,
            "amount": entry.amount,
            "line": lines[entry.line_id],
        }
        for entry in entries
    ]


def estimates(document_id: int) -> list[Row]:
    """The revenue estimate in the order of the draft."""
    entries = list(EstimateEntry.objects.filter(document_id=document_id).order_by("position"))
    lines = EstimateLine.objects.in_bulk([entry.line_id for entry in entries])
    return [
        {
            "item_code": lines[entry.line_id].item_code,
            "name_th": lines[entry.line_id].name_th,
            "explanation": lines[entry.line_id].explanation,
            "amount": entry.amount,
        }
        for entry in entries
    ]


def transfers(document_id: int) -> list[Row]:
    """The items of a transfer with both lines."""
    entries = list(TransferEntry.objects.filter(document_id=document_id).order_by("position"))
    lines = BudgetLine.objects.in_bulk([line for entry in entries for line in (entry.from_line_id, entry.to_line_id)])
    return [
        {
            "from_line": _short(lines[entry.from_line_id]),
            "to_line": _short(lines[entry.to_line_id]),
            "new_item": not lines[entry.to_line_id].in_force or lines[entry.to_line_id].introduced_by_id == document_id,
            "changes_nature": entry.changes_nature,
            "amount": entry.amount,
            "note": entry.note,
            "source": lines[entry.from_line_id],
            "target": lines[entry.to_line_id],
        }
        for entry in entries
    ]


def explanations(document_id: int) -> list[Row]:
    """The texts before and after, with the line they explain."""
    changes = list(ExplanationChange.objects.filter(document_id=document_id).order_by("position"))
    lines = BudgetLine.objects.in_bulk([change.line_id for change in changes if change.line_id])
    revenue = EstimateLine.objects.in_bulk([change.estimate_id for change in changes if change.estimate_id])
    return [
        {
            "line_name": _short(lines[change.line_id])
            if change.line_id
            else f"{revenue[change.estimate_id].item_code} {revenue[change.estimate_id].name_th}",
            "before": change.before,
            "after": change.after,
            "changes_nature": change.changes_nature,
            "line": lines.get(change.line_id),
            "kind": "expenditure" if change.line_id else "revenue",
            "line_id": change.line_id or change.estimate_id,
        }
        for change in changes
    ]


def planned(document_id: int) -> list[Row]:
    """The lines of a spending plan by quarter, in the order of the draft."""
    entries = list(SpendingPlanEntry.objects.filter(document_id=document_id).order_by("position"))
    lines = BudgetLine.objects.in_bulk([entry.line_id for entry in entries])
    return [
        {
            "line": lines[entry.line_id].code,
            "name_th": lines[entry.line_id].name_th,
            **{f"quarter_{number}": amount for number, amount in enumerate(entry.quarters, start=1)},
            "amount": sum(entry.quarters),
        }
        for entry in entries
    ]


def plan_entries(document_id: int) -> list[Row]:
    """The lines of a spending plan as rows of the budget, with their four quarters in satang."""
    entries = list(SpendingPlanEntry.objects.filter(document_id=document_id).order_by("position"))
    lines = BudgetLine.objects.in_bulk([entry.line_id for entry in entries])
    return [{"line": lines[entry.line_id], "quarters": entry.quarters} for entry in entries]


def plan_head(document_id: int) -> list[Row]:
    """The fiscal year of a spending plan and whether it holds now."""
    return list(SpendingPlan.objects.filter(document_id=document_id).values("fiscal_year", "in_force"))


def plan_draft(document_id: int) -> Row:
    """What was typed into a draft spending plan."""
    document = documents.get(document_id=document_id)
    return {
        "fiscal_year": plan_head(document_id)[0]["fiscal_year"],
        "title": document.title,
        "document_date": document.document_date,
        "entries": [{key: value for key, value in row.items() if key != "amount"} for row in planned(document_id)],
    }


def overrun(document_id: int) -> list[Row]:
    """What is paid beyond the budget, of which line, by which memo, and what has covered it."""
    row = BudgetOverrun.objects.select_related("line").get(document_id=document_id)
    names = ("amount", "memo_number", "memo_date", "ordered_by", "reason", "paper_reference", "covered_by")
    return [{"line": _short(row.line), **{name: getattr(row, name) for name in names}}]


def overrun_draft(document_id: int) -> Row:
    """What was typed into a draft request."""
    names = ("line_id", "amount", "memo_number", "memo_date", "ordered_by", "reason", "paper_reference")
    return BudgetOverrun.objects.values(*names).get(document_id=document_id)


def decisions(document_id: int) -> list[Row]:
    """The decisions recorded so far, in the order in which they were made."""
    found = Decision.objects.filter(document_id=document_id).order_by("decided_date", "id")
    return list(found.values("body", "reference", "decided_date", "decided_by"))


def ordinance_draft(document_id: int) -> Row:
    """What was typed into a draft ordinance or supplementary budget: the keys of its create command."""
    document = documents.get(document_id=document_id)
    row = head(document_id)[0]
    lines = []
    for entry in appropriations(document_id):
        line = entry["line"]
        if line.introduced_by_id != document_id:
            lines.append({"line_id": line.id, "amount": entry["amount"]})
        else:
            kept = ("code", "work_code", "item_code", "name_th", "division", "explanation", "amount")
            codes = {"fund_source": line.fund_source, "category_code": line.category_code}
            lines.append({**{key: entry[key] for key in kept}, **codes})
    return {
        "fiscal_year": row["fiscal_year"],
        "title": document.title,
        "document_date": document.document_date,
        "deficit_reason": row["deficit_reason"],
        "appropriations": lines,
        "estimates": estimates(document_id),
    }


def transfer_draft(document_id: int) -> Row:
    """What was typed into a draft transfer."""
    document = documents.get(document_id=document_id)
    divisions = {division.id: division.code for division in organisations.divisions(active_only=False)}
    items, new_items = [], []
    fiscal_year = document.fiscal_year
    for row in transfers(document_id):
        line = row["target"]
        fiscal_year = line.fiscal_year
        given = {"from_line_id": row["source"].id, "amount": row["amount"], "note": row["note"]}
        if line.in_force:
            items.append({**given, "to_line_id": line.id, "changes_nature": row["changes_nature"]})
        else:
            kept = ("code", "fund_source", "work_code", "category_code", "item_code", "name_th", "explanation")
            codes = {key: getattr(line, key) for key in kept}
            new_items.append({**given, **codes, "division": divisions.get(line.division_id, "")})
    return {
        "fiscal_year": fiscal_year,
        "title": document.title,
        "document_date": document.document_date,
        "items": items,
        "new_items": new_items,
    }


def amendment_draft(document_id: int) -> Row:
    """What was typed into a draft amendment of explanations."""
    document = documents.get(document_id=document_id)
    changes = explanations(document_id)
    first = changes[0]
    line = first["line"] or EstimateLine.objects.get(id=first["line_id"])
    return {
        "fiscal_year": line.fiscal_year,
        "title": document.title,
        "document_date": document.document_date,
        "items": [
            {
                "kind": row["kind"],
                "line_id": row["line_id"],
                "text": row["after"],
                "changes_nature": row["changes_nature"],
            }
            for row in changes
        ],
    }


def _described(line: BudgetLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "work_code": line.work_code,
        "work": named(line.work_code),
        "item_code": line.item_code,
        "name_th": line.name_th,
    }


def _short(line: BudgetLine) -> str:
    return f"{line.code} {line.name_th}"
