"""What is owed of a local tax on a day: tax, fine and surcharge, in whole satang. Pure.

The rates are data (standards/local_taxes.toml), in hundredths of a per cent (100 = 1 %). Every part of the tax bears the
fine and the surcharge of the day on which it was paid, and what is unpaid those of the day asked for; the order in which
payments were written down does not matter. The products are added up exactly and rounded once, half a satang up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WHOLE: Final = 10_000
"""A hundred per cent, in hundredths of a per cent."""
#: When a fine begins: after the due date, after the warning came, after the days of the warning passed, or with a late
#: declaration.
WHENS: Final = ("late", "warned", "expired", "declared_late")


@dataclass(frozen=True, slots=True)
class Fine:
    """A rate (bp) that holds from an occasion (one of WHENS) on; the last one of a tax that applies is charged."""

    when: str
    rate_bp: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The fines of a tax in the order in which they replace each other; the surcharge of each month begun, and the most that
    all months come to (0: without limit)."""

    fines: tuple[Fine, ...]
    monthly_bp: int
    cap_bp: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """What was assessed (satang), by when it is due (C.E.), and what has happened since. `warned_until` is the last day that
    the letter of warning gives."""

    assessed: int
    due_date: date
    declared_late: bool = False
    warned_on: date | None = None
    warned_until: date | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment: its day (C.E.) and its parts, satang."""

    on: date
    principal: int
    surcharge: int = 0
    fine: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """What is left to pay, satang. `surcharge` and `fine` are below zero when more of them was paid than is owed."""

    principal: int
    surcharge: int
    fine: int

    @property
    def penalty(self) -> int:
        """Fine and surcharge together, never below zero."""
        return max(0, self.fine + self.surcharge)

    @property
    def total(self) -> int:
        """All that is left to pay."""
        return self.principal + self.penalty


def months_late(*, due_date: date, on: date) -> int:
    """How many months have begun since the due date: 0 through that day, 1 from the next one; a month begun counts."""
    first = due_date + timedelta(days=1)
    if on < first:
        return 0
    whole = (on.year - first.year) * 12 + on.month - first.month
    return whole + (on.day >= first.day)


def fine_rate(*, terms: Terms, owed: Owed, on: date) -> int:
    """The rate (bp) of the fine for what is paid on a day."""
    begun = {
        "late": on > owed.due_date,
        "warned": on > owed.due_date and owed.warned_on is not None and on >= owed.warned_on,
        "expired": on > owed.due_date and owed.warned_until is not None and on > owed.warned_until,
        "declared_late": owed.declared_late,
    }
    return next((fine.rate_bp for fine in reversed(terms.fines) if begun[fine.when]), 0)


def surcharge_rate(*, terms: Terms, owed: Owed, on: date) -> int:
    """The rate (bp) of the surcharge for what is paid on a day, all months together."""
    rate = terms.monthly_bp * months_late(due_date=owed.due_date, on=on)
    return min(rate, terms.cap_bp) if terms.cap_bp else rate


def due(*, terms: Terms, owed: Owed, payments: Iterable[Paid], on: date) -> Due:
    """What is left of an assessment as of a day after these payments (each bears the rates of its own day)."""
    made = tuple(payments)
    left = owed.assessed - sum(payment.principal for payment in made)
    parts = [(payment.principal, payment.on) for payment in made] + [(left, on)]
    surcharge = sum(amount * surcharge_rate(terms=terms, owed=owed, on=day) for amount, day in parts)
    fine = sum(amount * fine_rate(terms=terms, owed=owed, on=day) for amount, day in parts)
    return Due(
        left,
        _rounded(surcharge) - sum(payment.surcharge for payment in made),
        _rounded(fine) - sum(payment.fine for payment in made),
    )


def _rounded(product: int) -> int:
    return (product + WHOLE // 2) // WHOLE
