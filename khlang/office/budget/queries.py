"""Every read of the budget that others may use. Amounts are satang, fiscal years B.E.; all within the organisation.

Balances come from the ledger's day balances: one query for the lines and one for all their balances, however many.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from khlang import standards
from khlang.core.refusal import Refusal
from khlang.office.budget.models import BudgetLine, EstimateLine, Ordinance
from khlang.office.budget.movements import Movement as Movement
from khlang.office.budget.movements import movements as movements
from khlang.office.budget.plan_sheet import plan_template as _plan_template
from khlang.office.budget.spending import LineSpending as LineSpending
from khlang.office.budget.spending import QuarterSpending as QuarterSpending
from khlang.office.budget.spending import line_spending as line_spending
from khlang.office.budget.spending import plan_against_actual as plan_against_actual
from khlang.office.budget.spending import plan_in_force as plan_in_force
from khlang.office.budget.spending import planned_through as planned_through
from khlang.office.budget.spending import planned_through_of as planned_through_of
from khlang.office.budget.spending import quarter_of as quarter_of
from khlang.office.budget.template import CodeTable
from khlang.office.budget.template import ordinance_template as _template
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import queries as organisations

_CREDIT_SIDE = ("approved", "supplementary", "transfer_in", "overrun")
#: The buckets that the database keeps a running balance of, and the accounts that few days move.
_HELD = ("reserved", "committed", "advanced", "expended", "available")
_AUTHORISED = ("budget.approved", "budget.supplementary", "budget.transfer_", "budget.overrun")


@dataclass(frozen=True, kw_only=True)
class LineBalance:
    """A budget line and what has become of its money. `available` is the ledger's own balance and equals
    (spec 2.6) approved + supplementary + transfer_in − transfer_out − reserved − committed − advanced − expended, and
    `overrun`: what the line was allowed to pay beyond its budget and nothing has covered yet."""

    line: BudgetLine
    approved: int = 0
    supplementary: int = 0
    transfer_in: int = 0
    transfer_out: int = 0
    overrun: int = 0
    reserved: int = 0
    committed: int = 0
    advanced: int = 0
    expended: int = 0
    available: int = 0

    @property
    def net(self) -> int:
        """The appropriation after supplementary budgets and transfers (งบสุทธิหลังโอนเปลี่ยนแปลง)."""
        return self.approved + self.supplementary + self.transfer_in - self.transfer_out

    @property
    def remaining(self) -> int:
        """What may still be reserved, committed or spent (คงเหลือ)."""
        return self.available


@dataclass(frozen=True, kw_only=True)
class PlanStatus:
    """One row of the statement of budget status: a plan and an expenditure type (spec 2.6)."""

    plan_code: str
    type_code: str
    net: int
    overrun: int
    reserved: int
    committed: int
    advanced: int
    expended: int
    remaining: int


@dataclass(frozen=True, kw_only=True)
class EstimateBalance:
    """A line of the revenue estimate and what is authorised (satang)."""

    line: EstimateLine
    authorised: int

    @property
    def class_code(self) -> str:
        """The class (หมวด) the line belongs to: itself when it estimates a whole class."""
        return self.line.item_code if len(self.line.item_code) == 6 else self.line.item_code[:3] + "000"


@dataclass(frozen=True, kw_only=True)
class EstimateRow:
    """One entry of the register of revenue estimates."""

    date: date
    document_id: int
    number: str
    code: str
    name: str
    amount: int
    cumulative: int


def line(*, line_id: int) -> BudgetLine:
    """A line in force. Refusal: budget_line_unknown."""
    found: BudgetLine | None = BudgetLine.objects.filter(id=line_id, in_force=True).first()
    if found is None:
        raise Refusal("budget_line_unknown")
    return found


def line_by_code(*, fiscal_year: int, code: str) -> BudgetLine:
    """A line in force by its short name ("L01"). Refusal: budget_line_unknown."""
    found: BudgetLine | None = BudgetLine.objects.filter(fiscal_year=fiscal_year, code=code, in_force=True).first()
    if found is None:
        raise Refusal("budget_line_unknown", code=code)
    return found


def line_balances(*, fiscal_year: int, through: date | None = None) -> list[LineBalance]:
    """Every line in force of a fiscal year with its balances at the end of a day (or now), by work and code."""
    lines = BudgetLine.objects.filter(fiscal_year=fiscal_year, in_force=True).order_by("work_code", "code")
    return _with_balances(list(lines), through)


def balances_of(*, line_ids: Sequence[int]) -> dict[int, LineBalance]:
    """The present balances of some lines, in force or proposed, by line id; does not read what was spent day by day."""
    lines = {str(line.id): line for line in BudgetLine.objects.filter(id__in=list(line_ids))} if line_ids else {}
    buckets: dict[str, dict[str, int]] = {sub: {} for sub in lines}
    if lines:
        held = ledger.guarded_of(accounts=[f"budget.{name}" for name in _HELD], subs=list(lines))
        for (account, sub), balance in held.items():
            buckets[sub][account.removeprefix("budget.")] = balance
        for moved in ledger.balances(book="budget", accounts=_AUTHORISED):
            if moved.sub in buckets:
                name = moved.account.removeprefix("budget.")
                buckets[moved.sub][name] = -moved.after if name in _CREDIT_SIDE else moved.after
    return {line.id: LineBalance(line=line, **buckets[sub]) for sub, line in lines.items()}


def _with_balances(lines: list[BudgetLine], through: date | None) -> list[LineBalance]:
    buckets: dict[str, dict[str, int]] = {str(line.id): {} for line in lines}
    for moved in ledger.balances(book="budget", through=through, accounts=("budget.",)):
        if moved.sub in buckets:
            name = moved.account.removeprefix("budget.")
            buckets[moved.sub][name] = -moved.after if name in _CREDIT_SIDE else moved.after
    return [LineBalance(line=line, **buckets[str(line.id)]) for line in lines]


def status(*, fiscal_year: int, through: date | None = None) -> list[PlanStatus]:
    """The statement of budget status, one row per plan and expenditure type, in the order of their codes."""
    groups: dict[tuple[str, str], list[LineBalance]] = {}
    for balance in line_balances(fiscal_year=fiscal_year, through=through):
        groups.setdefault((balance.line.plan_code, balance.line.type_code), []).append(balance)
    return [
        PlanStatus(
            plan_code=plan,
            type_code=kind,
            net=sum(row.net for row in rows),
            overrun=sum(row.overrun for row in rows),
            reserved=sum(row.reserved for row in rows),
            committed=sum(row.committed for row in rows),
            advanced=sum(row.advanced for row in rows),
            expended=sum(row.expended for row in rows),
            remaining=sum(row.remaining for row in rows),
        )
        for (plan, kind), rows in sorted(groups.items())
    ]


def line_register(*, line_id: int, through: date | None = None) -> list[Movement]:
    """The register of one budget line (ทะเบียนรายจ่าย), oldest movement first, with what is left after each."""
    return movements(lines=BudgetLine.objects.filter(id=line_id), through=through)


def year_movements(*, fiscal_year: int, since: date, through: date) -> list[Movement]:
    """What moved on the lines in force of a fiscal year in a span of days, in the order of posting."""
    lines = BudgetLine.objects.filter(fiscal_year=fiscal_year, in_force=True)
    return movements(lines=lines, since=since, through=through)


def lines_by_id(*, fiscal_year: int) -> dict[int, BudgetLine]:
    """The lines in force of a fiscal year by id."""
    return {line.id: line for line in BudgetLine.objects.filter(fiscal_year=fiscal_year, in_force=True)}


def _numbers(document_ids: Iterable[int]) -> dict[int, str]:
    found = documents.get_many(document_ids=list(document_ids))
    return {document.id: document.number or "" for document in found.values()}


def estimates(*, fiscal_year: int, through: date | None = None) -> list[EstimateBalance]:
    """Every line of the revenue estimate in force with what is authorised, in the order of its codes."""
    lines = EstimateLine.objects.filter(fiscal_year=fiscal_year, in_force=True).order_by("item_code")
    moved = ledger.balances(book="budget", through=through, accounts=("estimate.authorised",))
    authorised = {movement.sub: -movement.after for movement in moved}
    return [EstimateBalance(line=line, authorised=authorised.get(str(line.id), 0)) for line in lines]


def estimated_by_code(*, fiscal_year: int, through: date | None = None) -> dict[str, int]:
    """What is estimated (satang) by revenue item or class code: for registers and the chart of the dashboard."""
    return {row.line.item_code: row.authorised for row in estimates(fiscal_year=fiscal_year, through=through)}


def estimate_register(*, fiscal_year: int, code: str = "", through: date | None = None) -> list[EstimateRow]:
    """How the revenue estimate came about, oldest entry first; `code` limits it to an item or a class."""
    prefix = code[:3] if len(code) == 6 else code
    lines = {
        str(line.id): line
        for line in EstimateLine.objects.filter(fiscal_year=fiscal_year, in_force=True, item_code__startswith=prefix)
    }
    found = [
        entry
        for entry in ledger.lines(book="budget", account="estimate.authorised", through=through)
        if entry.sub in lines
    ]
    numbers = _numbers(entry.document_id for entry in found)
    sums: dict[str, int] = {}
    rows = []
    for entry in found:
        sums[entry.sub] = sums.get(entry.sub, 0) + entry.credit - entry.debit
        rows.append(
            EstimateRow(
                date=entry.posting_date,
                document_id=entry.document_id,
                number=numbers.get(entry.document_id, ""),
                code=lines[entry.sub].item_code,
                name=lines[entry.sub].name_th,
                amount=entry.credit - entry.debit,
                cumulative=sums[entry.sub],
            )
        )
    return rows


def fiscal_years() -> list[int]:
    """Fiscal years whose ordinance is in force, newest first."""
    rows = Ordinance.objects.filter(in_force=True, supplementary=False).order_by("-fiscal_year")
    return list(rows.values_list("fiscal_year", flat=True))


def ordinance_template(*, fiscal_year: int, lang: str = "th") -> bytes:
    """The spreadsheet template of an ordinance (XLSX) with the codes of today's classifications and divisions."""
    classification = standards.budget_classification()
    codes: list[CodeTable] = [
        ("รหัสงาน", [(row.code, row.name_th) for row in classification.of_kind("work")]),
        ("รหัสหมวด", [(row.code, row.name_th) for row in classification.of_kind("category")]),
        ("รหัสประเภทรายจ่าย", [(row.code, row.name_th) for row in classification.of_kind("item")]),
        ("แหล่งเงิน", [(fund.code, fund.name_th) for fund in standards.fund_sources()]),
        ("รหัสรายรับ", [(item.code, item.name_th) for item in standards.revenue_items() if item.kind == "revenue"]),
        ("รหัสกอง", [(division.code, division.name_th) for division in organisations.divisions()]),
    ]
    words = standards.message("budget.template.instructions", lang, fiscal_year=fiscal_year)
    return _template(fiscal_year=fiscal_year, instructions=words.splitlines(), codes=codes)


def spending_plan_template(*, fiscal_year: int, lang: str = "th") -> bytes:
    """The spreadsheet template of a spending plan (XLSX) with the lines of the fiscal year and their net budget."""
    rows = sorted(line_balances(fiscal_year=fiscal_year), key=lambda row: (len(row.line.code), row.line.code))
    words = standards.message("spending_plan.template.instructions", lang, fiscal_year=fiscal_year)
    return _plan_template(
        fiscal_year=fiscal_year,
        lines=[(row.line.code, row.line.name_th, row.net) for row in rows],
        instructions=words.splitlines(),
    )


@contextmanager
def naming_the_line() -> Iterator[None]:
    """Say which line lacks money when the database refuses to let its balance fall below zero: budget_insufficient."""
    try:
        yield
    except Refusal as refusal:
        sub = str(refusal.facts.get("sub", ""))
        short = refusal.code == "budget_insufficient" and sub.isdigit()
        line = BudgetLine.objects.filter(id=int(sub)).first() if short else None
        if line is None:
            raise
        facts = {**refusal.facts, "line": line.code, "name": line.name_th}
        raise Refusal("budget_insufficient", field=refusal.field, **facts) from refusal
