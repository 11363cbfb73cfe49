"""The many payees of a dika: what they add up to, and that it is what the dika says."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.budget import queries as budget
from khlang.office.disbursement.models import DikaDeduction, DikaLine, DikaPayee
from khlang.office.disbursement.schemas import DeductionInput, DikaLineInput


def typed_lines(*, document_id: int) -> tuple[tuple[DikaLineInput, ...], tuple[DeductionInput, ...]]:
    """The kept lines and deductions of a dika with many payees, as they would have been typed."""
    lines = DikaLine.objects.filter(document_id=document_id).order_by("position")
    deductions = DikaDeduction.objects.filter(document_id=document_id).order_by("position")
    return (
        tuple(
            DikaLineInput.model_construct(
                source=row.source, budget_line_id=row.budget_line_id, account=row.account, sub=row.sub,
                amount=row.amount, description=row.description,
            )
            for row in lines
        ),
        tuple(
            DeductionInput.model_construct(kind=row.kind, form=row.form, base=row.base, amount=row.amount)
            for row in deductions
        ),
    )  # fmt: skip


def require_totals(*, document_id: int, lines: Sequence[Any], deductions: Sequence[Any]) -> None:
    """Pass when lines and deductions are what the payees add up to: each budget line, each kind of deduction.

    A dika without payees passes. Refusal: payees_total_differs (facts part, payees, dika) at `lines` or `deductions`.
    """
    people = list(DikaPayee.objects.filter(document_id=document_id).values_list("lines", "deductions"))
    if not people:
        return
    ids = [line.budget_line_id for line in lines if line.budget_line_id is not None]
    codes = {line_id: balance.line.code for line_id, balance in budget.balances_of(line_ids=ids).items()}
    paid = Counter[str]()
    for line in lines:
        paid[codes.get(line.budget_line_id, line.account)] += line.amount
    _require_equal("lines", paid, _sums(gross for gross, _ in people))
    kept = Counter[str]()
    for row in deductions:
        kept[row.kind] += row.amount
    _require_equal("deductions", kept, _sums(kept_back for _, kept_back in people))


def _sums(parts: Iterable[dict[str, int]]) -> Counter[str]:
    found = Counter[str]()
    for part in parts:
        found.update(part)
    return found


def _require_equal(field: str, dika: Counter[str], people: Counter[str]) -> None:
    for part in sorted(dika.keys() | people.keys()):
        if dika[part] != people[part]:
            raise Refusal(
                "payees_total_differs", field=field, part=part, payees=format_baht(people[part]),
                dika=format_baht(dika[part]),
            )  # fmt: skip
