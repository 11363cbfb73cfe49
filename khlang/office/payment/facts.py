"""From a payment to what its posting rule asks for. Decides nothing."""

from typing import Any

from khlang.core.posting import AccountRef, Facts
from khlang.office.payment.models import Payment
from khlang.standards import chart

#: Money that was to be paid and has no creditor's account to go back to (entry 53: เงินรอตรวจสอบ).
UNDER_INVESTIGATION = "2116010199.001"
#: Trade payables: the creditors that an acceptance puts up.
PAYABLES = ("2101010101.001", "2101010102.001")


def stopped(*, payment: Payment, view: Any) -> Facts:
    """Facts of `payment.stopped`: the bank has the money again; it is owed to the creditor the dika paid, if it paid one
    only, or stands under investigation. What was to reach another bank account of the office has not."""
    bank = AccountRef(payment.bank_account.account, payment.bank_code)
    owed = {(line.account, line.sub) for line in view.lines}
    creditor = owed.pop() if len(owed) == 1 else ("", "")
    own = bool(creditor[0]) and chart().is_bank(creditor[0])
    back = creditor if own or creditor[0] in PAYABLES else (UNDER_INVESTIGATION, "")
    return Facts(
        amounts={"amount": payment.net},
        accounts={"bank": bank, "liability": AccountRef(chart().posting(back[0]).code, back[1])},
    )
