"""What the generic pages show of advances: declarations only."""

from datetime import date
from typing import Any

from khlang.office.advances import choices, prints, queries
from khlang.office.budget import choices as budget_choices
from khlang.office.budget import queries as budget
from khlang.platform import choosing
from khlang.platform.screens import Ask, Column, Directory, Field, Filter, Page, Print, Screen, Section, Start
from khlang.spine.parties.choices import people
from khlang.standards import chart

_LIST = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="party_name", label="field.borrower", sortable=True),
    Column(key="title"),
    Column(key="state", kind="state", sortable=True),
    Column(key="amount", kind="money", sortable=True, total=True, phone="amount"),
)
_FILTERS = (Filter(key="state"), Filter(key="document_date", kind="period"))


def _line_name(line_id: int | None) -> str:
    if line_id is None:
        return ""
    line = budget.balances_of(line_ids=[line_id])[line_id].line
    return f"{line.code} {line.name_th}"


def _terms(document_id: int) -> list[dict[str, Any]]:
    view = queries.advance(document_id=document_id)
    return [
        {
            "advance_kind": view.kind, "borrower": view.borrower_name, "position": view.position, "purpose": view.purpose,
            "budget_line": _line_name(view.budget_line_id), "original_number": view.original_number,
            "return_date": view.return_date, "paid_on": view.paid_on, "due_date": view.due_date,
            "council_reference": view.council_reference, "council_date": view.council_date,
        }
    ]  # fmt: skip


def _owed(document_id: int) -> list[dict[str, Any]]:
    view = queries.advance(document_id=document_id)
    return [{name: getattr(view, name) for name in ("amount", "spent", "returned", "remaining")}]


def _clearings(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "number": each.document.number or each.document.title, "document_date": each.document.document_date,
            "state": each.document.state, "spent": each.spent, "returned": each.returned,
            "receipt_number": each.receipt_number, "href_kind": "advance_clearing", "href_id": each.document.id,
        }
        for each in queries.clearings_of(advance_id=document_id)
    ]  # fmt: skip


def _typed_advance(document_id: int) -> dict[str, Any]:
    view = queries.advance(document_id=document_id)
    return {
        "kind": view.kind, "borrower_id": view.borrower_id, "position": view.position, "title": view.document.title,
        "purpose": view.purpose, "budget_line_id": view.budget_line_id, "amount": view.amount,
        "return_date": view.return_date, "due_date": view.due_date, "council_reference": view.council_reference,
        "council_date": view.council_date, "document_date": view.document.document_date,
    }  # fmt: skip


_KIND = Field(key="kind", prefix="advance_kind", label="field.advance_kind")
_BORROWER = Field(
    key="borrower_id", widget="search", search=people, span=2, label="field.borrower",
    help="help.advance.borrower",
)  # fmt: skip

ADVANCE = Screen(
    kind="advance",
    menu="disbursement",
    icon="hand-coins",
    columns=_LIST,
    filters=_FILTERS,
    create="advance.save",
    edit="advance.save",
    values=_typed_advance,
    moves={"pay": "", "bring_forward": "", "settle": "", "settle_part": ""},
    fields=(
        _KIND,
        Field(key="document_date", widget="date"),
        _BORROWER,
        Field(key="position"),
        Field(key="title", span=3),
        Field(
            key="budget_line_id", widget="search", search=budget_choices.lines, span=2, label="field.budget_line",
            when="kind=project|travel", required=True,
        ),
        Field(key="amount", widget="money"),
        Field(
            key="return_date", widget="date", when="kind=travel", required=True, label="field.advance_return_date"
        ),
        Field(key="due_date", widget="date", when="kind=surplus", required=True, label="field.advance_due_date"),
        Field(key="council_reference", when="kind=surplus", span=2),
        Field(key="council_date", widget="date", when="kind=surplus"),
        Field(key="purpose", widget="long", span=4, label="field.advance_purpose"),
    ),
    starts=(
        Start(
            key="brought_forward", command="advance.bring_forward", icon="book-up", help="help.advance.brought_forward",
            fields=(
                _KIND,
                Field(key="original_number", label="field.advance_original_number"),
                _BORROWER,
                Field(key="position"),
                Field(key="title", span=3),
                Field(key="amount", widget="money"),
                Field(key="paid_on", widget="date", label="field.advance_paid_on"),
                Field(key="due_date", widget="date", label="field.advance_due_date"),
            ),
        ),
    ),
    sections=(
        Section(
            key="advance.terms", rows=_terms, pairs=True,
            columns=(
                Column(key="advance_kind", kind="choice", prefix="advance_kind"),
                Column(key="borrower"), Column(key="position"), Column(key="purpose", label="field.advance_purpose"),
                Column(key="budget_line"),
                Column(key="original_number", label="field.advance_original_number"),
                Column(key="return_date", kind="date", label="field.advance_return_date"),
                Column(key="paid_on", kind="date", label="field.advance_paid_on"),
                Column(key="due_date", kind="date", label="field.advance_due_date"),
                Column(key="council_reference"), Column(key="council_date", kind="date"),
            ),
        ),
        Section(
            key="advance.owed", rows=_owed, pairs=True,
            columns=tuple(
                Column(key=key, kind="money", label=f"field.advance_{key}")
                for key in ("amount", "spent", "returned", "remaining")
            ),
        ),
        Section(
            key="advance.clearings", rows=_clearings,
            columns=(
                Column(key="number", kind="link", phone="title"), Column(key="document_date", kind="date"),
                Column(key="state", kind="state"),
                Column(key="receipt_number", kind="code", label="field.advance_receipt"),
                Column(key="spent", kind="money", label="field.advance_spent", total=True),
                Column(key="returned", kind="money", label="field.advance_returned", total=True),
            ),
        ),
    ),
    prints=(Print(form="advance", data=prints.contract),),
    help="help.advance",
)  # fmt: skip


