"""A remittance slip made by hand: its receipts by hand, and receipts that the system had issued (LAO-2.2(1), (2), UNIT-1)."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import citing
from khlang.bridges.continuity.papers.citing import Book, NumberList, SystemNumbers
from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue import commands as revenue
from khlang.office.revenue.queries import RECEIPT_KINDS
from khlang.office.revenue.schemas import RecordRemittance
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Input, OptionalText, PositiveBaht
from khlang.standards import message


class ReceiptsOfBook(Input):
    """Receipts written by hand in one book: «12, 14-18»."""

    receipt_book: Book = ""
    receipt_numbers: NumberList = ""


class RemittanceByHand(Input):
    """One slip. `total` is what the paper says in all; cash, cheques and money in the bank are compared if they were read."""

    collector: OptionalText = ""
    total: PositiveBaht
    cash: Baht | None = None
    cheque: Baht | None = None
    transfer: Baht | None = None
    system_receipts: SystemNumbers = ""
    lines: Annotated[tuple[ReceiptsOfBook, ...], Field(max_length=50)] = ()


def enter(envelope: Envelope, data: RemittanceByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Make the slip of the system for this one slip of paper. Refusals: paper_not_entered, system_number_unknown,
    nothing_on_paper, and those of `remittance.record`."""
    proofs = citing.entered(named=_named(data), kind="proof_of_receipt")
    issued = citing.of_system(numbers_typed=data.system_receipts, field="system_receipts", kinds=RECEIPT_KINDS)
    receipts = citing.require_some(ids=[*proofs, *issued], field="lines")
    slip = RecordRemittance.model_construct(
        receipts=tuple(receipts), collector=data.collector, total=data.total, cash=data.cash, cheque=data.cheque,
        transfer=data.transfer,
    )  # fmt: skip
    try:
        return revenue.record_remittance(envelope=envelope, data=slip)
    except (Refusal, Refusals) as refused:
        raise citing.at_fields(refused, {"receipts": "lines"}) from None


def _named(data: RemittanceByHand) -> list[tuple[str, PaperRef]]:
    books = [(line.receipt_book, line.receipt_numbers) for line in data.lines]
    return citing.of_books(paper="receipt", field="receipt_numbers", books=books)


def needs(data: RemittanceByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The receipts by hand on it."""
    return [ref for _, ref in _named(data)]


def shown(data: RemittanceByHand) -> Shown:
    """Who handed it over, which receipts, how much."""
    said = citing.spoken(wanted=[line.receipt_numbers for line in data.lines], system=data.system_receipts)
    return Shown(data.collector, message("remittance.of_receipts", receipts=said)[:500], data.total)


KIND = PaperKind("remittance", RemittanceByHand, needs, shown, enter)
