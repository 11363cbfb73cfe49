"""Receipt lines that name an assessment of local tax: what they pay is written down together with the receipt."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue.schemas import ReceiptLineInput
from khlang.office.taxpayers import acts as taxpayers
from khlang.office.taxpayers import queries as assessments
from khlang.office.taxpayers.acts import Claim
from khlang.platform.commands import Envelope, Outcome
from khlang.spine.documents import spine


def claims(*, lines: Sequence[ReceiptLineInput]) -> tuple[Claim, ...]:
    """The lines that pay an assessment; most receipts have none."""
    return tuple(
        Claim(position, line.assessment, line.item, line.amount)
        for position, line in enumerate(lines)
        if line.assessment is not None
    )


def require_known(*, lines: Sequence[ReceiptLineInput]) -> None:
    """The lines name only assessments of the register. Refusal: assessment_not_found at `lines.<n>.assessment`."""
    named = claims(lines=lines)
    known = assessments.known(assessment_ids=[claim.assessment_id for claim in named]) if named else frozenset()
    missing = [
        Refusal("assessment_not_found", field=f"lines.{claim.position}.assessment")
        for claim in named
        if claim.assessment_id not in known
    ]
    if missing:
        raise Refusals(missing)


def carry_out(
    *, envelope: Envelope, lines: Sequence[ReceiptLineInput], on: date, again: bool = False, **step: Any
) -> Outcome:
    """A step of a receipt (`spine.carry_out`), and within the same transaction what its lines pay of local taxes on a day.

    `on` is the day of the receipt, that of the paper when a hand wrote it: fines and surcharges end there. `again`: the
    receipt was entered before and is put right, so what it paid is taken back first.
    Refusals: those of `spine.carry_out` and of `taxpayers.acts.pay`.
    """
    named = claims(lines=lines)
    if not named and not again:
        return spine.carry_out(envelope=envelope, **step)
    require_known(lines=lines)
    with transaction.atomic():
        outcome = spine.carry_out(envelope=envelope, **step)
        receipt_id = outcome.document_id or 0
        if again:
            taxpayers.undo(envelope=envelope, receipt_id=receipt_id)
        taxpayers.pay(envelope=envelope, claims=named, receipt_id=receipt_id, on=on)
    return outcome
