"""Bank statements: a file imported line by line, each line once; a file imported by mistake taken out again."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import format_date, month_start
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.banking.queries import Bank
from khlang.office.reconciliation import importing, queries
from khlang.office.reconciliation.importing import Entry, Statement
from khlang.office.reconciliation.lifecycle import BANK_STATEMENT
from khlang.office.reconciliation.models import BankStatement, Reconciliation, StatementLine
from khlang.office.reconciliation.schemas import ImportStatement
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message, thai_bank


@command("bank_statement.import", schema=ImportStatement)
def import_statement(*, envelope: Envelope, data: ImportStatement) -> Outcome:
    """Take over the lines of a bank's file; lines that an earlier file brought are recognised and not counted again.

    The lines must follow those of earlier files without a gap: the balance before the first new line is the balance
    after the last known one. Refusals: bank_account_unknown, those of `importing.read`, date_in_future,
    statement_imported_before, statement_through_before, statement_period_frozen, statement_gap, duty_missing.
    """
    bank = queries.bank_of(code=data.bank_account)
    writes.hold(org=envelope.org)  # two files at once: the second sees the lines of the first
    digest = hashlib.sha256(data.content).hexdigest()
    if BankStatement.objects.filter(bank_code=bank.code, sha256=digest, live=True).exists():
        raise Refusal("statement_imported_before", field="content", filename=data.name)
    read = importing.read(
        content=data.content, name=data.name, today=envelope.today, layout=data.layout, bank=_code_of(bank)
    )
    since, through = _span(read, data, envelope.today)
    stored = list(StatementLine.objects.filter(bank_code=bank.code, day__gte=since).order_by("day", "position"))
    new = _new_lines(read.entries, stored)
    _require_open(bank, new)
    covered = queries.covered_through(bank_code=bank.code)
    if not new and covered is not None and through <= covered:
        raise Refusal("statement_imported_before", field="content", filename=data.name)
    _require_chain(bank, read, since, stored, new)
    return _write(envelope, bank, read, (since, through), new, digest, data.name)


def _code_of(bank: Bank) -> str:
    """The three-digit code of the account's bank, "" when its name is none that is known."""
    try:
        return thai_bank(bank.bank_name).code
    except Refusal:
        return ""


def _span(read: Statement, data: ImportStatement, today: date) -> tuple[date, date]:
    through = data.through
    days = [entry.day for entry in read.entries]
    if not days and through is None:
        raise Refusal("field_required", field="through")
    late = [entry for entry in read.entries if entry.day > today]
    if late:
        raise Refusals(entry.record.refusal("date_in_future", "day") for entry in late)
    end = through or days[-1]
    if end > today:
        raise Refusal("date_in_future", field="through")
    if days and end < days[-1]:
        raise Refusal("statement_through_before", field="through", date=format_date(days[-1]))
    first = days[0] if days else end
    return min(data.since or month_start(first), first), end


def _new_lines(entries: Sequence[Entry], stored: Sequence[StatementLine]) -> list[Entry]:
    """Those that no earlier file brought: the same day, amount and balance as often as it is known is the same line."""
    known = Counter((line.day, line.amount, line.balance) for line in stored)
    new = []
    for entry in entries:
        key = (entry.day, entry.amount, entry.balance)
        if known[key]:
            known[key] -= 1
        else:
            new.append(entry)
    return new


def _require_open(bank: Bank, new: Sequence[Entry]) -> None:
    last = Reconciliation.objects.filter(bank_code=bank.code, approved=True).order_by("-day").first()
    frozen = [entry for entry in new if last is not None and entry.day <= last.day]
    if last is not None and frozen:
        raise Refusals(
            entry.record.refusal("statement_period_frozen", "day", date=format_date(last.day)) for entry in frozen
        )


