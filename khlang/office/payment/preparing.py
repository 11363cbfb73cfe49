"""Everything that is written when payments are prepared: the report, its payments, the numbers that they use, whom transfers
pay. In the system, or after a report that was made by hand (`by_hand`): the days are then those of the paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khlang.office.banking.queries import Bank
from khlang.office.disbursement import acts as dika_acts
from khlang.office.payment import payees
from khlang.office.payment.choosing import Chosen
from khlang.office.payment.lifecycle import CHEQUE_REPORT, PAYMENT
from khlang.office.payment.models import ChequeReport, Instrument, Payment, PaymentPayee
from khlang.platform.commands import Envelope
from khlang.platform.db.writes import Rows
from khlang.spine.documents import spine
from khlang.spine.documents.spine import Act, NewDocument
from khlang.standards import message


def compose(
    *, envelope: Envelope, bank: Bank, channel: str, title: str, wanted: Sequence[Chosen], by_hand: bool = False
) -> tuple[NewDocument, list[Act], list[Rows]]:
    """The report (its act stands first), its payments and dika decided, and their rows. The caller holds the organisation.

    Refusals: duty_missing, paper_required (by hand, without a paper), move_not_allowed (a dika is not to be paid so).
    """
    day = envelope.paper.date if by_hand and envelope.paper else envelope.today
    report = _report(day, bank, channel, title, wanted)
    payments = [_payment(day, channel, each, papered=not by_hand) for each in wanted]
    acts = [
        spine.decide(
            envelope=envelope, lifecycle=CHEQUE_REPORT, move="record" if by_hand else "prepare", new=report
        ),
        *(
            spine.decide(
                envelope=envelope, lifecycle=PAYMENT, move="prepare_by_hand" if by_hand else "prepare", new=new
            )
            for new in payments
        ),
        *dika_acts.prepare(
            envelope=envelope.unversioned(), dikas=[each.view for each in wanted], by_hand=by_hand
        ),
    ]  # fmt: skip
    return report, acts, _rows(report, list(zip(payments, wanted, strict=True)), bank, channel, day)


def _rows(
    report: NewDocument, made: Sequence[tuple[NewDocument, Chosen]], bank: Bank, channel: str, day: date
) -> list[Rows]:
    payments = [
        payment_row(document_id=new.id, channel=channel, bank=bank, view=each.view, number=each.number)
        | {"report_id": report.id, "position": at}
        for at, (new, each) in enumerate(made, start=1)
    ]
    forms = [
        form_row(form=each.form, bank=bank, channel=channel, day=day, payment_id=new.id)
        for new, each in made
        if each.form
    ]
    targets = [
        row
        for new, each in made
        for row in payees.rows(payment_id=new.id, targets=each.targets, accounts=each.accounts)
    ]
    return [
        Rows(ChequeReport, [_report_row(report, channel, bank, [each for _, each in made])]),
        Rows(Payment, payments),
        Rows(Instrument, forms),
        Rows(PaymentPayee, targets),
    ]


def _report(day: date, bank: Bank, channel: str, title: str, wanted: Sequence[Chosen]) -> NewDocument:
    return NewDocument(
        title=title or message(f"cheque_report.title.{channel}", bank=bank.code, count=len(wanted)), document_date=day,
        amount=sum(each.view.net for each in wanted), party_name=bank.bank_name, channel=channel,
    )  # fmt: skip


def _report_row(report: NewDocument, channel: str, bank: Bank, wanted: Sequence[Chosen]) -> dict[str, Any]:
    return {
        "document_id": report.id, "bank_account_id": bank.id, "bank_code": bank.code, "channel": channel,
        "gross": sum(each.view.gross for each in wanted), "deducted": sum(each.view.deducted for each in wanted),
        "net": report.amount,
    }  # fmt: skip


def _payment(day: date, channel: str, each: Chosen, *, papered: bool) -> NewDocument:
    """The document of one payment; one that stands in a report made by hand has no paper of its own yet."""
    return NewDocument(
        title=each.view.title, document_date=day, amount=each.view.net, party_id=each.view.payee_id,
        party_name=each.view.payee_name, channel=channel, papered=papered,
    )  # fmt: skip


def payment_row(*, document_id: int, channel: str, bank: Bank, view: Any, number: str) -> dict[str, Any]:
    """The row of a payment of a dika, without a report."""
    return {
        "document_id": document_id, "report_id": None, "position": 1, "dika_id": view.id, "channel": channel,
        "bank_account_id": bank.id, "bank_code": bank.code, "number": number, "gross": view.gross,
        "deducted": view.deducted, "net": view.net,
    }  # fmt: skip


def form_row(
    *, form: Any, bank: Bank, channel: str, day: date, payment_id: int | None = None, voided: str | None = None
) -> dict[str, Any]:
    """The row of a form that is gone: used for a payment, or void for a reason."""
    return {
        "book_id": form.book_id, "bank_code": bank.code, "kind": channel, "number": form.number,
        "state": "used" if voided is None else "voided", "payment_id": payment_id, "day": day,
        "reason": (voided or "")[:500],
    }  # fmt: skip
