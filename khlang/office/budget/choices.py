"""What the forms of the budget offer to choose from: codes of the classifications, lines in force."""

from collections.abc import Mapping, Sequence

from khlang import standards
from khlang.core.money import format_baht
from khlang.core.thai import normalise
from khlang.office.budget import queries
from khlang.office.budget.models import EstimateLine
from khlang.platform import choosing
from khlang.platform.screens import Choice


def fiscal_years() -> Sequence[Choice]:
    """Fiscal years that have an ordinance, newest first."""
    return [Choice(value=str(year), label=str(year)) for year in queries.fiscal_years()]


def works(text: str) -> Sequence[Choice]:
    """Works by code or name, with the plan they belong to."""
    return _classified("work", text)


def items(text: str) -> Sequence[Choice]:
    """Items of expenditure by code or name, with their category."""
    return _classified("item", text)


def revenue(text: str) -> Sequence[Choice]:
    """Revenue items and classes that an estimate may name."""
    classes = (row for row in standards.revenue_heads() if row.level == "class" and row.code.startswith("4"))
    items = (row for row in standards.revenue_items() if row.code.startswith("4"))
    return choosing.fitting((*choosing.coded(classes), *choosing.coded(items)), text)


def lines(text: str) -> Sequence[Choice]:
    """Budget lines in force of the two newest years, by short name or name, with what is left."""
    found = [
        Choice(
            value=str(row.line.id),
            label=f"{row.line.code} {row.line.name_th}",
            note=f"{row.line.fiscal_year} · {row.line.work_code} · {format_baht(row.remaining)}",
        )
        for year in queries.fiscal_years()[:2]
        for row in queries.line_balances(fiscal_year=year)
    ]
    return choosing.fitting(found, text)


def planned_lines(text: str) -> Sequence[Choice]:
    """Lines in force of the two newest years by short name or name, for a spending plan."""
    found = [
        Choice(
            value=row.line.code,
            label=row.line.name_th,
            note=f"{row.line.fiscal_year} · {format_baht(row.net)}",
            fills={"name_th": row.line.name_th},
        )
        for year in queries.fiscal_years()[:2]
        for row in queries.line_balances(fiscal_year=year)
        if row.line.code.casefold().startswith(text.strip().casefold()) or _has_words(row.line.name_th, text)
    ]
    return found[: choosing.MOST]


def lines_to_plan() -> Sequence[Mapping[str, str]]:
    """Every line of the newest year, proposed as the lines of a new spending plan."""
    years = queries.fiscal_years()
    rows = queries.line_balances(fiscal_year=years[0]) if years else []
    return [{"line": row.line.code, "name_th": row.line.name_th} for row in rows]


def _has_words(name: str, text: str) -> bool:
    return all(word in name.casefold() for word in normalise(text).casefold().split())


def explained_lines(text: str) -> Sequence[Choice]:
    """Lines of expenditure and of the revenue estimate, whose explanation may be amended."""
    estimates = EstimateLine.objects.filter(in_force=True).order_by("-fiscal_year", "item_code")
    found = [
        Choice(value=str(line.id), label=f"{line.item_code} {line.name_th}", note=str(line.fiscal_year))
        for line in estimates
    ]
    return [*lines(text), *choosing.fitting(found, text)][: choosing.MOST]


def _classified(kind: str, text: str) -> Sequence[Choice]:
    classification = standards.budget_classification()
    found = [
        Choice(
            value=row.code,
            label=f"{row.code} {row.name_th}",
            label_en=f"{row.code} {row.name_en}",
            note=classification.find(row.parent).name_th,
            fills={"name_th": row.name_th} if kind == "item" else {},
        )
        for row in classification.of_kind(kind)
    ]
    return choosing.fitting(found, text)
