"""From typed lines of a voucher to lines that may be posted: accounts, sides, sub-ledgers. Every finding at its field."""

from collections.abc import Sequence
from typing import Any, Final

from khlang.core.money import format_baht
from khlang.core.posting import Line, require_balance
from khlang.core.refusal import Refusal, Refusals
from khlang.office.banking import queries as banking
from khlang.office.revenue.queries import CHEQUE_SUB
from khlang.office.treasury.models import EntryLine
from khlang.office.treasury.schemas import EntryLineInput
from khlang.standards import chart, revenue_item

ONE_SIDE: Final = "line_one_side"


def checked(*, lines: Sequence[EntryLineInput]) -> None:
    """Pass when every line may be posted and debit equals credit.

    Refusals (all lines together, at `lines.<n>.<field>`): account_unknown, account_is_heading, amount_not_positive,
    line_one_side, bank_account_required, bank_account_unknown, bank_account_closed, bank_account_other_account,
    sub_not_allowed; then voucher_unbalanced, voucher_empty.
    """
    refused: list[Refusal] = []
    for position, line in enumerate(lines):
        try:
            _line(line)
        except Refusal as refusal:
            refused.append(refusal.at(f"lines.{position}.{refusal.field}"))
    if refused:
        raise Refusals(refused)
    try:
        require_balance(Line("accrual", line.account, line.sub, line.debit, line.credit) for line in lines)
    except Refusal as refusal:
        raise refusal.at("lines") from None


def _line(line: EntryLineInput) -> None:
    chart().posting(line.account, field="account")
    for field, amount in (("debit", line.debit), ("credit", line.credit)):
        if amount < 0:
            raise Refusal("amount_not_positive", field=field, amount=format_baht(amount))
    if bool(line.debit) == bool(line.credit):
        raise Refusal(ONE_SIDE, field="debit")
    _sub(line)


def _sub(line: EntryLineInput) -> None:
    """A bank account names one of the organisation's own; cash may name received cheques; a receipt item its revenue."""
    if chart().is_bank(line.account):
        bank = banking.usable(code=line.sub, field="sub")
        if bank.account != line.account:
            raise Refusal("bank_account_other_account", field="sub", code=bank.code, account=bank.account)
        return
    if not line.sub or (chart().is_cash(line.account) and line.sub == CHEQUE_SUB):
        return
    try:
        fits = revenue_item(line.sub).account == line.account
    except Refusal:
        fits = False
    if not fits:
        raise Refusal("sub_not_allowed", field="sub", account=line.account)


def require_open_banks(*, document_id: int) -> None:
    """Pass when no bank account of a kept entry was closed meanwhile. Refusal: bank_account_closed."""
    kept = EntryLine.objects.filter(document_id=document_id, account__in=chart().banks).order_by("position")
    for position, code in kept.values_list("position", "sub"):
        banking.usable(code=code, field=f"lines.{position - 1}.sub")


def rows(*, document_id: int, lines: Sequence[EntryLineInput]) -> list[dict[str, Any]]:
    """The rows of `EntryLine`."""
    return [
        {"document_id": document_id, "position": position, **line.model_dump()}
        for position, line in enumerate(lines, start=1)
    ]


def amount(*, lines: Sequence[EntryLineInput]) -> int:
    """What the entry amounts to: the sum of its debits, satang."""
    return sum(line.debit for line in lines)
