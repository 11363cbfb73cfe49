"""Lists of paying that are no documents: books of cheques and slips, their numbers, cheques that wait, tax withheld."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal
from khlang.office.banking.choices import bank_accounts
from khlang.office.payment import queries
from khlang.office.payment.models import FORMS, NUMBERED
from khlang.platform import choosing
from khlang.platform.screens import Ask, Choice, Column, Directory, Field, Filter, Page
from khlang.spine.access.choices import everybody
from khlang.standards import message


def _books(ask: Ask) -> Page:
    found = [
        {name: getattr(book, name) for name in book.__dataclass_fields__}
        for book in queries.cheque_books(search=ask.search)
    ]
    return Page(rows=found[(ask.page - 1) * ask.size : ask.page * ask.size], count=len(found))


def _book(book_id: int) -> dict[str, Any]:
    book = next((each for each in queries.cheque_books() if each.id == book_id), None)
    if book is None:
        raise Refusal("cheque_book_unknown", field="id")
    return {
        "id": book.id, "bank_account": book.bank_code, "kind": book.kind, "first": book.first, "last": book.last,
        "issued_to": book.issued_to_id, "closed": book.state == "closed", "reason": book.reason,
    }  # fmt: skip


BOOKS = Directory(
    key="cheque_book",
    menu="treasury",
    icon="book-open",
    command="cheque_book.save",
    keeps="cheque_book.manage",
    columns=(
        Column(key="bank_code", kind="code", label="field.bank_account"),
        Column(key="kind", kind="choice", prefix="form_kind"),
        Column(key="first", kind="link", phone="title"),
        Column(key="last", kind="code"),
        Column(key="state", kind="choice", prefix="cheque_book_state"),
        Column(key="used", kind="number"),
        Column(key="voided", kind="number"),
        Column(key="free", kind="number"),
        Column(key="registered_on", kind="date", phone="hidden"),
        Column(key="issued_to"),
        Column(key="issued_on", kind="date", phone="hidden"),
    ),
    rows=_books,
    values=_book,
    fields=(
        Field(key="bank_account", widget="select", choices=bank_accounts, span=2),
        Field(key="kind", widget="select", prefix="form_kind"),
        Field(key="first"),
        Field(key="last"),
        Field(key="issued_to", widget="select", choices=everybody, help="help.cheque_book.issued_to", span=2),
        Field(key="closed", widget="check", help="help.cheque_book.closed"),
        Field(key="reason", span=4, when="closed=on"),
    ),
    help="help.cheque_book",
)


def _numbers(ask: Ask) -> Page:
    found = queries.cheque_register(
        kind=ask.filters.get("kind_of_form", ""), search=ask.search, offset=(ask.page - 1) * ask.size, limit=ask.size
    )
    rows = [
        {**{name: getattr(row, name) for name in row.__dataclass_fields__}, "state": _state(row.state)}
        for row in found.rows
    ]
    return Page(rows=rows, count=found.count, totals={"amount": found.amount})


def _state(state: str) -> str:
    """The words for a number: what became of its payment, or that it is void."""
    key = f"cheque_state.{state}" if state in ("voided", "stale") else f"state.payment.{state}"
    return message(key)


NUMBERS = Directory(
    key="cheque_number",
    menu="treasury",
    icon="list-checks",
    command="cheque_book.void",
    keeps="cheque_book.manage",
    columns=(
        Column(key="bank_code", kind="code", label="field.bank_account"),
        Column(key="kind", kind="choice", prefix="form_kind"),
        Column(key="number", kind="code", phone="title"),
        Column(key="day", kind="date", label="field.document_date"),
        Column(key="payee", label="field.payment.party_name"),
        Column(key="dika_number", kind="code"),
        Column(key="amount", kind="money", total=True, phone="amount"),
        Column(key="state", label="field.state"),
        Column(key="collected_by", phone="hidden"),
        Column(key="collected_date", kind="date", phone="hidden"),
        Column(key="cleared_date", kind="date", phone="hidden"),
        Column(key="reason", phone="hidden"),
    ),
    filters=(Filter(key="kind_of_form", choices=lambda: choosing.worded("form_kind", NUMBERED)),),
    rows=_numbers,
    fields=(
        Field(key="bank_account", widget="select", choices=bank_accounts, span=2),
        Field(key="kind", widget="select", prefix="form_kind"),
        Field(key="number"),
        Field(key="reason", span=4),
    ),
    help="help.cheque_number",
)


def _waiting(ask: Ask) -> Page:
    on = ask.on or date.max
    limit = queries.stale_before(on=on)
    rows = [
        {**{name: getattr(row, name) for name in row.__dataclass_fields__}, "id": row.document_id,
         "waiting": _wait(row, limit)}
        for row in queries.unpresented(on=on).rows
    ]  # fmt: skip
    wanted = ask.filters.get("waiting", "")
    rows = [
        row for row in rows if wanted in ("", row["waiting"]) and ask.search in f"{row['form_number']} {row['payee']}"
    ]
    shown = rows[(ask.page - 1) * ask.size : ask.page * ask.size]
    return Page(rows=shown, count=len(rows), totals={"net": sum(row["net"] for row in rows)})


def _wait(row: queries.PaymentView, limit: date) -> str:
    if row.form_date < limit:
        return "stale"
    return "uncollected" if row.collected_date is None else "outstanding"


OUTSTANDING = Directory(
    key="cheque_outstanding",
    menu="treasury",
    icon="calendar-clock",
    columns=(
        Column(key="paid_date", kind="date"),
        Column(key="bank_code", kind="code", label="field.bank_account"),
        Column(key="form_number", kind="code", label="field.cheque_number", phone="title"),
        Column(key="payee", label="field.payment.party_name"),
        Column(key="dika_number", kind="code"),
        Column(key="net", kind="money", label="field.amount", total=True, phone="amount"),
        Column(key="waiting", kind="choice", prefix="cheque_wait"),
    ),
    filters=(
        Filter(key="waiting", choices=lambda: choosing.worded("cheque_wait", ("uncollected", "outstanding", "stale"))),
    ),
    rows=_waiting,
    help="help.cheque_outstanding",
)


def _months() -> Sequence[Choice]:
    """The months in which tax was withheld, the newest first."""
    return [
        Choice(value=f"{day:%Y-%m}", label=format_date(day, style="month"),
               label_en=format_date(day, style="month", english=True))
        for day in queries.tax_months()
    ]  # fmt: skip


def _taxes(ask: Ask) -> Page:
    chosen = ask.filters.get("month", "")
    month = next((day for day in queries.tax_months() if f"{day:%Y-%m}" == chosen), ask.on)
    found = queries.certificates(month=month, form=ask.filters.get("form", "")) if month else []
    rows: list[dict[str, Any]] = [
        {
            "id": row.payment_id, "paid_date": row.paid_date, "form": row.form, "name": row.name,
            "national_number": row.national_number, "income": row.income, "tax_base": row.base,
            "tax": row.amount, "certificate": row.certificate_number,
        }
        for row in found
        if ask.search in row.name
    ]  # fmt: skip
    sums = {key: sum(row[key] for row in rows) for key in ("tax_base", "tax")}
    return Page(rows=rows[(ask.page - 1) * ask.size : ask.page * ask.size], count=len(rows), totals=sums)


TAXES = Directory(
    key="tax_withheld",
    menu="treasury",
    icon="scroll-text",
    columns=(
        Column(key="form", kind="choice", prefix="tax_form"),
        Column(key="paid_date", kind="date"),
        Column(key="name", label="field.withholding_certificate.party_name", phone="title", personal="name"),
        Column(key="national_number", kind="code"),
        Column(key="income"),
        Column(key="tax_base", kind="money", total=True),
        Column(key="tax", kind="money", total=True, phone="amount"),
        Column(key="certificate", kind="code"),
    ),
    filters=(
        Filter(key="month", choices=_months),
        Filter(key="form", choices=lambda: choosing.worded("tax_form", FORMS)),
    ),
    rows=_taxes,
    help="help.tax_withheld",
)
