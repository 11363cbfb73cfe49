"""Registers of what is held for others and owed: deposits by kind and depositor, payables by vendor. From the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from khlang.bridges.reporting.accounts import document_numbers, span, voucher_descriptions
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row, Table, Value, totalled
from khlang.core.refusal import Refusal
from khlang.office.revenue.queries.behind import Behind, receipts_behind
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.spine.ledger.queries import LedgerLine
from khlang.spine.parties import queries as parties
from khlang.standards import Column, chart, register, revenue_item, revenue_items

_OPENING: Final = "opening"
_SUMMARY: Final = "remittance_summary"


def deposit_kinds() -> list[tuple[str, str, str]]:
    """Everything that is held for others, as the register is asked for it: code, Thai name, English name. A receipt item
    where there is one, else the account (withheld tax, which no receipt brings)."""
    items = {item.account: item for item in revenue_items() if item.kind == "deposit"}
    prefixes = tuple(code for row in register("deposits").rows for code in row.accounts)
    found = [(item.code, item.name_th, item.name_en or item.name_th) for item in items.values()]
    found += [
        (account.code, account.name_th, account.name_en or account.name_th)
        for account in chart()
        if account.posting and account.code.startswith(prefixes) and account.code not in items
    ]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Money that came in for, or went out to, one depositor (satang)."""

    day: date
    document_id: int
    voucher_id: int | None
    number: str
    depositor: str
    description: str
    received: int
    paid: int
    opening: bool


def deposits(asked: Asked) -> Result:
    """The register of one kind of money held for others (ทะเบียนเงินรับฝาก), over a span of days: in, out, balance after
    each, and what is held for each depositor at the end; of one depositor when a part of the name is given.

    Refusals: revenue_item_unknown, also for an item that is no deposit; account_unknown.
    """
    account, name = _kind(asked)
    entries = _entries(account, asked.through)
    wanted = asked.text("depositor")
    forward = sum(entry.received - entry.paid for entry in entries if entry.day < asked.since)
    rows = [] if wanted else [_forward(asked, forward)]
    balance = 0 if wanted else forward
    for entry in entries:
        if entry.day < asked.since or (wanted and wanted not in entry.depositor):
            continue
        balance += entry.received - entry.paid
        values: dict[str, Value] = {
            "date": entry.day, "number": entry.number, "depositor": entry.depositor,
            "description": entry.description, "kind": name, "received": entry.received, "paid": entry.paid,
            "balance": balance,
        }  # fmt: skip
        rows.append(Row(values, entry.document_id, entry.voucher_id))
    held = () if wanted else (_held_for(asked, entries),)
    particulars = ((asked.say("field.item"), f"{asked.text('item')} {name}"),)
    return asked.result(
        rows=tuple(rows), subtitle=span(asked), data=tuple(rows), more_tables=held, particulars=particulars
    )


def _entries(account: str, through: date) -> list[Entry]:
    """Everything that moved on the account; a summary of a day is told receipt by receipt. Seven queries."""
    lines = ledger.lines(through=through, account=account, book="accrual")
    papers = documents.get_many(document_ids=sorted({line.document_id for line in lines}))
    words = voucher_descriptions(lines=lines)
    summaries = {line.document_id for line in lines if line.document_kind == _SUMMARY}
    behind = receipts_behind(summary_ids=summaries, account=account) if summaries else {}
    found: list[Entry] = []
    for line in lines:
        receipts = behind.get(line.document_id, [])
        if line.credit and sum(receipt.amount for receipt in receipts) == line.credit:
            found += [_received(line, receipt) for receipt in receipts]
            continue
        paper = papers.get(line.document_id)
        told = line.description or words.get(line.voucher_id, "")
        found.append(
            Entry(
                day=line.posting_date, document_id=line.document_id, voucher_id=line.voucher_id,
                number=(paper.number or "") if paper else "", depositor=paper.party_name if paper else "",
                description=told, received=line.credit, paid=line.debit, opening=line.kind == _OPENING,
            )
        )  # fmt: skip
    return found


def _received(line: LedgerLine, receipt: Behind) -> Entry:
    return Entry(
        day=line.posting_date, document_id=receipt.receipt_id, voucher_id=None, number=receipt.number,
        depositor=receipt.payer, description=receipt.description, received=receipt.amount, paid=0, opening=False,
    )  # fmt: skip


def _kind(asked: Asked) -> tuple[str, str]:
    code = asked.text("item")
    if "." in code:
        account = chart().posting(code)
        if not code.startswith(tuple(each for row in asked.layout.rows for each in row.accounts)):
            raise Refusal("revenue_item_unknown", field="item", code=code)
        return account.code, asked.name(account)
    item = revenue_item(code, field="item")
    if item.kind != "deposit":
        raise Refusal("revenue_item_unknown", field="item", code=item.code)
    return item.account, asked.name(item)


def _forward(asked: Asked, balance: int) -> Row:
    words = asked.say("label.brought_forward")
    return Row({"date": asked.since, "kind": words, "description": words, "balance": balance}, style="note")


