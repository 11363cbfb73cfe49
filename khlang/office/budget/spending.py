"""Spending plan against what was spent, by quarter and by line. Amounts are satang, fiscal years B.E., days C.E.

Spent is what the budget book calls expended, by the day on which it was counted (the dika, not the voucher).
"""

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any, Final

from khlang.core.calendar import fiscal_year as fiscal_year_of
from khlang.core.calendar import fiscal_year_end, fiscal_year_start
from khlang.office.budget.models import BudgetLine, SpendingPlan, SpendingPlanEntry
from khlang.spine.ledger import queries as ledger

QUARTERS: Final = (1, 2, 3, 4)
Quarters = tuple[int, int, int, int]
NOTHING: Final[Quarters] = (0, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class QuarterSpending:
    """One quarter of a fiscal year: what was planned for it and what was spent in it."""

    quarter: int
    since: date
    through: date
    planned: int
    expended: int


@dataclass(frozen=True, kw_only=True)
class LineSpending:
    """A budget line with the plan and the spending of each quarter."""

    line: BudgetLine
    planned: Quarters
    expended: Quarters


def quarter_of(*, day: date) -> int:
    """The quarter of the fiscal year a day lies in: 1 is October to December."""
    return (day.month - 10) % 12 // 3 + 1


def quarter_days(*, fiscal_year: int, quarter: int) -> tuple[date, date]:
    """The first and the last day of a quarter."""
    starts = [_start(fiscal_year, each) for each in QUARTERS]
    last = fiscal_year_end(fiscal_year) if quarter == 4 else date.fromordinal(starts[quarter].toordinal() - 1)
    return starts[quarter - 1], last


def _start(fiscal_year: int, quarter: int) -> date:
    first = fiscal_year_start(fiscal_year)
    return first if quarter == 1 else date(first.year + 1, 3 * quarter - 5, 1)


def line_spending(*, fiscal_year: int, through: date) -> list[LineSpending]:
    """Every line in force with plan and spending by quarter, up to the end of a day, in the order of works and codes.

    At most seven queries, however many lines: lines, plan, entries, and the day balances of each quarter begun.
    """
    lines = list(BudgetLine.objects.filter(fiscal_year=fiscal_year, in_force=True).order_by("work_code", "code"))
    planned = _planned(fiscal_year)
    spent: dict[str, list[int]] = {str(line.id): [0, 0, 0, 0] for line in lines}
    for quarter in QUARTERS:
        since, last = quarter_days(fiscal_year=fiscal_year, quarter=quarter)
        if since > through:
            break
        moved = ledger.movements(book="budget", since=since, through=min(last, through), accounts=("budget.expended",))
        for row in moved:
            if row.sub in spent:
                spent[row.sub][quarter - 1] = row.debit - row.credit
    return [
        LineSpending(line=line, planned=planned.get(line.id, NOTHING), expended=_four(spent[str(line.id)]))
        for line in lines
    ]


def plan_against_actual(*, fiscal_year: int, through: date) -> list[QuarterSpending]:
    """The four quarters of a fiscal year: planned by the plan in force, and spent up to the end of a day."""
    rows = line_spending(fiscal_year=fiscal_year, through=through)
    found = []
    for quarter in QUARTERS:
        since, last = quarter_days(fiscal_year=fiscal_year, quarter=quarter)
        planned = sum(row.planned[quarter - 1] for row in rows)
        expended = sum(row.expended[quarter - 1] for row in rows)
        found.append(QuarterSpending(quarter=quarter, since=since, through=last, planned=planned, expended=expended))
    return found


def planned_through(*, line_id: int, day: date) -> int | None:
    """What the plan in force allows to have spent of a line by the end of the quarter of a day; None without a plan.

    A line that the plan leaves out is planned with nothing.
    """
    return planned_through_of(line_ids=(line_id,), day=day).get(line_id)


def planned_through_of(*, line_ids: tuple[int, ...] | list[int], day: date) -> dict[int, int]:
    """`planned_through` of some lines of the fiscal year of the day, by line id; empty without a plan in force."""
    plan = SpendingPlan.objects.filter(fiscal_year=fiscal_year_of(day), in_force=True).first()
    if plan is None:
        return {}
    entries = SpendingPlanEntry.objects.filter(document_id=plan.document_id, line_id__in=list(line_ids))
    last = quarter_of(day=day) - 1
    known = {entry.line_id: list(accumulate(entry.quarters))[last] for entry in entries}
    return {line_id: known.get(line_id, 0) for line_id in line_ids}


def plan_in_force(*, fiscal_year: int) -> int | None:
    """The document of the spending plan in force, None when there is none."""
    found = SpendingPlan.objects.filter(fiscal_year=fiscal_year, in_force=True).first()
    return found.document_id if found else None


def _planned(fiscal_year: int) -> dict[int, Quarters]:
    document_id = plan_in_force(fiscal_year=fiscal_year)
    if document_id is None:
        return {}
    return {entry.line_id: entry.quarters for entry in SpendingPlanEntry.objects.filter(document_id=document_id)}


def _four(amounts: Any) -> Quarters:
    one, two, three, four = amounts
    return one, two, three, four
