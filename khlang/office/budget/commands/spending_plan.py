"""The spending plan of a fiscal year (แผนการใช้จ่ายเงิน): drafted, checked, approved; the next one takes its place."""

from typing import Any

from django.db import IntegrityError, transaction

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import queries
from khlang.office.budget.commands import drafting
from khlang.office.budget.lifecycle import SPENDING_PLAN
from khlang.office.budget.models import Ordinance, SpendingPlan, SpendingPlanEntry
from khlang.office.budget.plan_sheet import ReadPlan, read_plan
from khlang.office.budget.queries import LineBalance
from khlang.office.budget.schemas import (
    ImportSpendingPlan,
    PlannedLine,
    PrepareSpendingPlan,
    ReviseSpendingPlan,
)
from khlang.platform.commands import Envelope, Outcome, command, parse
from khlang.platform.db.writes import Rows
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message

_KIND = SPENDING_PLAN.document


@command("spending_plan.prepare", schema=PrepareSpendingPlan)
def prepare_plan(*, envelope: Envelope, data: PrepareSpendingPlan) -> Outcome:
    """Draft a spending plan: how much of each line is to be spent in each quarter.

    Refusals (all together, each at its line): ordinance_not_in_force, budget_line_unknown, line_duplicate,
    amount_negative, spending_plan_above_budget, spending_plan_empty, document_date_future, fiscal_year_implausible.
    """
    return _save(envelope, data, None)


@command("spending_plan.revise", schema=ReviseSpendingPlan)
def revise_plan(*, envelope: Envelope, data: ReviseSpendingPlan) -> Outcome:
    """Replace a draft plan. Refusals: those of preparing; document_not_found, move_not_allowed, stale_version."""
    return _save(envelope, data, data.document_id)


@command("spending_plan.import", schema=ImportSpendingPlan)
def import_plan(*, envelope: Envelope, data: ImportSpendingPlan) -> Outcome:
    """Draft a spending plan from the spreadsheet template; nothing is written unless every row is sound.

    Refusals: those of the file, of its cells (with sheet, row and column) and of preparing, all together.
    """
    found = read_plan(content=data.content, filename=data.filename)
    given = data.model_dump(exclude={"content", "filename", "document_id"})
    try:
        draft = parse(schema=PrepareSpendingPlan, data={**given, "entries": found.entries}, today=envelope.today)
        known = _checked(envelope, draft)
    except Refusals as refusals:
        raise _all_problems(found, refusals) from None
    if found.problems:
        raise Refusals(found.problems)
    return _write(envelope, draft, known, data.document_id)


submit_plan = moves.plain(SPENDING_PLAN, "submit", "Hand the draft plan over for checking.")
check_plan = moves.plain(SPENDING_PLAN, "check", "The chief administrator has checked the plan.")
return_plan = moves.plain(SPENDING_PLAN, "return", "Return a submitted plan for correction.")
send_back_plan = moves.plain(SPENDING_PLAN, "send_back", "The executive sends a checked plan back for correction.")
cancel_plan = moves.plain(SPENDING_PLAN, "cancel", "Give a plan up before it is checked.")


