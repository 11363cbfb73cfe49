"""What the documents of procurement hold, as rows: for their pages and for editing a draft again. Amounts are satang."""

from collections.abc import Mapping, Sequence
from typing import Any

from khlang.core.money import format_baht
from khlang.office.budget import queries as budget
from khlang.office.procurement import queries
from khlang.office.procurement.models import AmendedLine, ContractAmendment, Instalment
from khlang.office.procurement.quantities import format_quantity
from khlang.office.procurement.queries.registers import required_guarantee
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.standards.procurement import procurement_methods

Row = Mapping[str, Any]


def requisition_head(document_id: int) -> list[Row]:
    """What is asked for, by which method, from which money."""
    view = queries.requisition(document_id=document_id)
    names = {row.code: row.name_th for row in procurement_methods()}
    return [
        {
            "method": names.get(view.method, view.method), "ground": view.ground, "category": view.category,
            "fund": view.fund, "purpose": view.purpose, "needed_date": view.needed_date,
            "median_price": view.median_price or None, "egp_project": view.egp_project,
            "council_reference": view.council_reference, "council_date": view.council_date,
            "grant_reference": view.grant_reference, "vendor": view.vendor_name, "order": view.order_number,
        }
    ]  # fmt: skip


def requisition_lines(document_id: int) -> list[Row]:
    """What is asked for, line by line."""
    lines = queries.requisition(document_id=document_id).lines
    names = _names([line.budget_line_id for line in lines])
    return [
        {
            "item": line.item, "budget_line": names.get(line.budget_line_id, ""),
            "quantity": format_quantity(line.quantity), "unit": line.unit, "unit_price": line.unit_price,
            "amount": line.amount, "account": line.account,
        }
        for line in lines
    ]  # fmt: skip


def members(document_id: int) -> list[Row]:
    """The committees, those who procure first."""
    view = queries.requisition(document_id=document_id)
    return [
        {"role": member.role, "place": member.position, "name": member.name, "title": member.title}
        for member in view.members
    ]


def splits(document_id: int) -> list[Row]:
    """Other requisitions with which this one exceeds the limit of its method (F-4)."""
    document = documents.get(document_id=document_id)
    asked = document_id
    if document.kind != "requisition":
        asked = queries.obligation(document_id=document_id).requisition_id
    rows: dict[int, Row] = {}
    for group in queries.splits_with(document_id=asked):
        for each in group.purchases:
            rows.setdefault(
                each.document_id,
                {
                    "number": each.number, "title": each.title, "document_date": each.day, "vendor": each.vendor_name,
                    "split_by": group.by, "split_total": group.total, "amount": each.amount,
                    "href_kind": "requisition", "href_id": each.document_id,
                },
            )  # fmt: skip
    return list(rows.values())


def requisition_money(document_id: int) -> list[Row]:
    """The money of each budget line that the requisition names."""
    return _money([line.budget_line_id for line in queries.requisition(document_id=document_id).lines])


def obligation_money(document_id: int) -> list[Row]:
    """The money of each budget line that the order or contract names."""
    return _money([line.budget_line_id for line in queries.obligation(document_id=document_id).lines])


def _money(line_ids: Sequence[int | None]) -> list[Row]:
    """Of what a line was given: spent, advanced, committed, reserved, left."""
    wanted = list(dict.fromkeys(line_id for line_id in line_ids if line_id is not None))
    found = budget.balances_of(line_ids=wanted)
    return [
        {
            "name": f"{found[line_id].line.code} {found[line_id].line.name_th}",
            "note": found[line_id].line.work_code, "total": found[line_id].net, "expended": found[line_id].expended,
            "advanced": found[line_id].advanced, "committed": found[line_id].committed,
            "reserved": found[line_id].reserved, "remaining": found[line_id].remaining,
        }
        for line_id in wanted
    ]  # fmt: skip


def obligation_head(document_id: int) -> list[Row]:
    """Days, rates and how far the order or contract has come."""
    view = queries.obligation(document_id=document_id)
    asked = documents.get(document_id=view.requisition_id)
    names = (
        "category", "fund", "start_date", "end_date", "delivery_date", "warranty_days", "vat_included", "egp_project",
        "egp_contract", "paper_reference", "terms", "amount", "accepted", "claimed", "remaining",
    )  # fmt: skip
    held = queries.held_by_obligation(obligation_ids=[document_id]).get(document_id, 0)
    required = required_guarantee(amount=view.amount, rate_bp=view.guarantee_rate_bp)
    return [
        {
            **{name: getattr(view, name) for name in names},
            "requisition": asked.number or asked.title,
            "fine_rate": format_baht(view.fine_rate_bp), "retention_rate": format_baht(view.retention_rate_bp),
            "released": view.released or None, "advance_amount": view.advance_amount or None,
            "advance_claimed": view.advance_claimed or None, "advance_recovered": view.advance_recovered or None,
            "guarantee_required": required or None, "guarantee_held": held or None,
            "guarantee_missing": max(required - held, 0) or None,
        }
    ]  # fmt: skip


def obligation_lines(document_id: int) -> list[Row]:
    """What the vendor owes, line by line."""
    lines = queries.obligation(document_id=document_id).lines
    names = _names([line.budget_line_id for line in lines])
    return [
        {
            "description": line.description, "budget_line": names.get(line.budget_line_id, ""),
            "quantity": format_quantity(line.quantity), "unit": line.unit, "unit_price": line.unit_price,
            "amount": line.amount, "accepted": line.accepted, "account": line.account, "asset_class": line.asset_class,
        }
        for line in lines
    ]  # fmt: skip


