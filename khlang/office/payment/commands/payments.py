"""Payments: made, fetched by their payees, taken back before they are made, stopped after."""

from typing import Any

from khlang.core.refusal import Refusal, Refusals
from khlang.office.disbursement import queries as dika_queries
from khlang.office.payment import facts, payees, settling, undoing, wording
from khlang.office.payment.lifecycle import PAYMENT
from khlang.office.payment.models import Payment
from khlang.office.payment.schemas import (
    CollectMany,
    CollectPayment,
    ConfirmPayee,
    PayMany,
    PayPayment,
    PayReport,
    StopPayment,
)
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMoveWithReason


@command("payment.pay", schema=PayPayment)
def pay(*, envelope: Envelope, data: PayPayment) -> Outcome:
    """Pay: the payment voucher (ใบผ่านรายการจ่าย) of today is drawn in the same write (spec 4.3).

    Refusals: document_not_found, amount_in_words_differs, those of `settling.settle`.
    """
    writes.hold(org=envelope.org)
    dues = settling.due(payment_ids=[data.document_id], fields={data.document_id: "document_id"})
    wording.require_words(words=data.amount_in_words, net=dues[0].row.net, field="amount_in_words")
    return settling.settle(envelope=envelope, dues=dues, reference=data.reference)[0]


@command("payment.pay_many", schema=PayMany)
def pay_many(*, envelope: Envelope, data: PayMany) -> Outcome:
    """Pay many payments of signed reports at once, each with its own voucher; all or none.

    `data["payments"]` and `data["vouchers"]` of the outcome list them in order. Refusals: those of `pay`, at the payment.
    """
    writes.hold(org=envelope.org)
    dues = settling.due(
        payment_ids=data.payments, fields={each: f"payments.{at}" for at, each in enumerate(data.payments)}
    )
    return _together(settling.settle(envelope=envelope, dues=dues, reference=data.reference))


@command("cheque_report.pay", schema=PayReport)
def pay_report(*, envelope: Envelope, data: PayReport) -> Outcome:
    """Pay everything on a signed report that is not paid yet; with nothing left the report is closed.

    Refusals: document_not_found, those of `pay`.
    """
    writes.hold(org=envelope.org)
    report = documents.get(document_id=data.document_id, kind="cheque_report")
    unpaid = Payment.objects.filter(report_id=report.id, live=True, paid_date__isnull=True).order_by("position")
    ids = list(unpaid.values_list("document_id", flat=True))
    dues = settling.due(payment_ids=ids, fields=dict.fromkeys(ids, "document_id"))
    return _together(settling.settle(envelope=envelope, dues=dues, reference=data.reference, report=report))


def _together(outcomes: list[Outcome]) -> Outcome:
    """The first outcome, telling of all."""
    made = [each for each in outcomes if each.kind == "payment"]
    outcomes[0].data.update(
        payments=[each.document_id for each in made], vouchers=[each.voucher_number for each in made]
    )
    return outcomes[0]


@command("payment.collect", schema=CollectPayment)
def collect(*, envelope: Envelope, data: CollectPayment) -> Outcome:
    """The payee (or who comes for him) fetched the cheque or slip and signed for it.

    Refusals: document_not_found, payment_by_transfer, those of the lifecycle, stale_version.
    """
    document = _get(data.document_id)
    _require_handed_over([document], ["document_id"])
    outcome = spine.carry_out(envelope=envelope, lifecycle=PAYMENT, move="collect", document=document)
    Payment.objects.filter(document_id=document.id).update(
        collected_date=envelope.today, collected_by=data.collected_by or document.party_name
    )
    return outcome


@command("payment.collect_many", schema=CollectMany)
def collect_many(*, envelope: Envelope, data: CollectMany) -> Outcome:
    """Cheques and slips that were fetched by their payees today; all or none.

    Refusals: document_not_found, payment_by_transfer, those of the lifecycle.
    """
    found = documents.get_many(document_ids=data.payments)
    fields = {each: f"payments.{at}" for at, each in enumerate(data.payments)}
    missing = [each for each in fields if each not in found or found[each].kind != "payment"]
    if missing:
        raise Refusals(Refusal("document_not_found", field=fields[each]) for each in missing)
    papers = [found[each] for each in fields]
    _require_handed_over(papers, list(fields.values()))
    outcomes = spine.carry_out_all(envelope=envelope, lifecycle=PAYMENT, move="collect", documents=papers)
    rows = list(Payment.objects.filter(document_id__in=list(fields)))
    for row in rows:
        row.collected_date, row.collected_by = envelope.today, found[row.document_id].party_name
    Payment.objects.bulk_update(rows, ["collected_date", "collected_by"])
    return outcomes[0]


def _require_handed_over(papers: list[Any], fields: list[str]) -> None:
    """A transfer reaches its payee in the bank; nobody fetches it."""
    refused = [
        Refusal("payment_by_transfer", field=field, number=document.number)
        for document, field in zip(papers, fields, strict=True)
        if document.channel == "transfer"
    ]
    if refused:
        raise Refusals(refused)


@command("payment.confirm_payee", schema=ConfirmPayee)
def confirm_payee(*, envelope: Envelope, data: ConfirmPayee) -> Outcome:
    """A second person asked the payee back about an account that changed within seven days (reliability F-2).

    Refusals: document_not_found, payee_account_unconfirmed, payee_account_changed, own_approval (who proposed or confirmed
    the account, or prepared the payment), those of the lifecycle, stale_version.
    """
    document = _get(data.document_id)
    targets = payees.kept(payment_ids=[document.id])[document.id]
    accounts = payees.checked(targets=[("document_id", target) for target in targets], on=envelope.today)
    payees.require_other_person(accounts=payees.recent(accounts=accounts), actor_id=envelope.actor.id)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=PAYMENT, move="confirm_payee", document=document, reason=data.call_back
    )
    Payment.objects.filter(document_id=document.id).update(call_back=data.call_back, called_back_on=envelope.today)
    return outcome


@command("payment.cancel", schema=DocumentMoveWithReason)
def cancel(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Cancel a payment before it is made: its number is void, its dika may be prepared again.

    Refusals: document_not_found, those of the lifecycle (reason_required, move_not_allowed once paid), stale_version.
    """
    _get(data.document_id)
    row = Payment.objects.get(document_id=data.document_id)
    return undoing.cancel(envelope=envelope, payments=[row], reason=data.reason)[0]


@command("payment.stop", schema=StopPayment)
def stop(*, envelope: Envelope, data: StopPayment) -> Outcome:
    """A cheque (or a transfer that came back) does not reach its payee: a general voucher of today puts the money back
    into the bank and what is owed back on its liability, to be paid by a dika of its own (spec 5.3 entry 53).

    The number is void, or stale. Refusals: document_not_found, those of the lifecycle (reason_required, own_approval),
    payment_on_closed_day, stale_version.
    """
    document = _get(data.document_id)
    row = Payment.objects.select_related("bank_account").get(document_id=document.id)
    settling.require_open_day(envelope=envelope)
    view = dika_queries.dikas(document_ids=[row.dika_id])[row.dika_id]
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=PAYMENT, move="stop", document=document, reason=data.reason,
        facts=facts.stopped(payment=row, view=view),
    )  # fmt: skip
    Payment.objects.filter(document_id=document.id).update(stopped_date=envelope.today)
    undoing.void(payment_ids=[document.id], reason=data.reason, stale=data.stale)
    return outcome


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind="payment")
