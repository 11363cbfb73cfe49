"""How an account stands on a day: what the books say, what the bank says, and what explains the difference.

Counted from the last approved reconciliation before the day, with what that one left open; before there is any, from the
first day of the first statement. Nothing older is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal
from khlang.office.banking.queries import Bank
from khlang.office.payment import queries as payment
from khlang.office.reconciliation.models import (
    BankStatement,
    CarriedItem,
    MatchedItem,
    OutstandingItem,
    Reconciliation,
    StatementLine,
)
from khlang.spine.ledger import queries as ledger


@dataclass(frozen=True, slots=True)
class BookItem:
    """Money that the books have moved on the account: a voucher ("v…") or an item brought forward ("c…"), satang."""

    key: str
    day: date
    amount: int
    number: str
    description: str
    document_kind: str = ""
    document_id: int | None = None
    cheque: str = ""
    channel: str = ""
    payment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines and items that are matched, as far as they have come up to the day; `rest` is what the books have beyond the
    bank (a transfer of which the bank carried out a part)."""

    match_id: int
    lines: tuple[StatementLine, ...]
    items: tuple[BookItem, ...]

    @property
    def rest(self) -> int:
        """The items less the lines."""
        return sum(item.amount for item in self.items) - sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class Standing:
    """An account on a day. `items` and `lines` are open; `groups` are matched."""

    bank: Bank
    day: date
    book: int
    statement: int
    items: tuple[BookItem, ...]
    lines: tuple[StatementLine, ...]
    groups: tuple[Group, ...]

    @property
    def difference(self) -> int:
        """What nothing explains: the statement less what the books and all open items come to."""
        open_items = sum(item.amount for item in self.items) + sum(group.rest for group in self.groups)
        return self.statement - (self.book - open_items + sum(line.amount for line in self.lines))


def last_approved(*, bank_code: str, before: date) -> Reconciliation | None:
    """The last approved reconciliation of an account on an earlier day, or None."""
    rows = Reconciliation.objects.filter(bank_code=bank_code, approved=True, day__lt=before)
    found: Reconciliation | None = rows.order_by("-day").first()
    return found


def covered_through(*, bank_code: str) -> date | None:
    """The last day that the imported statements of an account cover, None without any."""
    last = BankStatement.objects.filter(bank_code=bank_code, live=True).order_by("-through").first()
    return last.through if last else None


def standing(*, bank: Bank, on: date) -> Standing:
    """How the account stands at the end of a day (C.E.). Refusal: statement_missing (no statement covers the day)."""
    through = covered_through(bank_code=bank.code)
    if through is None or through < on:
        told = format_date(through) if through else "-"
        raise Refusal("statement_missing", field="bank_account", code=bank.code, date=format_date(on), through=told)
    last = last_approved(bank_code=bank.code, before=on)
    first = BankStatement.objects.filter(bank_code=bank.code, live=True).order_by("since", "id")[0]
    start = last.day + timedelta(days=1) if last else first.since
    items = _with_payments([*_vouchers(bank, start, on), *_carried(bank, last)])
    lines = _lines(bank, last, on)
    found, groups = _matched(bank, items, lines)
    return Standing(
        bank, on, _book(bank, on), _statement(bank, on, first.opening),
        tuple(item for item in items if item.key not in found), tuple(line for line in lines if line.match_id is None), groups,
    )  # fmt: skip


def _book(bank: Bank, on: date) -> int:
    rows = ledger.balances(through=on, accounts=[bank.account])
    return sum(row.after for row in rows if row.sub == bank.code)


def _statement(bank: Bank, on: date, opening: int) -> int:
    last = StatementLine.objects.filter(bank_code=bank.code, day__lte=on).order_by("-day", "-position").first()
    return int(last.balance) if last else opening


def _vouchers(bank: Bank, start: date, on: date) -> list[BookItem]:
    """What each voucher since the start moves on the account; what comes to nothing is left out."""
    sums: dict[int, list[Any]] = {}
    for line in ledger.lines(since=start, through=on, account=bank.account, sub=bank.code, book="accrual"):
        kept = sums.setdefault(line.voucher_id, [line, 0])
        kept[1] += line.debit - line.credit
    return [
        BookItem(
            f"v{voucher_id}", line.posting_date, amount, line.voucher_number or "", line.description,
            line.document_kind, line.document_id,
        )
        for voucher_id, (line, amount) in sums.items()
        if amount
    ]  # fmt: skip


def _carried(bank: Bank, last: Reconciliation | None) -> list[BookItem]:
    """What the last reconciliation left open of the books; before any, what was brought forward."""
    if last is None:
        return [
            BookItem(f"c{row.id}", row.day, row.amount, row.number, row.description, cheque=row.number)
            for row in CarriedItem.objects.filter(bank_code=bank.code).order_by("day", "id")
        ]
    rows = OutstandingItem.objects.filter(document_id=last.document_id, line__isnull=True).order_by("day", "id")
    return [
        BookItem(
            f"c{row.carried_id}" if row.carried_id else f"v{row.voucher_id}", row.day, row.amount, row.number,
            row.description, row.document_kind, row.source, cheque=row.number if row.carried_id else "",
        )
        for row in rows
    ]  # fmt: skip


def _lines(bank: Bank, last: Reconciliation | None, on: date) -> list[StatementLine]:
    wanted = Q(day__lte=on)
    if last is not None:
        left = OutstandingItem.objects.filter(document_id=last.document_id, line__isnull=False)
        wanted = Q(day__lte=on, day__gt=last.day) | Q(id__in=list(left.values_list("line_id", flat=True)))
    return list(StatementLine.objects.filter(wanted, bank_code=bank.code).order_by("day", "position"))


def _matched(
    bank: Bank, items: Sequence[BookItem], lines: Sequence[StatementLine]
) -> tuple[set[str], tuple[Group, ...]]:
    """Which items are matched, and the groups in the order of their first line or item."""
    vouchers = [int(item.key[1:]) for item in items if item.key.startswith("v")]
    carried = [int(item.key[1:]) for item in items if item.key.startswith("c")]
    rows = MatchedItem.objects.filter(
        Q(voucher_id__in=vouchers) | Q(carried_id__in=carried), bank_code=bank.code
    ).values_list("match_id", "voucher_id", "carried_id")
    match_of = {f"v{voucher}" if voucher else f"c{kept}": match for match, voucher, kept in rows}
    sides: dict[int, tuple[list[StatementLine], list[BookItem]]] = {}
    for line in lines:
        if line.match_id is not None:
            sides.setdefault(line.match_id, ([], []))[0].append(line)
    for item in items:
        if item.key in match_of:
            sides.setdefault(match_of[item.key], ([], []))[1].append(item)
    return set(match_of), tuple(Group(match, tuple(ours), tuple(books)) for match, (ours, books) in sides.items())


def _with_payments(items: Sequence[BookItem]) -> list[BookItem]:
    """The items, with the number and channel of the payment where a dika was paid or its cheque stopped; two queries."""
    dikas = {item.document_id for item in items if item.document_kind == "dika" and item.document_id}
    stopped = {item.document_id for item in items if item.document_kind == "payment" and item.document_id}
    paid = payment.payments_of_many(dika_ids=sorted(dikas)) if dikas else {}
    undone = {row.document_id: row for row in payment.payments(document_ids=sorted(stopped))} if stopped else {}
    told = []
    for item in items:
        source = paid if item.document_kind == "dika" else undone if item.document_kind == "payment" else {}
        made = source.get(item.document_id or 0)
        told.append(
            replace(item, cheque=made.form_number, channel=made.channel, payment_id=made.document_id) if made else item
        )
    return told
