"""What the printed papers of receiving say: plain text for the forms of receipts, remittance slips and summaries."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.core.thai import baht_text
from khlang.office.revenue import queries
from khlang.office.revenue.gathering import SummedLine
from khlang.office.revenue.lifecycle import RECEIPT
from khlang.office.revenue.queries import ReceiptView, custody, genuine
from khlang.spine.access import queries as access
from khlang.spine.documents import letterhead, print_data
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.standards import message, revenue_item


def receipt(document_id: int) -> Mapping[str, Any]:
    """The receipt as its payer gets it. Refusal: proof_is_no_receipt (the payer holds the handwritten one, LAO-2.1)."""
    view = queries.receipt(document_id=document_id)
    if view.document.kind != RECEIPT.document:
        raise Refusal("proof_is_no_receipt", number=view.document.number, paper=view.written)
    book = message("receipt.book", book=view.book_no, number=view.book_number) if view.book_no else ""
    return {
        **_money_received(view),
        "remark": " ".join(part for part in (book, message("receipt.cheque_remark") if view.cheque_number else "") if part),
        "copies": [message("receipt.original")],
    }  # fmt: skip


def proof_of_receipt(document_id: int) -> Mapping[str, Any]:
    """The proof of receipt, as it is attached behind the handwritten receipt: book, number and day of the paper (LAO-2.1)."""
    view = queries.receipt(document_id=document_id)
    document = view.document
    dated = format_date(document.paper_date, style="long") if document.paper_date else ""
    return {
        **_money_received(view),
        "paper_reference": message("proof_of_receipt.reference", paper=view.written, date=dated),
        "notice": message("proof_of_receipt.notice"),
        "entered_on": format_date(print_data.bangkok_day(instant=document.created_at), style="long"),
        "remark": message("proof_of_receipt.cheque_remark") if view.cheque_number else "",
        "copies": [message("proof_of_receipt.copy")],
    }


def _money_received(view: ReceiptView) -> dict[str, Any]:
    """What a receipt and a proof of receipt say alike: from whom, for what, how much, how, who took it."""
    document = view.document
    collector = access.position_titles(person_ids=[view.collector_id], on=document.document_date)
    return {
        **letterhead.sheet(document=document, title=message(f"document.{document.kind}")),
        "payer": {
            "name": document.party_name, "national_number": print_data.hyphened(number=view.payer_number),
            "address": view.payer_address,
        },
        "lines": print_data.receipt_lines(lines=((line.item, line.description, line.amount) for line in view.lines)),
        "total": format_baht(document.amount),
        "amount_text": baht_text(document.amount),
        "payments": [
            {"method": message(f"channel.{view.channel}"), "detail": _detail(view), "amount": format_baht(document.amount)}
        ],
        "verify_url": genuine.url(document=document),
        "signatures": [
            {
                "label": message("signature.payee"), "name": view.collector,
                "position": collector.get(view.collector_id, ""),
            }
        ],
    }  # fmt: skip


def _detail(view: ReceiptView) -> str:
    if view.channel == "cheque":
        dated = format_date(view.cheque_date) if view.cheque_date else ""
        return message(
            "receipt.cheque_detail", bank=" ".join(filter(None, (view.cheque_bank, view.cheque_branch))),
            number=view.cheque_number, date=dated,
        )  # fmt: skip
    if view.bank:
        return " ".join(filter(None, (queries.bank_name(code=view.bank), view.reference)))
    return ""


def remittance(document_id: int) -> Mapping[str, Any]:
    """The remittance slip: receipt numbers by item, money by kind, cheques one by one."""
    slip = queries.slip(document_id=document_id)
    document = slip.document
    on = document.document_date
    return {
        **letterhead.sheet(document=document, title=message("document.remittance")),
        "collector": slip.collector,
        "collector_position": access.position_titles(person_ids=[slip.collector_id], on=on).get(slip.collector_id, ""),
        "receiver_office": message("remittance.receiver_office"),
        "collected_on": format_date(on, style="long"),
        "rows": _rows_by_item(slip.receipts, slip.lines),
        "receipt_count": str(len(slip.receipts)),
        "total": format_baht(document.amount),
        "amount_text": baht_text(document.amount),
        "split": [
            {"method": message(f"channel.{kind}"), "amount": format_baht(getattr(slip, kind))}
            for kind in ("cash", "cheque", "transfer")
        ],
        "voided": _voided(slip.collector_id, on),
        "cheques": [
            {
                "bank": " ".join(filter(None, (view.cheque_bank, view.cheque_branch))), "number": view.cheque_number,
                "date": format_date(view.cheque_date) if view.cheque_date else "",
                "amount": format_baht(view.document.amount),
            }
            for view in slip.receipts
            if view.channel == "cheque"
        ],
        "signatures": letterhead.signatures(
            document=document,
            places=(("signature.remitter", ("submit", "create")), ("signature.receiver", ("receive",)),
                    ("signature.checker", ())),
        ),
    }  # fmt: skip


def _voided(collector_id: int, day: date) -> list[dict[str, str]]:
    """The collector's receipts of the day that were voided, with the reason."""
    found = list(
        documents.find(kind="receipt", states=["voided"], since=day, through=day, equal={"created_by_id": collector_id})
    )
    reasons = documents.reasons(document_ids=[document.id for document in found], move="void")
    return [{"number": document.number or "", "reason": reasons.get(document.id, "")} for document in found]


