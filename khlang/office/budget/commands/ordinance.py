"""Drafting an ordinance or a supplementary budget: typed or imported, always as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from khlang.core.lifecycle import Lifecycle
from khlang.core.posting import Facts
from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import facts, limits, lines
from khlang.office.budget.commands import drafting
from khlang.office.budget.importing import Imported, read_ordinance
from khlang.office.budget.lifecycle import ORDINANCE, SUPPLEMENTARY
from khlang.office.budget.lines import Classified
from khlang.office.budget.models import BudgetLine, EstimateEntry, EstimateLine, Ordinance, OrdinanceEntry
from khlang.office.budget.schemas import ImportOrdinance, OrdinanceTerms, PrepareOrdinance, ReviseOrdinance
from khlang.platform.commands import Envelope, Outcome, command, parse
from khlang.platform.db.writes import Rows
from khlang.platform.tenancy import new_id
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import NewDocument


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A draft whose every line has been looked up: new lines classified, existing ones found."""

    data: OrdinanceTerms
    day: date
    classified: list[Classified | None]
    divisions: dict[str, int]
    estimate_names: list[str]
    estimate_lines: dict[str, int]
    taken: frozenset[str]

    @property
    def appropriated(self) -> int:
        """Satang appropriated by this document."""
        return sum(line.amount for line in self.data.appropriations)

    @property
    def estimated(self) -> int:
        """Satang of revenue estimated by this document."""
        return sum(estimate.amount for estimate in self.data.estimates)


@command("ordinance.prepare", schema=PrepareOrdinance)
def prepare_ordinance(*, envelope: Envelope, data: PrepareOrdinance) -> Outcome:
    """Draft the annual ordinance: revenue estimates and appropriations of a fiscal year.

    Refusals (all together, each at its line): fiscal_year_implausible, document_date_future, budget_code_unknown,
    budget_category_differs, fund_source_unknown, division_unknown, line_duplicate, line_code_taken,
    budget_line_unknown, revenue_item_unknown, revenue_item_outside_estimate, estimate_duplicate,
    amount_negative; then ordinance_deficit.
    """
    return _save(envelope, ORDINANCE, _checked(envelope, ORDINANCE, data), None)


@command("ordinance.revise", schema=ReviseOrdinance)
def revise_ordinance(*, envelope: Envelope, data: ReviseOrdinance) -> Outcome:
    """Replace a draft ordinance. Refusals: those of preparing; document_not_found, move_not_allowed, stale_version."""
    return _save(envelope, ORDINANCE, _checked(envelope, ORDINANCE, data), data.document_id)


@command("ordinance.import", schema=ImportOrdinance)
def import_ordinance(*, envelope: Envelope, data: ImportOrdinance) -> Outcome:
    """Draft the annual ordinance from the spreadsheet template; nothing is written unless every row is sound.

    Refusals: those of the file, of its cells (with sheet, row and column) and of preparing, all together.
    """
    return _import(envelope, ORDINANCE, data)


@command("supplementary.prepare", schema=PrepareOrdinance)
def prepare_supplementary(*, envelope: Envelope, data: PrepareOrdinance) -> Outcome:
    """Draft a supplementary budget: more for existing lines (`line_id`) or new lines.

    Refusals: those of `ordinance.prepare`; ordinance_not_in_force.
    """
    return _save(envelope, SUPPLEMENTARY, _checked(envelope, SUPPLEMENTARY, data), None)


@command("supplementary.revise", schema=ReviseOrdinance)
def revise_supplementary(*, envelope: Envelope, data: ReviseOrdinance) -> Outcome:
    """Replace a draft supplementary budget. Refusals: as for an ordinance."""
    return _save(envelope, SUPPLEMENTARY, _checked(envelope, SUPPLEMENTARY, data), data.document_id)


@command("supplementary.import", schema=ImportOrdinance)
def import_supplementary(*, envelope: Envelope, data: ImportOrdinance) -> Outcome:
    """Draft a supplementary budget of new lines from the spreadsheet template. Refusals: as for an ordinance."""
    return _import(envelope, SUPPLEMENTARY, data)


