"""A receipt voucher written by hand (UNIT-1): the summary has its voucher, which is linked; none is made anew."""

from collections.abc import Sequence
from typing import Any, Final

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import citing
from khlang.bridges.continuity.papers.citing import Book, NumberList, SystemNumbers
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from khlang.office.revenue.queries import custody
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Input, OptionalText, PositiveBaht
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.ledger import queries as ledger
from khlang.standards import message

_SUMMARY: Final = "remittance_summary"


class ReceiptVoucherByHand(Input):
    """One voucher: the summary it was written for, made by hand (book, number) or in the system; what it says in all.

    A summary of the system that was not posted has no number yet: a slip that stands on it names it.
    """

    title: OptionalText = ""
    total: PositiveBaht
    summary_book: Book = ""
    summary_number: NumberList = ""
    system_summary: SystemNumbers = ""


def enter(envelope: Envelope, data: ReceiptVoucherByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Answer with the posted summary and its receipt voucher, whose number is written on the paper. A summary that the
    system had and that was waiting to be posted is posted now, for the paper says that it was.

    Refusals: paper_not_entered, system_number_unknown, nothing_on_paper (none or several summaries), summary_not_posted,
    paper_total_differs.
    """
    by_hand = citing.entered(named=[("summary_number", each) for each in needs(data, ref)], kind=_SUMMARY)
    found = {*by_hand, *_of_system(data.system_summary)}
    if len(found) != 1:
        raise Refusal("nothing_on_paper", field="summary_number")
    summary = documents.get(document_id=found.pop())
    if summary.kind != _SUMMARY:
        raise Refusal("summary_not_posted", field="system_summary", number=summary.number)
    if data.total != summary.amount:
        says = {"paper": format_baht(data.total), "system": format_baht(summary.amount)}
        raise Refusal("paper_total_differs", field="total", **says)
    if summary.state == "submitted":
        named = DocumentMove.model_construct(document_id=summary.id)
        return revenue.post_summary_on_paper(envelope=envelope, data=named)
    return _posted(summary)


def _of_system(numbers_typed: str) -> set[int]:
    named = citing.of_system(numbers_typed=numbers_typed, field="system_summary", kinds=(_SUMMARY, "remittance"))
    of_slips = custody.summaries_of(slip_ids=named)
    return {of_slips.get(document_id, document_id) for document_id in named}


def _posted(summary: Any) -> Outcome:
    vouchers = ledger.vouchers_of(document_id=summary.id)
    if summary.state != "posted" or not vouchers:
        raise Refusal("summary_not_posted", field="summary_number", number=summary.number or summary.title)
    return Outcome(
        summary.id, summary.kind, summary.number, summary.state, summary.version, vouchers[0].id, vouchers[0].number
    )


def needs(data: ReceiptVoucherByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The summary by hand that it was written for."""
    return citing.refs(paper="remittance_summary", book=data.summary_book, listed=data.summary_number)


def shown(data: ReceiptVoucherByHand) -> Shown:
    """What it is for, how much."""
    said = citing.spoken(wanted=[data.summary_number], system=data.system_summary)
    return Shown("", (data.title or message("receipt_voucher.of_summary", summary=said))[:500], data.total)


KIND = PaperKind("receipt_voucher", ReceiptVoucherByHand, needs, shown, enter)
