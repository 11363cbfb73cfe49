"""Steps that an officer of another office took: in a unit too small to keep duties apart, the office above approves from
there (reliability B.7). Whatever shows such a step says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from khlang.platform.clock import BANGKOK
from khlang.spine.documents.models import Step
from khlang.spine.organisations import queries as organisations
from khlang.standards import message


@dataclass(frozen=True, slots=True)
class RemoteStep:
    """One step from another office, with the document it was taken on; `office` is the name of that office."""

    document_id: int
    kind: str
    number: str
    title: str
    amount: int
    move: str
    actor: str
    office: str
    at: datetime


def offices(*, steps: Iterable[Step], lang: str = "th") -> Mapping[int, str]:
    """The name of the office from which each step was taken, by its sequence; steps of the own people are left out. One
    query, none when no step is from elsewhere."""
    found = {step.sequence: step.remote for step in steps if step.remote is not None}
    if not found:
        return {}
    names = {
        each.id: each.name_en if lang == "en" and each.name_en else each.name_th
        for each in organisations.by_ids(org_ids=set(found.values()))
    }
    return {sequence: names.get(org, "") for sequence, org in found.items()}


def notes(*, steps: Iterable[Step]) -> Mapping[int, str]:
    """What a signature block prints below who signed from another office, by the sequence of the step."""
    return {sequence: message("remote.signed", office=office) for sequence, office in offices(steps=steps).items()}


def taken(*, since: date, through: date, lang: str = "th") -> tuple[RemoteStep, ...]:
    """The steps taken from other offices on the days of a span (Bangkok), oldest first. Two queries."""
    rows = list(_between(since, through).select_related("document").order_by("at", "sequence"))
    named = offices(steps=rows, lang=lang)
    return tuple(
        RemoteStep(
            step.document_id, step.document.kind, step.document.number or step.document.request_number or "",
            step.document.title, step.document.amount, step.move, step.actor_name, named[step.sequence], step.at,
        )
        for step in rows
    )  # fmt: skip


def count(*, since: date, through: date) -> int:
    """How many steps were taken from other offices on the days of a span."""
    return int(_between(since, through).count())


def _between(since: date, through: date) -> QuerySet[Step]:
    first, last = (datetime.combine(day, time(), BANGKOK) for day in (since, through + timedelta(days=1)))
    return Step.objects.filter(remote__isnull=False, at__gte=first, at__lt=last)
