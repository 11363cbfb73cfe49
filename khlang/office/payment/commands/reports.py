"""Reports of cheques, withdrawal slips and transfers prepared (รายงานการจัดทำเช็ค/ใบถอน): made, signed by three, cancelled."""

from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.payment import choosing, preparing, undoing
from khlang.office.payment.lifecycle import CHEQUE_REPORT
from khlang.office.payment.models import Payment, Signature
from khlang.office.payment.schemas import PrepareReport
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
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
    _, acts, rows = preparing.compose(
        envelope=envelope, bank=bank, channel=data.channel, title=data.title, wanted=wanted
    )
    return spine.write(envelope=envelope, acts=acts, rows=rows)[0]


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
