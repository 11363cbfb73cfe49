"""What the forms of the budget offer to choose from: codes of the classifications, divisions, lines in force."""

from collections.abc import Iterable, Mapping, Sequence

from khlang import standards
from khlang.core.money import format_baht
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.budget import queries
from khlang.office.budget.models import EstimateLine
from khlang.platform.screens import Choice
from khlang.spine.organisations import queries as organisations

_SHOWN = 20


def fund_sources() -> Sequence[Choice]:
    """The sources of money of a line."""
    return [Choice(value=fund.code, label=fund.name_th, label_en=fund.name_en) for fund in standards.fund_sources()]


def divisions() -> Sequence[Choice]:
    """The divisions of the office."""
    return [
        Choice(value=division.code, label=division.name_th, label_en=division.name_en)
        for division in organisations.divisions()
    ]


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
    found = [
        Choice(value=head.code, label=f"{head.code} {head.name_th}", label_en=f"{head.code} {head.name_en}")
        for head in standards.revenue_heads()
        if head.level == "class" and head.code.startswith("4")
    ]
    found += [
        Choice(value=item.code, label=f"{item.code} {item.name_th}", label_en=f"{item.code} {item.name_en}")
        for item in standards.revenue_items()
        if item.code.startswith("4")
    ]
    return _matching(found, text)


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
    return _matching(found, text)


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
    return found[:_SHOWN]


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
    return [*lines(text), *_matching(found, text)][:_SHOWN]


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
    return _matching(found, text)


def _matching(choices: Iterable[Choice], text: str) -> Sequence[Choice]:
    """Those whose value is the text or whose label has every word of it; the first twenty."""
    wanted = to_arabic_digits(normalise(text)).casefold()
    words = wanted.split()
    found = [
        choice
        for choice in choices
        if choice.value == wanted or all(word in f"{choice.label} {choice.label_en}".casefold() for word in words)
    ]
    return found[:_SHOWN]
