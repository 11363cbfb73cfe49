"""What was paid by hand, written as of today: the payment, its dika with the payment voucher, what follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from khlang.core.posting import AccountRef
from khlang.office.disbursement import acts as dika_acts
from khlang.office.payment import settling, withholding
from khlang.office.payment.lifecycle import CHEQUE_REPORT, PAYMENT
from khlang.office.payment.models import Payment
from khlang.office.revenue import acts as revenue
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.spine import Act, NewDocument

#: Receipts of fines, certificates of tax and advances follow from a payment and are made under its duty.
_FOLLOWING = "payment.pay"


@dataclass(frozen=True, slots=True)
class Handed:
    """A payment that was made by hand: the one that stands prepared, or a new one without report; the dika it pays, and
    the bank account (account of the chart, its code)."""

    document: Any
    new: NewDocument | None
    report_id: int | None
    view: Any
    bank: AccountRef

    @property
    def id(self) -> int:
        """The identifier of the payment's document."""
        return int(self.new.id if self.new is not None else self.document.id)


def settle(*, envelope: Envelope, paid: Handed, day: date, rows: Sequence[Rows] = ()) -> Outcome:
    """Everything in one write, posted today; the outcome is the payment's, with its payment voucher. `day` (C.E.) is that of
    the paper: the tax was withheld on it.

    The caller holds the organisation. Refusals: payment_on_closed_day, paper_required, those of the lifecycles and of the
    ledger (bank_insufficient).
    """
    settling.require_open_day(envelope=envelope)
    following = _following(envelope)
    if paid.new is not None:
        own = spine.decide(envelope=envelope, lifecycle=PAYMENT, move="record", new=paid.new)
    else:
        own = spine.decide(
            envelope=envelope, lifecycle=PAYMENT, move="pay_by_hand", document=paid.document, papered=True
        )
    dika = dika_acts.pay(envelope=following, dikas=[(paid.view, paid.bank)], by_hand=True)[0]
    number = paid.document.number if paid.document else envelope.paper.number if envelope.paper else ""
    kept = [revenue.acknowledge(envelope=following, kept=each) for each in settling.kept(number=number, view=paid.view)]
    certificates, taxes = withholding.compose(envelope=following, paid=[(paid, paid.view)], on=day)
    acts = [own, *dika, *(act for act, _ in kept), *certificates, *_closing(envelope.unversioned(), paid)]
    written = (*rows, *(row for _, those in kept for row in those), taxes)
    outcomes = spine.write(envelope=envelope, acts=acts, rows=written)
    made, spent = outcomes[0], outcomes[1]
    return replace(made, voucher_id=spent.voucher_id, voucher_number=spent.voucher_number, lines=spent.lines)


def _following(envelope: Envelope) -> Envelope:
    """The same for what follows from the payment: it has no paper of its own, and whoever may record the paper may record
    what the payment brought with it."""
    actor = replace(envelope.actor, duties=envelope.actor.duties | {_FOLLOWING})
    return replace(envelope.unversioned(), actor=actor, paper=None)


def _closing(envelope: Envelope, paid: Handed) -> list[Act]:
    """The report, when nothing of it is left to pay."""
    if paid.report_id is None:
        return []
    unpaid = Payment.objects.filter(report_id=paid.report_id, live=True, paid_date__isnull=True)
    if unpaid.exclude(document_id=paid.id).exists():
        return []
    report = documents.get(document_id=paid.report_id)
    return [spine.decide(envelope=envelope, lifecycle=CHEQUE_REPORT, move="close_by_hand", document=report)]
