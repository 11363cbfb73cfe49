"""What the page of a dika shows: rows of its sections, what was typed, the voucher to come. Reads only."""

from collections.abc import Sequence
from typing import Any

from khlang.core.posting import AccountRef, Line, expand
from khlang.core.thai import baht_text
from khlang.office.banking import queries as banking
from khlang.office.disbursement import facts
from khlang.office.disbursement.choices import sub_names
from khlang.office.disbursement.keeping_back import automatic
from khlang.office.disbursement.queries import DikaView, dika, glance, owed_at_a_glance, warnings
from khlang.spine.organisations import queries as organisations
from khlang.standards import chart, message, rule
from khlang.standards.dika_kinds import dika_kind

Rows = list[dict[str, Any]]


def _view(document_id: int) -> DikaView:
    """The dika without the list of its payees, which one section alone shows."""
    return dika(document_id=document_id, with_payees=False)


def sums(document_id: int) -> Rows:
    """Gross, what is kept back, net, and the net in words."""
    view = _view(document_id)
    return [{"gross": view.gross, "deducted": view.deducted, "net": view.net, "net_in_words": baht_text(view.net)}]


def warned(document_id: int) -> Rows:
    """What must be looked at before the dika goes on."""
    found = warnings(view=_view(document_id))
    return [{"warning": message(f"warning.{each.code}", **each.facts)} for each in found]


def head(document_id: int) -> Rows:
    """The particulars of the dika."""
    view = _view(document_id)
    division_id = view.document.division_id
    return [
        {
            "dika_kind": view.kind, "division": organisations.division(division_id=division_id).name_th if division_id else "",
            "national_number": view.payee_number,
            "account_no": " ".join(filter(None, (view.bank_code, view.account_no, view.account_name))),
            "invoice_no": view.invoice_no, "invoice_date": view.invoice_date, "vat_included": view.vat_included,
            "council_reference": view.council_reference, "council_date": view.council_date,
            "out_of_plan": view.out_of_plan, "remark": view.remark,
        }
    ]  # fmt: skip


def money(document_id: int) -> Rows:
    """A bar for each budget line: spent, reserved, committed, lent, this dika, what is left after it."""
    return [
        {
            "name": f"{row.code} {row.name}", "note": f"dika_source.{row.source}", "total": row.approved,
            "expended": row.spent, "reserved": row.reserved,
            "committed": row.committed - (row.amount if row.source == "committed" else 0), "advanced": row.advanced,
            "this": row.amount, "left": row.after,
        }
        for row in glance(view=_view(document_id))
    ]  # fmt: skip


def lines(document_id: int) -> Rows:
    """What is paid, from which money, to which account."""
    return [
        {
            "source": row.source, "dika_line": f"{row.line_code} {row.line_name}".strip(), "account": row.account,
            "account_name": chart().account(row.account).name_th, "description": row.description, "amount": row.amount,
        }
        for row in _view(document_id).lines
    ]  # fmt: skip


def owed(document_id: int) -> Rows:
    """Payables and deposits that an unpaid dika pays, before and after it."""
    found = owed_at_a_glance(view=_view(document_id))
    names = sub_names(subs=[row.sub for row in found])
    return [
        {
            "account": row.account, "account_name": row.name, "sub": names.get(row.sub, row.sub), "owed_before": row.before,
            "amount": row.amount, "owed_after": row.after,
        }
        for row in found
    ]  # fmt: skip


def deductions(document_id: int) -> Rows:
    """What is kept back, with base and rate of a tax."""
    return [
        {
            "deduction": row.kind, "tax_form": row.form, "base": row.base or None,
            "rate": f"{row.rate_bp // 100}.{row.rate_bp % 100:02d} %" if row.rate_bp else "", "account": row.account,
            "account_name": chart().account(row.account).name_th, "amount": row.amount,
        }
        for row in _view(document_id).deductions
    ]  # fmt: skip


def payees(document_id: int) -> Rows:
    """The list of payees of a payroll or an allowance."""
    return [
        {
            "position": row.position, "name": row.name, "national_number": row.national_number,
            "account_no": f"{row.bank_code} {row.account_no}".strip(), "account_state": row.account_state,
            "gross": row.gross, "deducted": row.gross - row.net, "net": row.net,
        }
        for row in dika(document_id=document_id).payees
    ]  # fmt: skip


def evidence(document_id: int) -> Rows:
    """The papers that the kind of dika is examined with, and those that are there."""
    view = _view(document_id)
    wanted = dict.fromkeys((*dika_kind(view.kind).evidence, *view.evidence))
    return [{"evidence": code, "attached": code in view.evidence} for code in wanted]


def typed(document_id: int) -> dict[str, Any]:
    """What was typed into a draft, to be changed: lines and deductions that follow from a cited document are left out."""
    view = _view(document_id)
    kind = dika_kind(view.kind)
    reckoned = automatic(kind=kind, withhold=view.withhold)
    divisions = {row.id: row.code for row in organisations.divisions(active_only=False)}
    fixed = view.acceptance_id is not None or view.advance_id is not None
    return {
        "dika_kind": view.kind, "title": view.title, "document_date": view.document.document_date,
        "division": divisions.get(view.document.division_id, ""), "payee_id": view.payee_id,
        "acceptance_id": view.acceptance_id, "advance_id": view.advance_id, "receipt_id": view.receipt_id,
        "obligation_id": view.obligation_id if view.acceptance_id is None else None,
        "council_reference": view.council_reference, "council_date": view.council_date, "invoice_no": view.invoice_no,
        "invoice_date": view.invoice_date, "vat_included": view.vat_included, "withhold": view.withhold,
        "lines": [] if fixed else [_typed_line(row) for row in view.lines],
        "deductions": [
            {"kind": row.kind, "form": row.form, "base": row.base or None, "amount": row.amount}
            for row in view.deductions
            if row.kind not in reckoned
        ],
        "evidence": list(view.evidence), "out_of_plan": view.out_of_plan, "remark": view.remark,
    }  # fmt: skip


def _typed_line(row: Any) -> dict[str, Any]:
    return {
        "source": row.source, "budget_line_id": row.budget_line_id, "account": row.account, "sub": row.sub,
        "amount": row.amount, "description": row.description,
    }  # fmt: skip


def expected(document_id: int) -> Sequence[Line]:
    """The ledger lines that the dika has yet to post: its budget until it is asked for, its payment voucher until it is
    paid. Which bank pays is known when the payment is prepared: until then the first open account of the office stands there."""
    view = _view(document_id)
    if view.state in ("paid", "cancelled"):
        return ()
    asked = view.state not in ("draft", "returned")
    requested = None if asked else facts.requested(lines=view.lines)
    made = expand(rule("dika.requested"), requested) if requested is not None else ()
    return (*made, *_payment(view))


def _payment(view: DikaView) -> Sequence[Line]:
    banks = banking.bank_accounts(with_closed=False)
    if not banks:
        return ()
    paid = facts.paid(
        kind=dika_kind(view.kind), lines=view.lines, deductions=view.deductions, bank=AccountRef(banks[0].account),
        net=view.net,
    )  # fmt: skip
    return expand(rule("dika.paid"), paid)
