"""Assessments that were given up or replaced, newest first, with why."""

from dataclasses import dataclass
from datetime import date

from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.taxpayers.models import TaxChange, TaxSuccession
from khlang.spine.parties.queries import searchable


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An assessment that is no longer in force; `replaced_by` are the numbers of those that replaced it."""

    id: int
    assessment_id: int
    code: str
    taxpayer: str
    state: str
    day: date
    reason: str
    replaced_by: tuple[str, ...]


def withdrawn(*, state: str, text: str = "", offset: int = 0, limit: int = 50) -> tuple[tuple[Withdrawn, ...], int]:
    """A page of the assessments in a state (cancelled, superseded) and how many there are."""
    rows = TaxChange.objects.filter(field="state", after=state, assessment__state=state)
    for word in normalise(text).split():
        name, code = searchable(word), to_arabic_digits(word)
        rows = rows.filter(assessment__party__search__contains=name) | rows.filter(assessment__code__icontains=code)
    page = list(rows.select_related("assessment__party").order_by("-at", "-id")[offset : offset + limit])
    later: dict[int, list[str]] = {}
    successions = TaxSuccession.objects.filter(earlier_id__in=[row.assessment_id for row in page])
    for each in successions.select_related("later").order_by("later__code"):
        later.setdefault(each.earlier_id, []).append(each.later.code)
    return tuple(
        Withdrawn(
            row.id, row.assessment_id, row.assessment.code, row.assessment.party.name, row.assessment.state, row.day,
            row.reason, tuple(later.get(row.assessment_id, ())),
        )
        for row in page
    ), rows.count()  # fmt: skip
