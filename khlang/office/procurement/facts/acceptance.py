"""From an acceptance to the facts of `inspection.accepted` and `inspection.grant_recognised`. Decides nothing."""

from collections.abc import Iterable, Sequence

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.procurement.deliveries import Delivered
from khlang.standards.acceptance import acceptance_rules


def accepted(*, lines: Sequence[Delivered], amount: int, recovery: int, vendor_id: int, vendor_kind: str) -> Facts:
    """What came (`amount`) debits its accounts, added up by account; the vendor is owed it less the advance given back.

    What waited for the last delivery moves from its staging account to its asset. Payable and advance are kept per vendor.
    """
    rules = acceptance_rules()
    moved = [line for line in lines if line.moved]
    return Facts(
        amounts={"payable": amount - recovery, "recovery": recovery},
        accounts={
            "payable": AccountRef(rules.payable[vendor_kind], str(vendor_id)),
            "paid_ahead": AccountRef(rules.advance, str(vendor_id)),
        },
        groups={
            "accepted": _added_up((line.account, line.amount) for line in lines),
            "completed": _added_up((line.asset_account, line.moved) for line in moved),
            "staged": _added_up((line.waiting_account, line.moved) for line in moved),
        },
    )


def recognised(*, amount: int) -> Facts:
    """As much of the earmarked grant as was spent becomes revenue."""
    rules = acceptance_rules()
    accounts = {"grant": AccountRef(rules.grant), "grant_revenue": AccountRef(rules.grant_revenue)}
    return Facts(amounts={"amount": amount}, accounts=accounts)


def _added_up(shares: Iterable[tuple[str, int]]) -> tuple[Item, ...]:
    sums: dict[str, int] = {}
    for account, amount in shares:
        sums[account] = sums.get(account, 0) + amount
    return tuple(Item({"amount": amount}, {"account": AccountRef(account)}) for account, amount in sums.items())
