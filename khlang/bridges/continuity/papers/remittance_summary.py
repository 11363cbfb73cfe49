"""A summary of remittance slips made by hand: one of the system for each one of paper, posted today (LAO-2.2, UNIT-1)."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import citing
from khlang.bridges.continuity.papers.citing import Book, NumberList, SystemNumbers
from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue import commands as revenue
from khlang.office.revenue.schemas import RecordSummary
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Input, OptionalText, PositiveBaht
from khlang.standards import message


class SlipsOfBook(Input):
    """Slips made by hand in one book or block: «3, 5-7»."""

    remittance_book: Book = ""
    remittance_numbers: NumberList = ""


class SummaryByHand(Input):
    """One summary. `total` is what the paper says in all; the kinds of money are compared if they were read."""

    title: OptionalText = ""
    total: PositiveBaht
    cash: Baht | None = None
    cheque: Baht | None = None
    transfer: Baht | None = None
    system_remittances: SystemNumbers = ""
    lines: Annotated[tuple[SlipsOfBook, ...], Field(max_length=50)] = ()


def enter(envelope: Envelope, data: SummaryByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Make the summary of the system for this one summary of paper, and its receipt voucher. Refusals: paper_not_entered,
    system_number_unknown, nothing_on_paper, and those of `remittance_summary.record`."""
    by_hand = citing.entered(named=_named(data), kind="remittance")
    made = citing.of_system(numbers_typed=data.system_remittances, field="system_remittances", kinds=("remittance",))
    slips = citing.require_some(ids=[*by_hand, *made], field="lines")
    summary = RecordSummary.model_construct(
        remittances=tuple(slips), title=data.title, total=data.total, cash=data.cash, cheque=data.cheque,
        transfer=data.transfer,
    )  # fmt: skip
    try:
        return revenue.record_summary(envelope=envelope, data=summary)
    except (Refusal, Refusals) as refused:
        raise citing.at_fields(refused, {"remittances": "lines"}) from None


def _named(data: SummaryByHand) -> list[tuple[str, PaperRef]]:
    books = [(line.remittance_book, line.remittance_numbers) for line in data.lines]
    return citing.of_books(paper="remittance", field="remittance_numbers", books=books)


def needs(data: SummaryByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The slips by hand on it."""
    return [ref for _, ref in _named(data)]


def shown(data: SummaryByHand) -> Shown:
    """Which slips, how much."""
    said = citing.spoken(wanted=[line.remittance_numbers for line in data.lines], system=data.system_remittances)
    return Shown("", (data.title or message("remittance_summary.of_slips", slips=said))[:500], data.total)


KIND = PaperKind("remittance_summary", SummaryByHand, needs, shown, enter)
