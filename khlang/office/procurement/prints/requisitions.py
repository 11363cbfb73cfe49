"""The report that asks for a purchase or hire (รายงานขอซื้อขอจ้าง, regulation on procurement 2560, clause 22)."""

from collections.abc import Mapping
from typing import Any

from khlang.core.money import format_baht
from khlang.core.thai import baht_text
from khlang.office.budget import prints as budget_on_paper
from khlang.office.procurement.lines import by_budget_line
from khlang.office.procurement.prints import wording
from khlang.office.procurement.queries.requisitions import MemberView, RequisitionView
from khlang.office.procurement.queries.requisitions import requisition as read
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.standards import message
from khlang.standards.procurement import procurement_methods

_STEPS = (
    ("signature.supply_officer", "paper.requisition.asked", ("submit", "create")),
    ("signature.checker", "paper.requisition.checked", ("check",)),
    ("signature.approver", "paper.requisition.approved", ("approve",)),
)


def requisition(document_id: int) -> Mapping[str, Any]:
    """Why something is needed, what it is, how it is to be bought, from which money, and who will inspect it."""
    view = read(document_id=document_id)
    document = documents.get(document_id=document_id)
    division = letterhead.division(document=document)
    method = next((row.name_th for row in procurement_methods() if row.code == view.method), view.method)
    return {
        **letterhead.sheet(document=document, title=wording.of_category("paper.requisition.title", view.category)),
        "subtitle": method,
        "division": division,
        "subject": document.title,
        "addressed_to": message("paper.executive"),
        "opening": message("paper.requisition.opening", division=division or message("paper.the_office")),
        "reason": view.purpose or document.title,
        "lines": [wording.goods_row(line=line, item=line.item) for line in view.lines],
        "total": format_baht(view.amount),
        "amount_text": baht_text(view.amount),
        "median_price": message("paper.baht", amount=format_baht(view.median_price)) if view.median_price else "",
        "fund": message(f"paper.fund.{view.fund}"),
        **_money(view),
        "needed_date": wording.long_day(view.needed_date) or message("paper.requisition.needed_soon"),
        "method": method,
        "method_reason": view.ground,
        "criteria": message("paper.requisition.criteria"),
        "committee": [_member(member) for member in view.members],
        "egp_project": view.egp_project,
        "closing": message("paper.requisition.closing"),
        "signatures": {"asked": [], "steps": letterhead.decisions(document=document, places=_STEPS)},
    }


def _money(view: RequisitionView) -> dict[str, Any]:
    """What is reserved of each budget line, or from which other money it comes."""
    amounts = by_budget_line((line.budget_line_id, line.amount) for line in view.lines)
    if amounts:
        return {
            "budget": [
                row.printed() for row in budget_on_paper.taken(document_id=view.id, amounts=amounts, bucket="reserved")
            ]
        }
    council = wording.long_day(view.council_date)
    said = message("paper.council", reference=view.council_reference, day=council) if view.council_reference else ""
    return {"funding_note": " ".join(part for part in (said, view.grant_reference) if part)}


def _member(member: MemberView) -> dict[str, str]:
    return {
        "role": message(f"paper.committee.{member.role}"), "name": member.name, "title": member.title,
        "position": message(f"paper.committee_place.{member.position}"),
    }  # fmt: skip
