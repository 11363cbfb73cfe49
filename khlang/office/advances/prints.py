"""What the papers of advances say: the contract with its clearing table at the back, and what was handed in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.thai import baht_text
from khlang.office.advances import queries
from khlang.office.advances.queries import AdvanceView, ClearingView
from khlang.office.budget import prints as budget_on_paper
from khlang.spine.documents import letterhead
from khlang.spine.ledger import queries as ledger
from khlang.standards import message

_CONTRACT = (
    ("signature.checker", "paper.advance.checked", ("check",)),
    ("signature.approver", "paper.advance.approved", ("approve",)),
)


def contract(document_id: int) -> Mapping[str, Any]:
    """The contract of an advance (สัญญาการยืมเงิน): who borrows what for which purpose, who allowed it, what cleared it."""
    view = queries.advance(document_id=document_id)
    document = view.document
    words = baht_text(view.amount)
    return {
        **letterhead.sheet(document=document, title=message("document.advance")),
        "number": view.number,
        "division": letterhead.division(document=document),
        "addressed_to": message("paper.advance.addressed_to"),
        "due_date": _day(view.due_date) or message("paper.advance.due_when_paid"),
        "kind": message(f"advance_kind.{view.kind}"),
        "fund": _fund(view),
        "borrower": _borrower(view),
        "purpose": view.purpose or document.title,
        "lines": [{"description": document.title, "amount": format_baht(view.amount)}],
        "amount": format_baht(view.amount),
        "amount_text": words,
        "budget": _budget(view),
        "promise": message("paper.advance.promise"),
        "receipt_words": message("paper.advance.receipt", amount=format_baht(view.amount), words=words),
        "payment": message("paper.advance.paid_on", day=_day(view.paid_on)) if view.paid_on else "",
        "clearings": _clearings(view, queries.clearings_of(advance_id=document_id)),
        "signatures": _contract_signatures(view),
    }


def clearing(document_id: int) -> Mapping[str, Any]:
    """What a borrower handed in (ใบส่งใช้เงินยืม): vouchers, money brought back, and what is still owed after it."""
    view = queries.clearing(document_id=document_id)
    lent = queries.advance(document_id=view.advance_id)
    document = view.document
    before = _cleared_before(view, lent)
    vouchers = [each.number for each in ledger.vouchers_of(document_id=document_id) if each.number]
    facts = (
        ("document.advance", lent.number),
        ("field.borrower", lent.borrower_name),
        ("field.advance_due_date", _day(lent.due_date)),
        ("paper.voucher", " ".join(vouchers)),
    )
    sums = (
        ("field.advance_amount", lent.amount),
        ("paper.advance.cleared_before", before),
        ("paper.advance.vouchers_now", view.spent),
        ("field.advance_returned", view.returned),
        ("field.advance_remaining", lent.amount - before - view.spent - view.returned),
    )
    return {
        **letterhead.sheet(document=document, title=message("document.advance_clearing")),
        "division": letterhead.division(document=document),
        "facts": [[message(label), value] for label, value in facts],
        "lines": _vouchers(view),
        "spent": format_baht(view.spent),
        "returned_note": _returned(view),
        "sums": [[message(label), format_baht(amount)] for label, amount in sums if amount or label == sums[-1][0]],
        "amount_text": baht_text(view.spent + view.returned),
        "budget": _cleared_budget(view, lent),
        "signatures": letterhead.decisions(
            document=document,
            places=(
                ("signature.borrower", "", ()), ("signature.receiver_of_vouchers", "", ("submit", "create")),
                ("signature.approver", "", ("approve",)),
            ),
        ),
    }  # fmt: skip


def _vouchers(view: ClearingView) -> list[dict[str, str]]:
    return [
        {
            "reference": each.reference, "description": each.description, "account": each.account,
            "amount": format_baht(each.amount),
        }
        for each in view.vouchers
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return format_date(day, style="long") if day else ""


def _fund(view: AdvanceView) -> str:
    council = message("paper.council", reference=view.council_reference, day=_day(view.council_date))
    parts = (message(f"paper.advance.fund.{view.kind}"), council if view.council_reference else "")
    return " ".join(part for part in parts if part)


def _borrower(view: AdvanceView) -> dict[str, str]:
    division = letterhead.division(document=view.document)
    return {"name": view.borrower_name, "position": view.position, "division": division}


def _budget(view: AdvanceView) -> list[dict[str, str]]:
    if view.budget_line_id is None:
        return []
    amounts = {view.budget_line_id: view.amount}
    rows = budget_on_paper.taken(document_id=view.id, amounts=amounts, bucket="advanced")
    return [row.printed() for row in rows]


def _cleared_budget(view: ClearingView, lent: AdvanceView) -> list[dict[str, str]]:
    if lent.budget_line_id is None or lent.brought_forward or not view.spent:
        return []
    freed = {lent.budget_line_id: view.spent + view.returned}
    rows = budget_on_paper.taken(
        document_id=view.document.id, amounts={lent.budget_line_id: view.spent}, bucket="expended", freed=freed
    )
    return [row.printed() for row in rows]


def _cleared_before(view: ClearingView, lent: AdvanceView) -> int:
    """What approved clearings before this one brought; those after it are not yet known to its paper."""
    found = queries.clearings_of(advance_id=lent.id)
    earlier = [each for each in found if each.document.id < view.document.id and each.document.state == "approved"]
    return sum(each.spent + each.returned for each in earlier)


def _returned(view: ClearingView) -> str:
    if not view.returned:
        return ""
    return message("paper.advance.returned", amount=format_baht(view.returned), number=view.receipt_number)


def _clearings(view: AdvanceView, found: Sequence[ClearingView]) -> list[dict[str, str]]:
    """A row for the vouchers and one for the money of each approved clearing, with what is still owed after it."""
    rows: list[dict[str, str]] = []
    left = view.amount
    approved = [each for each in found if each.document.state == "approved"]
    for position, each in enumerate(approved, start=1):
        parts = (
            ("paper.advance.by_vouchers", each.spent, each.document.number or ""),
            ("paper.advance.by_money", each.returned, each.receipt_number),
        )
        for label, amount, number in parts:
            if amount:
                left -= amount
                rows.append(
                    {
                        "position": str(position), "date": format_date(each.document.document_date),
                        "description": message(label), "amount": format_baht(amount), "left": format_baht(left),
                        "document": number,
                    }
                )  # fmt: skip
    return rows


def _contract_signatures(view: AdvanceView) -> dict[str, list[dict[str, Any]]]:
    blank = {"name": "", "position": "", "dated": True}
    borrower = {
        "label": message("signature.borrower"),
        "name": view.borrower_name,
        "position": view.position,
        "dated": True,
    }
    return {
        "borrower": [borrower],
        "steps": letterhead.decisions(document=view.document, places=_CONTRACT),
        "received": [
            {"label": message("signature.payee"), **blank, "name": view.borrower_name},
            {"label": message("signature.payer"), **blank},
        ],
    }
