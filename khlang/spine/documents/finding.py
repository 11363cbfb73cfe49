"""What a list asks for: its documents, how many there are and what they amount to.

Count and sum come from the tally that the database keeps per kind, day, state and channel, so that the foot of a list costs
the same however long the history is. A search by words, and a condition the tally does not know, look at the documents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from khlang.core.thai import normalise
from khlang.spine.documents.models import DayTally, Document

_SEARCHED: Final = ("number", "request_number", "party_name", "title")
#: Conditions on documents that the tally answers, and how.
_TALLIED: Final = {
    "channel": lambda value: Q(channel=value),
    "channel__in": lambda value: Q(channel__in=value),
    "number__isnull": lambda value: Q(numbered=not value),
}


@dataclass(frozen=True, slots=True)
class Sums:
    """How many documents, what they amount to (satang), and from which day to which they are (None when there are none)."""

    count: int
    amount: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Documents of a kind, filtered; `search` looks into number, party and title, `equal` are further conditions."""

    kind: str
    states: Sequence[str] = ()
    since: date | None = None
    through: date | None = None
    search: str = ""
    equal: Mapping[str, Any] = field(default_factory=dict)

    def rows(self) -> QuerySet[Any]:
        """The documents, newest first."""
        found = Document.objects.filter(self._condition("document_date"), **self.equal)
        for word in self._words():
            found = found.filter(_says(word))
        return found.order_by("-document_date", "-id")  # type: ignore[no-any-return]

    def sums(self, *, void_states: Sequence[str]) -> Sums:
        """How many documents, the amount (satang) of those that are in none of the void states, and their days; one query."""
        kept = ~Q(state__in=list(void_states))
        count: Count | Sum
        if self._words() or not set(self.equal) <= _TALLIED.keys():
            rows, day, count = self.rows().order_by(), "document_date", Count("*")
        else:
            rows, day, count = DayTally.objects.filter(self._condition("day")), "day", Sum("documents", default=0)
            for name, value in self.equal.items():
                rows = rows.filter(_TALLIED[name](value))
        found = rows.aggregate(count=count, total=Sum("amount", filter=kept, default=0), first=Min(day), last=Max(day))
        return Sums(int(found["count"]), int(found["total"]), found["first"], found["last"])

    def within(self, sums: Sums) -> QuerySet[Any]:
        """The same documents, looked for only on the days on which there are any: a rare word is found at once."""
        return self.rows().filter(document_date__range=(sums.first, sums.last)) if self._words() else self.rows()

    def _words(self) -> list[str]:
        return normalise(self.search).split()

    def _condition(self, day: str) -> Q:
        wanted = Q(kind=self.kind)
        if self.states:
            wanted &= Q(state__in=list(self.states))
        if self.since:
            wanted &= Q(**{f"{day}__gte": self.since})
        if self.through:
            wanted &= Q(**{f"{day}__lte": self.through})
        return wanted


def _says(word: str) -> Q:
    """Documents that say the word. What has no capitals (Thai, figures) is not compared without regard to them: the
    databases do that for each document."""
    lookup = "contains" if word.upper() == word.lower() else "icontains"
    found = Q()
    for name in _SEARCHED:
        found |= Q(**{f"{name}__{lookup}": word})
    return found
