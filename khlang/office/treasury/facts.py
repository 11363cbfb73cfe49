"""From a document of the treasury to what its posting rule asks for. Decides nothing."""

from khlang.core.posting import AccountRef, Facts, Item
from khlang.office.treasury.models import BankTransfer, CashDeposit, EntryLine


def cash_deposit(*, deposit: CashDeposit, cash_account: str, cheque_sub: str) -> Facts:
    """Facts of `cash_deposit.approved`: cash and received cheques leave the cash box, the bank account takes both."""
    parts = ((AccountRef(cash_account), deposit.cash), (AccountRef(cash_account, cheque_sub), deposit.cheque))
    return Facts(
        amounts={"amount": deposit.cash + deposit.cheque},
        accounts={"bank": AccountRef(deposit.bank_account.account, deposit.bank_code)},
        groups={"monies": tuple(Item({"amount": amount}, {"money": money}) for money, amount in parts)},
    )


def bank_transfer(*, transfer: BankTransfer) -> Facts:
    """Facts of `bank_transfer.approved`."""
    return Facts(
        amounts={"amount": transfer.amount},
        accounts={
            "from_bank": AccountRef(transfer.from_account.account, transfer.from_code),
            "to_bank": AccountRef(transfer.to_account.account, transfer.to_code),
        },
    )


def entries(*, document_id: int) -> Facts:
    """Facts of `general_voucher.approved` and `opening_balance.approved`: the lines as their author wrote them."""
    rows = list(EntryLine.objects.filter(document_id=document_id).order_by("position"))
    return Facts(
        groups={
            "debits": tuple(_item(row, row.debit) for row in rows if row.debit),
            "credits": tuple(_item(row, row.credit) for row in rows if row.credit),
        }
    )


def _item(row: EntryLine, amount: int) -> Item:
    return Item({"amount": amount}, {"account": AccountRef(row.account, row.sub)}, row.description)
