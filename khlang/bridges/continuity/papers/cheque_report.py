"""A report of cheques, slips or transfers made by hand becomes a signed report of the system (guideline LAO-3.2(1), (2))."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import spending
from khlang.bridges.continuity.papers.spending import Forms, NamedDika
from khlang.office.payment import commands as payment
from khlang.office.payment.schemas import MAX_DIKAS, FormNumber, RecordReport, SpoiltForm, WrittenCheque
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Input, OptionalText, PositiveBaht, ShortText


class ChequeByHand(NamedDika):
    """One cheque, slip or transfer: the dika it pays, its number, what stands on it (baht)."""

    cheque_number: FormNumber = ""
    amount: PositiveBaht | None = None


class ChequeReportByHand(Input):
    """One report as its paper says it: out of which bank account (its code), how, signed by whom. `voided` are the numbers
    of forms that were spoilt, `total` the net of all in baht."""

    bank_account: ShortText
    channel: Literal["cheque", "withdrawal", "transfer"] = "cheque"
    signers: Annotated[tuple[ShortText, ...], Field(max_length=10)] = ()
    voided: Forms = ""
    voided_reason: OptionalText = ""
    total: PositiveBaht | None = None
    title: OptionalText = ""
    lines: Annotated[tuple[ChequeByHand, ...], Field(min_length=1, max_length=MAX_DIKAS)]


def enter(envelope: Envelope, data: ChequeReportByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Record the report with its payments. Refusals: paper_not_entered, system_number_unknown, field_required and those of
    `cheque_report.record`."""
    ids = spending.dika_ids(named=[(f"lines.{at}.", line) for at, line in enumerate(data.lines)])
    record = RecordReport.model_construct(
        bank_account=data.bank_account, channel=data.channel, signers=data.signers, total=data.total, title=data.title,
        cheques=tuple(
            WrittenCheque.model_construct(dika=dika, number=line.cheque_number, amount=line.amount)
            for dika, line in zip(ids, data.lines, strict=True)
        ),
        voided=tuple(
            SpoiltForm.model_validate(each) for each in spending.spoilt(text=data.voided, reason=data.voided_reason)
        ),
    )  # fmt: skip
    return spending.at_fields(lambda: payment.record_report(envelope=envelope, data=record), _place)


def _place(field: str) -> str:
    """Where a refusal of the command stands: `cheques.2.number` is `lines.2.cheque_number`, a spoilt form `voided`."""
    head, _, rest = field.partition(".")
    if head != "cheques":
        return head
    position, _, name = rest.partition(".")
    named = {"number": "cheque_number", "dika": "dika_number"}.get(name, name)
    return f"lines.{position}.{named}"


def needs(data: ChequeReportByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The dika on it that were made by hand."""
    return spending.dika_refs(named=data.lines)


def shown(data: ChequeReportByHand) -> Shown:
    """The bank account, the dika, the sum."""
    total = data.total or sum(line.amount or 0 for line in data.lines)
    return Shown(data.bank_account, data.title or spending.of_dika(named=data.lines), total)


KIND = PaperKind("cheque_report", ChequeReportByHand, needs, shown, enter)
