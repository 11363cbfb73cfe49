"""Opening balances from a spreadsheet or CSV: every bad row is named by sheet, row and column, nothing is guessed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.banking import queries as banking
from khlang.office.treasury.schemas import EntryLineInput, ImportOpeningBalance
from khlang.platform import spreadsheets
from khlang.platform.spreadsheets import Heading, Record
from khlang.standards import chart

BALANCES: Final = (
    Heading(key="account", title="account_code"),
    Heading(key="debit", title="debit", kind="baht"),
    Heading(key="credit", title="credit", kind="baht"),
    Heading(key="sub", title="bank_id", required=False),
    Heading(key="description", title="description", required=False),
)
BALANCES_THAI: Final = (
    Heading(key="account", title="รหัสบัญชี"),
    Heading(key="debit", title="เดบิต", kind="baht"),
    Heading(key="credit", title="เครดิต", kind="baht"),
    Heading(key="sub", title="บัญชีธนาคาร", required=False),
    Heading(key="description", title="คำอธิบาย", required=False),
)
BANKS: Final = (
    Heading(key="sub", title="bank_id"),
    Heading(key="account", title="gl_account"),
    Heading(key="debit", title="opening_balance", kind="baht"),
)
BANKS_THAI: Final = (
    Heading(key="sub", title="รหัสบัญชีธนาคาร"),
    Heading(key="account", title="รหัสบัญชี"),
    Heading(key="debit", title="ยอดยกมา", kind="baht"),
)


def read(*, data: ImportOpeningBalance) -> tuple[EntryLineInput, ...]:
    """The lines of the balances, those of bank accounts from the second file when there is one.

    Refusals: those of `spreadsheets.read` and `records`; per row account_unknown, account_is_heading,
    amount_not_positive, line_one_side, bank_account_required, bank_account_unknown, bank_account_other_account; then
    opening_banks_differ (the two files do not agree on an account).
    """
    rows = _records(data.content, data.name, (BALANCES_THAI, BALANCES))
    _refuse(problem for row in rows for problem in _problems(row, needs_bank=not data.banks_content))
    lines = [_line(row) for row in rows]
    if not data.banks_content:
        return tuple(lines)
    try:
        banks = _records(data.banks_content, data.banks_name, (BANKS_THAI, BANKS))
    except Refusal as refusal:
        raise _in_banks(refusal) from None
    _refuse(_in_banks(problem) for row in banks for problem in _problems(row, needs_bank=True))
    return _with_banks(lines, [_line(row) for row in banks])


def _records(content: bytes, filename: str, either: Sequence[Sequence[Heading]]) -> list[Record]:
    """The rows of the first sheet under Thai or English headings."""
    sheet = next(iter(spreadsheets.read(content=content, filename=filename).values()))
    found: list[Record] = []
    for attempt, headings in enumerate(either, start=1):
        try:
            found = spreadsheets.records(sheet=sheet, headings=headings)
            break
        except Refusal as refusal:
            if refusal.code != "sheet_heading_missing" or attempt == len(either):
                raise
    return [row for row in found if not _is_total(row)]


def _is_total(row: Record) -> bool:
    return not row.values["account"] and not row.problems


def _refuse(problems: Iterable[Refusal]) -> None:
    found = tuple(problems)
    if found:
        raise Refusals(found)


def _problems(row: Record, *, needs_bank: bool) -> list[Refusal]:
    """What is wrong with one row; a row that could not be read is not looked into further."""
    if row.problems:
        return list(row.problems)
    values = row.values
    found: list[Refusal] = []
    try:
        chart().posting(values["account"])
    except Refusal as refusal:
        return [row.refusal(refusal.code, "account", **refusal.facts)]
    debit, credit = values["debit"] or 0, values.get("credit") or 0
    for key, amount in (("debit", debit), ("credit", credit)):
        if amount < 0:
            found.append(row.refusal("amount_not_positive", key, amount=format_baht(amount)))
    if not found and bool(debit) == bool(credit):
        found.append(row.refusal("line_one_side", "debit"))
    if needs_bank and chart().is_bank(values["account"]):
        found += _bank_problem(row, values)
    return found


def _bank_problem(row: Record, values: Mapping[str, Any]) -> list[Refusal]:
    if not _bank_code(values):
        return [row.refusal("bank_account_required", "sub")]
    bank = banking.find(code=_bank_code(values))
    if bank is None:
        return [row.refusal("bank_account_unknown", "sub", code=values["sub"])]
    if bank.account != values["account"]:
        return [row.refusal("bank_account_other_account", "sub", code=bank.code, account=bank.account)]
    return []


def _bank_code(values: Mapping[str, Any]) -> str:
    """The bank account that the row names, or the only one that is kept on its account."""
    if values.get("sub"):
        return str(values["sub"]).upper()
    kept = [bank.code for bank in banking.bank_accounts() if bank.account == values["account"]]
    return kept[0] if len(kept) == 1 else ""


def _line(row: Record) -> EntryLineInput:
    values = row.values
    sub = _bank_code(values) if chart().is_bank(values["account"]) else str(values.get("sub") or "")
    return EntryLineInput.model_construct(
        account=values["account"], sub=sub, debit=values["debit"] or 0, credit=values.get("credit") or 0,
        description=str(values.get("description") or ""),
    )  # fmt: skip


def _in_banks(refusal: Refusal) -> Refusal:
    """The same refusal, at the second file."""
    return refusal.at(f"banks_{refusal.field or 'content'}")


def _with_banks(lines: Sequence[EntryLineInput], banks: Sequence[EntryLineInput]) -> tuple[EntryLineInput, ...]:
    """The lines of bank accounts replaced by the detail of the banks, account by account of equal sum."""
    summed, detailed = Counter[str](), Counter[str]()
    for line in lines:
        if chart().is_bank(line.account):
            summed[line.account] += line.debit - line.credit
    for line in banks:
        detailed[line.account] += line.debit - line.credit
    _refuse(
        Refusal(
            "opening_banks_differ", field="banks_content", account=account, balances=format_baht(summed[account]),
            banks=format_baht(detailed[account]),
        )
        for account in sorted(summed.keys() | detailed.keys())
        if summed[account] != detailed[account]
    )  # fmt: skip
    return (*(line for line in lines if not chart().is_bank(line.account)), *banks)
