"""From a document of the treasury to what its posting rule asks for. Decides nothing."""

from collections.abc import Sequence

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.revenue.queries import CHEQUE_SUB
from khlang.office.treasury.models import EntryLine
from khlang.office.treasury.schemas import EntryLineInput
from khlang.standards import chart


def cash_deposit(*, bank: AccountRef, cash: int, cheque: int) -> Facts:
    """Facts of `cash_deposit.approved` (satang): cash and received cheques leave the cash box, the bank takes both."""
    box = chart().cash[0]
    parts = ((AccountRef(box), cash), (AccountRef(box, CHEQUE_SUB), cheque))
    return Facts(
        amounts={"amount": cash + cheque},
        accounts={"bank": bank},
        groups={"monies": tuple(Item({"amount": amount}, {"money": money}) for money, amount in parts)},
    )


def bank_transfer(*, source: AccountRef, target: AccountRef, amount: int) -> Facts:
    """Facts of `bank_transfer.approved`; amount in satang."""
    return Facts(amounts={"amount": amount}, accounts={"from_bank": source, "to_bank": target})


def entries(*, document_id: int) -> Facts:
    """Facts of `general_voucher.approved` and `opening_balance.approved`: the lines as their author wrote them."""
    rows = list(EntryLine.objects.filter(document_id=document_id).order_by("position"))
    return Facts(
        groups={
            "debits": tuple(_item(row, row.debit) for row in rows if row.debit),
            "credits": tuple(_item(row, row.credit) for row in rows if row.credit),
        }
    )


def written(*, lines: Sequence[EntryLineInput]) -> Facts:
    """Facts of `general_voucher.approved` for lines that are not kept yet: those of a voucher made by hand."""
    return Facts(
        groups={
            "debits": tuple(_item(line, line.debit) for line in lines if line.debit),
            "credits": tuple(_item(line, line.credit) for line in lines if line.credit),
        }
    )


def _item(row: EntryLine | EntryLineInput, amount: int) -> Item:
    return Item({"amount": amount}, {"account": AccountRef(row.account, row.sub)}, row.description)
