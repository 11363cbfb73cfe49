"""Purchase orders and contracts drafted: of an approved requisition, with one vendor, within what was asked for."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year
from khlang.core.lifecycle import Lifecycle
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.procurement import conditions
from khlang.office.procurement.commands.drafting import save_draft, vendor
from khlang.office.procurement.lifecycle import CONTRACT, PURCHASE_ORDER, REQUISITION
from khlang.office.procurement.lines import PricedLine, by_budget_line, priced
from khlang.office.procurement.models import Instalment, Obligation, ObligationLine, Requisition, RequisitionLine
from khlang.office.procurement.schemas import InstalmentInput, ObligationLineInput, ObligationTerms, SaveObligation
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import NewDocument
from khlang.standards.procurement import fine_rates, procurement_rules


@command("purchase_order.save", schema=SaveObligation)
def save_purchase_order(*, envelope: Envelope, data: SaveObligation) -> Outcome:
    """Write a purchase order (ใบสั่งซื้อ/สั่งจ้าง) of an approved requisition, or replace its draft.

    Refusals (all together): requisition_not_approved, requisition_ordered_before, party_not_found, those of
    `lines.priced`, order_line_not_requested, order_above_requisition, those of `conditions.problems_of_terms` and
    `conditions.problems_of_instalments`, monthly_without_start; document_not_found, move_not_allowed, duty_missing,
    stale_version.
    """
    return _save(envelope, PURCHASE_ORDER, data)


@command("contract.save", schema=SaveObligation)
def save_contract(*, envelope: Envelope, data: SaveObligation) -> Outcome:
    """Write a contract (สัญญา) of an approved requisition, or replace its draft. Refusals: as for a purchase order."""
    return _save(envelope, CONTRACT, data)


def _save(envelope: Envelope, lifecycle: Lifecycle, data: SaveObligation) -> Outcome:
    agreed = composed(
        envelope=envelope, lifecycle=lifecycle, data=data, day=data.document_date or envelope.today,
        replaces=data.document_id,
    )  # fmt: skip
    return save_draft(
        envelope=envelope, lifecycle=lifecycle, new=agreed.new, replaces=data.document_id,
        rows=agreed.rows(data.document_id or agreed.new.id),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """An order or contract whose every line has been looked up, not yet written. `asked` is the document of its
    requisition, `requested` what that asked of each budget line."""

    new: NewDocument
    asked: Any
    requested: dict[int, int]
    head: dict[str, Any]
    lines: Sequence[PricedLine]
    instalments: Sequence[InstalmentInput]

    def rows(self, document_id: int) -> tuple[Rows, ...]:
        """What the document holds, as rows of its tables."""
        return (
            Rows(Obligation, [{"document_id": document_id, **self.head}]),
            Rows(ObligationLine, _rows(document_id, self.lines)),
            Rows(Instalment, instalment_rows(document_id=document_id, instalments=self.instalments)),
        )


def composed(
    *, envelope: Envelope, lifecycle: Lifecycle, data: ObligationTerms, day: date, replaces: int | None = None,
    vendor_name: str = "",
) -> Agreed:  # fmt: skip
    """The order or contract of a day, with the vendor as a paper calls it or under its own name. Refusals: as for saving."""
    asked = documents.get(document_id=data.requisition_id, kind=REQUISITION.document)
    head = Requisition.objects.get(document_id=asked.id)
    found: list[Refusal] = list(_problems_of_requisition(asked, replaces))
    seller = vendor(data.vendor_id, found)
    requested = list(RequisitionLine.objects.filter(document_id=asked.id).order_by("position"))
    given = data.lines or tuple(_as_asked(line) for line in requested)
    lines, wrong = priced(lines=given, fund=head.fund, fiscal_year=fiscal_year(envelope.today))
    amount = sum(line.amount for line in lines)
    instalments = _instalments(data, amount, found)
    found += [*wrong, *([] if wrong else _problems_of_amounts(lines, requested))]
    found += conditions.problems_of_terms(
        data=data, signed=day, category=head.category, amount=amount, today=envelope.today
    )
    found += conditions.problems_of_instalments(instalments=instalments, amount=amount, advance=data.advance_amount)
    if found:
        raise Refusals(found)
    new = NewDocument(
        title=data.title or asked.title, document_date=day, amount=amount,
        party_id=seller.id, party_name=vendor_name or seller.name, division_id=asked.division_id,
    )  # fmt: skip
    return Agreed(
        new=new, asked=asked, requested=by_budget_line((line.budget_line_id, line.amount) for line in requested),
        head=_head(data, head, amount, lifecycle), lines=lines, instalments=instalments,
    )  # fmt: skip


def _problems_of_requisition(asked: Any, replaces: int | None) -> list[Refusal]:
    if asked.state != "approved":
        return [Refusal("requisition_not_approved", field="requisition_id", number=asked.number or asked.title)]
    others = Obligation.objects.filter(requisition_id=asked.id, live=True).exclude(document_id=replaces or 0)
    if others.exists():
        return [Refusal("requisition_ordered_before", field="requisition_id")]
    return []


def _as_asked(line: RequisitionLine) -> ObligationLineInput:
    """A line of the requisition as a line of the order: the price asked for is the price agreed."""
    return ObligationLineInput.model_construct(
        budget_line_id=line.budget_line_id, item=line.item, quantity=line.quantity, unit=line.unit,
        unit_price=line.unit_price, amount=line.amount, account=line.account, asset_class="",
    )  # fmt: skip


def _problems_of_amounts(lines: Sequence[PricedLine], requested: Sequence[RequisitionLine]) -> list[Refusal]:
    """No budget line gives more than was asked of it, nor the whole more than was asked for."""
    asked = by_budget_line((line.budget_line_id, line.amount) for line in requested)
    found: list[Refusal] = []
    used: dict[int, int] = {}
    for position, line in enumerate(lines):
        if line.budget_line_id is None:
            continue
        used[line.budget_line_id] = used.get(line.budget_line_id, 0) + line.amount
        if line.budget_line_id not in asked:
            found.append(Refusal("order_line_not_requested", field=f"lines.{position}.budget_line_id"))
        elif used[line.budget_line_id] > asked[line.budget_line_id]:
            found.append(_above(f"lines.{position}.amount", used[line.budget_line_id], asked[line.budget_line_id]))
    total, limit = sum(line.amount for line in lines), sum(line.amount for line in requested)
    if not found and total > limit:
        found.append(_above("lines", total, limit))
    return found


def _above(field: str, amount: int, requested: int) -> Refusal:
    return Refusal("order_above_requisition", field=field, amount=format_baht(amount), requested=format_baht(requested))


def _instalments(data: ObligationTerms, amount: int, found: list[Refusal]) -> tuple[InstalmentInput, ...]:
    """The instalments as listed, or so many equal ones by month; what does not divide goes into the last."""
    count = data.monthly_instalments
    if data.instalments or not count:
        return data.instalments
    if data.start_date is None:
        found.append(Refusal("monthly_without_start", field="start_date"))
        return ()
    each, recovery = amount // count, data.advance_amount // count
    rows = []
    for run in range(count):
        last = run == count - 1
        rows.append(
            InstalmentInput.model_construct(
                description="", due_date=_month_end(data.start_date, run),
                amount=amount - each * run if last else each,
                advance_recovery=data.advance_amount - recovery * run if last else recovery,
            )
        )  # fmt: skip
    return tuple(rows)


def _month_end(start: date, months: int) -> date:
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, monthrange(year, month)[1])


def _head(data: ObligationTerms, asked: Requisition, amount: int, lifecycle: Lifecycle) -> dict[str, Any]:
    names = (
        "vendor_id", "requisition_id", "start_date", "end_date", "delivery_date", "warranty_days", "advance_amount",
        "vat_included", "egp_contract", "paper_reference", "terms",
    )  # fmt: skip
    guarantee = procurement_rules().guarantee if lifecycle is CONTRACT else 0
    proposed = fine_rates()[asked.category].proposed
    return {
        "category": asked.category, "fund": asked.fund, "amount": amount,
        "egp_project": data.egp_project or asked.egp_project,
        "fine_rate_bp": proposed if data.fine_rate is None else data.fine_rate,
        "retention_rate_bp": data.retention_rate or 0,
        "guarantee_rate_bp": guarantee if data.guarantee_rate is None else data.guarantee_rate,
        **{name: getattr(data, name) for name in names},
    }  # fmt: skip


def _rows(document_id: int, lines: Sequence[PricedLine]) -> list[dict[str, Any]]:
    rows = []
    for position, line in enumerate(lines):
        row = {"document_id": document_id, "position": position, **asdict(line)}
        row["description"] = row.pop("item")
        rows.append(row)
    return rows


def instalment_rows(
    *, document_id: int, instalments: Sequence[InstalmentInput], first: int = 1
) -> list[dict[str, Any]]:
    """Rows of instalments numbered from `first`."""
    return [
        {"document_id": document_id, "position": position, **row.model_dump()}
        for position, row in enumerate(instalments, start=first)
    ]
