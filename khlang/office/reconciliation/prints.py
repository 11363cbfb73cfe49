"""What the papers of reconciliation say: the bank reconciliation as it is kept, and an imported statement line by line."""

from collections.abc import Mapping, Sequence
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.office.banking import queries as banking
from khlang.office.reconciliation import models, queries
from khlang.office.reconciliation.queries import ReportItem
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.standards import chart, message

Data = Mapping[str, Any]


def reconciliation(document_id: int) -> Data:
    """From the balance of the books to the balance of the bank's statement, item by item (งบกระทบยอดเงินฝากธนาคาร)."""
    document = documents.get(document_id=document_id, kind="reconciliation")
    kept = models.Reconciliation.objects.get(document_id=document_id)
    agrees = not kept.difference
    differs = message("paper.reconciliation.differs", amount=format_baht(kept.difference))
    return {
        **letterhead.sheet(document=document, title=message("document.reconciliation")),
        "subtitle": message("paper.as_of", day=format_date(kept.day, style="long")),
        "facts": _bank(kept.bank_code),
        "rows": _rows(queries.of_document(kept=kept)),
        "verdict": message("paper.reconciliation.agrees") if agrees else differs,
        "signatures": letterhead.decisions(
            document=document,
            places=(("signature.preparer", "", ("prepare", "create")), ("signature.approver", "", ("approve",))),
        ),
    }


def statement(document_id: int) -> Data:
    """The lines that an imported file of the bank brought."""
    document = documents.get(document_id=document_id, kind="bank_statement")
    kept = models.BankStatement.objects.get(document_id=document_id)
    lines = list(models.StatementLine.objects.filter(document_id=document_id).order_by("day", "position"))
    since, through = (format_date(day, style="long") for day in (kept.since, kept.through))
    columns = (
        ("field.statement_day", "date", "auto"), ("field.description", "text", "1fr"),
        ("field.statement_cheque", "code", "auto"), ("field.bank_in", "money", "auto"),
        ("field.bank_out", "money", "auto"), ("field.statement_balance", "money", "auto"),
    )  # fmt: skip
    return {
        **letterhead.sheet(document=document, title=message("document.bank_statement")),
        "subtitle": message("paper.from_to", since=since, through=through),
        "orientation": "portrait",
        "particulars": [
            *_bank(kept.bank_code),
            [message("field.statement_opening"), format_baht(kept.opening)],
            [message("field.statement_closing"), format_baht(kept.closing)],
        ],
        "columns": [{"label": message(label), "kind": kind, "width": width} for label, kind, width in columns],
        "rows": [_line(line) for line in lines],
        "totals": [_totals(lines, kept.closing)],
        "signatures": [],
    }


def _bank(code: str) -> list[list[str]]:
    bank = banking.find(code=code)
    if bank is None:
        return [[message("paper.bank"), code]]
    pairs = (
        ("paper.bank", " ".join(part for part in (bank.bank_name, bank.branch) if part)),
        ("field.account_no", f"{bank.account_no} {message(f'bank_kind.{bank.kind}')}"),
        ("field.account_name", bank.account_name),
        ("paper.account", f"{bank.account} {chart().account(bank.account).name_th}"),
    )
    return [[message(label), value] for label, value in pairs if value]


def _rows(items: Sequence[ReportItem]) -> list[dict[str, str]]:
    """Book, what is added with its sum, what is deducted with its sum, what nothing explains, the statement."""
    ends = {item.kind: item for item in items if item.kind in ("book", "statement", "difference")}
    between = [item for item in items if item.kind not in ends]
    rows = [_total("balance", ends["book"].item, ends["book"].amount)]
    for label, side in (
        ("paper.reconciliation.added", [item for item in between if item.signed > 0]),
        ("paper.reconciliation.deducted", [item for item in between if item.signed <= 0]),
    ):
        rows += [
            {
                "kind": "line", "words": item.item, "amount": format_baht(item.amount), "total": "",
                "detail": format_date(item.day) if item.day else "",
            }
            for item in side
        ]  # fmt: skip
        rows.append(_total("sum", message(label, count=len(side)), sum(item.amount for item in side)))
    if "difference" in ends:
        rows.append(_total("sum", ends["difference"].item, ends["difference"].amount))
    return [*rows, _total("result", ends["statement"].item, ends["statement"].amount)]


def _total(kind: str, words: str, amount: int) -> dict[str, str]:
    return {"kind": kind, "words": words, "amount": "", "total": format_baht(amount)}


def _line(line: Any) -> list[str]:
    told = " ".join(part for part in (line.description, line.reference) if part)
    received = format_baht(line.amount) if line.amount > 0 else ""
    paid = format_baht(-line.amount) if line.amount < 0 else ""
    return [format_date(line.day), told, line.cheque, received, paid, format_baht(line.balance)]


def _totals(lines: Sequence[Any], closing: int) -> list[str]:
    received = sum(line.amount for line in lines if line.amount > 0)
    paid = -sum(line.amount for line in lines if line.amount < 0)
    return [message("label.total"), "", "", format_baht(received), format_baht(paid), format_baht(closing)]
