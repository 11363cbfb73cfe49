"""A receipt written by hand becomes a proof of receipt that cites its book and number (guideline LAO-2.1, UNIT-1)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from khlang.bridges.continuity import numbers
from khlang.bridges.continuity.paper_kind import Finding, PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import taxes
from khlang.bridges.continuity.papers.citing import line_of_many
from khlang.bridges.continuity.papers.taxes import LineByHand
from khlang.bridges.continuity.problems import TAXROW_CHANGED
from khlang.core.thai import normalise
from khlang.office.revenue import commands as revenue
from khlang.office.revenue.schemas import ChequeNumber, CorrectProof, Particulars, RecordProof
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Day, Input, NationalNumber, OptionalText, ShortText
from khlang.standards import message, revenue_items

_CHANNELS: Final = ("cash", "cheque", "transfer", "qr")


def _channel(value: object) -> object:
    """The kind of money as people write it: «เงินสด», "Cash", cash; nothing is cash."""
    if not isinstance(value, str):
        return value
    text = normalise(value).casefold()
    known = {message(f"channel.{code}", lang).casefold(): code for code in _CHANNELS for lang in ("th", "en")}
    return known.get(text, text or "cash")


class ReceiptByHand(Input):
    """One receipt: from whom, for what, how; book, number and day are those of the paper. Amounts in baht.

    `total` is compared with the lines when it was read.
    """

    payer_name: ShortText
    payer_number: NationalNumber = ""
    payer_address: OptionalText = ""
    channel: Annotated[Literal["cash", "cheque", "transfer", "qr"], BeforeValidator(_channel)] = "cash"
    bank_account: OptionalText = ""
    reference: Particulars = ""
    cheque_number: ChequeNumber = ""
    cheque_bank: Particulars = ""
    cheque_branch: Particulars = ""
    cheque_date: Day | None = None
    total: Baht | None = None
    lines: Annotated[tuple[LineByHand, ...], Field(min_length=1, max_length=200)]


def enter(envelope: Envelope, data: ReceiptByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Make the proof of receipt; the collector is who holds the book. Local taxes are paid as of the day of the paper."""
    proof = RecordProof.model_construct(**_said(envelope, data, ref, beyond=TAXROW_CHANGED in decided))
    return revenue.record_proof(envelope=envelope, data=proof)


def correct(envelope: Envelope, data: ReceiptByHand, ref: PaperRef, reason: str) -> Outcome:
    """Put the proof right while it stands on no slip; its number and trail stay."""
    proof = CorrectProof.model_construct(**_said(envelope, data, ref, beyond=False), reason=reason)
    return revenue.correct_proof(envelope=envelope, data=proof)


def _said(envelope: Envelope, data: ReceiptByHand, ref: PaperRef, *, beyond: bool) -> dict[str, Any]:
    held = numbers.stock(refs=(ref,)).get(ref)
    collector = held.book.custodian_id if held is not None else None
    day = envelope.paper.date if envelope.paper else envelope.today
    lines = taxes.entered(data=data, known=taxes.named(data=data), day=day, beyond=beyond)
    said = {name: getattr(data, name) for name in type(data).model_fields if name != "lines"}
    of_kit = held is not None and held.book.source == "kit"  # such blocks are in no register of printed books
    leaf = None if of_kit else ref.number
    return {**said, "lines": lines, "collector_id": collector, "book_number": leaf}


def needs(data: ReceiptByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """A receipt stands by itself."""
    return ()


def examine(data: ReceiptByHand, ref: PaperRef, day: date, today: date) -> Sequence[Finding]:
    """What has become of the taxes that it pays since the day of the paper (C-19)."""
    return taxes.examine(data=data, day=day, today=today)


def shown(data: ReceiptByHand) -> Shown:
    """Payer, what for, how much."""
    return Shown(data.payer_name, line_of_many(titles=[_title(line) for line in data.lines]), _amount(data))


def _title(line: LineByHand) -> str:
    """What is written; else what the item is called; of an unknown item its code, for it is refused when it is entered."""
    named = {item.code: item.name_th for item in revenue_items() if item.code == line.item}
    return line.description or named.get(line.item, line.item)


def _amount(data: ReceiptByHand) -> int:
    return sum(line.amount for line in data.lines)


KIND = PaperKind("receipt", ReceiptByHand, needs, shown, enter, examine, correct)
