"""From an advance or a clearing to what its posting rule asks for. Decides nothing."""

from collections.abc import Iterator, Sequence

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.advances.models import Advance, AdvanceClearing, ClearingVoucher

_APPROVED = {"advanced": "budget.advanced", "available": "budget.available"}
_CLEARED = {**_APPROVED, "expended": "budget.expended"}


def advance(*, row: Advance) -> Facts | None:
    """Facts of `advance.approved`: the budget that is held; None for an advance that takes no budget."""
    if row.budget_line_id is None:
        return None
    sub = str(row.budget_line_id)
    return Facts(
        amounts={"amount": row.amount},
        accounts={role: AccountRef(code, sub) for role, code in _APPROVED.items()},
    )


def clearing(*, row: AdvanceClearing, advance: Advance, vouchers: Sequence[ClearingVoucher]) -> Facts | None:
    """Facts of `advance_clearing.approved`; None when there is nothing to post: money alone, of an advance without
    budget (its receipt has posted the money)."""
    budget: tuple[Item, ...] = ()
    if advance.budget_line_id is not None:
        sub = str(advance.budget_line_id)
        roles = {role: AccountRef(code, sub) for role, code in _CLEARED.items()}
        budget = (Item({"returned": row.returned, "cleared": row.spent + row.returned}, roles),)
    if not vouchers and not budget:
        return None
    return Facts(
        amounts={"spent": row.spent},
        accounts={"advance": AccountRef(advance.account)},
        groups={
            "vouchers": tuple(_expenses(vouchers)),
            "budget": budget,
        },
    )


def _expenses(vouchers: Sequence[ClearingVoucher]) -> Iterator[Item]:
    """One line of the voucher for each account, in the order of the vouchers."""
    by_account: dict[str, list[ClearingVoucher]] = {}
    for voucher in vouchers:
        by_account.setdefault(voucher.account, []).append(voucher)
    for account, together in by_account.items():
        said = together[0].description if len(together) == 1 else ""
        yield Item({"amount": sum(each.amount for each in together)}, {"account": AccountRef(account)}, said)
