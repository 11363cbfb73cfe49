"""What the drafts of procurement share: the division and vendor they name, saving, and the year whose budget may be bound."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year
from khlang.core.lifecycle import Lifecycle
from khlang.core.refusal import Refusal
from khlang.office.budget import queries as budget
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import NewDocument
from khlang.spine.organisations import queries as organisations
from khlang.spine.parties import queries as parties

#: States in which a document of procurement may be rewritten.
EDITABLE = ("draft", "returned")


def division_id(code: str, found: list[Refusal]) -> int | None:
    """The division of that code; division_unknown is added to what was found."""
    if not code:
        return None
    known = {division.code: division.id for division in organisations.divisions()}
    if code not in known:
        found.append(Refusal("division_unknown", field="division", code=code))
    return known.get(code)


def day_on_paper(*, envelope: Envelope) -> date:
    """The day that stands on the handwritten paper; without a paper the spine refuses what is recorded from one."""
    return envelope.paper.date if envelope.paper else envelope.today


def vendor(party_id: int | None, found: list[Refusal], field: str = "vendor_id") -> Any:
    """The party, or None; party_not_found is added to what was found."""
    if party_id is None:
        return None
    try:
        return parties.get(party_id=party_id)
    except Refusal as refusal:
        found.append(refusal.at(field))
        return None


def save_draft(
    *, envelope: Envelope, lifecycle: Lifecycle, new: NewDocument, replaces: int | None, rows: Sequence[Rows]
) -> Outcome:
    """Save a draft with its rows: a new one, or in place of everything that the draft `replaces` held.

    Refusals: document_not_found, move_not_allowed (no draft any more), duty_missing, stale_version.
    """
    duty = f"{lifecycle.document}.prepare"
    if replaces is None:
        return drafts.create(envelope=envelope, lifecycle=lifecycle, new=new, duty=duty, rows=rows)
    document = documents.get(document_id=replaces, kind=lifecycle.document)
    if document.state in EDITABLE:
        for kept in rows:
            kept.model._default_manager.filter(document_id=document.id).delete()
    changes = {
        "title": new.title, "amount": new.amount, "document_date": new.document_date, "party_id": new.party_id,
        "party_name": new.party_name, "division_id": new.division_id,
    }  # fmt: skip
    return drafts.edit(
        envelope=envelope,
        lifecycle=lifecycle,
        document=document,
        duty=duty,
        changes=changes,
        states=EDITABLE,
        rows=rows,
    )


def require_present_year(*, line_ids: Sequence[int], today: date) -> None:
    """Pass when money is bound out of this year's budget only (spec 2.7: what is not bound by its end lapses, or is carried
    over). Refusal: budget_line_other_year."""
    year = fiscal_year(today)
    for held in budget.balances_of(line_ids=line_ids).values():
        if held.line.fiscal_year != year:
            raise Refusal("budget_line_other_year", line=held.line.code, year=held.line.fiscal_year, present=year)
