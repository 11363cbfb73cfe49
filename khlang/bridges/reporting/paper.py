"""A result on paper: the forms trial_balance, daily_status and table, fed with text."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from khlang.bridges.reporting.asking import heading
from khlang.bridges.reporting.prints import signing
from khlang.bridges.reporting.results import Result, Row, Table, Value
from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.reporting import AMOUNT_COLUMNS
from khlang.spine.documents import print_data, rendering
from khlang.spine.documents.letterhead import issuer
from khlang.standards import Column, message

#: Who signs a report, in the order of the form.
_SIGNING: Final[Mapping[str, signing.Wanted]] = {
    "trial_balance": (("label.prepared_by", "accountant"), ("label.checked_by", "treasury_head"),
                      ("signature.palad", "clerk"), ("signature.executive", "executive")),
    "receipts_and_payments": (("label.prepared_by", "accountant"), ("label.checked_by", "treasury_head"),
                              ("signature.palad", "clerk"), ("signature.executive", "executive")),
    "bank_reconciliation": (("label.prepared_by", "accountant"), ("label.checked_by", "treasury_head")),
    "budget_status": (("label.prepared_by", "finance"), ("label.checked_by", "treasury_head")),
}  # fmt: skip
_DAILY_SIGNING: Final[Mapping[str, signing.Wanted]] = {
    "prepared": (("signature.preparer", "finance"), ("signature.treasury_head", "treasury_head")),
    "keepers": (("signature.keeper", "cash_committee_1"), ("signature.keeper", "cash_committee_2"),
                ("signature.keeper", "cash_committee_3")),
    "approved": (("signature.palad", "clerk"), ("signature.executive", "executive")),
}  # fmt: skip


def pdf(*, result: Result, printed_at: datetime | None = None, printed_by: str = "") -> bytes:
    """The result as PDF on the form it belongs to."""
    content: dict[str, Any] = {
        **print_data.sheet(organisation=issuer(), title=result.title, printed_at=printed_at, printed_by=printed_by),
        "subtitle": result.subtitle,
    }
    if result.form == "trial_balance":
        content |= _trial_balance(result)
    elif result.form == "daily_status":
        content |= _daily_status(result)
    else:
        content |= _table(result)
    return rendering.render_pdf(form=result.form, data=content)


def _trial_balance(result: Result) -> dict[str, Any]:
    name = "account_name_en" if result.lang == "en" else "account_name_th"
    totals = result.totals or {}
    return {
        "rows": [
            {
                "name": row.value(name),
                "code": row.value("account_code"),
                **{key: print_data.money(satang=row.amount(key), zero="-") for key in AMOUNT_COLUMNS},
            }
            for row in result.rows
        ],
        "totals": {key: format_baht(totals.get(key, 0)) for key in AMOUNT_COLUMNS},
        "note": " ".join((*result.notes, message("label.unit_baht", result.lang))),
        "signatures": signing.places(wanted=_SIGNING["trial_balance"]),
    }


def _daily_status(result: Result) -> dict[str, Any]:
    """The daily status of the moment; the report that was drawn up and signed is a document of its own."""
    amounts = {key: format_baht(result.data.rows[0].amount(key)) for key in result.data.rows[0].values}
    banks, *counted = result.tables[1:]
    return {
        "mark": result.figures.get("mark", ""),
        "cash": {key: amounts[f"cash_{key}"] for key in ("brought_forward", "received", "deposited", "carried_forward")},
        "bank": {
            key: amounts[f"bank_{key}"]
            for key in ("brought_forward", "deposit_of_cash", "transfer_in", "paid", "carried_forward")
        },
        "uncollected": {
            "count": str(result.data.rows[0].amount("uncollected_cheques")), "amount": amounts["uncollected_amount"],
        },
        "total_money": amounts["total_money"],
        "cash_count": _counted(counted[0]) if counted else {},
        "accounts": [_account(row) for row in banks.rows],
        "accounts_received": format_baht((banks.totals or {}).get("received", 0)),
        "accounts_paid": format_baht((banks.totals or {}).get("paid", 0)),
        "statement": message("daily_status.statement"),
        "signatures": {group: signing.places(wanted=wanted) for group, wanted in _DAILY_SIGNING.items()},
    }  # fmt: skip


def _account(row: Row) -> dict[str, str]:
    name = " ".join(str(row.value(key)) for key in ("bank_name", "kind", "branch", "account_no") if row.value(key))
    return {
        "name": name, **{key: format_baht(row.amount(key)) for key in ("brought_forward", "received", "paid", "balance")}
    }  # fmt: skip


def _counted(table: Table) -> dict[str, Any]:
    rows = [
        {
            "kind": row.value("denomination"), "count": f"{row.amount('pieces'):,}",
            "amount": format_baht(row.amount("amount")),
        }
        for row in table.rows
    ]  # fmt: skip
    return {"rows": rows, "total": format_baht((table.totals or {}).get("amount", 0))}


def _table(result: Result) -> dict[str, Any]:
    main = result.tables[0]
    columns = _fitting(main)
    scale = next(scale for most, scale in _SCALES if len(columns) <= most)
    short = scale == _SCALES[-1][1]
    rows = [[_text(column, row.value(column.key), result.lang, short) for column in columns] for row in main.rows]
    totals = _totals(main, columns, result.lang)
    longest = [max((len(line[index]) for line in (*rows, *totals)), default=0) for index in range(len(columns))]
    widths = [
        _width(column, result.lang) if scale == _WHOLE else _narrow(column, longest[index] * scale)
        for index, column in enumerate(columns)
    ]
    return {
        "orientation": "landscape" if result.paper.endswith("landscape") else "portrait",
        "scale": f"{scale}",
        "particulars": [list(pair) for pair in result.particulars],
        "columns": [
            {"label": _label(column, result.lang), "kind": column.kind, "width": width}
            for column, width in zip(columns, widths, strict=True)
        ],
        "rows": rows,
        "sums": [index for index, row in enumerate(main.rows) if row.style in ("total", "heading")],
        "totals": totals,
        "note": " ".join(result.notes),
        "signatures": signing.places(wanted=_SIGNING.get(result.name, ())),
    }


#: A heading longer than this wraps in a column of this width, so that figures leave room for the text beside them.
_LONG: Final = 14
_MONEY: Final = "30mm"
#: More columns of money than these do not fit beside a text.
_MANY: Final = 7
#: More columns than these are printed smaller, and those in which nothing stands are left out.
_BESIDE: Final = 9
#: How small letters are, in hundredths, up to so many columns.
_WHOLE: Final = 100
_SCALES: Final = ((_BESIDE, _WHOLE), (11, 85), (10**6, 68))
#: Hundredths of a millimetre that a letter takes at its whole size.
_LETTER: Final = 206
_WIDE: Final = (
    "description", "name", "payer_name", "depositor", "label", "item", "title", "payee", "vendor_name", "vendor",
    "purpose", "finding", "holder", "reference", "lines", "income",
    "acquired_from", "work",
)  # fmt: skip


def _fitting(table: Table) -> list[Column]:
    """The columns that go on the paper: all of them, or without the empty ones when there are very many."""
    moneys = [column for column in table.columns if column.kind == "money"]
    if not table.rows or (len(moneys) <= _MANY and len(table.columns) <= _BESIDE):
        return list(table.columns)
    wanted = [column for column in table.columns if any(row.value(column.key) for row in table.rows)]
    return (
        wanted
        if len(table.columns) > _BESIDE
        else [each for each in table.columns if each in wanted or each not in moneys]
    )


def _label(column: Column, lang: str) -> str:
    group = column.group_en if lang == "en" else column.group_th
    return " ".join(part for part in (group, heading(column=column, lang=lang)) if part)


def _width(column: Column, lang: str) -> str:
    if column.kind == "money" and len(_label(column, lang)) > _LONG:
        return _MONEY
    return "1fr" if column.kind == "text" and column.key in _WIDE else "auto"


def _narrow(column: Column, size: int) -> str:
    """The width of one of many columns: what must not break has room for its longest cell, texts share the rest."""
    if column.kind == "text":
        return "2fr" if column.key in _WIDE else "1fr"
    return f"{max(size * _LETTER // 10_000 + 2, 9)}mm"


def _text(column: Column, value: Value, lang: str, short: bool = False) -> str:
    """A cell as it is printed; a `short` day has digits only."""
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value, style="numeric" if short else "short", english=lang == "en")
    if column.kind == "money" and isinstance(value, int):
        return print_data.money(satang=value, zero="-")
    return str(value)


def _totals(table: Table, columns: list[Column], lang: str) -> list[list[str]]:
    if not table.totals:
        return []
    row = Row(dict(table.totals))
    cells = [_text(column, row.value(column.key), lang) for column in columns]
    return [[message("label.total", lang) if not cells[0] else cells[0], *cells[1:]]]
