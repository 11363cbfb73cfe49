"""From documents of procurement to the facts of their posting rules: an account per bucket, sub = budget line id."""

from collections.abc import Mapping, Sequence

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.budget import queries as budget
from khlang.office.procurement.models import Guarantee
from khlang.standards import revenue_item
from khlang.standards.procurement import procurement_rules

_BUCKETS = {name: f"budget.{name}" for name in ("available", "reserved", "committed")}


def reserved(*, amounts: Mapping[int, int]) -> Facts | None:
    """Facts of `requisition.submitted`: what is asked of each budget line (satang); None when there is none."""
    return _lines({line: {"amount": amount} for line, amount in amounts.items()})


def signed(*, requested: Mapping[int, int], agreed: Mapping[int, int]) -> Facts | None:
    """Facts of `purchase_order.signed` and `contract.signed`: what was reserved, what is agreed, what is left over."""
    return _lines(
        {
            line: {
                "reserved": amount,
                "committed": agreed.get(line, 0),
                "excess": amount - agreed.get(line, 0),
            }
            for line, amount in requested.items()
        }
    )


def amended(*, changes: Mapping[int, int]) -> Facts | None:
    """Facts of `contract_amendment.approved`: by budget line what is added (above zero) or given back (below)."""
    moved = {line: change for line, change in changes.items() if change}
    if not moved:
        return None
    names = _names(list(moved))
    return Facts(
        groups={
            "raised": tuple(_item(line, {"amount": by}, names) for line, by in moved.items() if by > 0),
            "lowered": tuple(_item(line, {"amount": -by}, names) for line, by in moved.items() if by < 0),
        }
    )


def terminated(*, released: Mapping[int, int]) -> Facts | None:
    """Facts of `obligation.terminated`: what goes back to each budget line; None when nothing does."""
    return _lines({line: {"amount": amount} for line, amount in released.items() if amount})


def forfeited(*, guarantee: Guarantee) -> Facts | None:
    """Facts of `guarantee.forfeited`; None when the guarantee is no money in the books (cheque, letter of a bank)."""
    if guarantee.kind != "cash":
        return None
    item = revenue_item(procurement_rules().forfeited_item)
    accounts = {"guarantee": AccountRef(guarantee.account), "forfeited": AccountRef(item.account, item.code)}
    return Facts(amounts={"amount": guarantee.amount}, accounts=accounts)


def _lines(amounts: Mapping[int, Mapping[str, int]]) -> Facts | None:
    if not amounts:
        return None
    names = _names(list(amounts))
    return Facts(groups={"lines": tuple(_item(line, values, names) for line, values in amounts.items())})


def _item(line: int, amounts: Mapping[str, int], names: Mapping[int, str]) -> Item:
    accounts = {role: AccountRef(code, str(line)) for role, code in _BUCKETS.items()}
    return Item(amounts=amounts, accounts=accounts, description=names[line])


def _names(line_ids: Sequence[int]) -> Mapping[int, str]:
    """What a reader of the entry knows a budget line by."""
    found = budget.balances_of(line_ids=line_ids)
    return {line_id: f"{held.line.code} {held.line.name_th}" for line_id, held in found.items()}
