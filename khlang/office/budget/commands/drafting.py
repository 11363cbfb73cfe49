"""What the drafts of all budget documents share: the year, the lines they name, rows of new lines, saving."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year as fiscal_year_of
from khlang.core.calendar import format_date
from khlang.core.lifecycle import Lifecycle
from khlang.core.refusal import Refusal
from khlang.office.budget.lines import Classified
from khlang.office.budget.models import BudgetLine
from khlang.office.budget.schemas import Decide
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.db.writes import Rows
from khlang.platform.tenancy import new_id
from khlang.spine.documents import drafts
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import NewDocument
from khlang.spine.organisations import queries as organisations


def day_on_paper(*, envelope: Envelope) -> date:
    """The day that stands on the handwritten paper; without a paper the spine refuses what is recorded from one."""
    return envelope.paper.date if envelope.paper else envelope.today


def problems_of_dates(*, envelope: Envelope, day: date, fiscal_year: int, past_years: bool = False) -> list[Refusal]:
    """Refusals: document_date_future; fiscal_year_implausible (more than one year from the present one; amendments of
    explanations may go back further)."""
    found = []
    if day > envelope.today:
        found.append(Refusal("document_date_future", field="document_date", date=format_date(day)))
    present = fiscal_year_of(envelope.today)
    if fiscal_year > present + 1 or (fiscal_year < present - 1 and not past_years):
        found.append(Refusal("fiscal_year_implausible", field="fiscal_year", year=fiscal_year, present=present))
    return found


def lines_in_force(*, fiscal_year: int) -> dict[int, BudgetLine]:
    """The lines of a fiscal year by id."""
    return {line.id: line for line in BudgetLine.objects.filter(fiscal_year=fiscal_year, in_force=True)}


def division_ids(*, lines: Sequence[Classified | None], path: str) -> tuple[dict[str, int], list[Refusal]]:
    """Divisions by code, and division_unknown for codes that are none's, at `path`.<position>.division."""
    known = {division.code: division.id for division in organisations.divisions()}
    found = [
        Refusal("division_unknown", field=path.format(position), code=line.division)
        for position, line in enumerate(lines)
        if line is not None and line.division and line.division not in known
    ]
    return known, found


def line_row(
    *, line: Classified, code: str, fiscal_year: int, document_id: int, divisions: Mapping[str, int]
) -> dict[str, Any]:
    """The row of a new line; it counts when its document takes effect."""
    return {
        "id": new_id(),
        "fiscal_year": fiscal_year,
        "code": code,
        "fund_source": line.fund_source,
        "plan_code": line.plan_code,
        "work_code": line.work_code,
        "type_code": line.type_code,
        "category_code": line.category_code,
        "item_code": line.item_code,
        "name_th": line.name_th,
        "division_id": divisions.get(line.division),
        "explanation": line.explanation,
        "introduced_by_id": document_id,
    }


def save(
    *, envelope: Envelope, lifecycle: Lifecycle, new: NewDocument, replaces: int | None, rows: Sequence[Rows]
) -> Outcome:
    """Save a draft with its rows in one write: a new one, or in place of what the draft `replaces` held before.

    The caller has removed the rows of the old draft. Refusals: duty_missing, stale_version, move_not_allowed.
    """
    duty = f"{lifecycle.document}.prepare"
    if replaces is None:
        return drafts.create(envelope=envelope, lifecycle=lifecycle, new=new, duty=duty, rows=rows)
    return drafts.edit(
        envelope=envelope,
        lifecycle=lifecycle,
        document=documents.get(document_id=replaces, kind=lifecycle.document),
        duty=duty,
        changes={"title": new.title, "amount": new.amount},
        rows=rows,
    )


def decision_row(*, envelope: Envelope, data: Decide, body: str) -> dict[str, Any]:
    """The recorded decision of executive or council; the executive is who acts, the council's record names nobody."""
    return {
        "document_id": data.document_id,
        "body": body,
        "reference": data.reference,
        "decided_date": data.decided_date,
        "decided_by": envelope.actor.name if body == "executive" else "",
    }
