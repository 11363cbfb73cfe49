"""What is agreed with a vendor: purchase order, summary sheet of a contract, and amendments of either."""

from collections.abc import Mapping
from typing import Any

from khlang.core.money import format_baht
from khlang.core.thai import baht_text
from khlang.office.budget import prints as budget_on_paper
from khlang.office.procurement.lines import by_budget_line
from khlang.office.procurement.models import AmendedLine, ContractAmendment, Instalment
from khlang.office.procurement.prints import wording
from khlang.office.procurement.queries.guarantees import GuaranteeView, guarantees_of
from khlang.office.procurement.queries.obligations import ObligationView, obligation
from khlang.office.procurement.queries.requisitions import requisition
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.standards import message
from khlang.standards.procurement import procurement_methods

Data = Mapping[str, Any]


def purchase_order(document_id: int) -> Data:
    """The order as the vendor gets it (ใบสั่งซื้อ, ใบสั่งจ้าง)."""
    view = obligation(document_id=document_id)
    asked = requisition(document_id=view.requisition_id)
    references = (
        ("document.requisition", asked.number),
        ("paper.order.quotation", view.paper_reference),
        ("paper.egp_project", view.egp_project),
        ("paper.egp_contract", view.egp_contract),
    )
    return {
        **_agreed(view, wording.of_category("paper.purchase_order.title", view.category)),
        "references": wording.facts(references),
        "opening": wording.of_category("paper.purchase_order.opening", view.category),
        "signatures": _hands(view, "signature.orderer", "signature.order_receiver"),
    }


def contract(document_id: int) -> Data:
    """The contract on one sheet: parties, what is agreed, instalments, guarantees, conditions, the budget it binds."""
    view = obligation(document_id=document_id)
    asked = requisition(document_id=view.requisition_id)
    methods = {row.code: row.name_th for row in procurement_methods()}
    pairs = (
        ("document.requisition", asked.number),
        ("paper.method", methods.get(asked.method, asked.method)),
        ("paper.egp_project", view.egp_project),
        ("paper.egp_contract", view.egp_contract),
        ("paper.contract.starts", wording.long_day(view.start_date)),
        ("paper.contract.ends", wording.long_day(view.end_date or view.delivery_date)),
        ("paper.fund", message(f"paper.fund.{view.fund}")),
        ("paper.contract.reference", view.paper_reference),
    )
    held = guarantees_of(obligation_id=document_id)
    recovered = sum(row.advance_recovery for row in view.instalments)
    return {
        **_agreed(view, wording.of_category("paper.contract.title", view.category)),
        "subtitle": message("paper.contract.subtitle"),
        "facts": wording.facts(pairs),
        "instalment_total": format_baht(sum(row.amount for row in view.instalments)) if view.instalments else "",
        "recovery_total": format_baht(recovered) if recovered else "",
        "guarantees": [_guarantee(row) for row in held],
        "signatures": [
            *_hands(view, "signature.employer", "signature.contractor"),
            *({"label": message("signature.witness"), "name": "", "position": "", "dated": True} for _ in range(2)),
        ],
    }


def amendment(document_id: int) -> Data:
    """What an amendment changes of an order or contract, before and after, and why."""
    document = documents.get(document_id=document_id, kind="contract_amendment")
    head = ContractAmendment.objects.get(document_id=document_id)
    view = obligation(document_id=head.obligation_id)
    change = head.amount_after - head.amount_before
    pairs = (
        (f"document.{view.kind}", view.number),
        ("paper.dated", wording.long_day(view.document_date)),
        ("paper.vendor", view.vendor_name),
        ("paper.egp_contract", view.egp_contract),
    )
    return {
        **letterhead.sheet(document=document, title=message("document.contract_amendment")),
        "division": letterhead.division(document=document),
        "facts": wording.facts(pairs),
        "opening": message("paper.amendment.opening"),
        "changes": _changes(head),
        "reason": head.explanation,
        "amount_before": format_baht(head.amount_before),
        "amount": format_baht(change) if change else "",
        "amount_after": format_baht(head.amount_after),
        "amount_text": baht_text(head.amount_after),
        "budget": _amended_budget(head, document_id),
        "signatures": [
            *letterhead.decisions(document=document, places=(("signature.employer", "", ("approve",)),)),
            {"label": message("signature.contractor"), "name": view.vendor_name, "position": "", "dated": True},
        ],
    }


