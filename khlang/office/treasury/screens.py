"""What the generic pages show of the treasury: declarations only."""

from dataclasses import replace
from typing import Any

from khlang.core.money import plain_baht
from khlang.office.banking import queries as banking
from khlang.office.banking.choices import bank_accounts, find_bank_accounts
from khlang.office.treasury import models, prints, queries
from khlang.platform import choosing
from khlang.platform.screens import Column, Field, Filter, Print, Screen, Section, Start
from khlang.spine.documents import queries as documents
from khlang.standards import chart, message

_LIST = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="title"),
    Column(key="state", kind="state", sortable=True),
    Column(key="amount", kind="money", sortable=True, total=True, phone="amount"),
)
#: Lists of what was there at the end of a day: adding up days would mean nothing.
_BALANCES = tuple(replace(column, total=False) for column in _LIST)
#: Notes and coins in circulation, in baht as they are typed.
DENOMINATIONS = ("1,000", "500", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.25")
_FILTERS = (Filter(key="state"), Filter(key="document_date", kind="period"))
_BANK_LINE = (
    Column(key="name", phone="title"),
    Column(key="brought_forward", kind="money", total=True),
    Column(key="received", kind="money", total=True),
    Column(key="paid", kind="money", total=True),
    Column(key="balance", kind="money", total=True, phone="amount"),
)


def _deposit(document_id: int) -> list[dict[str, Any]]:
    row = models.CashDeposit.objects.select_related("bank_account").get(document_id=document_id)
    return [
        {
            "bank_account": row.bank_code, "bank_name": row.bank_account.bank_name,
            "account_no": row.bank_account.account_no, "cash": row.cash, "cheque": row.cheque, "slip": row.slip,
        }
    ]  # fmt: skip


CASH_DEPOSIT = Screen(
    kind="cash_deposit",
    menu="treasury",
    icon="banknote-arrow-up",
    columns=_LIST,
    filters=_FILTERS,
    create="cash_deposit.create",
    fields=(
        Field(key="bank_account", widget="select", choices=bank_accounts, span=2),
        Field(key="cash", widget="money", initial=lambda: plain_baht(queries.on_hand()[0]), help="help.cash_deposit.cash"),
        Field(key="cheque", widget="money", initial=lambda: plain_baht(queries.on_hand()[1])),
        Field(key="slip"),
        Field(key="document_date", widget="date"),
        Field(key="title", span=2),
    ),
    sections=(
        Section(
            key="cash_deposit.money", rows=_deposit, pairs=True,
            columns=(
                Column(key="bank_account", kind="code"), Column(key="bank_name"), Column(key="account_no"),
                Column(key="cash", kind="money"), Column(key="cheque", kind="money"), Column(key="slip"),
            ),
        ),
    ),
    prints=(Print(form="cash_deposit", data=prints.cash_deposit),),
    help="help.cash_deposit",
)  # fmt: skip


def _transfer(document_id: int) -> list[dict[str, Any]]:
    row = models.BankTransfer.objects.select_related("from_account", "to_account").get(document_id=document_id)
    return [
        {
            "from_account": f"{row.from_code} {row.from_account.bank_name}",
            "to_account": f"{row.to_code} {row.to_account.bank_name}", "amount": row.amount, "reference": row.reference,
        }
    ]  # fmt: skip


BANK_TRANSFER = Screen(
    kind="bank_transfer",
    menu="treasury",
    icon="arrow-left-right",
    columns=_LIST,
    filters=_FILTERS,
    create="bank_transfer.create",
    fields=(
        Field(key="from_account", widget="select", choices=bank_accounts, span=2),
        Field(key="to_account", widget="select", choices=bank_accounts, span=2),
        Field(key="amount", widget="money"),
        Field(key="reference"),
        Field(key="document_date", widget="date"),
        Field(key="title", span=4),
    ),
    sections=(
        Section(
            key="bank_transfer.money", rows=_transfer, pairs=True,
            columns=(
                Column(key="from_account"), Column(key="to_account"), Column(key="amount", kind="money"),
                Column(key="reference"),
            ),
        ),
    ),
    help="help.bank_transfer",
)  # fmt: skip


def _entry(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "account": row.account, "account_name": chart().account(row.account).name_th, "sub": row.sub,
            "description": row.description, "debit": row.debit, "credit": row.credit,
        }
        for row in queries.entry_lines(document_id=document_id)
    ]  # fmt: skip


def _typed(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "account": row.account, "sub": row.sub, "debit": row.debit or None, "credit": row.credit or None,
            "description": row.description,
        }
        for row in queries.entry_lines(document_id=document_id)
    ]  # fmt: skip


def _voucher_values(document_id: int) -> dict[str, Any]:
    document = documents.get(document_id=document_id, kind="general_voucher")
    return {"title": document.title, "document_date": document.document_date, "lines": _typed(document_id)}


def _opening_values(document_id: int) -> dict[str, Any]:
    document = documents.get(document_id=document_id, kind="opening_balance")
    year = models.OpeningBalance.objects.get(document_id=document_id).fiscal_year
    return {"title": document.title, "fiscal_year": year, "lines": _typed(document_id)}


_ENTRY_LINES = Field(
    key="lines", widget="lines", span=4, help="help.general_voucher.lines",
    lines=(
        Field(key="account", widget="search", search=choosing.accounts, span=2, named=True),
        Field(key="sub", widget="search", search=find_bank_accounts, label="field.bank_account", help="help.general_voucher.sub"),
        Field(key="debit", widget="money", side="debit"),
        Field(key="credit", widget="money", side="credit"),
        Field(key="description", span=2),
    ),
)  # fmt: skip
_ENTRY_COLUMNS = (
    Column(key="account", kind="code"),
    Column(key="account_name", phone="title"),
    Column(key="sub", kind="code"),
    Column(key="description"),
    Column(key="debit", kind="money", total=True, phone="amount"),
    Column(key="credit", kind="money", total=True, phone="amount"),
)