def _import(envelope: Envelope, lifecycle: Lifecycle, data: ImportOrdinance) -> Outcome:
    imported = read_ordinance(content=data.content, filename=data.filename)
    given = data.model_dump(exclude={"content", "filename", "document_id"})
    try:
        draft = parse(
            schema=PrepareOrdinance,
            data={**given, "appropriations": imported.appropriations, "estimates": imported.estimates},
            today=envelope.today,
        )
        checked = _checked(envelope, lifecycle, draft)
    except Refusals as refusals:
        raise _all_problems(imported, refusals) from None
    if imported.problems:
        raise Refusals(imported.problems)
    return _save(envelope, lifecycle, checked, data.document_id)


def _all_problems(imported: Imported, refusals: Refusals) -> Refusals:
    """Cells and rows together in the order of the file; without sound rows "nothing given" would only confuse."""
    placed = imported.placed(refusal for refusal in refusals.errors if refusal.code != "list_length")
    found = [*imported.problems, *placed] or list(refusals.errors)
    return Refusals(sorted(found, key=lambda r: (str(r.facts.get("sheet", "")), int(str(r.facts.get("row", 0))))))


def _checked(envelope: Envelope, lifecycle: Lifecycle, data: PrepareOrdinance) -> Checked:
    return checked_of(envelope=envelope, lifecycle=lifecycle, data=data, day=data.document_date)


def checked_of(*, envelope: Envelope, lifecycle: Lifecycle, data: OrdinanceTerms, day: date) -> Checked:
    """Everything that can be wrong with the lines of a draft of a day, told at once. Refusals: as for preparing."""
    supplementary = lifecycle is SUPPLEMENTARY
    if supplementary and not Ordinance.objects.filter(fiscal_year=data.fiscal_year, in_force=True).exists():
        raise Refusal("ordinance_not_in_force", field="fiscal_year", year=data.fiscal_year)
    existing = drafting.lines_in_force(fiscal_year=data.fiscal_year) if supplementary else {}
    classified, found = lines.classify_all(lines=data.appropriations)
    names, more = lines.classify_estimates(estimates=data.estimates)
    divisions, unknown = drafting.division_ids(lines=classified, path="appropriations.{}.division")
    taken = frozenset(line.code for line in existing.values())
    found += [*more, *unknown, *drafting.problems_of_dates(envelope=envelope, day=day, fiscal_year=data.fiscal_year)]
    for position, line in enumerate(data.appropriations):
        if line.line_id is not None and line.line_id not in existing:
            found.append(Refusal("budget_line_unknown", field=f"appropriations.{position}.line_id"))
        elif line.line_id is None and line.code in taken:
            found.append(Refusal("line_code_taken", field=f"appropriations.{position}.code", code=line.code))
    if found:
        raise Refusals(found)
    kept = EstimateLine.objects.filter(fiscal_year=data.fiscal_year, in_force=True) if supplementary else []
    return Checked(
        data=data,
        day=day,
        classified=classified,
        divisions=divisions,
        estimate_names=names,
        estimate_lines={row.item_code: row.id for row in kept},
        taken=taken,
    )


def _save(envelope: Envelope, lifecycle: Lifecycle, checked: Checked, replaces: int | None) -> Outcome:
    require_balance(lifecycle=lifecycle, checked=checked)
    new = new_document(checked)
    document_id = new.id
    if replaces is not None:
        document_id = documents.get(document_id=replaces, kind=lifecycle.document).id
        _remove_rows(document_id)
    rows = rows_of(lifecycle=lifecycle, checked=checked, document_id=document_id)
    outcome = drafting.save(envelope=envelope, lifecycle=lifecycle, new=new, replaces=replaces, rows=rows)
    outcome.data.update(told(checked))
    return outcome


def require_balance(*, lifecycle: Lifecycle, checked: Checked) -> None:
    """With what is in force already, appropriations stay within the estimate. Refusal: ordinance_deficit."""
    data = checked.data
    before = _in_force(data.fiscal_year) if lifecycle is SUPPLEMENTARY else (0, 0)
    limits.check_balance(
        estimated=before[0] + checked.estimated,
        appropriated=before[1] + checked.appropriated,
        reason=data.deficit_reason,
    )


def new_document(checked: Checked) -> NewDocument:
    """The document of a checked draft, not yet written."""
    return NewDocument(title=checked.data.title, document_date=checked.day, amount=checked.appropriated)


