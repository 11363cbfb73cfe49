"""From what a borrower hands in to the rows of a clearing: accounts of vouchers, the receipt of the money, the limits."""

from collections.abc import Sequence
from typing import Any, Final

from khlang import standards
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import to_arabic_digits
from khlang.office.advances.models import Advance, AdvanceClearing
from khlang.office.advances.schemas import ClearingLine, SaveClearing
from khlang.office.budget import queries as budget
from khlang.office.revenue import queries as revenue
from khlang.spine.documents import queries as documents
from khlang.standards.advance_kinds import AdvanceKind

EXPENSE: Final = "expense"
#: Receipts that took no money in the end.
VOID: Final = ("voided", "reversed")


def outstanding(*, advance_id: int) -> tuple[Any, Advance]:
    """The paid advance and its row. Refusals: document_not_found, advance_not_outstanding."""
    try:
        document = documents.get(document_id=advance_id, kind="advance")
    except Refusal as refusal:
        raise refusal.at("advance_id") from None
    row: Advance = Advance.objects.get(document_id=document.id)
    if document.state != "outstanding":
        raise Refusal(
            "advance_not_outstanding", field="advance_id", number=document.number or document.title,
            document="advance", state=document.state,
        )  # fmt: skip
    return document, row


def accounts(*, lines: Sequence[ClearingLine], advance: Advance, kind: AdvanceKind) -> tuple[str, ...]:
    """The account of expense of each voucher: typed, or the usual one of the budget line's item.

    Refusals (all together, at `lines.<n>.account`): field_required, account_unknown, account_is_heading,
    clearing_account_not_expense; clearing_in_money_only at `lines`.
    """
    if lines and not kind.vouchers:
        raise Refusal("clearing_in_money_only", field="lines", kind=kind.name_th)
    usual = _usual_account(advance.budget_line_id) if lines else ""
    found: list[str] = []
    refused: list[Refusal] = []
    for position, line in enumerate(lines):
        try:
            found.append(_expense(to_arabic_digits(line.account) or usual, f"lines.{position}.account"))
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        raise Refusals(refused)
    return tuple(found)


def _usual_account(line_id: int | None) -> str:
    if line_id is None:
        return ""
    item = budget.line(line_id=line_id).item_code
    return standards.budget_classification().find(item).account


def _expense(code: str, field: str) -> str:
    if not code:
        raise Refusal("field_required", field=field)
    account = standards.chart().posting(code, field=field)
    if account.kind != EXPENSE:
        raise Refusal("clearing_account_not_expense", field=field, code=code, name=account.name_th)
    return code


def within(*, advance: Advance, spent: int, returned: int) -> None:
    """Pass when something is cleared, and not more than is still owed; what was spent above it needs a dika.

    Refusals: amount_not_positive, clearing_empty, clearing_above_advance.
    """
    if returned < 0:
        raise Refusal("amount_not_positive", field="returned", amount=format_baht(returned))
    if not spent + returned:
        raise Refusal("clearing_empty", field="lines")
    owed = advance.amount - advance.spent - advance.returned
    if spent + returned > owed:
        raise Refusal(
            "clearing_above_advance", field="lines", remaining=format_baht(owed), cleared=format_baht(spent + returned)
        )


def receipt_of(*, data: SaveClearing, advance: Advance) -> Any:
    """The receipt that took the money left over, or None when none is left.

    Refusals at receipt_number: field_required, clearing_receipt_unknown, clearing_receipt_void,
    clearing_receipt_other_borrower, clearing_receipt_used, receipt_relied_on; clearing_receipt_differs at returned.
    """
    number = to_arabic_digits(data.receipt_number).upper().replace(" ", "")
    if not number:
        if data.returned:
            raise Refusal("field_required", field="receipt_number")
        return None
    receipt = _by_number(number)
    if receipt.state in VOID:
        raise Refusal("clearing_receipt_void", field="receipt_number", number=receipt.number)
    if receipt.party_id is not None and receipt.party_id != advance.borrower_id:
        raise Refusal(
            "clearing_receipt_other_borrower", field="receipt_number", number=receipt.number, name=receipt.party_name
        )
    view = revenue.receipt(document_id=receipt.id)
    taken = sum(line.amount for line in view.lines if line.account == advance.account)
    if taken != data.returned:
        raise Refusal(
            "clearing_receipt_differs", field="returned", number=receipt.number, receipt=format_baht(taken),
            returned=format_baht(data.returned),
        )  # fmt: skip
    _unused(receipt, data.document_id)
    revenue.require_free(receipt=receipt, field="receipt_number", but=("advance_clearing",))
    return receipt


def _by_number(number: str) -> Any:
    found = revenue.numbered(number=number)
    if found is None:
        raise Refusal("clearing_receipt_unknown", field="receipt_number", number=number)
    return found


def _unused(receipt: Any, document_id: int | None) -> None:
    used = AdvanceClearing.objects.filter(receipt_id=receipt.id, live=True).exclude(document_id=document_id or 0)
    if used.exists():
        raise Refusal("clearing_receipt_used", field="receipt_number", number=receipt.number)


def posted(*, receipt: Any) -> None:
    """Pass when the money is in the books (a posted receipt can no longer be voided) and stays there. Refusals:
    clearing_receipt_void, clearing_receipt_not_posted, receipt_relied_on."""
    if receipt is None:
        return
    if receipt.state == "posted":
        revenue.require_free(receipt=receipt, field="receipt_number", but=("advance_clearing",))
        return
    code = "clearing_receipt_void" if receipt.state in VOID else "clearing_receipt_not_posted"
    raise Refusal(code, field="receipt_number", number=receipt.number)
