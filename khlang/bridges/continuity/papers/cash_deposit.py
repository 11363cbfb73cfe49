"""Cash and cheques taken to the bank with a slip written by hand (guideline LAO-8, UNIT-5)."""

from collections.abc import Sequence

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.office.treasury import commands as treasury
from khlang.office.treasury.schemas import CreateCashDeposit, Particulars
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Input, OptionalText, ShortText
from khlang.standards import message


class CashDepositByHand(Input):
    """One deposit: into which account, how much cash, how much in received cheques, the bank's own slip number."""

    bank_account: ShortText
    cash: Baht = 0
    cheque: Baht = 0
    slip: Particulars = ""
    title: OptionalText = ""


def enter(envelope: Envelope, data: CashDepositByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Make the deposit, approved as the paper was; the voucher is of today."""
    said = {name: getattr(data, name) for name in type(data).model_fields}
    return treasury.record_deposit(envelope=envelope, data=CreateCashDeposit.model_construct(**said))


def needs(data: CashDepositByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """None: whether the money is there, the cash box itself says."""
    return ()


def shown(data: CashDepositByHand) -> Shown:
    """Into which account, how much."""
    title = data.title or message("cash_deposit.title", bank=data.bank_account)
    return Shown(data.bank_account, title, data.cash + data.cheque)


KIND = PaperKind("cash_deposit", CashDepositByHand, needs, shown, enter)
