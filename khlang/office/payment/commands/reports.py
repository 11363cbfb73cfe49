"""Reports of cheques, withdrawal slips and transfers prepared (รายงานการจัดทำเช็ค/ใบถอน): made, signed by three, cancelled."""

from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.banking.queries import Bank
from khlang.office.disbursement import acts as dika_acts
from khlang.office.payment import choosing, payees, undoing
from khlang.office.payment.choosing import Chosen
from khlang.office.payment.lifecycle import CHEQUE_REPORT, PAYMENT
from khlang.office.payment.models import ChequeReport, Instrument, Payment, PaymentPayee, Signature
from khlang.office.payment.schemas import PrepareReport
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.documents.spine import Act, NewDocument
from khlang.standards import message
from khlang.standards.cheques import places_of, signing_places


@command("cheque_report.prepare", schema=PrepareReport)
def prepare_report(*, envelope: Envelope, data: PrepareReport) -> Outcome:
    """Prepare cheques, slips or transfers for approved dika: report, payments and used numbers in one write (spec 4.3).

    Nothing is posted: that happens when the money is paid. Refusals: duty_missing, bank_account_unknown,
    bank_account_closed, those of `choosing`, move_not_allowed (a dika is not approved), stale_version.
    """
    writes.hold(org=envelope.org)  # two treasurers at once: the second sees which dika and numbers are gone
    bank = banking.usable(code=data.bank_account)
    wanted = choosing.chosen(envelope=envelope, data=data)
    report = _report(envelope, data, bank, wanted)
    acts: list[Act] = [spine.decide(envelope=envelope, lifecycle=CHEQUE_REPORT, move="prepare", new=report)]
    payments = [_payment(envelope, data.channel, each) for each in wanted]
    acts += [spine.decide(envelope=envelope, lifecycle=PAYMENT, move="prepare", new=new) for new in payments]
    acts += dika_acts.prepare(envelope=envelope.unversioned(), dikas=[each.view for each in wanted])
    made = list(zip(payments, wanted, strict=True))
    rows = (
        Rows(ChequeReport, [_report_row(report, data.channel, bank, wanted)]),
        Rows(
            Payment,
            [
                _payment_row(new, report.id, at, data.channel, bank, each)
                for at, (new, each) in enumerate(made, start=1)
            ],
        ),
        Rows(Instrument, [_instrument_row(new, envelope, data.channel, bank, each) for new, each in made if each.form]),
        Rows(
            PaymentPayee,
            [
                row
                for new, each in made
                for row in payees.rows(payment_id=new.id, targets=each.targets, accounts=each.accounts)
            ],
        ),
    )
    return spine.write(envelope=envelope, acts=acts, rows=rows)[0]


def _report(envelope: Envelope, data: PrepareReport, bank: Bank, wanted: list[Chosen]) -> NewDocument:
    title = data.title or message(f"cheque_report.title.{data.channel}", bank=bank.code, count=len(wanted))
    return NewDocument(
        title=title, document_date=envelope.today, amount=sum(each.view.net for each in wanted),
        party_name=bank.bank_name, channel=data.channel,
    )  # fmt: skip


def _report_row(report: NewDocument, channel: str, bank: Bank, wanted: list[Chosen]) -> dict[str, Any]:
    return {
        "document_id": report.id, "bank_account_id": bank.id, "bank_code": bank.code, "channel": channel,
        "gross": sum(each.view.gross for each in wanted), "deducted": sum(each.view.deducted for each in wanted),
        "net": report.amount,
    }  # fmt: skip


def _payment(envelope: Envelope, channel: str, each: Chosen) -> NewDocument:
    return NewDocument(
        title=each.view.title, document_date=envelope.today, amount=each.view.net, party_id=each.view.payee_id,
        party_name=each.view.payee_name, channel=channel,
    )  # fmt: skip


def _payment_row(
    new: NewDocument, report_id: int, position: int, channel: str, bank: Bank, each: Chosen
) -> dict[str, Any]:
    return {
        "document_id": new.id, "report_id": report_id, "position": position, "dika_id": each.view.id,
        "channel": channel, "bank_account_id": bank.id, "bank_code": bank.code, "number": each.number,
        "gross": each.view.gross, "deducted": each.view.deducted, "net": each.view.net,
    }  # fmt: skip


def _instrument_row(new: NewDocument, envelope: Envelope, channel: str, bank: Bank, each: Chosen) -> dict[str, Any]:
    return {
        "book_id": each.form.book_id if each.form else None, "bank_code": bank.code, "kind": channel,
        "number": each.number, "payment_id": new.id, "day": envelope.today,
    }  # fmt: skip


@command("cheque_report.sign", schema=DocumentMove)
def sign_report(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Sign a report in the place of one's office; with the last of the three signatures it may be paid (spec 1.3).

    Refusals: document_not_found, signed_before, signature_place_taken, own_approval and the others of the lifecycle,
    stale_version.
    """
    document = _get(data.document_id)
    signed = list(Signature.objects.filter(document_id=document.id))
    if envelope.actor.id in {row.person_id for row in signed}:
        raise Refusal("signed_before", number=document.number)
    taken = {row.place for row in signed}
    open_places = [place for place in places_of(envelope.actor.duties) if place not in taken]
    move = "complete" if len(signed) + 1 >= len(signing_places()) else "sign"
    act = spine.decide(envelope=envelope, lifecycle=CHEQUE_REPORT, move=move, document=document)
    if not open_places:
        raise Refusal("signature_place_taken", number=document.number)
    row = {
        "document_id": document.id, "place": open_places[0], "person_id": envelope.actor.id,
        "name": envelope.actor.name, "signed_on": envelope.today,
    }  # fmt: skip
    return spine.write(envelope=envelope, acts=(act,), rows=(Rows(Signature, [row]),))[0]


@command("cheque_report.cancel", schema=DocumentMoveWithReason)
def cancel_report(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Cancel a report before anything on it is paid: its numbers are voided, its dika may be prepared again.

    Refusals: document_not_found, report_partly_paid, those of the lifecycle (reason_required, duty_missing), stale_version.
    """
    writes.hold(org=envelope.org)
    document = _get(data.document_id)
    rows = list(Payment.objects.filter(report_id=document.id, live=True).order_by("position"))
    if any(row.paid_date for row in rows):
        raise Refusal("report_partly_paid", number=document.number)
    act = spine.decide(envelope=envelope, lifecycle=CHEQUE_REPORT, move="cancel", document=document, reason=data.reason)
    return undoing.cancel(envelope=envelope, payments=rows, reason=data.reason, before=(act,))[0]


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind="cheque_report")