def _agreed(view: ObligationView, title: str) -> dict[str, Any]:
    """What order and contract have in common."""
    document = documents.get(document_id=view.id)
    amounts = by_budget_line((line.budget_line_id, line.amount) for line in view.lines)
    freed = by_budget_line(
        (line.budget_line_id, line.amount) for line in requisition(document_id=view.requisition_id).lines
    )
    money = budget_on_paper.taken(document_id=view.id, amounts=amounts, bucket="committed", freed=freed)
    return {
        **letterhead.sheet(document=document, title=title),
        "division": letterhead.division(document=document),
        "vendor": wording.seller(party_id=view.vendor_id, on=view.document_date),
        "lines": [wording.goods_row(line=line, item=line.description) for line in view.lines],
        **wording.vat_parts(amount=view.amount, included=view.vat_included, on=view.document_date),
        "total": format_baht(view.amount),
        "amount_text": baht_text(view.amount),
        "terms": _terms(view),
        "instalments": wording.instalment_rows(view.instalments),
        "budget": [row.printed() for row in money],
    }


def _terms(view: ObligationView) -> list[str]:
    """Delivery, warranty, fine, retention, advance, tax; then what the officer has written."""
    said = [message("paper.terms.delivery", day=wording.long_day(view.delivery_date))]
    rates = (("fine", view.fine_rate_bp), ("retention", view.retention_rate_bp), ("guarantee", view.guarantee_rate_bp))
    if view.warranty_days:
        said.append(message("paper.terms.warranty", days=view.warranty_days))
    for name, rate in rates:
        if rate:
            said.append(message(f"paper.terms.{name}", rate=format_baht(rate)))
    if view.advance_amount:
        said.append(message("paper.terms.advance", amount=format_baht(view.advance_amount)))
    said.append(message("paper.terms.tax"))
    return [*said, *(line.strip() for line in view.terms.splitlines() if line.strip())]


def _hands(view: ObligationView, first: str, second: str) -> list[dict[str, Any]]:
    document = documents.get(document_id=view.id)
    signed = letterhead.decisions(document=document, places=((first, "", ("sign",)),))
    return [*signed, {"label": message(second), "name": view.vendor_name, "position": "", "dated": True}]


def _guarantee(row: GuaranteeView) -> dict[str, str]:
    return {
        "number": row.number, "kind": message(f"guarantee_kind.{row.kind}"),
        "detail": " ".join(part for part in (row.bank, row.letter_number, row.receipt_number) if part),
        "due_date": wording.long_day(row.due_date), "amount": format_baht(row.amount),
    }  # fmt: skip


def _changes(head: Any) -> list[dict[str, str]]:
    """Day of delivery, each line whose amount changes, each instalment as it will be."""
    rows = []
    if head.delivery_before != head.delivery_after:
        before, after = (wording.long_day(day) for day in (head.delivery_before, head.delivery_after))
        rows.append({"item": message("paper.amendment.delivery"), "before": before, "after": after})
    lines = AmendedLine.objects.filter(document_id=head.document_id).select_related("line").order_by("line__position")
    for row in lines:
        if row.before != row.after:
            amounts = [message("paper.baht", amount=format_baht(amount)) for amount in (row.before, row.after)]
            rows.append({"item": row.line.description, "before": amounts[0], "after": amounts[1]})
    for part in Instalment.objects.filter(document_id=head.document_id).order_by("position"):
        said = message(
            "paper.amendment.instalment", amount=format_baht(part.amount), day=wording.long_day(part.due_date)
        )
        rows.append({"item": message("paper.instalment", position=part.position), "before": "", "after": said})
    return rows


def _amended_budget(head: Any, document_id: int) -> list[dict[str, str]]:
    lines = AmendedLine.objects.filter(document_id=document_id).select_related("line")
    amounts = by_budget_line((row.line.budget_line_id, row.after - row.before) for row in lines)
    changed = {line_id: amount for line_id, amount in amounts.items() if amount}
    if not changed:
        return []
    return [
        row.printed() for row in budget_on_paper.taken(document_id=document_id, amounts=changed, bucket="committed")
    ]