@command("spending_plan.approve", schema=DocumentMove)
def approve_plan(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """The plan holds from now on; the one that held before for the year is superseded by it in the same write.

    Refusals: document_not_found, spending_plan_above_budget (a line has lost money since the draft),
    those of the lifecycle; stale_version when another plan of the year was approved at the same moment.
    """
    document = documents.get(document_id=data.document_id, kind=_KIND)
    plan = SpendingPlan.objects.get(document_id=document.id)
    _still_within(plan)
    before = SpendingPlan.objects.filter(fiscal_year=plan.fiscal_year, in_force=True).first()
    outcome = spine.carry_out(envelope=envelope, lifecycle=SPENDING_PLAN, move="approve", document=document)
    if before is not None:
        spine.carry_out(
            envelope=envelope.unversioned(),
            lifecycle=SPENDING_PLAN,
            move="supersede",
            document=before.document_id,
            reason=message("spending_plan.superseded_by", number=outcome.number or ""),
        )
    _take_effect(plan, before)
    return outcome


def _take_effect(plan: SpendingPlan, before: SpendingPlan | None) -> None:
    try:
        with transaction.atomic():
            if before is not None:
                SpendingPlan.objects.filter(id=before.id).update(in_force=False)
            SpendingPlan.objects.filter(id=plan.id).update(in_force=True)
    except IntegrityError as taken:
        raise Refusal("stale_version") from taken


def _save(envelope: Envelope, data: PrepareSpendingPlan, replaces: int | None) -> Outcome:
    return _write(envelope, data, _checked(envelope, data), replaces)


def _checked(envelope: Envelope, data: PrepareSpendingPlan) -> dict[str, LineBalance]:
    """The lines of the year by short name; everything that can be wrong with the plan, told at once."""
    if not Ordinance.objects.filter(fiscal_year=data.fiscal_year, in_force=True).exists():
        raise Refusals([Refusal("ordinance_not_in_force", field="fiscal_year", year=data.fiscal_year)])
    known = {row.line.code: row for row in queries.line_balances(fiscal_year=data.fiscal_year)}
    found = drafting.problems_of_dates(envelope=envelope, day=data.document_date, fiscal_year=data.fiscal_year)
    seen: dict[str, int] = {}
    for position, entry in enumerate(data.entries):
        found += _problems(entry, position, known.get(entry.line), seen)
    if not found and not any(sum(entry.quarters) for entry in data.entries):
        found = [Refusal("spending_plan_empty", field="entries")]
    if found:
        raise Refusals(found)
    return known


def _problems(entry: PlannedLine, position: int, known: LineBalance | None, seen: dict[str, int]) -> list[Refusal]:
    path = f"entries.{position}"
    if known is None:
        return [Refusal("budget_line_unknown", field=f"{path}.line", code=entry.line)]
    first = seen.setdefault(entry.line, position)
    if first != position:
        return [Refusal("line_duplicate", field=f"{path}.line", first=first + 1)]
    found = [
        Refusal("amount_negative", field=f"{path}.quarter_{quarter}", amount=format_baht(amount))
        for quarter, amount in enumerate(entry.quarters, start=1)
        if amount < 0
    ]
    return found or _above(sum(entry.quarters), known, f"{path}.quarter_4")


def _above(planned: int, known: LineBalance, field: str | None) -> list[Refusal]:
    if planned <= known.net:
        return []
    facts = {"line": known.line.code, "name": known.line.name_th}
    return [
        Refusal(
            "spending_plan_above_budget",
            field=field,
            planned=format_baht(planned),
            net=format_baht(known.net),
            **facts,
        )
    ]


def _still_within(plan: SpendingPlan) -> None:
    """A transfer may have taken money from a line since the plan was drafted."""
    known = {row.line.id: row for row in queries.line_balances(fiscal_year=plan.fiscal_year)}
    found: list[Refusal] = []
    for entry in SpendingPlanEntry.objects.filter(document_id=plan.document_id).order_by("position"):
        found += _above(sum(entry.quarters), known[entry.line_id], None)
    if found:
        raise Refusals(found)


def _write(
    envelope: Envelope, data: PrepareSpendingPlan, known: dict[str, LineBalance], replaces: int | None
) -> Outcome:
    planned = sum(sum(entry.quarters) for entry in data.entries)
    new = NewDocument(title=data.title, document_date=data.document_date, amount=planned)
    document_id = new.id
    if replaces is not None:
        document_id = documents.get(document_id=replaces, kind=_KIND).id
        for model in (SpendingPlanEntry, SpendingPlan):
            model.objects.filter(document_id=document_id).delete()
    head = {"document_id": document_id, "fiscal_year": data.fiscal_year}
    entries = [_entry_row(document_id, position, entry, known) for position, entry in enumerate(data.entries)]
    rows = [Rows(SpendingPlan, [head]), Rows(SpendingPlanEntry, entries)]
    outcome = drafting.save(envelope=envelope, lifecycle=SPENDING_PLAN, new=new, replaces=replaces, rows=rows)
    outcome.data.update(planned=planned, unplanned=sum(row.net for row in known.values()) - planned)
    return outcome


def _entry_row(document_id: int, position: int, entry: PlannedLine, known: dict[str, LineBalance]) -> dict[str, Any]:
    amounts = {f"quarter_{quarter}": amount for quarter, amount in enumerate(entry.quarters, start=1)}
    return {"document_id": document_id, "position": position, "line_id": known[entry.line].line.id, **amounts}


def _all_problems(found: ReadPlan, refusals: Refusals) -> Refusals:
    """Cells and rows together in the order of the file; without sound rows "nothing given" would only confuse."""
    placed = [found.placed(refusal) for refusal in refusals.errors if refusal.code != "list_length"]
    every = [*found.problems, *placed] or list(refusals.errors)
    return Refusals(sorted(every, key=lambda refusal: int(str(refusal.facts.get("row", 0)))))
