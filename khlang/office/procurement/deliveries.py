"""What a delivery comes to, line by line: which account takes it, whether it is an asset, what waits for the rest.

A thing that costs less than the threshold of the day is expense of its class (spec 5.3 entry 31); a whole unit goes to
its asset account (30); part of one waits in the staging account until the last of it has come (32); structures go through
construction in progress (33). Amounts are satang, quantities thousandths. Decides, writes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.procurement.quantities import price
from khlang.office.procurement.queries.obligations import InstalmentView, LineView, ObligationView
from khlang.office.procurement.schemas import InspectionLineInput
from khlang.office.procurement.shares import split
from khlang.standards import asset_class, capitalisation_threshold, chart, class_of_account
from khlang.standards.acceptance import acceptance_rules
from khlang.standards.asset_classes import AssetClass
from khlang.standards.procurement import procurement_rules


@dataclass(frozen=True, slots=True)
class Earlier:
    """What acceptances before this one left of an asset: satang that no card bears yet and the account where they wait,
    units that have their cards."""

    waiting: int = 0
    units: int = 0
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One line of an inspection; see `models.InspectionLine` for the columns of the same names."""

    line_id: int
    budget_line_id: int | None
    description: str
    quantity: int
    amount: int
    account: str
    override: str = ""
    asset_class: str = ""
    asset_account: str = ""
    waiting_account: str = ""
    moved: int = 0
    units: int = 0
    cost: int = 0


_NOTHING = Earlier()


def delivered(
    *,
    obligation: ObligationView,
    instalment: InstalmentView | None,
    typed: Sequence[InspectionLineInput],
    earlier: Mapping[int, Earlier],
    on: date,
) -> tuple[Delivered, ...]:
    """The lines of an inspection; without typed ones all that remains, or the instalment over what remains.

    `on` is the day of acquisition. Refusals, all of them together at lines.<n>: obligation_line_unknown,
    inspection_line_twice, amount_not_positive, inspection_above_contract, inspection_above_instalment, account_unknown,
    account_is_heading, purchase_account_unfit, asset_class_unknown, asset_class_required, asset_class_differs (part of the
    asset waits in the account of another class); inspection_above_contract at obligation_id when nothing remains.
    """
    known = {line.id: line for line in obligation.lines}
    asked = tuple(typed) or _everything(obligation, instalment)
    made: list[Delivered] = []
    found: list[Refusal] = []
    for position, line in enumerate(asked):
        try:
            owed = _owed(line, known, made, f"lines.{position}")
            made.append(_delivered(line, owed, earlier.get(owed.id, _NOTHING), on, f"lines.{position}"))
            _within(instalment, made, f"lines.{position}.amount")
        except Refusal as refusal:
            found.append(refusal)
    if found:
        raise Refusals(found)
    return tuple(made)


def _everything(obligation: ObligationView, instalment: InstalmentView | None) -> tuple[InspectionLineInput, ...]:
    open_lines = [line for line in obligation.lines if line.amount > line.accepted]
    left = [line.amount - line.accepted for line in open_lines]
    wanted = instalment.amount if instalment else sum(left)
    if not left or wanted > sum(left):
        raise Refusal(
            "inspection_above_contract",
            field="obligation_id",
            amount=format_baht(wanted),
            remaining=format_baht(sum(left)),
        )
    shares = zip(open_lines, split(wanted, left), strict=True)
    return tuple(
        InspectionLineInput.model_construct(line_id=line.id, quantity=None, amount=amount, account="", asset_class="")
        for line, amount in shares
        if amount
    )


def _owed(line: InspectionLineInput, known: Mapping[int, LineView], made: Sequence[Delivered], here: str) -> LineView:
    if line.line_id not in known:
        raise Refusal("obligation_line_unknown", field=f"{here}.line_id")
    if line.line_id in {each.line_id for each in made}:
        raise Refusal("inspection_line_twice", field=f"{here}.line_id", item=known[line.line_id].description)
    return known[line.line_id]


def _within(instalment: InstalmentView | None, made: Sequence[Delivered], field: str) -> None:
    total = sum(line.amount for line in made)
    if instalment is not None and total > instalment.amount:
        raise Refusal(
            "inspection_above_instalment", field=field, position=instalment.position, amount=format_baht(total),
            limit=format_baht(instalment.amount),
        )  # fmt: skip


