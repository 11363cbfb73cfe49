"""Money moved between bank accounts of the office with a paper written by hand (guideline LAO-8, UNIT-5)."""

from collections.abc import Sequence

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.office.treasury import commands as treasury
from khlang.office.treasury.schemas import CreateBankTransfer, Particulars
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Input, OptionalText, PositiveBaht, ShortText
from khlang.standards import message


class BankTransferByHand(Input):
    """One transfer: from which account to which, how much."""

    from_account: ShortText
    to_account: ShortText
    amount: PositiveBaht
    reference: Particulars = ""
    title: OptionalText = ""


def enter(envelope: Envelope, data: BankTransferByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Make the transfer, approved as the paper was; the voucher is of today."""
    said = {name: getattr(data, name) for name in type(data).model_fields}
    return treasury.record_transfer(envelope=envelope, data=CreateBankTransfer.model_construct(**said))


def needs(data: BankTransferByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """None: whether the money is there, the account itself says."""
    return ()


def shown(data: BankTransferByHand) -> Shown:
    """From where to where, how much."""
    title = data.title or message("bank_transfer.title", source=data.from_account, target=data.to_account)
    return Shown(data.to_account, title, data.amount)


KIND = PaperKind("bank_transfer", BankTransferByHand, needs, shown, enter)
