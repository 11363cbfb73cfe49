"""From a payment to what its posting rule asks for. Decides nothing."""

from typing import Any

from khlang.core.posting import AccountRef, Facts
from khlang.office.payment.models import Payment
from khlang.standards import chart, named_account
from khlang.standards.acceptance import acceptance_rules


def stopped(*, payment: Payment, view: Any) -> Facts:
    """Facts of `payment.stopped`: the bank has the money again; it is owed to the creditor the dika paid, if it paid one
    only, or stands under investigation. What was to reach another bank account of the office has not."""
    bank = AccountRef(payment.bank_account.account, payment.bank_code)
    owed = {(line.account, line.sub) for line in view.lines}
    creditor = owed.pop() if len(owed) == 1 else ("", "")
    own = bool(creditor[0]) and chart().is_bank(creditor[0])
    back = creditor if own or creditor[0] in acceptance_rules().payables else (named_account("unidentified"), "")
    return Facts(
        amounts={"amount": payment.net},
        accounts={"bank": bank, "liability": AccountRef(chart().posting(back[0]).code, back[1])},
    )
