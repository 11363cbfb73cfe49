"""From a receipt, a summary or a reversal to what its posting rule asks for. Decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.revenue.models import ReceiptLine, SummaryLine
from khlang.standards import chart


@dataclass(frozen=True, slots=True)
class Share:
    """An amount (satang) on an account of the chart and its sub-ledger."""

    account: str
    sub: str
    amount: int


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
    rows = list(SummaryLine.objects.filter(document_id=document_id).order_by("position"))
    return Facts(
        groups={
            "monies": tuple(_item(_share(row), "money") for row in rows if row.side == "money"),
            "items": tuple(_item(_share(row), "account") for row in rows if row.side == "item"),
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


def _share(row: ReceiptLine | SummaryLine) -> Share:
    return Share(row.account, row.sub, row.amount)


def _item(share: Share, role: str) -> Item:
    return Item(amounts={"amount": share.amount}, accounts={role: AccountRef(share.account, share.sub)})
