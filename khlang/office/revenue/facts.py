"""From a receipt, a summary or a reversal to what its posting rule asks for. Decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.revenue.models import ReceiptLine, SummaryLine
from khlang.standards import chart


@dataclass(frozen=True, slots=True)
class Share:
    """An amount (satang) on an account of the chart and its sub-ledger."""

    account: str
    sub: str
    amount: int


class Summed(Protocol):
    """A line of a summary, kept or about to be: `side` money or item, satang."""

    @property
    def side(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def sub(self) -> str: ...
    @property
    def amount(self) -> int: ...


def transfer(*, bank: AccountRef, lines: Iterable[Share]) -> Facts:
    """Facts of `receipt.transfer_received`: the bank account takes the total, each line goes to its own account."""
    shares = tuple(lines)
    return Facts(
        amounts={"total": sum(share.amount for share in shares)},
        accounts={"bank": bank},
        groups={"items": tuple(_item(share, "account") for share in shares)},
    )


def summary(*, document_id: int) -> Facts:
    """Facts of `remittance_summary.posted`, from the frozen lines of the summary."""
    return summed(lines=list(SummaryLine.objects.filter(document_id=document_id).order_by("position")))


def summed(*, lines: Iterable[Summed]) -> Facts:
    """Facts of `remittance_summary.posted`, from lines that are summed up."""
    shares = [(line.side, Share(line.account, line.sub, line.amount)) for line in lines]
    return Facts(
        groups={
            "monies": tuple(_item(share, "money") for side, share in shares if side == "money"),
            "items": tuple(_item(share, "account") for side, share in shares if side == "item"),
        }
    )


def reversal(*, receipt_id: int, money: AccountRef, after_year: bool = False) -> Facts:
    """Facts of `receipt_reversal.approved`: the lines of the receipt back, the money out of `money`.

    With `after_year` those of `receipt_reversal.approved_after_year`: revenue of the earlier year stands apart.
    """
    shares = [_share(row) for row in ReceiptLine.objects.filter(document_id=receipt_id).order_by("position")]
    total = Share(money.code, money.sub, sum(share.amount for share in shares))
    earlier = [share for share in shares if after_year and chart().account(share.account).kind == "revenue"]
    return Facts(
        groups={
            "earlier_revenue": tuple(_item(share, "account") for share in earlier),
            "items": tuple(_item(share, "account") for share in shares if share not in earlier),
            "monies": (_item(total, "money"),),
        }
    )


def _share(row: ReceiptLine) -> Share:
    return Share(row.account, row.sub, row.amount)


def _item(share: Share, role: str) -> Item:
    return Item(amounts={"amount": share.amount}, accounts={role: AccountRef(share.account, share.sub)})
