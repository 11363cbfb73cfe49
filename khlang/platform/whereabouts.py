"""Where the program is at the moment: the organisation in scope and the person who works there. Set by `tenancy` alone, read by
it and by the database backend, which Django loads before any table is known."""

from contextvars import ContextVar
from typing import Final

EVERYWHERE: Final = -1
ENTRANCE: Final = 0
scope: ContextVar[int | None] = ContextVar("khlang_organisation", default=None)
person: ContextVar[int] = ContextVar("khlang_person", default=0)


def told() -> tuple[int, int]:
    """Organisation and person as the database is told: -1 everywhere, 0 nobody and at the entrance."""
    org = scope.get()
    return (ENTRANCE if org is None else org, person.get())
