"""The documents of receiving as others see them. Amounts are satang, days C.E.; all are scoped to the organisation."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from khlang.core.calendar import fiscal_year, fiscal_year_start
from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.revenue import gathering, handing_on
from khlang.office.revenue.entry import CHEQUE_SUB
from khlang.office.revenue.gathering import SummedLine, Waiting
from khlang.office.revenue.lifecycle import RECEIPT_KINDS
from khlang.office.revenue.models import (
    Receipt,
    ReceiptLine,
    ReceiptReversal,
    Remittance,
    RemittedReceipt,
    SummaryLine,
    SummarySlip,
)
from khlang.office.revenue.queries import counting
from khlang.office.revenue.schemas import ReceiptLineInput
from khlang.spine.access import queries as access
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.standards import message

#: Receipts in these states brought no money in the end, or not yet.
NOT_MONEY = ("draft", "voided", "reversed")


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a receipt."""

    item: str
    description: str
    amount: int
    account: str
    sub: str
    assessment: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt or a proof of receipt as pages and papers show it. `bank` is the organisation's own account, empty for cash
    and cheques; `written` is book and number of the handwritten receipt that a proof stands for, "" for a receipt."""

    document: Any
    collector_id: int
    collector: str
    payer_number: str
    payer_address: str
    channel: str
    bank: str
    reference: str
    cheque_number: str
    cheque_bank: str
    cheque_branch: str
    cheque_date: date | None
    book_no: str
    book_number: int | None
    lines: tuple[LineView, ...]
    slip_id: int | None
    reversal_id: int | None

    @property
    def written(self) -> str:
        """«เล่มที่ 12 เลขที่ 48»: what the payer holds in his hand (C-29)."""
        return letterhead.written(document=self.document)


@dataclass(frozen=True, slots=True)
class SlipView:
    """A remittance slip: its receipts in order, the sums by kind of money, what each receipt item amounts to."""

    document: Any
    collector_id: int
    collector: str
    cash: int
    cheque: int
    transfer: int
    counted_cash: int | None
    counted_cheque: int | None
    receipts: tuple[ReceiptView, ...]
    lines: tuple[SummedLine, ...]


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A summary: the slips on it and the lines it posts."""

    document: Any
    slips: tuple[Any, ...]
    lines: tuple[SummedLine, ...]


@dataclass(frozen=True, slots=True)
class ReversalView:
    """A receipt reversal: the receipt taken back and the account the money left."""

    document: Any
    receipt: Any
    money_account: str
    money_sub: str


def receipt(*, document_id: int) -> ReceiptView:
    """One receipt or proof of receipt with its lines. Refusal: document_not_found."""
    return _views([handing_on.document(document_id=document_id)])[0]


def numbered(*, number: str, states: Sequence[str] = ()) -> Any | None:
    """The receipt or proof of receipt of an official number («RC68-00012/2568»; the year may be left out), or None."""
    wanted = {"number": number} if "/" in number else {"number__startswith": f"{number}/"}
    found = (documents.find(kind=kind, states=states, equal=wanted).first() for kind in RECEIPT_KINDS)
    return next((document for document in found if document is not None), None)


def typed(*, document_id: int) -> dict[str, Any]:
    """What was typed into a receipt, by the names of the input: amounts in satang, dates as dates. For editing a draft."""
    view = receipt(document_id=document_id)
    return {
        "payer_id": view.document.party_id, "payer_name": view.document.party_name, "payer_number": view.payer_number,
        "payer_address": view.payer_address, "document_date": view.document.document_date, "channel": view.channel,
        "bank_account": view.bank, "reference": view.reference, "cheque_number": view.cheque_number,
        "cheque_bank": view.cheque_bank, "cheque_branch": view.cheque_branch, "cheque_date": view.cheque_date,
        "book_no": view.book_no, "book_number": view.book_number,
        "lines": tuple(
            ReceiptLineInput.model_construct(
                assessment=line.assessment, item=line.item, description=line.description, amount=line.amount
            )
            for line in view.lines
        ),
    }  # fmt: skip


def receipts(*, documents_in_order: Sequence[Any]) -> list[ReceiptView]:
    """Several receipts with their lines, in a number of queries that does not depend on how many there are."""
    return _views(documents_in_order)


def _views(found: Sequence[Any]) -> list[ReceiptView]:
    ids = [document.id for document in found]
    rows = {row.document_id: row for row in Receipt.objects.filter(document_id__in=ids).select_related("book")}
    lines: dict[int, list[LineView]] = {}
    for line in ReceiptLine.objects.filter(document_id__in=ids).order_by("document_id", "position"):
        view = LineView(line.item, line.description, line.amount, line.account, line.sub, line.assessment_id)
        lines.setdefault(line.document_id, []).append(view)
    slips = dict(RemittedReceipt.objects.filter(receipt_id__in=ids).values_list("receipt_id", "document_id"))
    reversals = dict(ReceiptReversal.objects.filter(receipt_id__in=ids).values_list("receipt_id", "document_id"))
    names = access.names(person_ids={row.collector_id for row in rows.values()})
    return [
        _view(document, rows[document.id], names, tuple(lines.get(document.id, ())), slips.get(document.id),
              reversals.get(document.id))
        for document in found
    ]  # fmt: skip


