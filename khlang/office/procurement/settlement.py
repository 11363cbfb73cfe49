"""What of an accepted amount the vendor gets: fine for delay, retention, the part of the advance that is given back.

Amounts are satang, rates hundredths of a percent. Decides, writes nothing (spec 4.1, 5.3 entries 34, 36, 37).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.procurement.deliveries import Delivered
from khlang.office.procurement.queries.obligations import InstalmentView, ObligationView
from khlang.office.procurement.shares import split
from khlang.standards.acceptance import acceptance_rules

_WHOLE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The sums of an inspection; `recoveries` gives the part of the advance by line, in the order of the lines."""

    amount: int
    due_date: date
    late_days: int
    fine: int
    retention: int
    recovery: int
    recoveries: tuple[int, ...]
    completes: bool


def settled(
    *,
    obligation: ObligationView,
    instalment: InstalmentView | None,
    lines: Sequence[Delivered],
    delivered_date: date,
    excused_days: int = 0,
    recovery: int | None = None,
    fine_kept: int | None = None,
    retention_kept: int | None = None,
) -> Settlement:
    """The sums of a delivery. `recovery` None takes what the instalment or the contract says; `fine_kept` and
    `retention_kept` are what a payable voucher written by hand has, None works them out.

    Refusals: advance_recovery_beyond, advance_not_recovered (at recovery), inspection_deductions_above (at excused_days).
    """
    amount = sum(line.amount for line in lines)
    completes = obligation.accepted + amount == obligation.amount - obligation.released
    due = instalment.due_date if instalment else obligation.delivery_date
    late = max(0, (delivered_date - due).days - excused_days)
    given_back = _recovery(obligation, instalment, amount, recovery, completes)
    made = Settlement(
        amount=amount, due_date=due, late_days=late, completes=completes,
        fine=fine(obligation=obligation, amount=amount, days=late, completes=completes)
        if fine_kept is None else fine_kept,
        retention=_part(amount, obligation.retention_rate_bp) if retention_kept is None else retention_kept,
        recovery=given_back,
        recoveries=_by_line(obligation, lines, given_back),
    )  # fmt: skip
    kept = made.fine + made.retention + made.recovery
    if kept > amount:
        raise Refusal(
            "inspection_deductions_above", field="excused_days", kept=format_baht(kept), amount=format_baht(amount),
            fine=format_baht(made.fine), days=late,
        )  # fmt: skip
    return made


def fine(*, obligation: ObligationView, amount: int, days: int, completes: bool) -> int:
    """The fine for so many days of delay: daily rate × days × price of what came late, half a satang rounded up.

    Two computers for 46,000 at 0.20 % come three days late: 276.00. Work that is of use only when all of it is done is
    fined of the whole price, once, when it is complete (standards/acceptance.toml).
    """
    rule = acceptance_rules().fines[obligation.category]
    whole = rule.base == "contract"
    if not days or not obligation.fine_rate_bp or (whole and not completes):
        return 0
    price = obligation.amount - obligation.released if whole else amount
    return max(_part(price * days, obligation.fine_rate_bp), rule.least_per_day * days)


def outstanding(*, obligation: ObligationView) -> int:
    """What of the advance has not been given back (satang)."""
    return obligation.advance_claimed - obligation.advance_recovered


def _part(amount: int, rate_bp: int) -> int:
    return (amount * rate_bp + _WHOLE // 2) // _WHOLE


def _recovery(
    obligation: ObligationView, instalment: InstalmentView | None, amount: int, typed: int | None, completes: bool
) -> int:
    left = outstanding(obligation=obligation)
    most = min(left, amount)
    if typed is None:
        if completes:
            return most
        agreed = instalment.advance_recovery if instalment else amount * obligation.advance_amount // obligation.amount
        return min(agreed, most)
    if not 0 <= typed <= most:
        raise Refusal("advance_recovery_beyond", field="recovery", amount=format_baht(typed), limit=format_baht(most))
    if completes and typed < most:
        raise Refusal("advance_not_recovered", field="recovery", remaining=format_baht(most - typed))
    return typed


def _by_line(obligation: ObligationView, lines: Sequence[Delivered], recovery: int) -> tuple[int, ...]:
    """The recovery by line: first by what each budget line has paid in advance, then by what came of it."""
    if not recovery:
        return (0,) * len(lines)
    ahead = {row.budget_line_id: row.advance_claimed - row.advance_recovered for row in obligation.commitments}
    accepted: dict[int | None, int] = {}
    for line in lines:
        accepted[line.budget_line_id] = accepted.get(line.budget_line_id, 0) + line.amount
    weights = [min(ahead.get(key, amount), amount) if key is not None else amount for key, amount in accepted.items()]
    if recovery > sum(weights):
        raise Refusal(
            "advance_recovery_beyond", field="recovery", amount=format_baht(recovery), limit=format_baht(sum(weights))
        )
    shares = dict(zip(accepted, split(recovery, weights), strict=True))
    parts = {
        key: iter(split(share, [line.amount for line in lines if line.budget_line_id == key]))
        for key, share in shares.items()
    }
    return tuple(next(parts[line.budget_line_id]) for line in lines)
