"""The document that a dika pays: what it gives to the dika when it may be paid. Amounts are satang."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khlang.core.calendar import fiscal_year
from khlang.core.refusal import Refusal
from khlang.office.advances import queries as advances
from khlang.office.disbursement.schemas import PrepareDika
from khlang.office.procurement import queries as procurement
from khlang.office.revenue import queries as revenue
from khlang.spine.documents import queries as documents
from khlang.standards import named_account
from khlang.standards.dika_kinds import DikaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidLine:
    """One line of a dika with its money and its account found."""

    source: str
    budget_line_id: int | None = None
    account: str
    sub: str = ""
    amount: int
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a dika takes over from the document it pays. `claims` is the document that only one live dika may pay; `fixed`
    lines are paid as they are, others may be paid in part."""

    claims: int | None = None
    obligation_id: int | None = None
    payee_id: int | None = None
    division_id: int | None = None
    title: str = ""
    lines: tuple[PaidLine, ...] = ()
    fixed: bool = False
    retention: int = 0
    fine: int = 0
    vat_included: bool | None = None
    invoice_no: str = ""
    invoice_date: date | None = None
    council_reference: str = ""
    council_date: date | None = None


def cited(*, data: PrepareDika, kind: DikaKind, today: date) -> Cited:
    """What the document says that the kind of dika must cite; nothing for kinds that cite none.

    Refusals: acceptance_required, field_required (at the id that is missing), document_not_found, obligation_not_signed,
    contract_advance_none, advance_not_payable, receipt_not_refundable, receipt_relied_on.
    """
    for need in kind.needs:
        if need in _READERS:
            return _READERS[need](data, kind, today)
    return Cited()


def _acceptance(data: PrepareDika, kind: DikaKind, today: date) -> Cited:
    """The payable that an accepted delivery made: budgeted lines move what was committed, others pay the debt alone."""
    if data.acceptance_id is None:
        raise Refusal("acceptance_required", field="acceptance_id")
    paper = documents.get(document_id=data.acceptance_id, kind="inspection")
    if paper.state != "accepted":
        raise Refusal("acceptance_required", field="acceptance_id")
    view = procurement.acceptance(document_id=paper.id)
    owed = PaidLine(
        source="liability", account=view.payable.code, sub=view.payable.sub, amount=1, description=paper.title
    )
    lines = tuple(
        replace(owed, amount=amount, budget_line_id=line, source="liability" if line is None else "committed")
        for line, amount in view.lines
    )
    return Cited(
        claims=paper.id, obligation_id=view.obligation_id, payee_id=view.vendor_id, division_id=paper.division_id,
        title=paper.title, lines=lines, fixed=True, retention=view.retention, fine=view.fine,
        vat_included=view.vat_included, invoice_no=view.invoice_no, invoice_date=view.invoice_date,
    )  # fmt: skip


def _obligation(data: PrepareDika, kind: DikaKind, today: date) -> Cited:
    """An advance to the contractor: out of what the contract has committed, up to what it agrees to pay in advance."""
    if data.obligation_id is None:
        raise Refusal("field_required", field="obligation_id")
    view = procurement.obligation(document_id=data.obligation_id)
    if view.state != "signed":
        raise Refusal("obligation_not_signed", field="obligation_id", number=view.number or "-")
    left = view.advance_amount - view.advance_claimed
    if left <= 0:
        raise Refusal("contract_advance_none", field="obligation_id", number=view.number)
    sub = str(view.vendor_id)
    lines: list[PaidLine] = []
    for commitment in view.commitments:
        share = min(left - sum(line.amount for line in lines), commitment.left)
        if share > 0:
            lines.append(_ahead("committed", commitment.budget_line_id, kind.account, sub, share))
    if not view.commitments:
        lines.append(_ahead("expense", None, kind.account, sub, left))
    return Cited(
        obligation_id=view.id, payee_id=view.vendor_id, division_id=view.division_id, title=view.title,
        lines=tuple(lines), vat_included=view.vat_included,
    )  # fmt: skip


def _ahead(source: str, budget_line_id: int | None, account: str, sub: str, amount: int) -> PaidLine:
    return PaidLine(source=source, budget_line_id=budget_line_id, account=account, sub=sub, amount=amount)


def _advance(data: PrepareDika, kind: DikaKind, today: date) -> Cited:
    """Money lent: its budget is held by the advance itself."""
    if data.advance_id is None:
        raise Refusal("field_required", field="advance_id")
    view = advances.advance(document_id=data.advance_id)
    if view.state != "approved":
        raise Refusal("advance_not_payable", field="advance_id", number=view.number or "-")
    line = PaidLine(source="receivable", account=view.account, amount=view.amount, description=view.document.title)
    return Cited(
        claims=view.id, payee_id=view.borrower_id, division_id=view.document.division_id, title=view.document.title,
        lines=(line,), fixed=True, council_reference=view.council_reference, council_date=view.council_date,
    )  # fmt: skip


def _receipt(data: PrepareDika, kind: DikaKind, today: date) -> Cited:
    """Revenue given back: the accounts that the receipt credited, or the result of earlier years."""
    if data.receipt_id is None:
        raise Refusal("field_required", field="receipt_id")
    view = revenue.receipt(document_id=data.receipt_id)
    if view.document.state != "posted":
        raise Refusal("receipt_not_refundable", field="receipt_id", number=view.document.number or "-")
    revenue.require_free(receipt=view.document, field="receipt_id", but=("dika",))
    earlier = fiscal_year(view.document.document_date) < fiscal_year(today)
    lines: dict[tuple[str, str], PaidLine] = {}
    for row in view.lines:
        given = (
            (named_account("earlier_years"), "") if earlier and row.account.startswith("4") else (row.account, row.sub)
        )
        amount = row.amount + (lines[given].amount if given in lines else 0)
        lines[given] = PaidLine(
            source="revenue", account=given[0], sub=given[1], amount=amount, description=row.description
        )
    return Cited(
        claims=view.document.id, payee_id=view.document.party_id, title=view.document.title,
        lines=tuple(lines.values()),
    )  # fmt: skip


_READERS: Final = {"acceptance": _acceptance, "obligation": _obligation, "advance": _advance, "receipt": _receipt}
