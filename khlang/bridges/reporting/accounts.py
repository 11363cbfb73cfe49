"""Reports of the ledger: trial balance, journal, register of vouchers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from khlang.bridges.reporting.asking import PAGE, Asked
from khlang.bridges.reporting.results import Result, Row
from khlang.core import reporting
from khlang.core.calendar import format_date
from khlang.core.reporting import AMOUNT_COLUMNS, Balance
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.spine.ledger.queries import LedgerLine
from khlang.standards import chart

TRIAL_BALANCE_KEYS: Final = ("account_code", "account_name_th", "account_name_en", *AMOUNT_COLUMNS)
JOURNAL_KEYS: Final = ("voucher_no", "date", "kind", "account_code", "debit", "credit", "bank", "description")
#: Identifiers asked for at once; databases limit the number of values in one query.
_AT_ONCE: Final = 5_000


def trial_balance(asked: Asked) -> Result:
    """The trial balance (งบทดลอง, spec 6.3): opening is the start of the month of `on`. One query of day balances."""
    moved = ledger.movements(since=asked.on.replace(day=1), through=asked.on)
    balances = (Balance(row.account, row.sub, row.before, row.debit, row.credit) for row in moved)
    made = reporting.trial_balance(balances, chart())
    rows = tuple(_trial_row(row) for row in made.rows)
    notes = () if made.balanced else (asked.say("report.trial_balance.unbalanced"),)
    return asked.result(
        rows=rows, subtitle=as_of(asked), keys=TRIAL_BALANCE_KEYS, notes=notes, form="trial_balance",
        total_line=_trial_row(made.totals) if rows else None,
    )  # fmt: skip


def _trial_row(row: reporting.TrialBalanceRow) -> Row:
    names = {"account_code": row.account, "account_name_th": row.name_th, "account_name_en": row.name_en}
    return Row({**names, **{key: getattr(row, key) for key in AMOUNT_COLUMNS}})


def journal(asked: Asked) -> Result:
    """The journal (สมุดรายวัน): every line of the accrual book in the order of posting; of one account when asked."""
    account, page = asked.text("account"), asked.page
    offset, limit = ((page - 1) * PAGE, PAGE + 1) if page else (0, None)
    lines = ledger.lines(
        since=asked.since, through=asked.through, account=account, book="accrual", offset=offset, limit=limit
    )
    shown = lines[:PAGE] if page else lines
    words = voucher_descriptions(lines=shown)
    rows = tuple(
        Row(
            {
                "voucher_no": line.voucher_number or "",
                "date": line.posting_date,
                "kind": asked.say(f"voucher.{line.kind}"),
                "account_code": line.account,
                "debit": line.debit,
                "credit": line.credit,
                "bank": line.sub if chart().is_bank(line.account) else "",
                "description": line.description or words.get(line.voucher_id, ""),
            },
            line.document_id,
            line.voucher_id,
        )
        for line in shown
    )
    known = None
    if page:
        sums = ledger.movements(since=asked.since, through=asked.through, accounts=[account] if account else [])
        known = {"debit": sum(row.debit for row in sums), "credit": sum(row.credit for row in sums)}
    return asked.result(
        rows=rows, subtitle=span(asked), known=known, keys=JOURNAL_KEYS, more=len(lines) > len(shown),
        particulars=_of_account(asked, account),
    )  # fmt: skip


def _of_account(asked: Asked, account: str) -> tuple[tuple[str, str], ...]:
    if not account:
        return ()
    found = chart().accounts.get(account)
    return ((asked.say("field.account"), f"{account} {asked.name(found)}" if found else account),)


def vouchers(asked: Asked) -> Result:
    """The register of official vouchers with the document that made each, the amount of its debits."""
    kind = asked.text("kind")
    lines = ledger.lines(since=asked.since, through=asked.through, book="accrual", kinds=[kind] if kind else ())
    first: dict[int, LedgerLine] = {}
    amounts: dict[int, int] = {}
    for line in lines:
        first.setdefault(line.voucher_id, line)
        amounts[line.voucher_id] = amounts.get(line.voucher_id, 0) + line.debit
    words = voucher_descriptions(lines=first.values())
    numbers = document_numbers(ids=(line.document_id for line in first.values()))
    rows = tuple(
        Row(
            {
                "date": line.posting_date,
                "number": line.voucher_number or "",
                "kind": asked.say(f"voucher.{line.kind}"),
                "description": words.get(line.voucher_id, ""),
                "document": asked.say(f"document.{line.document_kind}"),
                "document_number": numbers.get(line.document_id, ""),
                "amount": amounts[line.voucher_id],
            },
            line.document_id,
            line.voucher_id,
        )
        for line in first.values()
    )
    particulars = ((asked.say("field.kind"), asked.say(f"voucher.{kind}")),) if kind else ()
    return asked.result(rows=rows, subtitle=span(asked), particulars=particulars)


def voucher_descriptions(*, lines: Iterable[LedgerLine]) -> Mapping[int, str]:
    """The descriptions of the vouchers of some lines, by voucher."""
    ids = sorted({line.voucher_id for line in lines})
    found: dict[int, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = ledger.vouchers().filter(id__in=ids[start : start + _AT_ONCE])
        found.update(rows.order_by().values_list("id", "description"))
    return found


def document_numbers(*, ids: Iterable[int]) -> Mapping[int, str]:
    """The official numbers of some documents, "" while there is none."""
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = documents.get_many(document_ids=wanted[start : start + _AT_ONCE])
        found.update({document.id: document.number or "" for document in some.values()})
    return found


def as_of(asked: Asked) -> str:
    """The day that the figures are true for, in words."""
    return asked.say("report.as_of", day=long_day(asked, asked.on))


def span(asked: Asked) -> str:
    """The span of days in words, or the one day."""
    since, through = long_day(asked, asked.since), long_day(asked, asked.through)
    return (
        asked.say("report.day", day=since)
        if since == through
        else asked.say("report.span", since=since, through=through)
    )


def long_day(asked: Asked, day: date) -> str:
    """A day in words, in the era of the language."""
    return format_date(day, style="long", english=asked.lang == "en")
