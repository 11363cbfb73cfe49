"""User names for accounts that are handed out: as wanted, or made of the code of the organisation and a number."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from khlang.core.refusal import Refusal
from khlang.spine.access.models import Person

_LONGEST_STEM = 40


class Names:
    """The names of one batch. Two queries for all rows: which wanted names are taken, which numbers the homes have used."""

    def __init__(self, *, rows: Sequence[Any], homes: Mapping[int, Any], known: Mapping[str, Person]) -> None:
        self.problems: list[Refusal] = []
        wanted = {row.post.username for row in rows if row.post.username}
        self._taken = set(Person.objects.filter(username__in=wanted).values_list("username", flat=True))
        self._stems = {org: _stem(home.code) for org, home in homes.items()}
        self._given: dict[str, int] = {}
        unnamed = [row.org for row in rows if not row.post.username]
        self._used = self._numbers(homes) if unnamed else {}
        self._taken |= self._elsewhere(unnamed)

    def _numbers(self, homes: Mapping[int, Any]) -> dict[str, int]:
        """The highest number used after each stem, by whoever has the name."""
        highest = dict.fromkeys(self._stems.values(), 0)
        for name in Person.objects.filter(home_id__in=list(homes)).values_list("username", flat=True):
            stem, _, number = name.rpartition("-")
            if stem in highest and number.isdecimal():
                highest[stem] = max(highest[stem], int(number))
        return highest

    def _elsewhere(self, unnamed: Sequence[int]) -> set[str]:
        """Which of the names that may be made are those of people of other homes."""
        likely = {
            f"{self._stems[org]}-{number:02d}"
            for org, count in Counter(unnamed).items()
            for number in range(self._used[self._stems[org]] + 1, self._used[self._stems[org]] + 2 * count + 10)
        }
        return set(Person.objects.filter(username__in=likely).values_list("username", flat=True))

    def of(self, row: Any) -> str:
        """The user name of a newcomer; a name that is taken, or twice in the batch, is a problem of its row."""
        name = row.post.username
        if name is None:
            return self._made(row.org)
        if name in self._taken:
            self.problems.append(row.refusal("username_taken", "username", username=name))
        elif name in self._given:
            self.problems.append(row.refusal("username_twice", "username", username=name, first=self._given[name] + 1))
        self._given.setdefault(name, row.index)
        return str(name)

    def _made(self, org: int) -> str:
        stem = self._stems[org]
        while True:
            self._used[stem] += 1
            name = f"{stem}-{self._used[stem]:02d}"
            if name not in self._given and name not in self._taken:
                return name


def _stem(code: str) -> str:
    """The beginning of made names: letters first, as user names begin."""
    plain = re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")[:_LONGEST_STEM]
    return plain if plain[:1].isalpha() else f"u{plain}"
