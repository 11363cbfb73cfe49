"""Every read of reconciliation that others may use. Amounts are satang, days C.E.; all are scoped to the organisation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.banking import queries as banking
from khlang.office.banking.queries import Bank
from khlang.office.reconciliation.models import Reconciliation, StatementLine
from khlang.office.reconciliation.standing import BookItem, Group, Standing, covered_through, standing
from khlang.office.reconciliation.suggesting import Side, Suggestion, suggest
from khlang.standards import message

__all__ = [
    "BookItem", "ReportItem", "Standing", "bank_of", "covered_through", "items_of", "of_document", "report", "standing",
    "statement_lines", "suggestions",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A row of the bank reconciliation: its words and its amount as printed (never below zero where the words say to add
    or to deduct). kind: book, the kind of an open item, difference, statement. `signed` is what it adds to the book."""

    kind: str
    item: str
    amount: int
    signed: int
    day: date | None = None
    document_kind: str = ""
    document_id: int | None = None


def bank_of(*, code: str, field: str = "bank_account") -> Bank:
    """The bank account of a code, open or closed. Refusals: bank_account_required, bank_account_unknown."""
    if not code:
        raise Refusal("bank_account_required", field=field)
    found = banking.find(code=code)
    if found is None:
        raise Refusal("bank_account_unknown", field=field, code=code)
    return found


def report(*, bank: str, on: date) -> tuple[ReportItem, ...]:
    """The bank reconciliation of an account (its code) on a day: balance of the books, what explains the difference, balance
    of the bank's statement. An approved one is told as it was approved.

    Refusals: bank_account_unknown, statement_missing.
    """
    account = bank_of(code=bank)
    kept = Reconciliation.objects.filter(bank_code=account.code, day=on, approved=True).first()
    return of_document(kept=kept) if kept else items_of(standing=standing(bank=account, on=on))


def of_document(*, kept: Any) -> tuple[ReportItem, ...]:
    """The rows as a reconciliation keeps them."""
    return tuple(
        ReportItem(**{**row, "day": date.fromisoformat(row["day"]) if row["day"] else None}) for row in kept.items
    )


def items_of(*, standing: Standing) -> tuple[ReportItem, ...]:
    """The rows of the report: book, what the bank has not yet, what the books have not yet, difference, statement."""
    told = [ReportItem("book", message("reconciliation.book"), standing.book, standing.book)]
    told += [_of_item(item) for item in standing.items]
    told += [_of_group(group) for group in standing.groups if group.rest]
    told += [_of_line(line) for line in standing.lines]
    if standing.difference:
        text = message("reconciliation.difference")
        told.append(ReportItem("difference", text, standing.difference, standing.difference))
    told.append(ReportItem("statement", message("reconciliation.statement"), standing.statement, standing.statement))
    return tuple(told)


def _of_item(item: BookItem) -> ReportItem:
    """What the books have moved and the bank has not: paid out stands too low in the books, hence is added."""
    kind = "deposit_in_transit" if item.amount > 0 else _paid_kind(item)
    text = message(f"reconciliation.{kind}", number=item.cheque or item.number, description=item.description)
    return ReportItem(kind, text, abs(item.amount), -item.amount, item.day, item.document_kind, item.document_id)


def _paid_kind(item: BookItem) -> str:
    if item.channel in ("cheque", "withdrawal"):
        return f"outstanding_{item.channel}"
    return "outstanding_cheque" if item.cheque else "outstanding_payment"


def _of_group(group: Group) -> ReportItem:
    numbers = ", ".join(item.cheque or item.number for item in group.items) or "-"
    kind = "group_deduct" if group.rest > 0 else "group_add"
    text = message(f"reconciliation.{kind}", number=numbers)
    first = group.items[0] if group.items else None
    return ReportItem(
        kind, text, abs(group.rest), -group.rest, first.day if first else group.lines[0].day,
        first.document_kind if first else "", first.document_id if first else None,
    )  # fmt: skip


def _of_line(line: StatementLine) -> ReportItem:
    """What the bank has moved and the books have not."""
    kind = line.finding or "unexplained"
    side = "add" if line.amount > 0 else "deduct"
    text = message(f"reconciliation.{side}.{kind}", description=line.description or line.reference or "-")
    return ReportItem(kind, text, abs(line.amount), line.amount, line.day)


def suggestions(*, standing: Standing) -> tuple[Suggestion, ...]:
    """Which open lines and items are probably the same money, the surest first."""
    return suggest(lines=list(_line_sides(standing.lines)), items=list(_item_sides(standing.items)))


def _line_sides(lines: Sequence[StatementLine]) -> Iterator[Side]:
    for line in lines:
        yield Side(str(line.id), line.day, line.amount, line.cheque, f"{line.reference} {line.description}")


def _item_sides(items: Sequence[BookItem]) -> Iterator[Side]:
    for item in items:
        yield Side(item.key, item.day, item.amount, item.cheque, f"{item.number.partition('/')[0]} {item.description}")


def statement_lines(*, bank: str, since: date, through: date, offset: int = 0, limit: int = 50) -> tuple[Any, ...]:
    """The bank's lines of an account over days (both inclusive), oldest first, a page at a time."""
    rows = StatementLine.objects.filter(bank_code=bank, day__gte=since, day__lte=through).order_by("day", "position")
    return tuple(rows[offset : offset + limit])