def rows_of(*, lifecycle: Lifecycle, checked: Checked, document_id: int) -> list[Rows]:
    """What the document holds, as rows of its tables: head, new lines, appropriations, new revenue lines, estimates."""
    data = checked.data
    head = {
        "document_id": document_id,
        "fiscal_year": data.fiscal_year,
        "supplementary": lifecycle is SUPPLEMENTARY,
        "estimated": checked.estimated,
        "appropriated": checked.appropriated,
        "deficit_reason": data.deficit_reason,
    }
    return [Rows(Ordinance, [head]), *_appropriation_rows(checked, document_id), *_estimate_rows(checked, document_id)]


def facts_of(rows: Sequence[Rows]) -> Facts:
    """The facts of a document whose rows are not written yet (`rows_of`)."""
    made: dict[Any, Any] = {each.model: each.values for each in rows}
    names = {row["id"]: f"{row['code']} {row['name_th']}" for row in made[BudgetLine]}
    names |= {row["id"]: f"{row['item_code']} {row['name_th']}" for row in made[EstimateLine]}
    return facts.appropriated(
        appropriations=[(row["line_id"], row["amount"]) for row in made[OrdinanceEntry]],
        estimates=[(row["line_id"], row["amount"]) for row in made[EstimateEntry]],
        names=names,
    )


def _in_force(fiscal_year: int) -> tuple[int, int]:
    sums = Ordinance.objects.filter(fiscal_year=fiscal_year, in_force=True).aggregate(
        estimated=Sum("estimated"), appropriated=Sum("appropriated")
    )
    return int(sums["estimated"] or 0), int(sums["appropriated"] or 0)


def _remove_rows(document_id: int) -> None:
    for model in (OrdinanceEntry, EstimateEntry, Ordinance):
        model.objects.filter(document_id=document_id).delete()
    for line in (BudgetLine, EstimateLine):
        line.objects.filter(introduced_by_id=document_id, in_force=False).delete()


def _appropriation_rows(checked: Checked, document_id: int) -> tuple[Rows, Rows]:
    data = checked.data
    new_lines, entries = [], []
    codes = lines.short_names(lines=checked.classified, taken=checked.taken)
    for position, (given, line, code) in enumerate(zip(data.appropriations, checked.classified, codes, strict=True)):
        line_id = given.line_id
        if line is not None:
            row = drafting.line_row(
                line=line,
                code=code,
                fiscal_year=data.fiscal_year,
                document_id=document_id,
                divisions=checked.divisions,
            )
            new_lines.append(row)
            line_id = row["id"]
        entries.append({"document_id": document_id, "position": position, "line_id": line_id, "amount": given.amount})
    return Rows(BudgetLine, new_lines), Rows(OrdinanceEntry, entries)


def _estimate_rows(checked: Checked, document_id: int) -> tuple[Rows, Rows]:
    new_lines: list[dict[str, Any]] = []
    entries = []
    for position, (given, name) in enumerate(zip(checked.data.estimates, checked.estimate_names, strict=True)):
        line_id = checked.estimate_lines.get(given.item_code)
        if line_id is None:
            line_id = new_id()
            new_lines.append(
                {
                    "id": line_id,
                    "fiscal_year": checked.data.fiscal_year,
                    "item_code": given.item_code,
                    "name_th": name,
                    "explanation": given.explanation,
                    "introduced_by_id": document_id,
                }
            )
        entries.append({"document_id": document_id, "position": position, "line_id": line_id, "amount": given.amount})
    return Rows(EstimateLine, new_lines), Rows(EstimateEntry, entries)


def told(checked: Checked) -> dict[str, Any]:
    """Totals (satang) for the page, and whether personnel money goes beyond the legal share: told, not refused."""
    pairs = zip(checked.data.appropriations, checked.classified, strict=True)
    personnel = sum(given.amount for given, line in pairs if line and line.type_code == limits.PERSONNEL)
    share = limits.personnel_percent(personnel=personnel, appropriated=checked.appropriated)
    return {
        "estimated": checked.estimated,
        "appropriated": checked.appropriated,
        "personnel_hundredths": share,
        "warnings": ["personnel_over_limit"] if share > limits.PERSONNEL_LIMIT_PERCENT * 100 else [],
    }
