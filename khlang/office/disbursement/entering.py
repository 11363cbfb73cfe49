"""From the lines that were typed to lines that may be paid: money, budget line, account. Every finding at its field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.banking import queries as banking
from khlang.office.budget import queries as budget
from khlang.office.budget.queries import LineBalance
from khlang.office.disbursement.cited import Cited, PaidLine
from khlang.office.disbursement.schemas import DikaLineInput
from khlang.standards import budget_classification, chart
from khlang.standards.dika_kinds import DikaKind, procured_categories

BUDGETED: Final = ("budget", "committed")
#: The classes of accounts (first digit) that lines of a source may debit; money itself is debited by "bank" alone.
_CLASSES: Final = {
    "budget": "125", "committed": "12", "liability": "2", "receivable": "1", "revenue": "1234", "surplus": "125",
    "bank": "1", "expense": "125",
}  # fmt: skip


def entered(
    *, typed: Sequence[DikaLineInput], kind: DikaKind, given: Cited, year: int
) -> tuple[tuple[PaidLine, ...], Mapping[int, LineBalance]]:
    """The lines of a dika out of the budget of a fiscal year (B.E.), and its budget lines with their balances by id.

    Lines of an acceptance or an advance are those of the document; typed ones must amount to the same. Refusals (all
    lines together): field_required, line_source_not_allowed, budget_line_unknown, budget_line_other_year,
    acceptance_required, account_unknown, account_is_heading, account_not_fitting, sub_not_allowed, bank_account_unknown,
    bank_account_closed; lines_differ_from_cited (in all, or at the amount of a line), refund_above_receipt.
    """
    ids = {line.budget_line_id for line in typed} | {line.budget_line_id for line in given.lines}
    known = budget.balances_of(line_ids=[each for each in ids if each is not None])
    if given.lines and (given.fixed or not typed):
        _require_same(typed, given)
        return given.lines, known
    if not typed:
        raise Refusal("field_required", field="lines")
    lines: list[PaidLine] = []
    refused: list[Refusal] = []
    for position, line in enumerate(typed):
        try:
            lines.append(_line(line, kind, given, known, year))
        except Refusal as refusal:
            refused.append(refusal.at(f"lines.{position}.{refusal.field}"))
    if refused:
        raise Refusals(refused)
    if given.lines:
        _require_within(lines, given.lines, "receipt" in kind.needs)
    return tuple(lines), known


def _require_same(typed: Sequence[DikaLineInput], given: Cited) -> None:
    wanted, found = sum(line.amount for line in given.lines), sum(line.amount for line in typed)
    if typed and wanted != found:
        raise Refusal("lines_differ_from_cited", field="lines", wanted=format_baht(wanted), given=format_baht(found))


def _line(line: DikaLineInput, kind: DikaKind, given: Cited, known: Mapping[int, LineBalance], year: int) -> PaidLine:
    source = line.source or _source(line, kind)
    if source not in kind.sources:
        raise Refusal("line_source_not_allowed", field="source", kind=kind.code, source=source)
    found = PaidLine(
        source=source, account=line.account, sub=line.sub, amount=line.amount, description=line.description
    )
    if source in BUDGETED:
        found = _budgeted(found, line, kind, known, year)
    elif line.budget_line_id is not None:
        raise Refusal("line_source_not_allowed", field="budget_line_id", kind=kind.code, source=source)
    if source == "bank":
        bank = banking.usable(code=line.sub, field="sub")
        return replace(found, account=bank.account)
    if kind.account:  # the account and sub-account of every line are those of the kind (an advance to a contractor)
        return replace(found, account=kind.account, sub=str(given.payee_id or ""))
    _require_fitting(found)
    return found


def _source(line: DikaLineInput, kind: DikaKind) -> str:
    """The first source of the kind that fits what the line names."""
    if line.budget_line_id is not None:
        return next((source for source in kind.sources if source in BUDGETED), "budget")
    others = [source for source in kind.sources if source not in BUDGETED]
    if line.account.startswith("2") and "liability" in others:
        return "liability"
    return next((source for source in others if source != "liability"), others[0] if others else kind.sources[0])


def _budgeted(
    found: PaidLine, line: DikaLineInput, kind: DikaKind, known: Mapping[int, LineBalance], year: int
) -> PaidLine:
    """A line of this year's budget; its usual account unless another is named."""
    if line.budget_line_id is None:
        raise Refusal("field_required", field="budget_line_id")
    balance = known.get(line.budget_line_id)
    if balance is None or not balance.line.in_force:
        raise Refusal("budget_line_unknown", field="budget_line_id")
    row = balance.line
    if row.fiscal_year != year:
        raise Refusal("budget_line_other_year", field="budget_line_id", line=row.code, year=row.fiscal_year)
    if found.source == "budget" and row.category_code in procured_categories():
        raise Refusal("acceptance_required", field="budget_line_id")
    account = found.account or kind.account or budget_classification().find(row.item_code).account
    return replace(found, budget_line_id=row.id, account=account, description=found.description or row.name_th[:250])


def _require_fitting(line: PaidLine) -> None:
    """The account takes entries and is one that such money may pay; only money owed, lent or received has a sub-account."""
    if not line.account:
        raise Refusal("field_required", field="account")
    chart().posting(line.account, field="account")
    money = chart().is_cash(line.account) or chart().is_bank(line.account)
    if money or line.account[0] not in _CLASSES[line.source]:
        name = chart().account(line.account).name_th
        raise Refusal("account_not_fitting", field="account", account=line.account, name=name, source=line.source)
    if line.sub and line.account[0] not in "234":
        raise Refusal("sub_not_allowed", field="sub", account=line.account)


def _require_within(lines: Sequence[PaidLine], given: Sequence[PaidLine], refund: bool) -> None:
    """No account gets more back than the receipt put into it; no budget line pays a contractor more than its share."""
    left = {(line.budget_line_id, line.account, line.sub): line.amount for line in given}
    refused = []
    for position, line in enumerate(lines):
        key = (line.budget_line_id, line.account, line.sub)
        there, field = left.get(key, 0), f"lines.{position}.amount"
        if line.amount > there:
            wanted, amount = format_baht(there), format_baht(line.amount)
            refused.append(
                Refusal("refund_above_receipt", field=field, amount=amount, remaining=wanted)
                if refund
                else Refusal("lines_differ_from_cited", field=field, wanted=wanted, given=amount)
            )
        left[key] = there - line.amount
    if refused:
        raise Refusals(refused)
