"""The monthly report of receipts and payments (รายงานรับ-จ่ายเงิน, spec 6.3): what moved cash and banks, and why.

Receipts are what stood against money that came in, payments what stood against money that went out: a dika counts gross
with what was kept back as received, so that brought forward + receipts − payments is what is in cash and banks.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from khlang.bridges.reporting.accounts import as_of
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row
from khlang.core.calendar import fiscal_year_end, fiscal_year_start
from khlang.office.budget import queries as budget
from khlang.office.disbursement import queries as disbursement
from khlang.spine.ledger import money
from khlang.spine.ledger import queries as ledger
from khlang.spine.ledger.money import AgainstMoney
from khlang.standards import budget_classification, chart, report, revenue_heads, revenue_items

_DIKA: Final = "dika"
_AMOUNTS: Final = ("estimate", "year", "month")


@dataclass(slots=True)
class Sums:
    """Satang by code: since the year began, and in the month."""

    year: dict[str, int] = field(default_factory=dict)
    month: dict[str, int] = field(default_factory=dict)

    def add(self, code: str, year: int, month: int) -> None:
        """Add to both; a code that comes to nothing in the year is left out when rows are made."""
        self.year[code] = self.year.get(code, 0) + year
        self.month[code] = self.month.get(code, 0) + month


@dataclass(frozen=True, slots=True)
class Flows:
    """Receipts by class of revenue and payments by category of expenditure, each beside what is off the budget (by account)."""

    revenue: Sums
    other_receipts: Sums
    spending: Sums
    other_payments: Sums


def receipts_and_payments(asked: Asked) -> Result:
    """The report of the month of a day. A note says so if it should not end with what is in cash and banks."""
    through = min(asked.on, fiscal_year_end(asked.year))
    since = fiscal_year_start(asked.year)
    late = max(since, through.replace(day=1))
    flows = _flows(since, late, through)
    before, month_before, after = _held(since, late, through)
    receipts = [
        *_block(asked, "receipts", _estimated_revenue(asked.year), flows.revenue, _class_name(asked)),
        *_block(asked, "receipts_off_budget", {}, flows.other_receipts, _account_name(asked)),
    ]
    payments = [
        *_block(asked, "payments", _net_budget(asked.year, through), flows.spending, _category_name(asked)),
        *_block(asked, "payments_off_budget", {}, flows.other_payments, _account_name(asked)),
    ]
    taken, spent = (_sum(rows) for rows in (receipts, payments))
    rows = (
        _line(asked, "brought_forward", {"year": before, "month": month_before}),
        *receipts, _line(asked, "all_receipts", taken), *payments, _line(asked, "all_payments", spent),
        _line(asked, "surplus", {key: taken[key] - spent[key] for key in ("year", "month")}),
        _line(asked, "carried_forward", {"year": after, "month": after}),
    )  # fmt: skip
    agrees = before + taken["year"] - spent["year"] == after == month_before + taken["month"] - spent["month"]
    notes = () if agrees else (asked.say("report.receipts_and_payments.differs"),)
    return asked.result(rows=rows, subtitle=as_of(asked), data=rows, notes=notes)


def _flows(since: date, late: date, through: date) -> Flows:
    codes = (*chart().cash, *chart().banks)
    flows = Flows(Sums(), Sums(), Sums(), Sums())
    class_of = {item.code: item.class_code for item in revenue_items() if item.kind == "revenue"}
    for row in money.against_money(money=codes, since=since, late=late, through=through):
        _take(flows, row, class_of)
    for paid in disbursement.paid(since=since, late=late, through=through):
        if not chart().is_bank(paid.account):
            sums, code = (flows.spending, paid.category) if paid.category else (flows.other_payments, paid.account)
            sums.add(code, paid.amount, paid.late)
    return flows


def _take(flows: Flows, row: AgainstMoney, class_of: Mapping[str, str]) -> None:
    """Revenue counts less what was given back. What a dika debits is taken from the dika itself, which knows its budget
    lines; the grant that it recognises as revenue is not money."""
    kind = chart().account(row.account).kind
    if row.document_kind == _DIKA:
        if row.account not in _recognised():
            sums, code = _received(flows, row, kind, class_of)
            sums.add(code, row.credit, row.late_credit)
        return
    if kind == "revenue":
        sums, code = _received(flows, row, kind, class_of)
        sums.add(code, row.credit - row.debit, row.late_credit - row.late_debit)
        return
    flows.other_receipts.add(row.account, row.credit, row.late_credit)
    flows.other_payments.add(row.account, row.debit, row.late_debit)


def _recognised() -> frozenset[str]:
    """The accounts on which the spending of a grant becomes revenue (the same as in the budget status)."""
    return frozenset(account for row in report("budget_status").rows for account in row.accounts)


def _received(flows: Flows, row: AgainstMoney, kind: str, class_of: Mapping[str, str]) -> tuple[Sums, str]:
    known = class_of.get(row.sub, "") if kind == "revenue" else ""
    return (flows.revenue, known) if known else (flows.other_receipts, row.account)


def _held(since: date, late: date, through: date) -> tuple[int, int, int]:
    """What cash and banks held before the year, before the month, and at the end of the day."""
    codes = (*chart().cash, *chart().banks)
    year = ledger.movements(since=since, through=through, accounts=codes)
    month = ledger.movements(since=late, through=through, accounts=codes)
    return sum(row.before for row in year), sum(row.before for row in month), sum(row.after for row in year)


def _estimated_revenue(year: int) -> dict[str, int]:
    class_of = {item.code: item.class_code for item in revenue_items()}
    found: dict[str, int] = {}
    for code, amount in budget.estimated_by_code(fiscal_year=year).items():
        head = class_of.get(code, code)
        found[head] = found.get(head, 0) + amount
    return found


def _net_budget(year: int, through: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in budget.line_balances(fiscal_year=year, through=through):
        found[row.line.category_code] = found.get(row.line.category_code, 0) + row.net
    return found


def _block(
    asked: Asked, key: str, estimates: Mapping[str, int], sums: Sums, name: Callable[[str], str]
) -> Iterable[Row]:
    """The rows of one block under its heading, by code, and its sum; a block with nothing in it is left out."""
    codes = sorted({code for code, amount in sums.year.items() if amount or sums.month[code]} | set(estimates))
    if not codes:
        return
    yield _line(asked, key, {})
    total = dict.fromkeys(_AMOUNTS, 0)
    for code in codes:
        values = {"estimate": estimates.get(code, 0), "year": sums.year.get(code, 0), "month": sums.month.get(code, 0)}
        for amount in _AMOUNTS:
            total[amount] += values[amount]
        account = {"account_code": code} if "." in code else {}
        row = {**values, "estimate": estimates.get(code), "item": name(code), "code": code, **account}
        yield Row(row, leads=None if account else _explained(asked, key))
    yield _line(asked, f"{key}_total", total if estimates else {**total, "estimate": None})


def _explained(asked: Asked, key: str) -> tuple[str, Mapping[str, str]]:
    """The report that tells a class of revenue item by item, a category of expenditure line by line."""
    name = "revenue_against_estimate" if key == "receipts" else "budget_lines"
    return name, {"fiscal_year": str(asked.year), "on": f"{asked.on}"}


def _line(asked: Asked, key: str, amounts: Mapping[str, int | None]) -> Row:
    layout = next(row for row in report("receipts_and_payments").rows if row.key == key)
    words = layout.en if asked.lang == "en" else layout.th
    return Row({**dict.fromkeys(_AMOUNTS), **amounts, "item": words, "code": None}, style=layout.style)


def _sum(rows: Iterable[Row]) -> dict[str, int]:
    plain = [row for row in rows if not row.style]
    return {key: sum(row.amount(key) for row in plain) for key in _AMOUNTS}


def _class_name(asked: Asked) -> Callable[[str], str]:
    heads = {head.code: head for head in revenue_heads()}
    return lambda code: asked.name(heads[code])


def _category_name(asked: Asked) -> Callable[[str], str]:
    known: Mapping[str, Any] = budget_classification().codes
    return lambda code: asked.name(known[code]) if code in known else code


def _account_name(asked: Asked) -> Callable[[str], str]:
    return lambda code: asked.name(chart().account(code))
