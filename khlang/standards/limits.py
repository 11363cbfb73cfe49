"""How often something that guards an account may fail before whoever tries has to wait (limits.toml)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from khlang.standards.files import document

COUNTED_BY: Final = ("account", "address", "device", "organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many failures of what `by` names together, within a sliding window."""

    by: frozenset[str]
    window: timedelta
    failures: int
    each_person: int = 0
    spares_known: bool = False
    forgets: bool = False


@cache
def limits(purpose: str) -> tuple[Limit, ...]:
    """Return the limits of a purpose, in the order of the file. Raises ValueError for one that has none."""
    found = []
    for row in document("limits.toml")["limit"]:
        if not set(row["by"]) <= set(COUNTED_BY):
            raise ValueError(f"limits.toml: {row['by']}")
        if row["purpose"] == purpose:
            given = {key: value for key, value in row.items() if key not in ("purpose", "by", "minutes")}
            found.append(Limit(by=frozenset(row["by"]), window=timedelta(minutes=row["minutes"]), **given))
    if not found:
        raise ValueError(f"limits.toml: no limit for {purpose}")
    return tuple(found)


@cache
def known_address() -> timedelta:
    """Return how long an address from which an account got in counts as known to it."""
    return timedelta(days=document("limits.toml")["known"]["days_of_address"])


@cache
def allowance() -> timedelta:
    """Return how long somebody who got in from an address adds to what that address is allowed."""
    return timedelta(hours=document("limits.toml")["known"]["hours_of_allowance"])


@cache
def shared_account() -> tuple[timedelta, int]:
    """Return the span and the number of devices from which on an account looks shared (R-AU7)."""
    row = document("limits.toml")["shared_account"]
    return timedelta(hours=row["hours"]), int(row["devices"])
