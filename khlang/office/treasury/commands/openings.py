"""Opening balances: typed or imported, approved by another, posted on the day before the fiscal year (spec 5.3, 71)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from khlang.core.calendar import fiscal_year_start, format_date
from khlang.core.refusal import Refusal
from khlang.office.treasury import entries, facts, importing
from khlang.office.treasury.lifecycle import OPENING_BALANCE
from khlang.office.treasury.models import EntryLine, OpeningBalance
from khlang.office.treasury.schemas import EntryLineInput, ImportOpeningBalance, SaveOpeningBalance
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.spine.ledger import queries as ledger
from khlang.standards import message

_DUTY = "opening_balance.prepare"


@command("opening_balance.save", schema=SaveOpeningBalance)
def save_opening(*, envelope: Envelope, data: SaveOpeningBalance) -> Outcome:
    """Write the balances that open a fiscal year, or change their draft; debit must equal credit.

    Refusals: those of `entries.checked`, opening_done_before, document_not_found, move_not_allowed, duty_missing,
    stale_version.
    """
    entries.checked(lines=data.lines)
    if data.document_id is None:
        return _create(envelope, data.fiscal_year, data.title, data.lines)
    document = _get(data.document_id)
    if document.state == "draft":
        EntryLine.objects.filter(document_id=document.id).delete()
        OpeningBalance.objects.filter(document_id=document.id).delete()
    title = data.title or message("opening_balance.title", fiscal_year=data.fiscal_year)
    return drafts.edit(
        envelope=envelope, lifecycle=OPENING_BALANCE, document=document, duty=_DUTY,
        changes={
            "title": title, "amount": entries.amount(lines=data.lines), "document_date": _day_before(data.fiscal_year),
        },
        rows=_rows(document.id, data.fiscal_year, data.lines),
    )  # fmt: skip


@command("opening_balance.import", schema=ImportOpeningBalance)
def import_opening(*, envelope: Envelope, data: ImportOpeningBalance) -> Outcome:
    """Read opening balances from a spreadsheet or CSV, bank accounts apart if given, and keep them as a draft.

    Refusals: those of `importing.read` (every bad row at once, by sheet, row and column), of `entries.checked` and of
    `save_opening`.
    """
    lines = importing.read(data=data)
    entries.checked(lines=lines)
    return _create(envelope, data.fiscal_year, data.title, lines)


def _create(envelope: Envelope, fiscal_year: int, title: str, lines: Sequence[EntryLineInput]) -> Outcome:
    new = NewDocument(
        title=title or message("opening_balance.title", fiscal_year=fiscal_year),
        document_date=_day_before(fiscal_year), amount=entries.amount(lines=lines),
    )  # fmt: skip
    return drafts.create(
        envelope=envelope, lifecycle=OPENING_BALANCE, new=new, duty=_DUTY, rows=_rows(new.id, fiscal_year, lines)
    )


def _day_before(fiscal_year: int) -> date:
    return fiscal_year_start(fiscal_year) - timedelta(days=1)


def _rows(document_id: int, fiscal_year: int, lines: Sequence[EntryLineInput]) -> tuple[Rows, ...]:
    return (
        Rows(OpeningBalance, [{"document_id": document_id, "fiscal_year": fiscal_year}]),
        Rows(EntryLine, entries.rows(document_id=document_id, lines=lines)),
    )


submit_opening = moves.plain(OPENING_BALANCE, "submit", "Submit the balances for approval.")
cancel_opening = moves.plain(OPENING_BALANCE, "cancel", "Give a draft up.")
return_opening = moves.plain(OPENING_BALANCE, "return", "Send the balances back to their author, with the reason.")


@command("opening_balance.approve", schema=DocumentMove)
def approve_opening(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Approve: an opening voucher on the day before the fiscal year, once, into books that hold nothing until then.

    Refusals: document_not_found, opening_done_before, opening_books_running, those of the lifecycle and the ledger
    (period_missing when the year was not opened with its cut-over), stale_version.
    """
    document = _get(data.document_id)
    year = OpeningBalance.objects.get(document_id=document.id).fiscal_year
    if document.state == "submitted":
        _require_empty_books(envelope, year)
    return spine.carry_out(
        envelope=envelope, lifecycle=OPENING_BALANCE, move="approve", document=document,
        facts=facts.entries(document_id=document.id), posting_date=_day_before(year),
    )  # fmt: skip


def _require_empty_books(envelope: Envelope, year: int) -> None:
    """Balances are brought in once: in the books of the years after it they carry themselves forward."""
    writes.hold(org=envelope.org)  # two sets approved at once: the second sees the first
    done = OpeningBalance.objects.filter(document__state="approved").first()
    if done is not None:
        raise Refusal("opening_done_before", fiscal_year=done.fiscal_year)
    day = _day_before(year)
    if ledger.balances(through=day):
        raise Refusal("opening_books_running", date=format_date(day))


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind="opening_balance")
