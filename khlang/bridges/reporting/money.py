"""Reports of the money itself: daily financial status, bank balances, cash book, book of one bank account."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from khlang.bridges.reporting.accounts import as_of, long_day, span, voucher_descriptions
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row, Table, Value, totalled
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.core.reporting import BankDay, DailyStatus
from khlang.office.banking import queries as banking
from khlang.office.treasury import queries as treasury
from khlang.spine.documents import remote
from khlang.spine.ledger import queries as ledger
from khlang.standards import Column, chart, report
from khlang.standards import Row as Line

DAILY_STATUS_KEYS: Final = (
    "date", "cash_brought_forward", "cash_received", "cash_deposited", "cash_carried_forward", "bank_brought_forward",
    "bank_deposit_of_cash", "bank_transfer_in", "bank_paid", "bank_carried_forward", "uncollected_cheques",
    "uncollected_amount", "total_money",
)  # fmt: skip
_DAILY_KINDS: Final = {"date": "date", "uncollected_cheques": "number"}


def daily_status(asked: Asked) -> Result:
    """The daily financial status (รายงานสถานะการเงินประจำวัน, spec 6.2) from the ledger, with banks and cash count."""
    status = treasury.daily_status(day=asked.on)
    figures = treasury.figures(status=status)
    count = treasury.last_count(day=asked.on)
    kept = treasury.daily_status_document(day=asked.on)
    plain = Row({"date": asked.on, **figures}, kept.id if kept else None)
    rows = tuple(_daily_row(asked, line, figures) for line in _daily_lines(figures))
    made = asked.result(
        rows=rows, subtitle=asked.say("report.day", day=long_day(asked, asked.on)), data=(plain,),
        more_tables=(_banks(asked, status), *_counted(asked, count)), form="daily_status",
        notes=(*_by_hand(asked), *_kept_notes(asked, kept), *_remote(asked)),
        figures={
            "status": status, "count": count, "document_id": kept.id if kept else None,
            "mark": next(iter(_by_hand(asked)), ""),
        },
    )  # fmt: skip
    columns = tuple(_machine(key, _DAILY_KINDS.get(key, "money")) for key in DAILY_STATUS_KEYS)
    return replace(made, data=Table(columns, (plain,)), tables=(Table(made.columns, rows), *made.tables[1:]))


def _by_hand(asked: Asked) -> tuple[str, ...]:
    """Until a spell of work by hand is certified, and for its last day, the report made by hand is the one (LAO-8, UNIT-5)."""
    return (asked.say("daily_status.by_hand"),) if ledger.spell_on(day=asked.on) is not None else ()


def _remote(asked: Asked) -> tuple[str, ...]:
    """How many steps of the day an officer of another office took, in an office too small to keep duties apart (B.7)."""
    found = remote.count(since=asked.on, through=asked.on)
    return (asked.say("report.daily_status.remote", count=found),) if found else ()


def _kept_notes(asked: Asked, kept: Any) -> tuple[str, ...]:
    """The number of the signed report; and whether something was posted on its day since."""
    if kept is None:
        return ()
    same = treasury.agrees(document_id=kept.id)
    told = asked.say("report.daily_status.kept", number=kept.number)
    return (told,) if same else (told, asked.say("report.daily_status.kept_differs", number=kept.number))


def _machine(key: str, kind: str) -> Column:
    return Column(key, key, key, kind, False, "", "")


def _daily_lines(figures: dict[str, int]) -> Iterable[Line]:
    """The lines of the layout that stand in the main table: rare ones only when they are not zero."""
    for line in report("daily_status").rows:
        if line.key.startswith("bank_detail") or (line.style == "when_not_zero" and not figures.get(line.key)):
            continue
        yield line


def _daily_row(asked: Asked, line: Line, figures: dict[str, int]) -> Row:
    label = line.en if asked.lang == "en" else line.th
    if line.key == "uncollected_cheques":
        label = asked.say("report.daily_status.uncollected", label=label, count=figures[line.key])
        return Row({"label": label, "amount": figures["uncollected_amount"], "subtotal": None}, style=line.style)
    amount = figures.get(line.key)
    in_total = line.style == "total"
    values: dict[str, Value] = {
        "label": label, "amount": None if in_total else amount, "subtotal": amount if in_total else None
    }  # fmt: skip
    return Row(values, style="" if line.style == "when_not_zero" else line.style)


def bank_balances(asked: Asked) -> Result:
    """What every bank account held, took in and paid out on a day."""
    return asked.result(rows=_bank_rows(asked, treasury.daily_status(day=asked.on).banks), subtitle=as_of(asked))


def _banks(asked: Asked, status: DailyStatus) -> Table:
    layout = report("bank_balances")
    rows = _bank_rows(asked, status.banks)
    title = layout.title_en if asked.lang == "en" else layout.title_th
    return Table(layout.columns, rows, totalled(columns=layout.columns, rows=rows), title)


def _bank_rows(asked: Asked, days: Iterable[BankDay]) -> tuple[Row, ...]:
    known = {bank.code: bank for bank in banking.bank_accounts()}
    rows = []
    for day in days:
        bank = known[day.code]
        kind = asked.say(f"bank_kind.{bank.kind}")
        rows.append(
            Row(
                {
                    "code": day.code, "bank_name": bank.bank_name, "kind": f"{kind} {bank.term}".strip(),
                    "branch": bank.branch, "account_no": bank.account_no, "brought_forward": day.brought_forward,
                    "received": day.received, "paid": day.paid, "balance": day.balance,
                }
            )
        )  # fmt: skip
    return tuple(rows)


def _counted(asked: Asked, count: treasury.Count | None) -> tuple[Table, ...]:
    """The last cash count of the day, by denomination."""
    if count is None:
        return ()
    columns = tuple(
        Column(key, asked.say(f"report.count.{key}"), asked.say(f"report.count.{key}"), kind, key == "amount", "", "")
        for key, kind in (("denomination", "text"), ("pieces", "number"), ("amount", "money"))
    )
    rows = [
        Row({"denomination": format_baht(size), "pieces": pieces, "amount": size * pieces}, count.document_id)
        for size, pieces in count.pieces
    ]
    if count.cheque:
        rows.append(Row({"denomination": asked.say("channel.cheque"), "pieces": None, "amount": count.cheque}))
    table = tuple(rows)
    return (Table(columns, table, totalled(columns=columns, rows=table), asked.say("report.count.title")),)


def cash_book(asked: Asked) -> Result:
    """The cash book (สมุดเงินสด) over a span: cash and received cheques in the cash box, line by line."""
    rows = _book(asked, chart().cash[0], None)
    return asked.result(rows=rows, subtitle=span(asked), data=rows)


def _brought_forward(asked: Asked, balance: int) -> Row:
    words = asked.say("label.brought_forward")
    return Row({"day": asked.since, "description": words, "balance": balance}, style="note")


def bank_book(asked: Asked) -> Result:
    """The book of one bank account (ทะเบียนคุมเงินฝากธนาคาร) over a span. Refusal: bank_account_unknown."""
    bank = banking.find(code=asked.text("bank"))
    if bank is None:
        raise Refusal("bank_account_unknown", field="bank", code=asked.text("bank"))
    rows = _book(asked, bank.account, bank.code)
    kind = asked.say(f"bank_kind.{bank.kind}")
    whole = " ".join(part for part in (bank.bank_name, kind, bank.term, bank.branch, bank.account_no) if part)
    return asked.result(
        rows=rows, subtitle=span(asked), data=rows, particulars=((asked.say("field.bank_account"), whole),)
    )


def _book(asked: Asked, account: str, sub: str | None) -> tuple[Row, ...]:
    """The lines of one account (of one sub-ledger when given) with the balance after each, the first brought forward."""
    before = ledger.movements(since=asked.since, through=asked.since, accounts=[account])
    balance = sum(row.before for row in before if sub is None or row.sub == sub)
    lines = ledger.lines(since=asked.since, through=asked.through, account=account, sub=sub, book="accrual")
    words = voucher_descriptions(lines=lines)
    rows = [_brought_forward(asked, balance)]
    for line in lines:
        balance += line.debit - line.credit
        values: dict[str, Value] = {
            "day": line.posting_date, "voucher_number": line.voucher_number or "",
            "description": line.description or words.get(line.voucher_id, ""), "received": line.debit,
            "paid": line.credit, "balance": balance,
        }  # fmt: skip
        rows.append(Row(values, line.document_id, line.voucher_id))
    return tuple(rows)