def _view(
    document: Any, row: Any, names: dict[int, str], lines: tuple[LineView, ...], slip_id: int | None,
    reversal_id: int | None,
) -> ReceiptView:  # fmt: skip
    return ReceiptView(
        document, row.collector_id, names.get(row.collector_id, ""), row.payer_number, row.payer_address, row.channel,
        row.money_sub if row.bank_account_id else "", row.reference, row.cheque_number, row.cheque_bank,
        row.cheque_branch, row.cheque_date, row.book.book_no if row.book else "", row.book_number, lines, slip_id,
        reversal_id,
    )  # fmt: skip


def unremitted(*, through: date, collector_id: int | None = None) -> list[Waiting]:
    """The receipts and proofs a collector still has to remit, up to a day; everybody's when no collector is named, those
    on a draft slip among them."""
    if collector_id is None:
        return gathering.left(through=through)
    return gathering.waiting(collector_id=collector_id, through=through)


def slip(*, document_id: int) -> SlipView:
    """One remittance slip. Refusal: document_not_found."""
    document = documents.get(document_id=document_id, kind="remittance")
    row = Remittance.objects.get(document_id=document.id)
    collector = access.names(person_ids=[row.collector_id]).get(row.collector_id, "")
    return SlipView(
        document, row.collector_id, collector, row.cash, row.cheque, row.transfer, row.counted_cash,
        row.counted_cheque, tuple(_views(gathering.receipts_of(slip_ids=[document.id]))),
        tuple(gathering.summed(slip_ids=[document.id])),
    )  # fmt: skip


def summary(*, document_id: int) -> SummaryView:
    """One summary of remittance slips. Refusal: document_not_found."""
    document = documents.get(document_id=document_id, kind="remittance_summary")
    ids = list(
        SummarySlip.objects.filter(document_id=document.id).order_by("position").values_list("remittance_id", flat=True)
    )
    slips = documents.get_many(document_ids=ids)
    lines = SummaryLine.objects.filter(document_id=document.id).order_by("position")
    return SummaryView(
        document,
        tuple(slips[slip_id] for slip_id in ids),
        tuple(SummedLine(row.side, row.key, row.account, row.sub, row.receipts, row.amount) for row in lines),
    )


def reversal(*, document_id: int) -> ReversalView:
    """One receipt reversal. Refusals: document_not_found, receipt_not_posted (it was cancelled)."""
    document = documents.get(document_id=document_id, kind="receipt_reversal")
    row = ReceiptReversal.objects.filter(document_id=document.id).first()
    if row is None:
        raise Refusal("receipt_not_posted", number=document.title)
    original = handing_on.document(document_id=row.receipt_id)
    return ReversalView(document, original, row.money_account, row.money_sub)


def received_on(*, day: date) -> int:
    """What receipts of a day and proofs entered on it amount to, void and reversed ones left out."""
    rows = documents.find(kind="receipt", since=day, through=day).exclude(state__in=NOT_MONEY).order_by()
    total = int(rows.aggregate(total=Sum("amount"))["total"] or 0)
    entered = documents.find(kind="proof_of_receipt").filter(counting.entered("", since=day, through=day))
    proofs = entered.exclude(state__in=NOT_MONEY).order_by()
    return total + int(proofs.aggregate(total=Sum("amount"))["total"] or 0)


def items_received(*, since: date, through: date) -> dict[str, int]:
    """What came in by receipt item: receipts by their date and proofs of receipt by the day of entry (LAO-9), less what was
    reversed in the span, void ones left out.

    A reversal counts on its own day: what was reported for the months before stays as it was. What is reversed in a
    later fiscal year is not taken from that year.
    """
    lines = ReceiptLine.objects.filter(document__kind__in=RECEIPT_KINDS)
    done = ReceiptReversal.objects.filter(
        counting.within("receipt__", since=fiscal_year_start(fiscal_year(since)), through=None),
        document__state="approved", document__posting_date__gte=since, document__posting_date__lte=through,
    )  # fmt: skip
    back = lines.filter(document_id__in=done.values("receipt_id"))
    sums = Counter[str]()
    for sign, rows in (*((1, taken) for taken in _taken(lines, since, through)), (-1, back)):
        for row in rows.values("item").annotate(total=Sum("amount")).order_by("item"):
            sums[row["item"]] += sign * int(row["total"])
    return {item: sums[item] for item in sorted(sums) if sums[item]}


def _taken(lines: Any, since: date, through: date) -> list[Any]:
    """The lines of a span that brought money, those of receipts and those of proofs."""
    brought = lines.exclude(document__state__in=("draft", "voided"))
    return [brought.filter(span) for span in counting.apart("document__", since=since, through=through)]


def bank_name(*, code: str) -> str:
    """The name of a bank account as papers print it, or its code."""
    bank = banking.find(code=code)
    return code if bank is None else " ".join(part for part in (bank.bank_name, bank.branch, bank.account_no) if part)


def money_name(*, line: SummedLine) -> str:
    """What a money line of a summary is called: cash, cheques, or the bank account."""
    if not line.sub:
        return message("channel.cash")
    return message("channel.cheque") if line.sub == CHEQUE_SUB else bank_name(code=line.sub)