def instalments(document_id: int) -> list[Row]:
    """The instalments of a contract, or those that an amendment proposes."""
    rows = Instalment.objects.filter(document_id=document_id).order_by("position")
    return list(rows.values("position", "description", "due_date", "amount", "advance_recovery", "accepted"))


def guarantees(document_id: int) -> list[Row]:
    """What is held for the order or contract."""
    return [
        {
            "number": row.number, "guarantee_kind": row.kind, "bank": row.bank,
            "letter_number": row.letter_number or row.receipt_number, "due_date": row.due_date, "state": row.state,
            "amount": row.amount, "href_kind": "guarantee", "href_id": row.id,
        }
        for row in queries.guarantees_of(obligation_id=document_id)
    ]  # fmt: skip


def amendments(document_id: int) -> list[Row]:
    """The amendments of the order or contract, in the order in which they were drafted."""
    rows = ContractAmendment.objects.filter(obligation_id=document_id).select_related("document").order_by("id")
    return [
        {
            "number": row.document.number or row.document.title, "document_date": row.document.document_date,
            "explanation": row.explanation, "delivery_after": row.delivery_after, "amount_before": row.amount_before,
            "amount_after": row.amount_after, "href_kind": "contract_amendment", "href_id": row.document_id,
        }
        for row in rows
    ]  # fmt: skip


def amendment_head(document_id: int) -> list[Row]:
    """What the amendment changes of the contract as a whole."""
    row = ContractAmendment.objects.select_related("obligation").get(document_id=document_id)
    return [
        {
            "obligation": row.obligation.number, "explanation": row.explanation, "amount_before": row.amount_before,
            "amount_after": row.amount_after, "delivery_before": row.delivery_before,
            "delivery_after": row.delivery_after,
        }
    ]  # fmt: skip


def amended_lines(document_id: int) -> list[Row]:
    """What the amendment makes of each line."""
    rows = AmendedLine.objects.filter(document_id=document_id).select_related("line").order_by("line__position")
    return [
        {
            "description": row.line.description, "amount_before": row.before, "amount_after": row.after,
            "change": row.after - row.before,
        }
        for row in rows
    ]  # fmt: skip


def guarantee_head(document_id: int) -> list[Row]:
    """Everything about a guarantee."""
    row = queries.guarantee(document_id=document_id)
    names = (
        "bank", "letter_number", "received_date", "due_date", "account", "receipt_number", "long_term",
        "brought_forward",
    )  # fmt: skip
    return [
        {
            "guarantee_kind": row.kind, "obligation": row.obligation_number,
            **{name: getattr(row, name) for name in names},
        }
    ]  # fmt: skip


def requisition_draft(document_id: int) -> Row:
    """What was typed into a draft requisition: the keys of its save command."""
    view = queries.requisition(document_id=document_id)
    names = (
        "title", "document_date", "category", "method", "ground", "fund", "purpose", "needed_date", "median_price",
        "vendor_id", "egp_project", "council_reference", "council_date", "grant_reference",
    )  # fmt: skip
    codes: dict[int | None, str] = {row.id: row.code for row in organisations.divisions(active_only=False)}
    kept = ("budget_line_id", "item", "unit", "unit_price", "amount", "account")
    return {
        **{name: getattr(view, name) for name in names},
        "division": codes.get(view.division_id, ""),
        "lines": [
            {**{name: getattr(line, name) for name in kept}, "quantity": format_quantity(line.quantity)}
            for line in view.lines
        ],
        "members": [
            {
                "role": member.role, "position": member.position, "person_id": member.person_id, "name": member.name,
                "title": member.title,
            }
            for member in view.members
        ],
    }  # fmt: skip


def obligation_draft(document_id: int) -> Row:
    """What was typed into a draft order or contract: the keys of its save command."""
    view = queries.obligation(document_id=document_id)
    names = (
        "requisition_id", "vendor_id", "title", "document_date", "start_date", "end_date", "delivery_date",
        "warranty_days", "advance_amount", "vat_included", "egp_project", "egp_contract", "paper_reference", "terms",
    )  # fmt: skip
    kept = ("budget_line_id", "unit", "unit_price", "amount", "account", "asset_class")
    parts = ("description", "due_date", "amount", "advance_recovery")
    return {
        **{name: getattr(view, name) for name in names},
        "fine_rate": format_baht(view.fine_rate_bp),
        "retention_rate": format_baht(view.retention_rate_bp),
        "guarantee_rate": format_baht(view.guarantee_rate_bp),
        "lines": [
            {
                **{name: getattr(line, name) for name in kept}, "item": line.description,
                "quantity": format_quantity(line.quantity),
            }
            for line in view.lines
        ],
        "instalments": [{name: getattr(row, name) for name in parts} for row in view.instalments],
    }  # fmt: skip


def amendment_draft(document_id: int) -> Row:
    """What was typed into a draft amendment."""
    document = documents.get(document_id=document_id)
    head = ContractAmendment.objects.get(document_id=document_id)
    lines = AmendedLine.objects.filter(document_id=document_id).order_by("line__position")
    rows = Instalment.objects.filter(document_id=document_id).order_by("position")
    return {
        "obligation_id": head.obligation_id, "title": document.title, "document_date": document.document_date,
        "explanation": head.explanation, "delivery_date": head.delivery_after,
        "lines": [{"line_id": line.line_id, "amount": line.after} for line in lines],
        "instalments": list(rows.values("description", "due_date", "amount", "advance_recovery")),
    }  # fmt: skip


def _names(line_ids: Sequence[int | None]) -> dict[int | None, str]:
    wanted = list({line_id for line_id in line_ids if line_id is not None})
    found = budget.balances_of(line_ids=wanted) if wanted else {}
    return {line_id: f"{held.line.code} {held.line.name_th}" for line_id, held in found.items()}
