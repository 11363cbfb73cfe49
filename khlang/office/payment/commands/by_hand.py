"""Cheques prepared and money paid by hand while the system stood still, recorded from their papers (LAO-3.2, UNIT-2.2)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khlang.core.money import format_baht
from khlang.core.posting import AccountRef
from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.banking.queries import Bank
from khlang.office.disbursement import queries as dika_queries
from khlang.office.payment import by_hand, choosing, payees, preparing, stock, undoing, wording
from khlang.office.payment.by_hand import Handed
from khlang.office.payment.models import NUMBERED, Instrument, Payment, PaymentPayee, Signature
from khlang.office.payment.schemas import RecordPayment, RecordReport, SpoiltForm
from khlang.platform.commands import Envelope, Outcome, Paper, command
from khlang.platform.conditions import on_paper
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.spine import NewDocument
from khlang.spine.organisations import queries as organisations
from khlang.standards import message
from khlang.standards.cheques import signing_places

#: Bodies that pay without a report of cheques prepared (the letter to the units has none).
WITHOUT_REPORT = ("unit",)


@command("cheque_report.record", schema=RecordReport, by_paper=True)
def record_report(*, envelope: Envelope, data: RecordReport) -> Outcome:
    """Record a report of cheques, slips or transfers that was made and signed by hand (LAO-3.2(1), (2)).

    It takes dika made by hand, and approved ones of the system that nobody has prepared meanwhile; its numbers are used and
    its spoilt forms void from now on. Nothing is posted. Refusals: paper_required, bank_account_unknown,
    bank_account_closed, those of `choosing.by_hand`, report_total_differs, report_signers_missing, cheque_number_used
    (at `voided.<n>.number`).
    """
    paper = on_paper(envelope=envelope, document="cheque_report")
    writes.hold(org=envelope.org)
    bank = banking.usable(code=data.bank_account)
    wanted = choosing.by_hand(data=data)
    total = sum(each.view.net for each in wanted)
    if data.total is not None and data.total != total:
        raise Refusal("report_total_differs", field="total", written=format_baht(data.total), net=format_baht(total))
    places = signing_places()
    if len(data.signers) != len(places):
        raise Refusal("report_signers_missing", field="signers", given=len(data.signers), wanted=len(places))
    report, acts, rows = preparing.compose(
        envelope=envelope, bank=bank, channel=data.channel, title=data.title, wanted=wanted, by_hand=True
    )
    rows.append(
        Rows(
            Signature,
            [
                {"document_id": report.id, "place": place, "person_id": None, "name": name, "signed_on": paper.date}
                for place, name in zip(places, data.signers, strict=True)
            ],
        )
    )
    rows += _spoilt(data.voided, bank, data.channel, paper.date, [each.number for each in wanted])
    return spine.write(envelope=envelope, acts=acts, rows=rows)[0]


@command("payment.record", schema=RecordPayment, by_paper=True)
def record_payment(*, envelope: Envelope, data: RecordPayment) -> Outcome:
    """Record that a dika was paid by hand (LAO-3.2(3), UNIT-2.2): the payment voucher is posted today, the day of the paper
    is kept, and certificates of tax and receipts of fines are made as with any payment.

    The payment that a report prepared is paid; a unit needs no report. A cheque that was written anew takes the place of
    the one of the report, whose number is void. Refusals: paper_required, document_not_found, cheque_amount_differs,
    payment_made_before, payment_prepared_otherwise, cheque_report_missing, field_required, those of the bank account and of
    the numbers, those of `by_hand.settle`.
    """
    paper = on_paper(envelope=envelope, document="payment")
    writes.hold(org=envelope.org)
    view = dika_queries.dikas(document_ids=[data.dika]).get(data.dika)
    if view is None:
        raise Refusal("document_not_found", field="dika")
    wording.require_amount(amount=data.amount, net=view.net, field="amount")
    row = Payment.objects.filter(dika_id=view.id, live=True).select_related("bank_account").first()
    if row is None:
        return _without_report(envelope, data, view, paper)
    return _of_report(envelope, data, view, row, paper)


def _of_report(envelope: Envelope, data: RecordPayment, view: Any, row: Payment, paper: Paper) -> Outcome:
    document = documents.get(document_id=row.document_id)
    if document.state != "prepared":
        raise Refusal("payment_made_before", field="dika", dika=view.number, payment=document.number)
    said = {"bank_account": row.bank_code, "channel": row.channel}
    for field, prepared in said.items():
        if getattr(data, field) not in ("", prepared):
            raise Refusal("payment_prepared_otherwise", field=field, payment=document.number, bank=row.bank_code,
                          channel=row.channel)  # fmt: skip
    bank = banking.find(code=row.bank_code)
    rows: list[Rows] = []
    number = row.number
    if data.number and data.number != row.number:
        number, rows = _anew(data, row, view, bank, paper)
    if bank is not None and row.channel in NUMBERED:
        rows += _spoilt(data.voided, bank, row.channel, paper.date, [number])
    paid = Handed(document, None, row.report_id, view, AccountRef(row.bank_account.account, row.bank_code))
    outcome = by_hand.settle(envelope=envelope, paid=paid, day=paper.date, rows=rows)
    Payment.objects.filter(document_id=document.id).update(
        paid_date=envelope.today, number=number, **_handed_over(data, view, row.channel, paper.date)
    )
    return outcome


def _anew(data: RecordPayment, row: Payment, view: Any, bank: Bank | None, paper: Paper) -> tuple[str, list[Rows]]:
    """The cheque was spoilt after its report and written anew: the number of the report is void, the other is used."""
    if bank is None or row.channel not in NUMBERED:
        raise Refusal("field_unknown", field="number")
    form = choosing.written_form(
        bank_code=row.bank_code, kind=row.channel, number=data.number, net=view.net, field="number"
    )
    undoing.void(payment_ids=[row.document_id], reason=message("payment.written_anew", number=form.number), stale=False)
    used = preparing.form_row(form=form, bank=bank, channel=row.channel, day=paper.date, payment_id=row.document_id)
    return form.number, [Rows(Instrument, [used])]


def _without_report(envelope: Envelope, data: RecordPayment, view: Any, paper: Paper) -> Outcome:
    if organisations.current().kind not in WITHOUT_REPORT:
        raise Refusal("cheque_report_missing", field="dika", dika=view.number)
    bank = banking.usable(code=data.bank_account)
    if not data.channel:
        raise Refusal("field_required", field="channel")
    choosing.require_another_bank(views={view.id: view}, named={view.id: "dika"}, bank=bank.code)
    new = NewDocument(
        title=view.title, document_date=paper.date, amount=view.net, party_id=view.payee_id, party_name=view.payee_name,
        channel=data.channel,
    )  # fmt: skip
    rows: list[Rows] = []
    number = ""
    if data.channel in NUMBERED:
        form = choosing.written_form(
            bank_code=bank.code, kind=data.channel, number=data.number, net=view.net, field="number"
        )
        number = form.number
        used = preparing.form_row(form=form, bank=bank, channel=data.channel, day=paper.date, payment_id=new.id)
        rows.append(Rows(Instrument, [used]))
        rows += _spoilt(data.voided, bank, data.channel, paper.date, [number])
    else:
        targets = payees.targets_of(view=view)
        rows.append(Rows(PaymentPayee, payees.rows(payment_id=new.id, targets=targets, accounts=targets)))
    payment = preparing.payment_row(document_id=new.id, channel=data.channel, bank=bank, view=view, number=number)
    payment |= {"paid_date": envelope.today, **_handed_over(data, view, data.channel, paper.date)}
    paid = Handed(None, new, None, view, AccountRef(bank.account, bank.code))
    return by_hand.settle(envelope=envelope, paid=paid, day=paper.date, rows=[Rows(Payment, [payment]), *rows])


def _handed_over(data: RecordPayment, view: Any, channel: str, day: date) -> dict[str, Any]:
    """The payment voucher was written when the payee was given the money: whoever took it took it on that day."""
    fetched = {"collected_date": day, "collected_by": data.collected_by or view.payee_name}
    return {"reference": data.reference, **(fetched if channel in NUMBERED else {})}


def _spoilt(forms: Sequence[SpoiltForm], bank: Bank, kind: str, day: date, used: Sequence[str]) -> list[Rows]:
    """The rows of forms that were spoilt by hand; one that is void already needs none. Refusals: field_unknown (a transfer has
    no form), cheque_number_outside_book, cheque_number_used (at `voided.<n>.number`)."""
    if forms and kind not in NUMBERED:
        raise Refusal("field_unknown", field="voided")
    known = Instrument.objects.filter(bank_code=bank.code, kind=kind, number__in=[each.number for each in forms])
    void = set(known.filter(state="voided", payment__isnull=True).values_list("number", flat=True)) if forms else set()
    rows: list[dict[str, Any]] = []
    for at, each in enumerate(forms):
        if each.number in void:
            continue
        form = stock.one(
            bank_code=bank.code, kind=kind, number=each.number, field=f"voided.{at}.number",
            taken=[*used, *(row["number"] for row in rows)], states=stock.BY_HAND,
        )  # fmt: skip
        reason = each.reason or message("payment.spoilt_by_hand")
        rows.append(preparing.form_row(form=form, bank=bank, channel=kind, day=day, voided=reason))
    return [Rows(Instrument, rows)] if rows else []
