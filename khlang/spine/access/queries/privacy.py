"""Who looked at whose personal data, and why: reads of the organisation whose data it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast, TruncMonth

from khlang.platform.clock import BANGKOK
from khlang.spine.access.models import PersonalDataRead
from khlang.spine.access.queries.standing import names
from khlang.spine.organisations import queries as organisations

__all__ = ["Looked", "LooksOfMonth", "looks_by_month", "personal_reads"]

#: How a look came about: from above (no reason is asked for, oversight is the reason), or a number shown whole.
WAYS: Final = ("above", "unmasked")


@dataclass(frozen=True, slots=True)
class Looked:
    """One line of the log with the names that belong to it."""

    id: int
    at: Any
    reader: str
    office: Any
    what: str
    subjects: tuple[int, ...]
    reason: str
    address: str


@dataclass(frozen=True, slots=True)
class LooksOfMonth:
    """The looks of a month: those of privileged readers without a reason of their own (F-10), and those with one."""

    month: date
    without_reason: int
    with_reason: int
    readers: int


def personal_reads(
    *, search: str = "", way: str = "", subject: int | None = None, offset: int = 0, limit: int | None = 50
) -> tuple[tuple[Looked, ...], int]:
    """Lines of the log, newest first, and how many there are: by the reader's name or a word of the reason, by how the look
    came about, or those in which one row (a party, a document) was shown. Three queries, however many lines."""
    found = _reads(search, way, subject)
    count = found.count()
    rows = list(found[offset : None if limit is None else offset + limit])
    people = names(person_ids={row.reader for row in rows})
    offices = {each.id: each for each in organisations.by_ids(org_ids={row.reader_org_id for row in rows})}
    return tuple(
        Looked(
            row.id, row.at, people.get(row.reader, ""), offices.get(row.reader_org_id), row.what, tuple(row.subjects),
            row.reason, row.address,
        )
        for row in rows
    ), count  # fmt: skip


def _reads(search: str, way: str, subject: int | None) -> QuerySet[PersonalDataRead]:
    found = PersonalDataRead.objects.order_by("-at", "-id")
    if words := search.strip():
        found = found.filter(Q(reader__in=_named(words)) | Q(reason__icontains=words))
    if way in WAYS:
        found = found.filter(reason="") if way == "above" else found.exclude(reason="")
    if subject is not None:  # identifiers are long and of one length: none is a piece of another
        found = found.annotate(rows=Cast("subjects", TextField())).filter(rows__contains=str(subject))
    return found


def _named(words: str) -> list[int]:
    """Readers of this organisation's data whose names hold the words; they may belong to an office above it."""
    readers = set(PersonalDataRead.objects.order_by().values_list("reader", flat=True).distinct())
    return [person for person, name in names(person_ids=readers).items() if words.casefold() in name.casefold()]


def looks_by_month(*, since: date) -> Sequence[LooksOfMonth]:
    """The figure of F-10, month by month from a day on, newest first."""
    found = (
        PersonalDataRead.objects.filter(at__date__gte=since)
        .annotate(month=TruncMonth("at", tzinfo=BANGKOK))
        .values("month")
        .annotate(
            bare=Count("id", filter=Q(reason="")), told=Count("id", filter=~Q(reason="")),
            readers=Count("reader", distinct=True),
        )
        .order_by("-month")
    )  # fmt: skip
    return tuple(LooksOfMonth(row["month"].date(), row["bare"], row["told"], row["readers"]) for row in found)