def _vouchers(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "account": each.account, "account_name": chart().account(each.account).name_th,
            "description": each.description, "reference": each.reference, "amount": each.amount,
        }
        for each in queries.clearing(document_id=document_id).vouchers
    ]  # fmt: skip


def _cleared(document_id: int) -> list[dict[str, Any]]:
    view = queries.clearing(document_id=document_id)
    lent = queries.advance(document_id=view.advance_id)
    return [
        {
            "number": lent.number or lent.document.title, "borrower": lent.borrower_name,
            "advance_amount": lent.amount, "spent": view.spent, "returned": view.returned,
            "receipt_number": view.receipt_number, "advance_remaining": lent.remaining,
            "href_kind": "advance", "href_id": lent.id,
        }
    ]  # fmt: skip


def _typed_clearing(document_id: int) -> dict[str, Any]:
    view = queries.clearing(document_id=document_id)
    return {
        "advance_id": view.advance_id, "returned": view.returned, "receipt_number": view.receipt_number,
        "title": view.document.title, "document_date": view.document.document_date,
        "lines": [
            {
                "account": each.account, "description": each.description, "reference": each.reference,
                "amount": each.amount,
            }
            for each in view.vouchers
        ],
    }  # fmt: skip


ADVANCE_CLEARING = Screen(
    kind="advance_clearing",
    menu="disbursement",
    icon="receipt-text",
    columns=_LIST,
    filters=_FILTERS,
    create="advance_clearing.save",
    edit="advance_clearing.save",
    values=_typed_clearing,
    fields=(
        Field(
            key="advance_id", widget="search", search=choices.outstanding, span=2, label="document.advance",
            help="help.advance_clearing.advance",
        ),
        Field(key="document_date", widget="date"),
        Field(
            key="lines", widget="lines", span=4, label="field.advance_vouchers", help="help.advance_clearing.lines",
            lines=(
                Field(key="description", span=2),
                Field(key="reference", label="field.advance_voucher_reference"),
                Field(key="account", widget="search", search=choices.expenses, span=2, named=True),
                Field(key="amount", widget="money"),
            ),
        ),
        Field(key="returned", widget="money", label="field.advance_returned"),
        Field(key="receipt_number", label="field.advance_receipt", help="help.advance_clearing.receipt"),
        Field(key="title", span=2),
    ),
    sections=(
        Section(
            key="advance_clearing.cleared", rows=_cleared, pairs=True,
            columns=(
                Column(key="number", kind="link", label="document.advance"), Column(key="borrower"),
                Column(key="advance_amount", kind="money"),
                Column(key="spent", kind="money", label="field.advance_spent"),
                Column(key="returned", kind="money", label="field.advance_returned"),
                Column(key="receipt_number", kind="code", label="field.advance_receipt"),
                Column(key="advance_remaining", kind="money"),
            ),
        ),
        Section(
            key="advance_clearing.vouchers", rows=_vouchers,
            columns=(
                Column(key="account", kind="code"), Column(key="account_name"),
                Column(key="description", phone="title"), Column(key="reference", label="field.advance_voucher_reference"),
                Column(key="amount", kind="money", total=True, phone="amount"),
            ),
        ),
    ),
    prints=(Print(form="advance_clearing", data=prints.clearing),),
    help="help.advance_clearing",
)  # fmt: skip


def _register(ask: Ask) -> Page:
    on = ask.on or date.max
    found, count, totals = queries.register(
        on=on, choice=ask.filters.get("advance_state", ""), search=ask.search, offset=(ask.page - 1) * ask.size,
        limit=ask.size,
    )  # fmt: skip
    rows = [
        {
            "id": view.id, "number": view.number, "borrower": view.borrower_name, "title": view.document.title,
            "paid_on": view.paid_on, "due_date": view.due_date, "days_late": view.days_late(on) if ask.on else 0,
            "amount": view.amount, "spent": view.spent, "returned": view.returned, "remaining": view.remaining,
        }
        for view in found
    ]  # fmt: skip
    return Page(rows=rows, count=count, totals=totals)


REGISTER = Directory(
    key="advance_register",
    menu="disbursement",
    duty="disbursement.view",
    icon="calendar-clock",
    help="help.advance_register",
    filters=(
        Filter(
            key="advance_state", choices=lambda: choosing.worded("advance_state", ("outstanding", "overdue", "cleared"))
        ),
    ),
    rows=_register,
    columns=(
        Column(key="number", kind="code", phone="title"),
        Column(key="borrower", phone="title"),
        Column(key="title", phone="hidden"),
        Column(key="paid_on", kind="date", label="field.advance_paid_on"),
        Column(key="due_date", kind="date", label="field.advance_due_date"),
        Column(key="days_late", kind="number"),
        *(
            Column(key=key, kind="money", label=f"field.advance_{key}", total=True, phone="hidden")
            for key in ("amount", "spent", "returned")
        ),
        Column(key="remaining", kind="money", label="field.advance_remaining", total=True, phone="amount"),
    ),
)

SCREENS = (ADVANCE, ADVANCE_CLEARING, REGISTER)
