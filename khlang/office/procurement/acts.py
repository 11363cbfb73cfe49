"""How much of an obligation is accepted and claimed: kept beside it, so that the database itself refuses too much.

Acceptance adds to `accepted`, dika to `claimed`; the postings of both are their own (`inspection.accepted`,
`dika.requested`). Always inside the transaction of the document that moves the money. Amounts are satang.
"""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.procurement.models import Commitment, Instalment, Obligation, ObligationLine

_NOTHING: Mapping[int, int] = {}


def consume(
    *, obligation_id: int, amount: int, by_line: Mapping[int, int] | None = None, advance: bool = False
) -> None:
    """A dika moves `amount` of the obligation (its document's id) from committed to expended.

    `by_line` says how much of it is each budget line's (id → satang); it may be left out where there is only one, and is
    empty for money that is no budget line's. `advance`: it pays the contractor in advance (`contract_advance`).
    Refusal: obligation_overclaimed (facts amount, remaining).
    """
    _claim(obligation_id, amount, _by_line(obligation_id, amount, by_line), advance)


def give_back(
    *, obligation_id: int, amount: int, by_line: Mapping[int, int] | None = None, advance: bool = False
) -> None:
    """A dika that had claimed `amount` is returned or withdrawn: the money is committed again."""
    shares = _by_line(obligation_id, amount, by_line)
    _claim(obligation_id, -amount, {line: -share for line, share in shares.items()}, advance)


def accept(
    *,
    obligation_id: int,
    lines: Mapping[int, int],
    recovered: int = 0,
    recovered_by_line: Mapping[int, int] | None = None,
    instalment_id: int | None = None,
) -> None:
    """An inspection accepts some of each line (obligation line's id → satang) and keeps `recovered` of the advance back.

    `recovered_by_line`: how much of it is each budget line's, as in `consume`. `instalment_id`: the instalment is done.
    Refusal: inspection_above_contract (facts amount, remaining).
    """
    total = sum(lines.values())
    held = Obligation.objects.select_for_update().get(document_id=obligation_id)
    shares = _by_line(obligation_id, recovered, recovered_by_line) if recovered else _NOTHING
    try:
        with transaction.atomic():
            Obligation.objects.filter(id=held.id).update(
                accepted=F("accepted") + total, advance_recovered=F("advance_recovered") + recovered
            )
            for line_id, amount in lines.items():
                ObligationLine.objects.filter(id=line_id, document_id=obligation_id).update(
                    accepted=F("accepted") + amount
                )
            for budget_line_id, amount in shares.items():
                Commitment.objects.filter(document_id=obligation_id, budget_line_id=budget_line_id).update(
                    advance_recovered=F("advance_recovered") + amount
                )
            if instalment_id is not None:
                Instalment.objects.filter(id=instalment_id, document_id=obligation_id).update(accepted=True)
    except IntegrityError as beyond:
        raise Refusal(
            "inspection_above_contract",
            field="amount",
            amount=format_baht(total),
            remaining=format_baht(held.amount - held.released - held.accepted),
        ) from beyond


def _by_line(obligation_id: int, amount: int, by_line: Mapping[int, int] | None) -> Mapping[int, int]:
    """The amount by budget line; one line needs no saying, money without budget lines has none."""
    if by_line is not None:
        return by_line
    lines = list(Commitment.objects.filter(document_id=obligation_id).values_list("budget_line_id", flat=True))
    if len(lines) > 1:
        raise ValueError(f"obligation {obligation_id} binds {len(lines)} budget lines: say how much of each")
    return {lines[0]: amount} if lines else _NOTHING


def _claim(obligation_id: int, amount: int, shares: Mapping[int, int], advance: bool) -> None:
    held = Obligation.objects.select_for_update().get(document_id=obligation_id)
    paid_ahead = amount if advance else 0
    try:
        with transaction.atomic():
            Obligation.objects.filter(id=held.id).update(
                claimed=F("claimed") + amount, advance_claimed=F("advance_claimed") + paid_ahead
            )
            for budget_line_id, share in shares.items():
                Commitment.objects.filter(document_id=obligation_id, budget_line_id=budget_line_id).update(
                    claimed=F("claimed") + share, advance_claimed=F("advance_claimed") + (share if advance else 0)
                )
    except IntegrityError as beyond:
        raise Refusal(
            "obligation_overclaimed",
            field="amount",
            amount=format_baht(amount),
            remaining=format_baht(held.amount - held.released - held.claimed),
        ) from beyond
