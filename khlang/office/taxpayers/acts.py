"""What a receipt does to the register of taxpayers, within its own write: it pays assessments, and its end takes that back.

The item of a receipt line says what is paid: the item of the tax (or of its arrears) pays the tax, the item of fines and
surcharges pays those, the fine first. A line never takes more than is owed; what a payer gives beyond that is a line of
its own without assessment (`standards.local_taxes.excess_item`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.taxpayers import owing
from khlang.office.taxpayers.models import TaxAssessment, TaxPayment
from khlang.platform.commands import Envelope
from khlang.standards import LocalTax, local_tax


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of a receipt that names an assessment: its position from 0, the receipt item and the amount (satang)."""

    position: int
    assessment_id: int
    item: str
    amount: int


@dataclass(slots=True)
class _Part:
    """What one receipt pays of one assessment, satang, with the first line that pays it."""

    row: TaxAssessment
    principal: int = 0
    penalty: int = 0
    principal_at: int = 0
    penalty_at: int = 0


def pay(*, envelope: Envelope, claims: Sequence[Claim], receipt_id: int, on: date) -> None:
    """Write down that a receipt paid assessments on a day (the date of the paper when it was received by hand).

    Called by the commands of receipts inside their own transaction; they answer for the duty.
    Refusals (all together, at `lines.<n>.…`): assessment_not_found, assessment_closed, assessment_paid,
    tax_item_differs, tax_overpaid (the rest belongs on a line of its own).
    """
    if not claims:
        return
    parts = _gathered(claims)
    known = owing.payments_of(assessment_ids=[part.row.id for part in parts])
    payments, refused = [], []
    for part in parts:
        try:
            payments.append(_payment(envelope, part, known[part.row.id], receipt_id, on))
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        raise Refusals(refused)
    TaxPayment.objects.bulk_create(payments)
    for part, payment in zip(parts, payments, strict=True):
        _settle(part.row, part.principal, [*known[part.row.id], payment], on)


def undo(*, envelope: Envelope, receipt_id: int) -> None:
    """Take back what a receipt paid, because it was voided or reversed: the assessments are owed again.

    What was carried over to other assessments meanwhile stays there; the one that was replaced is open again for what the
    receipt had paid of it.
    """
    made = list(TaxPayment.objects.filter(document_id=receipt_id, undone_on=None))
    if not made:
        return
    rows = _locked([payment.assessment_id for payment in made])
    TaxPayment.objects.filter(id__in=[payment.id for payment in made]).update(undone_on=envelope.today)
    left = owing.payments_of(assessment_ids=list(rows))
    for payment in made:
        row = rows[payment.assessment_id]
        row.state = "open"
        _settle(row, -payment.principal, left[row.id], envelope.today)


def _gathered(claims: Sequence[Claim]) -> list[_Part]:
    rows = _locked([claim.assessment_id for claim in claims])
    parts: dict[int, _Part] = {}
    refused: list[Refusal] = []
    for claim in claims:
        row = rows.get(claim.assessment_id)
        if row is None:
            refused.append(Refusal("assessment_not_found", field=f"lines.{claim.position}.assessment"))
            continue
        part, tax = parts.setdefault(row.id, _Part(row)), local_tax(row.tax)
        if claim.item in (tax.item, tax.arrears_item):
            part.principal, part.principal_at = part.principal + claim.amount, claim.position
        elif claim.item == tax.penalty_item:
            part.penalty, part.penalty_at = part.penalty + claim.amount, claim.position
        else:
            refused.append(_another_item(claim, row, tax))
    if refused:
        raise Refusals(refused)
    return list(parts.values())


def _another_item(claim: Claim, row: TaxAssessment, tax: LocalTax) -> Refusal:
    return Refusal(
        "tax_item_differs", field=f"lines.{claim.position}.item", number=row.code, item=claim.item,
        expected=" / ".join(dict.fromkeys((tax.item, tax.arrears_item, tax.penalty_item))),
    )  # fmt: skip


def _payment(
    envelope: Envelope, part: _Part, known: Sequence[TaxPayment], receipt_id: int, on: date
) -> TaxPayment:  # fmt: skip
    """What the receipt pays, divided into tax, fine and surcharge."""
    row = part.row
    field = f"lines.{part.principal_at if part.principal else part.penalty_at}"
    if row.state in ("cancelled", "superseded"):
        raise Refusal("assessment_closed", field=f"{field}.assessment", number=row.code, state=row.state)
    before = owing.due(row=row, payments=known, on=on)
    if not before.total:
        raise Refusal("assessment_paid", field=f"{field}.assessment", number=row.code)
    if part.principal > before.principal:
        raise _overpaid(part.principal_at, row, part.principal, before.principal)
    if part.penalty > before.penalty:
        raise _overpaid(part.penalty_at, row, part.penalty, before.penalty)
    fine = min(part.penalty, max(0, before.fine))
    return TaxPayment(
        assessment_id=row.id, document_id=receipt_id, paid_on=on, recorded_on=envelope.today,
        principal=part.principal, fine=fine, surcharge=part.penalty - fine,
    )  # fmt: skip


def _overpaid(position: int, row: TaxAssessment, amount: int, left: int) -> Refusal:
    return Refusal(
        "tax_overpaid", field=f"lines.{position}.amount", number=row.code, amount=format_baht(amount),
        left=format_baht(left), excess=format_baht(amount - left),
    )  # fmt: skip


def _settle(row: TaxAssessment, principal: int, payments: Sequence[TaxPayment], on: date) -> None:
    """The assessment after a payment or its end: what is paid, its state, a new version."""
    row.paid += principal
    row.state = owing.state(row=row, payments=payments, on=on)
    row.version += 1
    row.save(update_fields=["paid", "state", "version"])


def _locked(ids: Sequence[int]) -> dict[int, TaxAssessment]:
    """The assessments, held until the receipt is written: two receipts cannot pay the same tax."""
    rows = TaxAssessment.objects.select_for_update().filter(id__in=list(dict.fromkeys(ids))).order_by("id")
    return {row.id: row for row in rows}
