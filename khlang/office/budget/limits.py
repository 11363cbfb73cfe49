"""What the law asks of a budget before it takes effect. Pure: values in, a refusal or an answer out.

The limit on each line (never below zero) is not here: the database keeps it on the balance itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from khlang.core.calendar import fiscal_year, fiscal_year_end, format_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal

INVESTMENT = "540000"
PERSONNEL = "520000"
PERSONNEL_LIMIT_PERCENT = 40


@dataclass(frozen=True, kw_only=True)
class Change:
    """What decides who decides: does the change touch investment money, make a new item, change what is bought?"""

    types: frozenset[str]
    target_type: str
    new_item: bool = False
    changes_nature: bool = False


def check_balance(*, estimated: int, appropriated: int, reason: str) -> None:
    """Appropriations (satang) stay within the revenue estimate; a deficit needs a stated reason (spec 2.4).

    Raises ordinance_deficit with what is missing.
    """
    if appropriated > estimated and not reason.strip():
        raise Refusal(
            "ordinance_deficit",
            field="deficit_reason",
            estimated=format_baht(estimated),
            appropriated=format_baht(appropriated),
            missing=format_baht(appropriated - estimated),
        )


def deciding_body(changes: Iterable[Change]) -> Literal["executive", "council"]:
    """The council decides when a transfer sets up a new investment item, or a change alters the nature, quantity or
    quality of equipment, land or structures; the executive decides everything else (spec 2.5)."""
    for change in changes:
        if change.new_item and change.target_type == INVESTMENT:
            return "council"
        if change.changes_nature and INVESTMENT in change.types:
            return "council"
    return "executive"


def check_body(*, kind: str, changes: Iterable[Change], body: Literal["executive", "council"]) -> None:
    """Raises `<transfer|explanation>_needs_council` or `…_needs_executive` when the wrong body decided."""
    needed = deciding_body(changes)
    if needed != body:
        raise Refusal(f"{'transfer' if kind == 'budget_transfer' else 'explanation'}_needs_{needed}")


def check_year(*, year: int, today: date) -> None:
    """The money of a fiscal year (B.E.) lapses with it: no budget is set up or moved after its last day (spec 2.7).

    Raises budget_year_over.
    """
    if year < fiscal_year(today):
        raise Refusal("budget_year_over", year=year, date=format_date(fiscal_year_end(year)))


def check_order_of_dates(*, dates: Iterable[tuple[str, date]], today: date) -> None:
    """Decisions follow each other and none lies ahead of today.

    Raises decision_date_in_future or decision_dates_disordered at the field of the later date.
    """
    earlier: date | None = None
    for field, day in dates:
        if day > today:
            raise Refusal("decision_date_in_future", field=field, date=format_date(day))
        if earlier is not None and day < earlier:
            raise Refusal("decision_dates_disordered", field=field, date=format_date(day), earlier=format_date(earlier))
        earlier = day


def personnel_percent(*, personnel: int, appropriated: int) -> int:
    """Personnel money in hundredths of a percent, rounded up; 40 % is allowed (พ.ร.บ.บริหารงานบุคคล 2542 ม.35)."""
    return -(-personnel * 10_000 // appropriated) if appropriated else 0