def _held_for(asked: Asked, entries: Sequence[Entry]) -> Table:
    """What is held for each depositor at the end of the span. Who gets more back than was received from him here was
    among what was brought forward, which is kept by account and not by name."""
    held: dict[str, list[int]] = {}
    opening = sum(entry.received - entry.paid for entry in entries if entry.opening)
    for entry in entries:
        if not entry.opening:
            sums = held.setdefault(entry.depositor, [0, 0])
            sums[0] += entry.received
            sums[1] += entry.paid
    rows = []
    for name, (received, paid) in sorted(held.items()):
        if name and paid > received:
            opening -= paid - received
        left = max(received - paid, 0) if name else received - paid
        rows.append(_depositor(name or asked.say("report.deposits.unnamed"), received, paid, left))
    if opening:
        rows.insert(0, _depositor(asked.say("label.brought_forward"), 0, 0, opening))
    columns = tuple(
        Column(key, each.th, each.en, each.kind, key != "depositor", "", "")
        for key in ("depositor", "received", "paid", "balance")
        for each in asked.layout.columns
        if each.key == key
    )
    table = tuple(rows)
    return Table(columns, table, totalled(columns=columns, rows=table) or None, asked.say("report.deposits.held_for"))


def _depositor(name: str, received: int, paid: int, left: int) -> Row:
    return Row({"depositor": name, "received": received, "paid": paid, "balance": left})


def vendors_owed() -> list[tuple[str, str]]:
    """Everybody who was ever owed anything on a payable: the party's id and name, by name. Two queries."""
    prefixes = [code for row in register("payables").rows for code in row.accounts]
    names = _vendors({row.sub for row in ledger.balances(accounts=prefixes)})
    return sorted(names.items(), key=lambda pair: pair[1])


def payables(asked: Asked) -> Result:
    """The register of payables (ทะเบียนคุมเจ้าหนี้) over a span of days: what came, went and stands for each vendor; for one
    vendor document by document. Refusal: party_not_found."""
    prefixes = [code for row in asked.layout.rows for code in row.accounts]
    vendor = asked.text("vendor")
    if vendor:
        return _payables_of(asked, prefixes, vendor)
    moved: dict[str, list[int]] = {}
    for row in ledger.movements(since=asked.since, through=asked.through, accounts=prefixes):
        sums = moved.setdefault(row.sub, [0, 0, 0])
        for index, amount in enumerate((-row.before, row.credit, row.debit)):
            sums[index] += amount
    names = _vendors(moved)
    rows = [
        _vendor_row(asked, sub, names.get(sub) or asked.say("report.payables.unnamed"), *sums)
        for sub, sums in moved.items()
        if any(sums)
    ]
    return asked.result(rows=tuple(sorted(rows, key=lambda row: str(row.value("vendor")))), subtitle=span(asked))


def _vendors(subs: Iterable[str]) -> Mapping[str, str]:
    ids = [int(sub) for sub in subs if sub.isdigit()]
    return {str(party.id): party.name for party in parties.get_many(party_ids=ids).values()}


def _vendor_row(asked: Asked, sub: str, name: str, before: int, received: int, paid: int) -> Row:
    values: dict[str, Value] = {
        "vendor": name, "date": None, "number": "", "description": "", "brought_forward": before,
        "received": received, "paid": paid, "balance": before + received - paid,
    }  # fmt: skip
    asks = {"vendor": sub, "from": f"{asked.since}", "to": f"{asked.through}"}
    return Row(values, leads=("payables", asks) if sub else None)


def _payables_of(asked: Asked, prefixes: Sequence[str], vendor: str) -> Result:
    if not vendor.isdigit():
        raise Refusal("party_not_found", field="vendor")
    name = parties.get(party_id=int(vendor)).name
    lines = [
        line
        for line in ledger.lines(through=asked.through, sub=vendor, book="accrual")
        if line.account.startswith(tuple(prefixes))
    ]
    before = sum(line.credit - line.debit for line in lines if line.posting_date < asked.since)
    shown = [line for line in lines if line.posting_date >= asked.since]
    numbers, words = document_numbers(ids=(line.document_id for line in shown)), voucher_descriptions(lines=shown)
    forward: dict[str, Value] = {
        "vendor": name, "date": asked.since, "description": asked.say("label.brought_forward"),
        "brought_forward": before, "balance": before,
    }  # fmt: skip
    rows, balance = [Row(forward, style="note")], before
    for line in shown:
        balance += line.credit - line.debit
        values: dict[str, Value] = {
            "vendor": name, "date": line.posting_date, "number": numbers.get(line.document_id, ""),
            "description": line.description or words.get(line.voucher_id, ""), "brought_forward": None,
            "received": line.credit, "paid": line.debit, "balance": balance,
        }  # fmt: skip
        rows.append(Row(values, line.document_id, line.voucher_id))
    known = {"balance": balance}
    return asked.result(rows=tuple(rows), subtitle=span(asked), data=tuple(rows), known=known)
