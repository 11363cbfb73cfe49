"""The bank reconciliation (งบกระทบยอดเงินฝากธนาคาร, spec 6.3): from the balance of the books to that of the bank."""

from collections.abc import Sequence
from typing import Final

from khlang.bridges.reporting.accounts import as_of
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row, Value
from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.banking.queries import Bank
from khlang.office.reconciliation import queries as reconciliation
from khlang.office.reconciliation.queries import ReportItem

_ENDS: Final = ("book", "statement")
_KEYS: Final = ("item", "amount")
Told = list[tuple[Bank, Sequence[ReportItem]]]


def bank_reconciliation(asked: Asked) -> Result:
    """The reconciliation of a bank account on a day; without an account of every one that has something to reconcile (of
    all with a statement when none has).

    For machines the rows are item and amount; the account stands before them when there are several.
    Refusals: bank_account_unknown, statement_missing.
    """
    wanted = asked.text("bank")
    if wanted:
        told: Told = [
            (reconciliation.bank_of(code=wanted, field="bank"), reconciliation.report(bank=wanted, on=asked.on))
        ]
    else:
        told = _with_something(asked)
    rows = tuple(_row(bank, item) for bank, items in told for item in items)
    keys = _KEYS if len(told) == 1 else ("bank", *_KEYS)
    particulars = tuple((asked.say("field.bank_account"), _whole(asked, bank)) for bank, _ in told)
    notes = () if told else (asked.say("report.bank_reconciliation.no_statement"),)
    return asked.result(rows=rows, subtitle=as_of(asked), data=rows, keys=keys, particulars=particulars, notes=notes)


def _with_something(asked: Asked) -> Told:
    """The accounts whose statements cover the day: those with open items, else all. A few queries an account."""
    covered: Told = []
    for bank in banking.bank_accounts():
        try:
            covered.append((bank, reconciliation.report(bank=bank.code, on=asked.on)))
        except Refusal as refusal:
            if refusal.code != "statement_missing":
                raise
    return [(bank, items) for bank, items in covered if any(item.kind not in _ENDS for item in items)] or covered


def _row(bank: Bank, item: ReportItem) -> Row:
    values: dict[str, Value] = {"bank": bank.code, "item": item.item, "amount": item.amount}
    return Row(values, item.document_id, style="total" if item.kind in _ENDS else "")


def _whole(asked: Asked, bank: Bank) -> str:
    kind = asked.say(f"bank_kind.{bank.kind}")
    return " ".join(part for part in (bank.code, bank.bank_name, kind, bank.branch, bank.account_no) if part)
