"""What the generic pages show of bank statements and reconciliations: declarations only."""

from collections.abc import Sequence
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.office.banking.choices import all_bank_accounts
from khlang.office.reconciliation import models, prints, queries
from khlang.office.reconciliation.standing import BookItem
from khlang.office.reconciliation.template import statement_template
from khlang.platform.screens import Choice, Column, Download, Field, Filter, Print, Screen, Section, Start
from khlang.standards import message, statement_layouts

_LIST = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="title"),
    Column(key="state", kind="state", sortable=True),
    Column(key="amount", kind="money", sortable=True, phone="amount"),
)
_FILTERS = (Filter(key="state"), Filter(key="document_date", kind="period"))


def _layouts() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=layout.key, label=layout.name_th, label_en=layout.name_en) for layout in statement_layouts()
    )


def _statement(document_id: int) -> list[dict[str, Any]]:
    row = models.BankStatement.objects.get(document_id=document_id)
    names = ("bank_code", "since", "through", "opening", "closing", "filename", "added", "repeated")
    return [{name: getattr(row, name) for name in names} | {"layout": _layout_name(row.layout)}]


def _layout_name(key: str) -> str:
    return next((layout.name_th for layout in statement_layouts() if layout.key == key), key)


def _imported(document_id: int) -> list[dict[str, Any]]:
    rows = models.StatementLine.objects.filter(document_id=document_id).order_by("day", "position")
    return [_line_row(row) | {"balance": row.balance} for row in rows]


def _line_row(row: Any) -> dict[str, Any]:
    return {
        "day": row.day, "description": row.description, "cheque": row.cheque, "reference": row.reference,
        "received": row.amount if row.amount > 0 else None, "paid": -row.amount if row.amount < 0 else None,
        "finding": message(f"finding.{row.finding}") if row.finding else "",
    }  # fmt: skip


_LINE = (
    Column(key="day", kind="date", label="field.statement_day", phone="title"),
    Column(key="description"),
    Column(key="cheque", kind="code", label="field.statement_cheque"),
    Column(key="reference", kind="code"),
    Column(key="received", kind="money", label="field.bank_in", total=True, phone="amount"),
    Column(key="paid", kind="money", label="field.bank_out", total=True, phone="amount"),
)

BANK_STATEMENT = Screen(
    kind="bank_statement",
    menu="treasury",
    icon="file-spreadsheet",
    columns=_LIST,
    filters=_FILTERS,
    moves={"import": ""},
    starts=(
        Start(
            key="import", command="bank_statement.import", icon="file-up", help="help.bank_statement.import",
            fields=(
                Field(key="bank_account", widget="select", choices=all_bank_accounts, span=2),
                Field(key="layout", widget="select", choices=_layouts, label="field.statement_layout"),
                Field(key="since", widget="date", label="field.statement_since"),
                Field(key="through", widget="date", label="field.statement_through", help="help.bank_statement.through"),
                Field(key="content", widget="file", span=3),
            ),
            template=Download(
                name="bank-statement.xlsx", label="field.statement_template", content=statement_template
            ),
        ),
    ),
    sections=(
        Section(
            key="bank_statement.head", rows=_statement, pairs=True,
            columns=(
                Column(key="bank_code", label="field.bank_account", kind="code"),
                Column(key="since", kind="date", label="field.statement_since"),
                Column(key="through", kind="date", label="field.statement_through"),
                Column(key="opening", kind="money", label="field.statement_opening"),
                Column(key="closing", kind="money", label="field.statement_closing"),
                Column(key="layout", label="field.statement_layout"), Column(key="filename", label="field.statement_file"),
                Column(key="added", kind="number", label="field.lines_added"),
                Column(key="repeated", kind="number", label="field.lines_repeated"),
            ),
        ),
        Section(
            key="bank_statement.lines", rows=_imported,
            columns=(*_LINE, Column(key="balance", kind="money", label="field.statement_balance")),
        ),
    ),
    prints=(Print(form="table", data=prints.statement),),
    help="help.bank_statement",
)  # fmt: skip


def _kept(document_id: int) -> Any:
    return models.Reconciliation.objects.get(document_id=document_id)


def _now(document_id: int) -> queries.Standing | None:
    """How the account stands while the reconciliation is being worked on; None once it is approved or given up."""
    kept = _kept(document_id)
    if kept.approved or not kept.live:
        return None
    return queries.standing(bank=queries.bank_of(code=kept.bank_code), on=kept.day)


def _report(document_id: int) -> list[dict[str, Any]]:
    rows = queries.of_document(kept=_kept(document_id))
    return [
        {
            "item": row.item, "day": row.day, "amount": row.amount, "href_kind": row.document_kind,
            "href_id": row.document_id,
        }
        for row in rows
    ]  # fmt: skip


def _open_lines(document_id: int) -> list[dict[str, Any]]:
    now = _now(document_id)
    return [_line_row(line) for line in now.lines] if now else []


def _open_items(document_id: int) -> list[dict[str, Any]]:
    now = _now(document_id)
    return [_item_row(item) for item in now.items] if now else []


def _item_row(item: BookItem) -> dict[str, Any]:
    return {
        "day": item.day, "number": item.number, "cheque": item.cheque, "description": item.description,
        "received": item.amount if item.amount > 0 else None, "paid": -item.amount if item.amount < 0 else None,
    }  # fmt: skip