def _amount(line: InspectionLineInput, owed: LineView, here: str) -> int:
    """What was typed, else the price of the quantity (all that remains when it is the last of it), else what remains."""
    remaining = owed.amount - owed.accepted
    amount = line.amount
    if not amount and line.quantity is not None:
        amount = price(quantity=line.quantity, unit_price=owed.unit_price)
        if abs(amount - remaining) < min(100, owed.unit_price):  # the last of it: what rounding left belongs to it
            amount = remaining
    amount = amount or remaining
    if amount < 0:
        raise Refusal("amount_not_positive", field=f"{here}.amount", amount=format_baht(amount))
    if amount > remaining or not amount:
        raise Refusal(
            "inspection_above_contract", field=f"{here}.amount", amount=format_baht(amount),
            remaining=format_baht(remaining),
        )  # fmt: skip
    return amount


def _delivered(line: InspectionLineInput, owed: LineView, earlier: Earlier, on: date, here: str) -> Delivered:
    amount = _amount(line, owed, here)
    quantity, odd = divmod(amount * owed.quantity, owed.amount)
    if line.quantity is not None:
        quantity = line.quantity
    elif odd:
        quantity = 0
    if line.account:
        chart().posting(line.account, f"{here}.account")
        if not line.account.startswith(procurement_rules().account_prefixes):
            raise Refusal("purchase_account_unfit", field=f"{here}.account", account=line.account)
    account = line.account or owed.account
    plain = Delivered(
        line_id=owed.id, budget_line_id=owed.budget_line_id, description=owed.description, quantity=quantity, amount=amount,
        account=account, override=line.account,
        waiting_account=account if account == acceptance_rules().construction else "",
    )  # fmt: skip
    kind = _class(line, owed, here, last=owed.accepted + amount == owed.amount)
    made = plain if kind is None else _as_asset(plain, owed, kind, earlier, on)
    if earlier.waiting and made.waiting_account != earlier.account:
        raise Refusal(
            "asset_class_differs", field=f"{here}.asset_class", item=owed.description, account=earlier.account
        )
    return made


def _class(line: InspectionLineInput, owed: LineView, here: str, *, last: bool) -> AssetClass | None:
    """The class of asset that the line becomes: typed here, named by the order, or the usual one of the account typed.

    Refusals: asset_class_unknown, asset_class_required (a structure is complete and nobody has said what it is).
    """
    code = line.asset_class or ("" if line.account else owed.asset_class)
    if code:
        return asset_class(code, field=f"{here}.asset_class")
    account = line.account or owed.account
    if account == acceptance_rules().construction and last:
        raise Refusal("asset_class_required", field=f"{here}.asset_class", item=owed.description)
    return class_of_account(account)


def _as_asset(plain: Delivered, owed: LineView, kind: AssetClass, earlier: Earlier, on: date) -> Delivered:
    units = owed.quantity // 1000 if kind.by_unit and owed.quantity % 1000 == 0 else 1
    if owed.amount < capitalisation_threshold(on=on) * units and kind.expense_account:
        spent = plain.override if plain.override and class_of_account(plain.override) is None else kind.expense_account
        return replace(plain, account=spent, asset_class=kind.code, waiting_account="")
    waiting_account = kind.waiting_account or kind.account
    staged = replace(
        plain,
        asset_class=kind.code,
        asset_account=kind.account,
        waiting_account=waiting_account,
        account=waiting_account,
    )
    through = waiting_account == acceptance_rules().construction
    left = units - earlier.units
    if owed.accepted + plain.amount == owed.amount:
        parked = earlier.waiting + (plain.amount if through else 0)
        return replace(
            staged, account=waiting_account if through else kind.account, units=left,
            moved=parked if waiting_account != kind.account else 0, cost=earlier.waiting + plain.amount,
        )  # fmt: skip
    whole, part = divmod(plain.quantity, 1000)
    is_whole = whole and not part and plain.amount == price(quantity=plain.quantity, unit_price=owed.unit_price)
    if kind.by_unit and is_whole and whole < left and not through:
        return replace(staged, account=kind.account, units=whole, cost=plain.amount)
    return staged
