"""A payment voucher made by hand becomes a payment with its voucher of the system (guideline LAO-3.2(3), UNIT-2.2)."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import citing, spending
from khlang.bridges.continuity.papers.spending import Forms, NamedDika
from khlang.office.payment import commands as payment
from khlang.office.payment.schemas import FormNumber, Particulars, RecordPayment, SpoiltForm
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, OptionalText


class PaymentVoucherByHand(NamedDika):
    """One payment as its voucher says it: the dika, and its report when that was made by hand; how it was paid and the net
    in baht. A unit that makes no report names the bank account, the way and the number of the form here."""

    cheque_report_book: citing.Book = ""
    cheque_report_number: Annotated[int | None, Field(ge=1, le=999_999_999)] = None
    bank_account: OptionalText = ""
    channel: Literal["", "cheque", "withdrawal", "transfer"] = ""
    cheque_number: FormNumber = ""
    amount: Baht | None = None
    payee_name: OptionalText = ""
    reference: Particulars = ""
    collected_by: OptionalText = ""
    voided: Forms = ""
    voided_reason: OptionalText = ""


def enter(envelope: Envelope, data: PaymentVoucherByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Record the payment; its voucher is that of today. Refusals: paper_not_entered, system_number_unknown, field_required
    and those of `payment.record`."""
    (dika,) = spending.dika_ids(named=[("", data)])
    record = RecordPayment.model_construct(
        dika=dika, bank_account=data.bank_account, channel=data.channel, number=data.cheque_number, amount=data.amount,
        reference=data.reference, collected_by=data.collected_by,
        voided=tuple(
            SpoiltForm.model_validate(each) for each in spending.spoilt(text=data.voided, reason=data.voided_reason)
        ),
    )  # fmt: skip
    fields = {"dika": "dika_number" if data.dika_number is not None else "dika", "number": "cheque_number"}
    return spending.at_fields(
        lambda: payment.record_payment(envelope=envelope, data=record),
        lambda field: fields.get(field.partition(".")[0], field.partition(".")[0]),
    )


def needs(data: PaymentVoucherByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The dika and the report that were made by hand."""
    found = spending.dika_refs(named=[data])
    if data.cheque_report_number is not None:
        found.append(PaperRef("cheque_report", data.cheque_report_book, data.cheque_report_number))
    return found


def shown(data: PaymentVoucherByHand) -> Shown:
    """The payee, the dika, the net."""
    return Shown(data.payee_name, spending.of_dika(named=[data]), data.amount or 0)


KIND = PaperKind("payment_voucher", PaymentVoucherByHand, needs, shown, enter)
