"""Reports of the budget: status per line, register of a line, register of the revenue estimate."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any, Final

from khlang.bridges.reporting.accounts import as_of, span
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row, Table, Value, totalled
from khlang.core.calendar import fiscal_year, fiscal_year_end, fiscal_year_start
from khlang.core.money import format_baht
from khlang.office.budget import queries as budget
from khlang.office.budget.queries import LineBalance
from khlang.spine.ledger import queries as ledger
from khlang.standards import budget_classification, report

#: The buckets of a line, in the order in which its money goes through them.
AMOUNTS: Final = (
    "approved", "supplementary", "transfer_in", "transfer_out", "net", "reserved", "committed", "advanced", "expended",
    "remaining",
)  # fmt: skip
#: The status of a line as machines read it; what a supplementary budget added counts as approved there.
STATUS_KEYS: Final = (
    "line", "work_code", "category_code", "item_code", "name_th", "approved", "transfer_in", "transfer_out",
    "net_budget", "reserved", "committed", "advance", "expended", "remaining",
)  # fmt: skip
_STATUS_MONEYS: Final = STATUS_KEYS[5:]
_REGISTERED: Final = ("approved", "reserved", "committed", "advanced", "expended")
_TOTALLED: Final = ("net", "reserved", "committed", "advanced", "expended", "remaining")
LINE_KEYS: Final = ("code", "plan_code", "work_code", "category_code", "item_code", "name", *AMOUNTS)


def budget_status(asked: Asked) -> Result:
    """The statement of budget status (spec 2.6) at the end of a day: plan by expenditure type, each plan summed up,
    and what was spent of earmarked grants, which no ordinance appropriates.

    For machines it gives every line (`STATUS_KEYS`), from which the rows of the plans can be added up.
    """
    balances = budget.line_balances(fiscal_year=asked.year, through=_within(asked))
    groups: dict[tuple[str, str], list[Row]] = {}
    for balance in balances:
        groups.setdefault((balance.line.plan_code, balance.line.type_code), []).append(_line_row(asked, balance))
    rows: list[Row] = []
    for plan, kinds in groupby(sorted(groups), key=lambda key: key[0]):
        inside = [_group_row(asked, plan, kind, groups[plan, kind]) for _, kind in kinds]
        name = asked.say("report.budget_status.plan_total", plan=_named(asked, plan))
        rows += [*inside, Row({"plan_code": plan, "name": name, **_sums(inside)}, style="total")]
    rows += _earmarked(asked)
    lines = tuple(_status_row(balance) for balance in sorted(balances, key=_by_code))
    made = asked.result(
        rows=tuple(rows), subtitle=_year_and_day(asked), keys=STATUS_KEYS, moneys=_STATUS_MONEYS, data=lines,
        known={key: sum(row.amount(key) for row in rows if not row.style) for key in _TOTALLED},
        notes=_overruns(asked, balances),
    )  # fmt: skip
    columns = made.data.columns
    return replace(made, data=Table(columns, lines, totalled(columns=columns, rows=lines) or None))


def _overruns(asked: Asked, balances: Iterable[LineBalance]) -> tuple[str, ...]:
    """What lines were allowed to pay beyond their budget and nothing has covered yet: it is part of what remains."""
    found = [balance for balance in balances if balance.overrun]
    if not found:
        return ()
    lines = ", ".join(f"{row.line.code} {format_baht(row.overrun)}" for row in sorted(found, key=_by_code))
    total = format_baht(sum(row.overrun for row in found))
    return (asked.say("report.budget.overrun", amount=total, lines=lines),)


def _by_code(balance: LineBalance) -> tuple[int, str]:
    """L9 before L10, whatever the works are."""
    return len(balance.line.code), balance.line.code


def _status_row(balance: LineBalance) -> Row:
    line = balance.line
    return Row(
        {
            "line": line.code, "work_code": line.work_code, "category_code": line.category_code,
            "item_code": line.item_code, "name_th": line.name_th,
            "approved": balance.approved + balance.supplementary, "transfer_in": balance.transfer_in,
            "transfer_out": balance.transfer_out, "net_budget": balance.net, "reserved": balance.reserved,
            "committed": balance.committed, "advance": balance.advanced, "expended": balance.expended,
            "remaining": balance.remaining,
        },
        line.introduced_by_id,
    )  # fmt: skip


def _earmarked(asked: Asked) -> list[Row]:
    """A row for each source of money outside the ordinance of which something was spent: expenditure only."""
    rows = []
    for layout in report("budget_status").rows:
        moved = ledger.movements(
            since=fiscal_year_start(asked.year), through=_within(asked), accounts=list(layout.accounts)
        )
        spent = sum(row.credit - row.debit for row in moved)
        if spent:
            rows.append(Row({"name": layout.en if asked.lang == "en" else layout.th, "expended": spent}))
    return rows


def budget_lines(asked: Asked) -> Result:
    """Every budget line with all its buckets at the end of a day, in the order of plans; each plan summed up."""
    balances = budget.line_balances(fiscal_year=asked.year, through=_within(asked))
    lines = sorted((_line_row(asked, balance) for balance in balances), key=lambda row: str(row.value("plan_code")))
    rows: list[Row] = []
    for plan, found in groupby(lines, key=lambda row: str(row.value("plan_code"))):
        inside = list(found)
        name = asked.say("report.budget_status.plan_total", plan=_named(asked, plan))
        rows += [*inside, Row({"plan_code": plan, "name": name, **_sums(inside)}, style="total")]
    return asked.result(
        rows=tuple(rows), subtitle=_year_and_day(asked), keys=LINE_KEYS, moneys=AMOUNTS, data=tuple(lines),
        notes=_overruns(asked, balances),
    )  # fmt: skip


def _sums(rows: Iterable[Row]) -> dict[str, int]:
    taken = list(rows)
    return {key: sum(row.amount(key) for row in taken) for key in AMOUNTS}


def _group_row(asked: Asked, plan: str, kind: str, lines: Iterable[Row]) -> Row:
    values: dict[str, Value] = {"plan_code": plan, "type_code": kind, "name": _named(asked, kind), **_sums(lines)}
    return Row(values, leads=("budget_lines", {"fiscal_year": str(asked.year), "on": f"{asked.on}"}))


def _named(asked: Asked, code: str) -> str:
    found = budget_classification().codes.get(code)
    return asked.name(found) if found else code


def _within(asked: Asked) -> date:
    return min(asked.on, fiscal_year_end(asked.year))


def _line_row(asked: Asked, balance: LineBalance) -> Row:
    line = balance.line
    return Row(
        {
            "code": line.code, "plan_code": line.plan_code, "work_code": line.work_code,
            "category_code": line.category_code, "item_code": line.item_code, "name": line.name_th,
            **{key: getattr(balance, key) for key in AMOUNTS},
        },
        line.introduced_by_id,
        leads=("expenditure", {"budget_line": line.code, "fiscal_year": str(line.fiscal_year), "on": f"{asked.on}"}),
    )  # fmt: skip


def expenditure(asked: Asked) -> Result:
    """The register of one budget line (ทะเบียนรายจ่าย). Refusal: budget_line_unknown."""
    line = budget.line_by_code(fiscal_year=asked.year, code=asked.text("budget_line"))
    rows = tuple(
        Row(
            {
                "date": row.date, "number": row.number, "description": row.description,
                "movement": asked.say(f"movement.{row.step.kind}"),
                **{key: row.step.changes.get(key, 0) for key in _REGISTERED}, "available": row.available,
            },
            row.document_id,
        )
        for row in budget.line_register(line_id=line.id, through=_within(asked))
    )  # fmt: skip
    place = " · ".join(_named(asked, code) for code in (line.plan_code, line.work_code, line.category_code))
    return asked.result(
        rows=rows, subtitle=_year_and_day(asked),
        particulars=(
            (asked.say("parameter.budget_line"), f"{line.code} {line.item_code} {line.name_th}"),
            (asked.say("field.plan"), place),
        ),
    )  # fmt: skip


def budget_movements(asked: Asked) -> Result:
    """What moved on all lines of the fiscal year of the last day, in the order of posting, over a span of days."""
    year = fiscal_year(asked.through)
    lines = budget.lines_by_id(fiscal_year=year)
    found = budget.year_movements(fiscal_year=year, since=asked.since, through=asked.through)
    rows = tuple(_movement_row(asked, lines[row.line_id], row) for row in found)
    return asked.result(rows=rows, subtitle=span(asked))


def _movement_row(asked: Asked, line: Any, row: budget.Movement) -> Row:
    return Row(
        {
            "date": row.date, "line": line.code, "work_code": line.work_code, "category": line.category_code,
            "item": line.item_code, "name": line.name_th, "movement": asked.say(f"movement.{row.step.kind}"),
            "amount": row.step.amount, "description": row.description, "document": row.number,
        },
        row.document_id,
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
    return asked.result(rows=rows, subtitle=_year_and_day(asked))


def _year_and_day(asked: Asked) -> str:
    return f"{asked.say('report.year', year=asked.year)} {as_of(asked)}"
