"""Lists of the budget that are not made of documents: the lines with their balances, the revenue estimate."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year as fiscal_year_of
from khlang.core.calendar import fiscal_year_end, fiscal_year_start
from khlang.core.thai import normalise
from khlang.office.budget import choices, contents, queries
from khlang.platform.screens import Ask, Chart, Column, Directory, Drill, Filter, Page
from khlang.standards import budget_classification

_BUCKETS = (
    "approved", "supplementary", "transfer_in", "transfer_out", "overrun", "reserved", "committed", "advanced", "expended",
    "remaining",
)  # fmt: skip


def _fiscal_year(ask: Ask) -> int:
    """The year asked for, else that of the day, else the newest that has an ordinance."""
    chosen = ask.filters.get("fiscal_year", "")
    if chosen.isdigit():
        return int(chosen)
    years = queries.fiscal_years()
    present = fiscal_year_of(ask.on) if isinstance(ask.on, date) else 0
    return present if present in years else next(iter(years), present)


def _lines(ask: Ask) -> Page:
    rows = [
        {
            "id": row.line.id,
            "code": row.line.code,
            "work": contents.named(row.line.work_code),
            "name_th": row.line.name_th,
            "fiscal_year": row.line.fiscal_year,
            **{bucket: getattr(row, bucket) for bucket in _BUCKETS},
        }
        for row in queries.line_balances(fiscal_year=_fiscal_year(ask))
    ]
    return _page(rows, ask, _BUCKETS, ("code", "name_th", "work"))


def _by_plan(ask: Ask) -> Chart | None:
    """The budget after transfers of each plan, and what is spent or bound of it."""
    plans: dict[str, list[queries.PlanStatus]] = {}
    for row in queries.status(fiscal_year=_fiscal_year(ask)):
        plans.setdefault(row.plan_code, []).append(row)
    if not plans:
        return None
    names = {row.code: (row.name_th, row.name_en or row.name_th) for row in budget_classification().of_kind("plan")}
    return Chart(
        title="web.budget_chart",
        description="web.budget_chart_description",
        labels=tuple(names.get(code, (code, code)) for code in plans),
        series=(
            ("web.approved_budget", tuple(sum(row.net for row in rows) for rows in plans.values())),
            ("web.spent", tuple(sum(row.net - row.remaining for row in rows) for rows in plans.values())),
        ),
    )


def _estimates(ask: Ask) -> Page:
    rows = [
        {
            "id": row.line.id,
            "item_code": row.line.item_code,
            "name_th": row.line.name_th,
            "explanation": row.line.explanation,
            "authorised": row.authorised,
        }
        for row in queries.estimates(fiscal_year=_fiscal_year(ask))
    ]
    return _page(rows, ask, ("authorised",), ("item_code", "name_th"))


def _page(rows: Iterable[Mapping[str, Any]], ask: Ask, totals: Iterable[str], searched: Iterable[str]) -> Page:
    words = normalise(ask.search).casefold().split()
    searched = tuple(searched)
    found = [row for row in rows if all(any(word in str(row[key]).casefold() for key in searched) for word in words)]
    key = ask.sort.removeprefix("-")
    if found and key in found[0]:
        found.sort(key=lambda row: row[key], reverse=ask.sort.startswith("-"))
    start = (max(1, ask.page) - 1) * ask.size
    sums = {bucket: sum(row[bucket] for row in found) for bucket in totals}
    return Page(rows=found[start : start + ask.size], count=len(found), totals=sums)


def _spending(ask: Ask) -> Page:
    """Every line with plan and spending up to the day; what the year's plan leaves unspent so far stands last."""
    year = _fiscal_year(ask)
    through = _day(ask, year)
    last = queries.quarter_of(day=through)
    rows = []
    for row in queries.line_spending(fiscal_year=year, through=through):
        planned, expended = sum(row.planned[:last]), sum(row.expended)
        rows.append(
            {
                "id": row.line.id,
                "code": row.line.code,
                "name_th": row.line.name_th,
                "fiscal_year": year,
                **{f"spent_{number}": amount for number, amount in enumerate(row.expended, start=1)},
                "planned": planned,
                "expended": expended,
                "behind": planned - expended,
            }
        )
    return _page(rows, ask, _SPENDING, ("code", "name_th"))


def _by_quarter(ask: Ask) -> Chart | None:
    """Plan and spending of each quarter of the year."""
    year = _fiscal_year(ask)
    quarters = queries.plan_against_actual(fiscal_year=year, through=_day(ask, year))
    if not any(each.planned or each.expended for each in quarters):
        return None
    return Chart(
        title="web.spending_chart",
        description="web.spending_chart_description",
        labels=tuple((f"ไตรมาส {each.quarter}", f"Quarter {each.quarter}") for each in quarters),
        series=(
            ("web.planned", tuple(each.planned for each in quarters)),
            ("web.expended", tuple(each.expended for each in quarters)),
        ),
    )


def _day(ask: Ask, year: int) -> date:
    """The day asked for, within the fiscal year."""
    return min(max(ask.on or fiscal_year_end(year), fiscal_year_start(year)), fiscal_year_end(year))


_SPENDING = ("spent_1", "spent_2", "spent_3", "spent_4", "planned", "expended", "behind")
_REGISTER = Drill(report="expenditure", parameters={"budget_line": "code", "fiscal_year": "fiscal_year"})
_YEAR = Filter(key="fiscal_year", choices=choices.fiscal_years)
SPENDING = Directory(
    key="budget_spending",
    menu="budget",
    duty="budget.view",
    icon="chart-column",
    help="help.budget_spending",
    filters=(_YEAR,),
    chart=_by_quarter,
    rows=_spending,
    drill=_REGISTER,
    columns=(
        Column(key="code", kind="code", sortable=True, phone="title"),
        Column(key="name_th", label="field.line_name", sortable=True, phone="title"),
        *(Column(key=key, kind="money", total=True, phone="hidden") for key in _SPENDING[:4]),
        Column(key="planned", kind="money", sortable=True, total=True),
        Column(key="expended", kind="money", sortable=True, total=True, phone="amount"),
        Column(key="behind", kind="money", sortable=True, total=True, phone="hidden"),
    ),
)
LINES = Directory(
    key="budget_line",
    menu="budget",
    duty="budget.view",
    icon="wallet",
    help="help.budget_line",
    filters=(_YEAR,),
    chart=_by_plan,
    rows=_lines,
    drill=_REGISTER,
    columns=(
        Column(key="code", kind="code", sortable=True, phone="title"),
        Column(key="work", phone="hidden"),
        Column(key="name_th", label="field.line_name", sortable=True, phone="title"),
        *(Column(key=bucket, kind="money", sortable=True, total=True, phone="hidden") for bucket in _BUCKETS[:-1]),
        Column(key="remaining", kind="money", sortable=True, total=True, phone="amount"),
    ),
)
ESTIMATES = Directory(
    key="revenue_estimate",
    menu="budget",
    duty="budget.view",
    icon="chart-column",
    help="help.revenue_estimate",
    filters=(_YEAR,),
    rows=_estimates,
    columns=(
        Column(key="item_code", kind="code", sortable=True, phone="title"),
        Column(key="name_th", label="field.line_name", sortable=True, phone="title"),
        Column(key="explanation", label="field.budget_explanation", phone="hidden"),
        Column(key="authorised", kind="money", sortable=True, total=True, phone="amount"),
    ),
)