def _rows_by_item(receipts: Sequence[ReceiptView], lines: Sequence[SummedLine]) -> list[dict[str, str]]:
    made = []
    for line in lines:
        if line.side == "item":
            numbers = [
                view.document.number or "" for view in receipts if any(part.item == line.key for part in view.lines)
            ]
            made.append(
                {
                    "numbers": span(numbers), "count": str(line.receipts), "description": revenue_item(line.key).name_th,
                    "amount": format_baht(line.amount),
                }
            )  # fmt: skip
    return made


def span(numbers: Sequence[str]) -> str:
    """The first and the last number of each series, without the fiscal year when there are two: receipts and proofs apart."""
    series: dict[str, list[str]] = {}
    for number in numbers:
        series.setdefault(number[:2], []).append(number)
    return ", ".join(_ends(some) for some in series.values())


def _ends(numbers: Sequence[str]) -> str:
    if len(numbers) < 2:
        return "".join(numbers)
    first, last = numbers[0].partition("/")[0], numbers[-1].partition("/")[0]
    return f"{first} – {last}"


def remittance_summary(document_id: int) -> Mapping[str, Any]:
    """The summary of slips: by receipt item and kind of money, and the slips it sums up."""
    view = queries.summary(document_id=document_id)
    document = view.document
    slips = custody.carried(slips=view.slips)
    split = _split(slips)
    vouchers = ledger.vouchers_of(document_id=document.id)
    columns = ("cash", "cheque", "transfer")
    return {
        **letterhead.sheet(document=document, title=message("document.remittance_summary")),
        "collected_on": format_date(document.document_date, style="long"),
        "voucher_number": vouchers[0].number if vouchers else "",
        "rows": [
            {
                "code": item, "description": revenue_item(item).name_th,
                **{column: _or_dash(sums[column]) for column in columns}, "amount": format_baht(sum(sums.values())),
            }
            for item, sums in split.items()
        ],
        **{column: _or_dash(sum(sums[column] for sums in split.values())) for column in columns},
        "total": format_baht(document.amount),
        "amount_text": baht_text(document.amount),
        "slips": [
            {
                "number": slip.document.number or "", "collector": slip.collector,
                "receipts": span([receipt.document.number or "" for receipt in slip.receipts]),
                "amount": format_baht(slip.document.amount),
            }
            for slip in slips
        ],
        "signatures": letterhead.signatures(
            document=document,
            places=(("signature.preparer", ("submit", "create")), ("signature.checker", ()),
                    ("signature.poster", ("post",))),
        ),
    }  # fmt: skip


def _split(slips: Sequence[custody.CarriedSlip]) -> dict[str, dict[str, int]]:
    """What came in by item and kind of money, satang; QR counts as transfer."""
    split: dict[str, dict[str, int]] = {}
    for slip in slips:
        for receipt in slip.receipts:
            kind = "transfer" if receipt.bank else receipt.channel
            for line in receipt.lines:
                split.setdefault(line.item, {"cash": 0, "cheque": 0, "transfer": 0})[kind] += line.amount
    return split


def _or_dash(satang: int) -> str:
    return format_baht(satang) if satang else "-"