def _require_chain(
    bank: Bank, read: Statement, since: date, stored: Sequence[StatementLine], new: Sequence[Entry]
) -> None:
    """From the last line before the file on, every balance is the one before it and the line's amount."""
    earlier = StatementLine.objects.filter(bank_code=bank.code, day__lt=since).order_by("-day", "-position").first()
    at = _positions(stored, new)
    told = [(line.day, line.position, line.amount, line.balance) for line in stored]
    told += [(entry.day, place, entry.amount, entry.balance) for entry, place in zip(new, at, strict=True)]
    told.sort()
    balance = earlier.balance if earlier else _first_balance(bank, told, read)
    for day, _, amount, after in told or [(since, 0, 0, read.opening)]:
        if after - amount != balance:
            raise Refusal(
                "statement_gap", field="content", date=format_date(day), expected=format_baht(balance),
                found=format_baht(after - amount),
            )  # fmt: skip
        balance = after


def _first_balance(bank: Bank, told: Sequence[tuple[date, int, int, int]], read: Statement) -> int:
    """Before the first line of all: what a statement without lines said, else what this file begins with."""
    empty = BankStatement.objects.filter(bank_code=bank.code, live=True).order_by("since", "id").first()
    if empty is not None and (not told or told[0][0] > empty.through):
        return int(empty.closing)
    return told[0][3] - told[0][2] if told else read.opening


def _positions(stored: Sequence[StatementLine], new: Sequence[Entry]) -> list[int]:
    """New lines of a day stand after those that are known of it."""
    last: Counter[date] = Counter()
    for line in stored:
        last[line.day] = max(last[line.day], line.position)
    places = []
    for entry in new:
        last[entry.day] += 1
        places.append(last[entry.day])
    return places


def _write(
    envelope: Envelope,
    bank: Bank,
    read: Statement,
    span: tuple[date, date],
    new: Sequence[Entry],
    digest: str,
    name: str,
) -> Outcome:
    since, through = span
    stored = StatementLine.objects.filter(bank_code=bank.code, day__gte=since).order_by("day", "position")
    title = message(
        "bank_statement.title", bank=bank.code, since=format_date(since), through=format_date(through), count=len(new)
    )
    document = NewDocument(title=title, document_date=through, amount=max(read.closing, 0), party_name=bank.bank_name)
    head = {
        "document_id": document.id, "bank_account_id": bank.id, "bank_code": bank.code, "since": since, "through": through,
        "opening": read.opening, "closing": read.closing, "layout": read.layout, "filename": name, "sha256": digest,
        "added": len(new), "repeated": len(read.entries) - len(new),
    }  # fmt: skip
    lines = [
        {
            "document_id": document.id, "bank_code": bank.code, "day": entry.day, "position": place,
            "amount": entry.amount, "balance": entry.balance, "description": entry.description, "cheque": entry.cheque,
            "reference": entry.reference,
        }
        for entry, place in zip(new, _positions(list(stored), new), strict=True)
    ]  # fmt: skip
    return spine.carry_out(
        envelope=envelope, lifecycle=BANK_STATEMENT, move="import", new=document,
        rows=(Rows(BankStatement, [head]), Rows(StatementLine, lines)),
    )  # fmt: skip


@command("bank_statement.discard", schema=DocumentMoveWithReason)
def discard_statement(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Take a file out again that was imported by mistake: the lines it brought go with it.

    Only while none of them is matched, explained or frozen, no reconciliation of its days is there and no later file
    follows. Refusals: document_not_found, statement_in_use, statement_reconciled, statement_followed, those of the
    lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="bank_statement")
    writes.hold(org=envelope.org)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=BANK_STATEMENT, move="discard", document=document, reason=data.reason
    )
    lines = StatementLine.objects.filter(document_id=document.id)
    used: Any = [line for line in lines if line.frozen or line.match_id or line.finding]
    if used:
        raise Refusal("statement_in_use", number=document.number, count=len(used))
    kept = BankStatement.objects.get(document_id=document.id)
    worked_on = Reconciliation.objects.filter(bank_code=kept.bank_code, live=True, day__gte=kept.since)
    if worked_on.exists():
        raise Refusal("statement_reconciled", number=document.number)
    later = BankStatement.objects.filter(bank_code=kept.bank_code, live=True, through__gt=kept.through)
    if later.exists():
        raise Refusal("statement_followed", number=document.number)
    lines.delete()
    BankStatement.objects.filter(document_id=document.id).update(live=False)
    return outcome