def _suggested(document_id: int) -> list[dict[str, Any]]:
    now = _now(document_id)
    if now is None:
        return []
    lines = {str(line.id): line for line in now.lines}
    items = {item.key: item for item in now.items}
    return [
        {
            "lines": ", ".join(_line_text(lines[key]) for key in each.lines),
            "items": ", ".join(_item_text(items[key]) for key in each.items), "amount": each.amount,
            "why": message(f"suggestion.{each.why}"),
            "sure": message("suggestion.sure" if each.sure else "suggestion.unsure"),
        }
        for each in queries.suggestions(standing=now)
    ]  # fmt: skip


def _line_text(line: Any) -> str:
    told = " ".join(filter(None, (line.description, line.cheque, line.reference)))
    return f"{format_date(line.day)} {told} {format_baht(line.amount)}"


def _item_text(item: BookItem) -> str:
    told = " ".join(filter(None, (item.number, item.cheque, item.description)))
    return f"{format_date(item.day)} {told} {format_baht(item.amount)}"


def _matches(document_id: int) -> list[dict[str, Any]]:
    now = _now(document_id)
    return [
        {
            "lines": ", ".join(_line_text(line) for line in group.lines) or "-",
            "items": ", ".join(_item_text(item) for item in group.items) or "-",
            "amount": sum(line.amount for line in group.lines) or sum(item.amount for item in group.items),
        }
        for group in (now.groups if now else ())
    ]  # fmt: skip


def _line_choices(document_id: int) -> Sequence[Choice]:
    now = _now(document_id)
    return [Choice(value=str(line.id), label=_line_text(line)) for line in (now.lines if now else ())]


def _item_choices(document_id: int) -> Sequence[Choice]:
    now = _now(document_id)
    return [Choice(value=item.key, label=_item_text(item)) for item in (now.items if now else ())]


def _match_choices(document_id: int) -> Sequence[Choice]:
    """The matches that may still be undone."""
    now = _now(document_id)
    groups = now.groups if now else ()
    frozen = set(
        models.Match.objects.filter(id__in=[group.match_id for group in groups], frozen=True).values_list(
            "id", flat=True
        )
    )
    return [
        Choice(
            value=str(group.match_id),
            label=" = ".join(
                (", ".join(map(_line_text, group.lines)) or "-", ", ".join(map(_item_text, group.items)) or "-")
            ),
        )
        for group in groups
        if group.match_id not in frozen
    ]


_PAIR = (
    Column(key="lines", label="field.bank_side", phone="title"),
    Column(key="items", label="field.book_side"),
    Column(key="amount", kind="money", phone="amount"),
)

RECONCILIATION = Screen(
    kind="reconciliation",
    menu="treasury",
    icon="scale",
    columns=_LIST,
    filters=_FILTERS,
    create="reconciliation.prepare",
    moves={"prepare": ""},
    fields=(
        Field(key="bank_account", widget="select", choices=all_bank_accounts, span=2),
        Field(key="month", widget="date", label="field.reconciliation_month", help="help.reconciliation.month", span=2),
    ),
    move_fields={
        "match": (
            Field(key="lines", widget="many", of=_line_choices, label="field.bank_side", span=4),
            Field(key="items", widget="many", of=_item_choices, label="field.book_side", span=4),
        ),
        "unmatch": (Field(key="match_id", widget="select", of=_match_choices, label="field.match", span=4),),
        "explain": (
            Field(key="line_id", widget="select", of=_line_choices, label="field.bank_side", span=4),
            Field(key="finding", prefix="finding", span=2),
            Field(key="note", widget="long", span=4),
        ),
        "bring_forward": (
            Field(key="day", widget="date", label="field.statement_day"),
            Field(key="direction", prefix="carried"),
            Field(key="amount", widget="money"),
            Field(key="number", label="field.statement_cheque"),
            Field(key="description", span=4),
        ),
    },
    sections=(
        Section(
            key="reconciliation.report", rows=_report,
            columns=(
                Column(key="item", kind="link", label="field.reconciliation_item", phone="title"),
                Column(key="day", kind="date", label="field.statement_day"),
                Column(key="amount", kind="money", phone="amount"),
            ),
        ),
        Section(
            key="reconciliation.suggestions", rows=_suggested,
            columns=(*_PAIR, Column(key="why", label="field.suggestion"), Column(key="sure", label="field.certainty")),
        ),
        Section(key="reconciliation.lines", rows=_open_lines, columns=(*_LINE, Column(key="finding"))),
        Section(
            key="reconciliation.items", rows=_open_items,
            columns=(
                Column(key="day", kind="date", label="field.statement_day", phone="title"),
                Column(key="number", kind="code"), Column(key="cheque", kind="code", label="field.statement_cheque"),
                Column(key="description"),
                Column(key="received", kind="money", label="field.book_in", total=True, phone="amount"),
                Column(key="paid", kind="money", label="field.book_out", total=True, phone="amount"),
            ),
        ),
        Section(key="reconciliation.matches", rows=_matches, columns=_PAIR),
    ),
    prints=(Print(form="reconciliation", data=prints.reconciliation),),
    help="help.reconciliation",
)  # fmt: skip

SCREENS = (BANK_STATEMENT, RECONCILIATION)
