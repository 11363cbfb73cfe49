"""Papers that are little more than their entries: vouchers, bank transfers, opening balances, reversals, cash counts."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.thai import baht_text
from khlang.office.banking import queries as banking
from khlang.office.revenue import queries as revenue
from khlang.office.treasury import queries as treasury
from khlang.spine.documents import letterhead, print_data
from khlang.spine.documents import queries as documents
from khlang.spine.documents.print_data import Entry
from khlang.spine.ledger import queries as ledger
from khlang.spine.ledger.queries import LedgerLine
from khlang.spine.parties import queries as parties
from khlang.standards import chart, message

Data = dict[str, Any]
#: A sub-ledger that is kept per party (creditors, contractors) names it by its identity.
_PARTY: Final = re.compile(r"\d{15,19}")
_PREPARED: Final = ("submit", "receive", "create")
_DECIDED: Final = ("approve", "accept", "pay", "post", "promulgate", "executive_approve", "council_approve")


def voucher(*, voucher_id: int) -> tuple[str, Data]:
    """The number and the printed data of an official voucher (ใบผ่านรายการ, spec 5.1). LookupError when it is not there."""
    found = ledger.voucher(voucher_id=voucher_id)
    if found is None or not found.number:
        raise LookupError(voucher_id)
    document = documents.get(document_id=found.document_id)
    reversed_one = ledger.voucher(voucher_id=found.reverses_id) if found.reverses_id else None
    lines = [line for line in ledger.lines_of_voucher(voucher_id=voucher_id) if line.account in chart()]
    return found.number, {
        **letterhead.sheet(document=document, title=message(f"voucher.{found.kind}")),
        "number": found.number,
        "date": format_date(found.posting_date, style="long"),
        "mark": print_data.VOIDED if ledger.is_reversed(voucher_id=voucher_id) else "",
        "source_document": message(f"document.{document.kind}"),
        "source_number": document.number or "",
        "document_date": format_date(document.document_date, style="long"),
        "paper_date": format_date(document.paper_date, style="long") if document.paper_date else "",
        "reverses": reversed_one.number if reversed_one else "",
        "description": found.description,
        **_entries(_of_ledger(lines, said=found.description)),
        "signatures": _two_hands(document),
    }


def _of_ledger(lines: Iterable[LedgerLine], *, said: str) -> list[Entry]:
    """Ledger lines as entries; a line that only repeats what the head has said says nothing but whom it concerns."""
    kept = list(lines)
    known = parties.get_many(party_ids=[int(line.sub) for line in kept if _PARTY.fullmatch(line.sub)])
    names = {str(key): party.name for key, party in known.items()}
    return [
        _entry(
            line.account, line.sub, line.debit, line.credit,
            names.get(line.sub, "") if line.description == said else line.description,
        )
        for line in kept
    ]  # fmt: skip


def _entry(account: str, sub: str, debit: int, credit: int, description: str = "") -> Entry:
    bank = banking.find(code=sub) if sub and chart().is_bank(account) else None
    detail = " ".join(part for part in (bank.bank_name, bank.branch, bank.account_no) if part) if bank else ""
    name = chart().account(account).name_th
    return Entry(name, account, debit, credit, " · ".join(part for part in (detail, description) if part))


def _entries(entries: Sequence[Entry]) -> Data:
    debit, credit = sum(entry.debit for entry in entries), sum(entry.credit for entry in entries)
    return {
        "lines": print_data.entry_lines(entries=entries),
        "total_debit": format_baht(debit),
        "total_credit": format_baht(credit),
        "amount_text": baht_text(debit) if entries else "",
    }


def _two_hands(document: Any) -> list[Any]:
    return list(
        letterhead.signatures(
            document=document,
            places=(("signature.preparer", _PREPARED), ("signature.checker", ()), ("signature.approver", _DECIDED)),
        )
    )  # fmt: skip


def posted(document_id: int) -> Data:
    """A document on the voucher form: its entries as posted, or as they will be when it is a draft."""
    document = documents.get(document_id=document_id)
    vouchers = [each for each in ledger.vouchers_of(document_id=document_id) if each.number]
    lines = [line for each in vouchers for line in ledger.lines_of_voucher(voucher_id=each.id)]
    written = _WRITTEN.get(document.kind)
    entries = _of_ledger(lines, said=document.title) if lines or written is None else written(document_id)
    return {
        **letterhead.sheet(document=document, title=message(f"document.{document.kind}")),
        "source_document": message(f"voucher.{vouchers[0].kind}") if vouchers else "",
        "source_number": " ".join(each.number for each in vouchers if each.number),
        "description": document.title,
        **_entries(entries),
        "signatures": _two_hands(document),
    }


def _opening(document_id: int) -> list[Entry]:
    rows = treasury.entry_lines(document_id=document_id)
    return [_entry(row.account, row.sub, row.debit, row.credit, row.description) for row in rows]


def _transfer(document_id: int) -> list[Entry]:
    source, target, amount = treasury.bank_transfer(document_id=document_id)
    return [_entry(target.code, target.sub, amount, 0), _entry(source.code, source.sub, 0, amount)]


def _reversal(document_id: int) -> list[Entry]:
    found = revenue.reversal(document_id=document_id)
    original = revenue.receipt(document_id=found.receipt.id)
    back = [_entry(line.account, "", line.amount, 0, line.description) for line in original.lines]
    return [*back, _entry(found.money_account, found.money_sub, 0, found.receipt.amount)]


_WRITTEN: Final[Mapping[str, Callable[[int], list[Entry]]]] = {
    "bank_transfer": _transfer,
    "opening_balance": _opening,
    "receipt_reversal": _reversal,
}


def cash_count(document_id: int) -> Data:
    """A cash count by denomination beside the book, with the explanation of a difference."""
    document = documents.get(document_id=document_id, kind="cash_count")
    count = treasury.cash_count(document_id=document_id)
    money = [
        (message("channel.cash"), count.cash, count.book_cash),
        (message("channel.cheque"), count.cheque, count.book_cheque),
    ]
    return {
        **letterhead.sheet(document=document, title=message("document.cash_count")),
        "subtitle": message("report.day", day=format_date(count.day, style="long")),
        "orientation": "portrait",
        "particulars": [
            *([label, message("print.counted", counted=format_baht(own), book=format_baht(book))] for label, own, book in money),
            [message("print.difference"), format_baht(count.difference)],
        ],
        "columns": [
            {"label": message("report.count.denomination"), "kind": "money", "width": "1fr"},
            {"label": message("report.count.pieces"), "kind": "number", "width": "1fr"},
            {"label": message("report.count.amount"), "kind": "money", "width": "1fr"},
        ],
        "rows": [[format_baht(size), f"{pieces:,}", format_baht(size * pieces)] for size, pieces in count.pieces],
        "totals": [[message("label.total"), "", format_baht(count.cash)]],
        "note": count.explanation,
        "signatures": letterhead.signatures(
            document=document,
            places=(("signature.preparer", ("count", "create")), ("signature.keeper", ("confirm",))),
        ),
    }  # fmt: skip


#: Form and data of the kinds that no module prints by itself.
PAPERS: Final[Mapping[str, tuple[str, Callable[[int], Data]]]] = {
    "bank_transfer": ("voucher", posted),
    "opening_balance": ("voucher", posted),
    "receipt_reversal": ("voucher", posted),
    "cash_count": ("table", cash_count),
}
