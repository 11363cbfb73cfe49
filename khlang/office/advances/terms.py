"""What a contract of advance must satisfy before it is kept, approved or brought forward. Every finding at its field."""

from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.advances import queries
from khlang.office.advances.models import Advance
from khlang.office.advances.schemas import SaveAdvance
from khlang.office.budget import queries as budget
from khlang.spine.ledger import queries as ledger
from khlang.spine.parties import queries as parties
from khlang.standards.advance_kinds import AdvanceKind


def borrower(*, party_id: int) -> Any:
    """The party that borrows. Refusals: party_not_found, advance_borrower_not_person (only officers borrow, in person)."""
    try:
        found = parties.get(party_id=party_id)
    except Refusal as refusal:
        raise refusal.at("borrower_id") from None
    if found.kind != "person" or not found.active:
        raise Refusal("advance_borrower_not_person", field="borrower_id", name=found.name)
    return found


def nothing_open(*, borrower_id: int, name: str) -> None:
    """Pass when the borrower has no other advance open (spec 4.3). Refusal: advance_still_open (its number and rest)."""
    found = queries.open_of(borrower_id=borrower_id)
    if found is not None:
        raise Refusal(
            "advance_still_open", field="borrower_id", name=name, number=found.number,
            remaining=format_baht(found.remaining),
        )  # fmt: skip


def required(*, data: SaveAdvance, kind: AdvanceKind) -> None:
    """Pass when everything that the kind needs is given, and no budget line where none is taken.

    Refusals (all together): field_required, advance_without_budget.
    """
    needed = {
        "budget_line_id": kind.takes_budget and data.budget_line_id is None,
        "return_date": kind.counted_from == "return" and data.return_date is None,
        "due_date": kind.counted_from == "agreed" and data.due_date is None,
    }
    found = [Refusal("field_required", field=field) for field, missing in needed.items() if missing]
    if not kind.takes_budget and data.budget_line_id is not None:
        found.append(Refusal("advance_without_budget", field="budget_line_id"))
    if found:
        raise Refusals(found)


def line_of_year(*, line_id: int | None, today: date) -> Any:
    """The budget line, None for an advance without. Refusals: budget_line_unknown, advance_line_other_year."""
    if line_id is None:
        return None
    try:
        line = budget.line(line_id=line_id)
    except Refusal as refusal:
        raise refusal.at("budget_line_id") from None
    if line.fiscal_year != fiscal_year(today):
        raise Refusal(
            "advance_line_other_year", field="budget_line_id", line=line.code, year=line.fiscal_year,
            present=fiscal_year(today),
        )  # fmt: skip
    return line


def enough_budget(*, row: Advance) -> None:
    """Pass when the line has the amount left now; the database holds it again at the approval. Refusal: budget_insufficient."""
    if row.budget_line_id is None:
        return
    balance = budget.balances_of(line_ids=[row.budget_line_id])[row.budget_line_id]
    if row.amount > balance.remaining:
        raise Refusal(
            "budget_insufficient", field="amount", line=balance.line.code, name=balance.line.name_th,
            remaining=format_baht(balance.remaining), wanted=format_baht(row.amount),
        )  # fmt: skip


def within_ledger(*, account: str, amount: int, today: date) -> None:
    """Pass when the ledger holds the debt that is brought forward, beside the advances that already have a name.

    Refusal: advance_above_ledger.
    """
    held = sum(moved.after for moved in ledger.balances(through=today, accounts=(account,)))
    unnamed = held - queries.owed_on(account=account)
    if amount > unnamed:
        raise Refusal(
            "advance_above_ledger", field="amount", account=account, remaining=format_baht(max(0, unnamed)),
            wanted=format_baht(amount),
        )  # fmt: skip
