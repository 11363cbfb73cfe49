"""Reports of the budget: status per line, register of a line, register of the revenue estimate."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Final

from khlang.bridges.reporting.accounts import as_of
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row, Value
from khlang.core.calendar import fiscal_year_end
from khlang.office.budget import queries as budget
from khlang.office.budget.queries import LineBalance
from khlang.standards import budget_classification

AMOUNTS: Final = (
    "approved", "supplementary", "transfer_in", "transfer_out", "net", "reserved", "committed", "advanced", "expended",
    "available",
)  # fmt: skip
STATUS_KEYS: Final = ("code", "plan_code", "work_code", "category_code", "item_code", "name", *AMOUNTS)


def budget_status(asked: Asked) -> Result:
    """The status of every budget line at the end of a day (spec 2.6), under its plan, each plan summed up."""
    balances = budget.line_balances(fiscal_year=asked.year, through=_within(asked))
    plain = tuple(_status_row(asked, balance) for balance in balances)
    rows: list[Row] = []
    for plan, found in groupby(plain, key=lambda row: row.value("plan")):
        inside = list(found)
        sums: dict[str, Value] = {key: sum(row.amount(key) for row in inside) for key in AMOUNTS}
        name = asked.say("report.budget_status.plan_total", plan=plan)
        rows += [*inside, Row({"plan": plan, "name": name, **sums}, style="total")]
    return asked.result(rows=tuple(rows), subtitle=f"{_year(asked)} {as_of(asked)}", keys=STATUS_KEYS, data=plain)


def _within(asked: Asked) -> date:
    return min(asked.on, fiscal_year_end(asked.year))


def _status_row(asked: Asked, balance: LineBalance) -> Row:
    line = balance.line
    plan = budget_classification().codes.get(line.plan_code)
    return Row(
        {
            "plan": asked.name(plan) if plan else line.plan_code, "code": line.code, "name": line.name_th,
            "plan_code": line.plan_code, "work_code": line.work_code, "category_code": line.category_code,
            "item_code": line.item_code, **{key: getattr(balance, key) for key in AMOUNTS},
        },
        line.introduced_by_id,
    )  # fmt: skip


def expenditure(asked: Asked) -> Result:
    """The register of one budget line (ทะเบียนรายจ่าย). Refusal: budget_line_unknown."""
    line = budget.line_by_code(fiscal_year=asked.year, code=asked.text("budget_line"))
    rows = tuple(
        Row(
            {
                "date": row.date, "number": row.number, "description": row.description, "approved": row.approved,
                "reserved": row.reserved, "committed": row.committed, "advanced": row.advanced,
                "expended": row.expended, "available": row.available,
            },
            row.document_id,
        )
        for row in budget.line_register(line_id=line.id, through=_within(asked))
    )  # fmt: skip
    codes = budget_classification().codes
    places = (codes[code] for code in (line.plan_code, line.work_code, line.category_code) if code in codes)
    return asked.result(
        rows=rows, subtitle=f"{_year(asked)} {as_of(asked)}",
        particulars=(
            (asked.say("field.budget_line"), f"{line.code} {line.item_code} {line.name_th}"),
            (asked.say("field.plan"), _joined(asked.name(place) for place in places)),
        ),
    )  # fmt: skip


def revenue_estimate(asked: Asked) -> Result:
    """How the revenue estimate of a fiscal year came about, one item or class when a code is given."""
    found = budget.estimate_register(fiscal_year=asked.year, code=asked.text("item"), through=_within(asked))
    rows = tuple(
        Row(
            {
                "date": row.date, "number": row.number, "code": row.code, "name": row.name, "amount": row.amount,
                "cumulative": row.cumulative,
            },
            row.document_id,
        )
        for row in found
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=f"{_year(asked)} {as_of(asked)}")


def _joined(names: Iterable[str]) -> str:
    return " · ".join(names)


def _year(asked: Asked) -> str:
    return asked.say("report.year", year=asked.year)
