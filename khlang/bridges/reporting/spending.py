"""Registers of paying: dika, cheques and slips, advances, tax withheld."""

from itertools import groupby
from typing import Any, Final

from khlang.bridges.reporting.accounts import as_of, span
from khlang.bridges.reporting.asking import PAGE, Asked
from khlang.bridges.reporting.results import Result, Row, Value
from khlang.core.refusal import Refusal
from khlang.office.advances import queries as advances
from khlang.office.disbursement import queries as disbursement
from khlang.office.payment import queries as payment
from khlang.office.payment.queries import PaymentView
from khlang.spine.parties import queries as parties
from khlang.standards.personal_data import whole_places

_EVERYTHING: Final = 10**9
_FORMS: Final = ("pnd1", "pnd3", "pnd53")
_DIKA: Final = (
    "number", "request_number", "division", "received_on", "payee", "title", "lines", "gross", "withholding", "other",
    "net", "examined_on", "approved_on", "paid_on",
)  # fmt: skip


def dika_register(asked: Asked) -> Result:
    """The register of dika (ทะเบียนคุมฎีกา) that the treasury received, by their day, with the cheque that paid each.

    A withdrawn dika keeps its row and its number and is not summed.
    """
    limit = PAGE + 1 if asked.page else None
    offset = max(asked.page - 1, 0) * PAGE
    found = disbursement.register(since=asked.since, through=asked.through, offset=offset, limit=limit)
    shown = found.rows[:PAGE] if asked.page else found.rows
    paid = payment.payments_of_many(dika_ids=[row.document_id for row in shown])
    rows = tuple(
        Row(
            {
                **{key: getattr(row, key) for key in _DIKA}, "instrument": _instrument(paid.get(row.document_id)),
                "state": asked.state("dika", row.state),
            },
            row.document_id,
        )
        for row in shown
    )  # fmt: skip
    known = _sums(asked, [row for row in shown if row.state != "cancelled"], found)
    more = len(found.rows) > len(shown)
    return asked.result(rows=rows, subtitle=span(asked), known=known, more=more)


def _sums(asked: Asked, rows: list[Any], found: disbursement.Page) -> dict[str, int]:
    """What all of them amount to; on a page of many the parts kept back are told together only."""
    if not asked.page:
        return {key: sum(getattr(row, key) for row in rows) for key in ("gross", "withholding", "other", "net")}
    return {"gross": found.gross, "net": found.net}


def _instrument(made: PaymentView | None) -> str:
    """The number of the cheque or slip; of a transfer that of the payment."""
    return made.form_number or made.number if made else ""


def cheque_register(asked: Asked) -> Result:
    """The register of cheques and withdrawal slips (ทะเบียนคุมเช็ค): every number used, voided or stale, in order."""
    found = payment.cheque_register(bank_code=asked.text("bank"), since=asked.since, through=asked.through, limit=None)
    rows = tuple(
        Row(
            {
                "date": row.day, "bank": row.bank_code, "kind": asked.say(f"channel.{row.kind}"), "number": row.number,
                "payee": row.payee, "dika": row.dika_number, "amount": row.amount, "paid_on": row.paid_date,
                "collected_on": row.collected_date, "collected_by": row.collected_by,
                "cleared_on": row.cleared_date, "state": _number_state(asked, row), "reason": row.reason,
            },
            row.payment_id,
        )
        for row in found.rows
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=span(asked), known={"amount": found.amount})


def _number_state(asked: Asked, row: Any) -> str:
    """A number that pays is in the state of its payment, any other in its own."""
    return (
        asked.say(f"cheque_state.{row.state}")
        if row.state in ("used", "voided", "stale")
        else asked.state("payment", row.state)
    )


def advance_register(asked: Asked) -> Result:
    """The register of advances (ทะเบียนสัญญาการยืมเงิน): paid by a day, cleared so far, late on the day."""
    found, _, _ = advances.register(on=asked.on, limit=_EVERYTHING)
    rows = tuple(
        Row(
            {
                "number": row.number, "paid_on": row.paid_on, "borrower": row.borrower_name,
                "purpose": row.purpose or row.document.title, "amount": row.amount, "due_date": row.due_date,
                "spent": row.spent, "returned": row.returned, "remaining": row.remaining,
                "late": row.days_late(asked.on), "state": asked.state("advance", row.state),
            },
            row.id,
        )
        for row in sorted(found, key=lambda row: (row.number, row.id))
        if row.paid_on is None or row.paid_on <= asked.on
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=as_of(asked))


def withholding(asked: Asked) -> Result:
    """Tax withheld by payments of a span of days (ภ.ง.ด. 1, 3, 53), form by form.

    Who files it sees the numbers of the payees whole, anybody else sees them masked. Refusal: choice_unknown (form).
    """
    form = asked.text("form")
    if form and form not in _FORMS:
        raise Refusal("choice_unknown", field="form", value=form)
    found = payment.withheld(since=asked.since, through=asked.through, form=form)
    made = {row.document_id: row for row in payment.payments(document_ids=sorted({row.payment_id for row in found}))}
    rows: list[Row] = []
    for name, lines in groupby(found, key=lambda row: row.form):
        inside = [_withheld(asked, line, made[line.payment_id]) for line in lines]
        sums = {key: sum(row.amount(key) for row in inside) for key in ("base", "amount")}
        words = asked.say("report.withholding.total", form=asked.say(f"tax_form.{name}"), count=len(inside))
        rows += [*inside, Row({"name": words, **sums}, style="total")]
    return asked.result(rows=tuple(rows), subtitle=span(asked))


def _withheld(asked: Asked, line: payment.TaxView, made: PaymentView) -> Row:
    number = (
        line.national_number
        if asked.may(whole_places()["withholding"].duty)
        else parties.masked_number(line.national_number)
    )
    values: dict[str, Value] = {
        "form": asked.say(f"tax_form.{line.form}"), "paid_on": line.paid_date, "name": line.name,
        "national_number": number, "address": line.address, "income": line.income, "base": line.base,
        "rate": f"{line.rate_bp / 100:g}" if line.rate_bp else "", "amount": line.amount,
        "certificate": line.certificate_number, "dika": made.dika_number,
    }  # fmt: skip
    return Row(values, line.certificate_id or line.payment_id)
