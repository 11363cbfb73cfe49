"""From the lines of a form to priced lines: budget line known and of this year, account found, amount worked out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khlang import standards
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.budget import queries as budget
from khlang.office.budget.queries import LineBalance
from khlang.office.procurement.quantities import price
from khlang.office.procurement.schemas import ObligationLineInput, RequisitionLineInput
from khlang.standards.asset_classes import asset_class, class_of_account
from khlang.standards.procurement import procurement_rules

#: How far a typed amount may lie from quantity × price, in satang.
ROUNDING = 100


@dataclass(frozen=True, kw_only=True)
class PricedLine:
    """A line with everything in its place; amounts satang, quantity thousandths."""

    budget_line_id: int | None
    item_code: str
    item: str
    quantity: int
    unit: str
    unit_price: int
    amount: int
    account: str
    asset_class: str = ""


def priced(
    *, lines: Sequence[RequisitionLineInput], fund: str, fiscal_year: int
) -> tuple[list[PricedLine], list[Refusal]]:
    """The lines, priced, and what is wrong with them at lines.<position>.

    Refusals: budget_line_required, budget_line_not_wanted, budget_line_unknown, budget_line_other_year,
    account_required, account_unknown, account_is_heading, purchase_account_unfit, purchase_amount_differs,
    asset_class_unknown.
    """
    ids = [line.budget_line_id for line in lines if line.budget_line_id is not None]
    known = budget.balances_of(line_ids=ids) if ids else {}
    found: list[Refusal] = []
    made: list[PricedLine] = []
    for position, line in enumerate(lines):
        here = f"lines.{position}"
        try:
            item_code = _item_code(line, fund, known, fiscal_year, here)
            made.append(_priced(line, item_code, here))
        except Refusal as refusal:
            found.append(refusal)
    return made, found


def _item_code(
    line: RequisitionLineInput, fund: str, known: Mapping[int, LineBalance], fiscal_year: int, here: str
) -> str:
    """The item of the line's budget line; "" for money that is no budget line's."""
    field = f"{here}.budget_line_id"
    if fund != "budget":
        if line.budget_line_id is not None:
            raise Refusal("budget_line_not_wanted", field=field)
        return ""
    if line.budget_line_id is None:
        raise Refusal("budget_line_required", field=field)
    held = known.get(line.budget_line_id)
    if held is None or not held.line.in_force:
        raise Refusal("budget_line_unknown", field=field)
    require_year(held=held, fiscal_year=fiscal_year, field=field)
    return str(held.line.item_code)


def require_year(*, held: LineBalance, fiscal_year: int, field: str) -> None:
    """The budget line is of the fiscal year (B.E.) in which it is used. Refusal: budget_line_other_year."""
    if held.line.fiscal_year != fiscal_year:
        raise Refusal(
            "budget_line_other_year", field=field, line=held.line.code, year=held.line.fiscal_year, present=fiscal_year
        )


def _priced(line: RequisitionLineInput, item_code: str, here: str) -> PricedLine:
    computed = price(quantity=line.quantity, unit_price=line.unit_price)
    amount = line.amount or computed
    if abs(amount - computed) > ROUNDING or amount <= 0:
        raise Refusal(
            "purchase_amount_differs",
            field=f"{here}.amount",
            amount=format_baht(amount),
            computed=format_baht(computed),
        )
    account = _account(line.account, item_code, f"{here}.account")
    return PricedLine(
        budget_line_id=line.budget_line_id, item_code=item_code, item=line.item, quantity=line.quantity, unit=line.unit,
        unit_price=line.unit_price, amount=amount, account=account,
        asset_class=_asset_class(line, account, f"{here}.asset_class"),
    )  # fmt: skip


def _account(typed: str, item_code: str, field: str) -> str:
    """The account typed, else the usual one of the item; one that a purchase may be charged to."""
    code = typed or (standards.budget_classification().find(item_code).account if item_code else "")
    if not code:
        raise Refusal("account_required", field=field)
    standards.chart().posting(code, field)
    if not code.startswith(procurement_rules().account_prefixes):
        raise Refusal("purchase_account_unfit", field=field, account=code)
    return code


def _asset_class(line: RequisitionLineInput, account: str, field: str) -> str:
    """The class of the asset that the line becomes: as typed, else the usual one of its account, else none."""
    typed = line.asset_class if isinstance(line, ObligationLineInput) else ""
    if typed:
        return asset_class(typed, field=field).code
    usual = class_of_account(account)
    return usual.code if usual else ""


def by_budget_line(lines: Iterable[tuple[int | None, int]]) -> dict[int, int]:
    """Satang by budget line, in order of appearance; money that is no budget line's is left out."""
    sums: dict[int, int] = {}
    for line_id, amount in lines:
        if line_id is not None:
            sums[line_id] = sums.get(line_id, 0) + amount
    return sums
