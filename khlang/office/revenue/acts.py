"""Receipts for what is kept back from a payment: a fine for delay is revenue of the office although no money comes in.

The payment posts the revenue (dika.paid credits it); the receipt gives it a number, so that the payee has his copy and the
revenue register counts it once. It is written together with the payment, never alone: there is no command for it.
"""

from dataclasses import dataclass

from khlang.core.refusal import Refusal
from khlang.office.revenue.lifecycle import RECEIPT
from khlang.office.revenue.models import DEDUCTION, Receipt, ReceiptLine
from khlang.platform.commands import Envelope
from khlang.platform.db.writes import Rows
from khlang.spine.documents import spine
from khlang.spine.documents.spine import Act, NewDocument
from khlang.standards import RevenueItem, revenue_items


@dataclass(frozen=True, slots=True)
class Kept:
    """An amount (satang) kept back from a payee on a revenue account. `reference` names the payment it was kept from."""

    account: str
    amount: int
    description: str
    party_id: int | None
    party_name: str
    reference: str


def is_revenue(*, account: str) -> bool:
    """Whether what is credited to the account of the chart is revenue that a receipt is written for."""
    return _item(account) is not None


def acknowledge(*, envelope: Envelope, kept: Kept) -> tuple[Act, tuple[Rows, ...]]:
    """The receipt of one amount kept back, decided and ready to be written with the payment: posted at once, with a drawn
    number and without an entry of its own (spec 4.1: fines are receipted separately).

    Refusals: account_unknown (no revenue item stands for the account), duty_missing.
    """
    item = _item(kept.account)
    if item is None:
        raise Refusal("account_unknown", code=kept.account)
    new = NewDocument(
        title=kept.description, document_date=envelope.today, amount=kept.amount, party_id=kept.party_id,
        party_name=kept.party_name, channel=DEDUCTION,
    )  # fmt: skip
    receipt = {
        "document_id": new.id, "collector_id": envelope.actor.id, "issued_on": envelope.today, "channel": DEDUCTION,
        "money_account": "", "money_sub": "", "reference": kept.reference,
    }  # fmt: skip
    line = {
        "document_id": new.id, "position": 1, "item": item.code, "description": kept.description, "amount": kept.amount,
        "account": item.account, "sub": item.code,
    }  # fmt: skip
    act = spine.decide(envelope=envelope, lifecycle=RECEIPT, move="acknowledge", new=new)
    return act, (Rows(Receipt, [receipt]), Rows(ReceiptLine, [line]))


def _item(account: str) -> RevenueItem | None:
    """The item of the revenue classification that is kept on an account: the first that is in use."""
    return next(
        (
            item
            for item in revenue_items()
            if item.account == account and item.kind == "revenue" and item.valid_to is None
        ),
        None,
    )
