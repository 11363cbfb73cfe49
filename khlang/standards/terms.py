"""The glossary: one word for one thing, Thai and English, with what it means and where it comes from."""

from dataclasses import dataclass
from functools import cache

from khlang.standards.files import document


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the office. `key` is its name in the code and the data; `group` the chapter it stands in."""

    key: str
    th: str
    en: str
    definition: str
    source: str
    group: str


@cache
def glossary() -> tuple[Term, ...]:
    """Return every term in the order of the file."""
    return tuple(
        Term(row["key"], row["th"], row["en"], row["definition"], row["source"], group)
        for group, rows in document("glossary.toml").items()
        for row in rows
    )


def term(key: str) -> Term | None:
    """Return the term of the key, or None."""
    return next((each for each in glossary() if each.key == key), None)
