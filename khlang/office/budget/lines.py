"""From what was typed or imported to budget lines: codes looked up, names completed, duplicates found. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khlang import standards
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.core.thai import normalise
from khlang.office.budget.schemas import Appropriation, Estimate, NewItem


@dataclass(frozen=True, kw_only=True)
class Classified:
    """A line of expenditure with every code in its place; `division` is still the division's code."""

    code: str
    fund_source: str
    plan_code: str
    work_code: str
    type_code: str
    category_code: str
    item_code: str
    name_th: str
    division: str
    explanation: str

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes two lines the same line: money, work, item and name."""
        return (self.fund_source, self.work_code, self.item_code, normalise(self.name_th))


def classify(*, line: Appropriation | NewItem, path: str) -> tuple[Classified | None, list[Refusal]]:
    """Look up the codes of one line; every fault is a refusal at `path`.<field>.

    The category may be left out (it is the item's) or name the expenditure type above it, as the central fund does.
    Refusals: fund_source_unknown, budget_code_unknown, budget_category_differs.
    """
    found: list[Refusal] = []
    fund = _fund_source(line.fund_source)
    if fund is None:
        found.append(Refusal("fund_source_unknown", field=f"{path}.fund_source", text=line.fund_source))
    work = _path(line.work_code, "work", f"{path}.work_code", found)
    item = _path(line.item_code, "item", f"{path}.item_code", found)
    category = line.category_code or (item[-2] if item else "")
    if item and category not in item[:-1]:
        facts = {"code": line.category_code, "item": line.item_code, "expected": item[-2]}
        found.append(Refusal("budget_category_differs", field=f"{path}.category_code", **facts))
    if found or fund is None:
        return None, found
    return Classified(
        code=line.code,
        fund_source=fund,
        plan_code=work[-2],
        work_code=work[-1],
        type_code=item[0],
        category_code=category,
        item_code=item[-1],
        name_th=line.name_th or standards.budget_classification().find(item[-1]).name_th,
        division=line.division,
        explanation=line.explanation,
    ), []


def _fund_source(text: str) -> str | None:
    """The code of a fund source given by code or Thai name; nothing given means the budget's own money."""
    wanted = normalise(text) or "budget"
    return next((fund.code for fund in standards.fund_sources() if wanted in (fund.code, fund.name_th)), None)


def _path(code: str, kind: str, field: str, found: list[Refusal]) -> tuple[str, ...]:
    classification = standards.budget_classification()
    try:
        classification.find(code, kind, field=field)
    except Refusal as refusal:
        found.append(refusal)
        return ()
    return tuple(row.code for row in classification.path(code))


def classify_all(
    *, lines: Sequence[Appropriation | NewItem], path: str = "appropriations"
) -> tuple[list[Classified | None], list[Refusal]]:
    """Look up every line of a draft, and find lines or short names that occur twice (fact `first`: counted from 1).

    A line that names an existing one (`line_id`) is None here. Further refusals: line_duplicate, line_code_taken.
    """
    classified: list[Classified | None] = []
    found: list[Refusal] = []
    seen: dict[object, int] = {}
    for position, line in enumerate(lines):
        here = f"{path}.{position}"
        existing = line.line_id if isinstance(line, Appropriation) else None
        if existing is not None:
            classified.append(None)
            found += _repeated(seen, ("line", existing), position, "line_duplicate", f"{here}.line_id")
            continue
        one, problems = classify(line=line, path=here)
        classified.append(one)
        found += problems
        if one is not None:
            found += _repeated(seen, one.identity, position, "line_duplicate", f"{here}.name_th")
        if line.code:
            found += _repeated(seen, ("code", line.code), position, "line_code_taken", f"{here}.code", code=line.code)
    return classified, found


def classify_estimates(*, estimates: Sequence[Estimate], path: str = "estimates") -> tuple[list[str], list[Refusal]]:
    """The name of each estimated revenue item or class, and what is wrong.

    Refusals: revenue_item_unknown, revenue_item_outside_estimate (money that is not revenue),
    estimate_duplicate, amount_negative.
    """
    names: list[str] = []
    found: list[Refusal] = []
    seen: dict[object, int] = {}
    for position, estimate in enumerate(estimates):
        here = f"{path}.{position}"
        name, problem = _revenue_name(estimate.item_code, f"{here}.item_code")
        names.append(estimate.name_th or name)
        found += [problem] if problem else []
        found += _repeated(
            seen, estimate.item_code, position, "estimate_duplicate", f"{here}.item_code", code=estimate.item_code
        )
        if estimate.amount < 0:
            found.append(Refusal("amount_negative", field=f"{here}.amount", amount=format_baht(estimate.amount)))
    return names, found


def _revenue_name(code: str, field: str) -> tuple[str, Refusal | None]:
    if not code.startswith("4"):
        return "", Refusal("revenue_item_outside_estimate", field=field, code=code)
    head = next((head for head in standards.revenue_heads() if head.code == code and head.level == "class"), None)
    if head is not None:
        return head.name_th, None
    try:
        return standards.revenue_item(code, field=field).name_th, None
    except Refusal as refusal:
        return "", refusal


def _repeated(
    seen: dict[object, int], key: object, position: int, refusal: str, field: str, **facts: object
) -> Iterator[Refusal]:
    first = seen.setdefault(key, position)
    if first != position:
        yield Refusal(refusal, field=field, first=first + 1, **facts)


def short_names(*, lines: Sequence[Classified | None], taken: frozenset[str]) -> list[str]:
    """Short names for lines that have none: the next free "L01", "L02", …, in order."""
    used = set(taken) | {line.code for line in lines if line is not None}
    given: list[str] = []
    number = 0
    for line in lines:
        name = line.code if line is not None else ""
        while line is not None and not name:
            number += 1
            candidate = f"L{number:02d}"
            name = "" if candidate in used else candidate
        used.add(name)
        given.append(name)
    return given
