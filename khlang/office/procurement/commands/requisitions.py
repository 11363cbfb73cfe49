"""Requisitions for purchase or hire (รายงานขอซื้อขอจ้าง): asked for by a division, checked, approved; they reserve budget."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year
from khlang.core.money import format_baht
from khlang.core.posting import Facts
from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import queries as budget
from khlang.office.budget.queries import naming_the_line
from khlang.office.procurement import conditions, facts
from khlang.office.procurement.commands.drafting import division_id, save_draft, vendor
from khlang.office.procurement.lifecycle import REQUISITION
from khlang.office.procurement.lines import PricedLine, by_budget_line, priced, require_year
from khlang.office.procurement.models import CommitteeMember, Obligation, Requisition, RequisitionLine
from khlang.office.procurement.queries.grants import grant_left
from khlang.office.procurement.schemas import RequisitionTerms, SaveRequisition
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.access import queries as access
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.standards.procurement import procurement_method

_KIND = REQUISITION.document


@command("requisition.save", schema=SaveRequisition)
def save_requisition(*, envelope: Envelope, data: SaveRequisition) -> Outcome:
    """Write a requisition, or replace its draft: what is asked for, from which money, by which method, who sits.

    Nothing is reserved before it is submitted. Refusals (all together): those of `conditions.problems_of_request`,
    `conditions.problems_of_members` and `lines.priced`; division_unknown, party_not_found; document_not_found,
    move_not_allowed, duty_missing, stale_version.
    """
    asked = composed(envelope=envelope, data=data, day=data.document_date or envelope.today)
    return save_draft(
        envelope=envelope, lifecycle=REQUISITION, new=asked.new, replaces=data.document_id,
        rows=asked.rows(data.document_id or asked.new.id),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A requisition whose every line has been looked up, not yet written."""

    data: RequisitionTerms
    new: NewDocument
    lines: list[PricedLine]
    members: Sequence[dict[str, Any]]

    def rows(self, document_id: int) -> tuple[Rows, ...]:
        """What the document holds, as rows of its tables."""
        return (
            Rows(Requisition, [_head(document_id, self.data)]),
            Rows(RequisitionLine, _lines(document_id, self.lines)),
            Rows(CommitteeMember, [{"document_id": document_id, **member} for member in self.members]),
        )


def composed(*, envelope: Envelope, data: RequisitionTerms, day: date, vendor_name: str = "") -> Asked:
    """The requisition of a day, with the vendor as a paper calls it or under its own name. Refusals: as for saving."""
    found: list[Refusal] = []
    lines, wrong = priced(lines=data.lines, fund=data.fund, fiscal_year=fiscal_year(envelope.today))
    amount = sum(line.amount for line in lines)
    people = [member.person_id for member in data.members if member.person_id is not None]
    names, titles = access.names(person_ids=people), access.position_titles(person_ids=people, on=envelope.today)
    found += [*wrong, *conditions.problems_of_request(data=data, day=day, amount=amount, today=envelope.today)]
    found += conditions.problems_of_members(members=data.members, names=names)
    division, seller = division_id(data.division, found), vendor(data.vendor_id, found)
    if found:
        raise Refusals(found)
    new = NewDocument(
        title=data.title, document_date=day, amount=amount, division_id=division,
        party_id=seller.id if seller else None, party_name=vendor_name or (seller.name if seller else ""),
    )  # fmt: skip
    return Asked(data=data, new=new, lines=lines, members=_members(data, names, titles))


def _head(document_id: int, data: RequisitionTerms) -> dict[str, Any]:
    names = (
        "method", "ground", "category", "fund", "purpose", "needed_date", "median_price", "egp_project",
        "council_reference", "council_date", "grant_reference",
    )  # fmt: skip
    return {"document_id": document_id, **{name: getattr(data, name) for name in names}}


def _lines(document_id: int, lines: list[PricedLine]) -> list[dict[str, Any]]:
    rows = []
    for position, line in enumerate(lines):
        row = {"document_id": document_id, "position": position, **asdict(line)}
        del row["asset_class"]
        rows.append(row)
    return rows


def _members(data: RequisitionTerms, names: dict[int, str], titles: dict[int, str]) -> list[dict[str, Any]]:
    """Those appointed; a user of the system who was named without more has the name and the post of the day."""
    return [
        {
            "sequence": sequence,
            **member.model_dump(),
            "name": member.name or names[member.person_id or 0],
            "title": member.title or titles.get(member.person_id or 0, ""),
        }
        for sequence, member in enumerate(data.members)
    ]


@command("requisition.submit", schema=DocumentMove)
def submit_requisition(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Hand the requisition in: it is numbered and its money is reserved at once, on each budget line.

    Money of a grant must have been received and not be bound by others; that is looked at while nobody else writes.
    Refusals: document_not_found, those of `conditions.problems_of_committees`, procurement_method_unknown,
    budget_line_other_year, budget_insufficient (names the line and what is left), grant_insufficient, those of the
    lifecycle and the period, stale_version.
    """
    document = _get(data.document_id)
    head = Requisition.objects.get(document_id=document.id)
    method = procurement_method(code=head.method, on=document.document_date)
    members = CommitteeMember.objects.filter(document_id=document.id).order_by("sequence")
    wrong = list(
        conditions.problems_of_committees(
            method=method, amount=document.amount, members=list(members.values_list("role", "position", "name"))
        )
    )
    if wrong:
        raise Refusals(wrong)
    if head.fund == "grant":
        writes.hold(org=envelope.org)
        require_grant(amount=document.amount)
    with naming_the_line():
        return spine.carry_out(
            envelope=envelope, lifecycle=REQUISITION, move="submit", document=document,
            facts=_reserve(envelope, document),
        )  # fmt: skip


def _reserve(envelope: Envelope, document: Any) -> Facts | None:
    rows = RequisitionLine.objects.filter(document_id=document.id).order_by("position")
    amounts = by_budget_line(rows.values_list("budget_line_id", "amount"))
    for held in budget.balances_of(line_ids=list(amounts)).values():
        require_year(held=held, fiscal_year=fiscal_year(envelope.today), field="lines")
    return facts.reserved(amounts=amounts)


def require_grant(*, amount: int) -> None:
    """The grants received cover the amount (satang) beside everything bound before. Refusal: grant_insufficient."""
    left = grant_left()
    if amount > left:
        raise Refusal("grant_insufficient", field="amount", wanted=format_baht(amount), remaining=format_baht(left))


check_requisition = moves.plain(REQUISITION, "check", "The head of treasury or the clerk has looked it through.")
approve_requisition = moves.plain(
    REQUISITION, "approve", "The executive approves the purchase: an order or contract may be made."
)


return_requisition = moves.releasing(
    REQUISITION, "return", "Back to whoever asked, by whom it was to be checked: the reservation is released."
)
send_back_requisition = moves.releasing(
    REQUISITION, "send_back", "Back to whoever asked, by the executive: the reservation is released."
)


def _require_no_order(document: Any) -> None:
    """Refusal: requisition_has_order (an order or contract is being prepared)."""
    order = Obligation.objects.filter(requisition_id=document.id, live=True).select_related("document").first()
    if order is not None and document.state == "approved":
        raise Refusal("requisition_has_order", title=order.document.title)


withdraw_requisition = moves.releasing(
    REQUISITION, "withdraw", "An approved purchase that will not be made: the reservation is released.",
    before=_require_no_order,
)  # fmt: skip
cancel_requisition = moves.plain(REQUISITION, "cancel", "Give a draft or a returned requisition up.")


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind=_KIND)