GENERAL_VOUCHER = Screen(
    kind="general_voucher",
    menu="accounting",
    icon="file-pen-line",
    columns=_LIST,
    filters=_FILTERS,
    create="general_voucher.save",
    edit="general_voucher.save",
    values=_voucher_values,
    fields=(Field(key="title", span=3), Field(key="document_date", widget="date"), _ENTRY_LINES),
    sections=(Section(key="general_voucher.lines", rows=_entry, columns=_ENTRY_COLUMNS),),
    prints=(Print(form="general_voucher", data=prints.entry),),
    help="help.general_voucher",
)

OPENING_BALANCE = Screen(
    kind="opening_balance",
    menu="accounting",
    icon="book-up",
    columns=_LIST,
    filters=_FILTERS,
    create="opening_balance.save",
    edit="opening_balance.save",
    values=_opening_values,
    fields=(Field(key="fiscal_year", widget="number"), Field(key="title", span=3), _ENTRY_LINES),
    starts=(
        Start(
            key="import", command="opening_balance.import", icon="file-up", help="help.opening_balance.import",
            fields=(
                Field(key="fiscal_year", widget="number"),
                Field(key="title", span=3),
                Field(key="content", widget="file", span=2),
                Field(key="banks_content", widget="file", label="field.banks_file", span=2),
            ),
        ),
    ),
    sections=(Section(key="opening_balance.lines", rows=_entry, columns=_ENTRY_COLUMNS),),
    help="help.opening_balance",
)  # fmt: skip


def _count(document_id: int) -> list[dict[str, Any]]:
    count = queries.cash_count(document_id=document_id)
    return [
        {
            "cash": count.cash, "cheque": count.cheque, "book_cash": count.book_cash, "book_cheque": count.book_cheque,
            "difference": count.difference, "explanation": count.explanation,
        }
    ]  # fmt: skip


def _pieces(document_id: int) -> list[dict[str, Any]]:
    return [
        {"denomination": denomination, "pieces": pieces, "amount": denomination * pieces}
        for denomination, pieces in queries.cash_count(document_id=document_id).pieces
    ]


CASH_COUNT = Screen(
    kind="cash_count",
    menu="treasury",
    icon="coins",
    columns=_BALANCES,
    filters=_FILTERS,
    create="cash_count.create",
    moves={"count": ""},
    fields=(
        Field(
            key="lines", widget="lines", span=4, help="help.cash_count.lines",
            lines=(Field(key="denomination", widget="money"), Field(key="pieces", widget="number")),
            rows=lambda: [{"denomination": each} for each in DENOMINATIONS],
        ),
        Field(key="cheque", widget="money"),
        Field(key="explanation", widget="long", span=3, help="help.cash_count.explanation"),
    ),
    sections=(
        Section(
            key="cash_count.money", rows=_count, pairs=True,
            columns=(
                Column(key="cash", kind="money"), Column(key="cheque", kind="money"),
                Column(key="book_cash", kind="money"), Column(key="book_cheque", kind="money"),
                Column(key="difference", kind="money"), Column(key="explanation"),
            ),
        ),
        Section(
            key="cash_count.lines", rows=_pieces,
            columns=(
                Column(key="denomination", kind="money", phone="title"),
                Column(key="pieces", kind="number"),
                Column(key="amount", kind="money", total=True, phone="amount"),
            ),
        ),
    ),
    help="help.cash_count",
)  # fmt: skip


def _figures(document_id: int) -> list[dict[str, Any]]:
    kept = models.DailyStatus.objects.get(document_id=document_id)
    told = message("daily_status.same" if queries.agrees(document_id=document_id) else "daily_status.differs")
    return [{**kept.figures, "against_ledger": told, "trail_head": kept.trail_head, "note": kept.note}]


def _banks(document_id: int) -> list[dict[str, Any]]:
    names = {bank.code: f"{bank.code} {bank.bank_name} {bank.account_no}" for bank in banking.bank_accounts()}
    kept = models.DailyStatus.objects.get(document_id=document_id)
    return [{**row, "name": names.get(row["code"], row["code"])} for row in kept.banks]


DAILY_STATUS = Screen(
    kind="daily_status",
    menu="treasury",
    icon="calendar-check",
    columns=_BALANCES,
    filters=_FILTERS,
    create="daily_status.prepare",
    fields=(
        Field(key="day", widget="date", help="help.daily_status.day"),
        Field(key="note", widget="long", span=3),
    ),
    sections=(
        Section(
            key="daily_status.figures", rows=_figures, pairs=True,
            columns=(
                *(
                    Column(key=key, kind="money")
                    for key in (
                        "cash_brought_forward", "cash_received", "cash_deposited", "cash_carried_forward",
                        "bank_brought_forward", "bank_deposit_of_cash", "bank_transfer_in", "bank_paid",
                        "bank_carried_forward", "total_money",
                    )
                ),
                Column(key="uncollected_cheques", kind="number"),
                Column(key="uncollected_amount", kind="money"),
                Column(key="against_ledger"),
                Column(key="note"),
                Column(key="trail_head", kind="code"),
            ),
        ),
        Section(key="daily_status.banks", rows=_banks, columns=_BANK_LINE),
    ),
    prints=(Print(form="daily_status", data=prints.daily_status),),
    help="help.daily_status",
)  # fmt: skip

SCREENS = (CASH_DEPOSIT, BANK_TRANSFER, CASH_COUNT, DAILY_STATUS, GENERAL_VOUCHER, OPENING_BALANCE)
