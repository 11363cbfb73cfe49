"""Reads number, name and level of assurance out of the provider's answer, by the table `claims.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from numbers import Real
from pathlib import Path
from typing import Any

from khlang.core import thai
from khlang.spine.access.thaid.calls import Trouble

_LEVEL = re.compile(r"(?:ial|loa)?[\s_:-]*(\d(?:\.\d){0,2})", re.IGNORECASE)
_LONGEST_NAME = 250

Places = Mapping[str, Mapping[str, Any]]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "claims.toml").read_text(encoding="utf-8"))


def number(places: Places) -> str:
    """The national number: 13 digits with a right check digit, the same wherever it stands.

    Raises Trouble number_missing, number_differs, number_malformed. The number is in none of them.
    """
    found = _value("number", places)
    if not found:
        raise Trouble("number_missing", down=False)
    if not thai.valid_national_number(found):
        raise Trouble("number_malformed", down=False)
    return found


def assurance(places: Places) -> str:
    """The level of identity assurance as the provider wrote it, "" when it says none. Raises Trouble assurance_differs."""
    return _value("assurance", places)[:20]


def name(places: Places) -> str:
    """The name as one reads it, "" when the provider gives none: nothing hangs on it."""
    whole = _value("name", places)
    parts = (_first(part, places) for part in _table()["name"]["parts"])
    return thai.normalise(whole or " ".join(part for part in parts if part))[:_LONGEST_NAME]


def enough(level: str, *, least: str) -> bool:
    """Whether a level of assurance reaches the least one: compared number by number ("2.3" is more than "2.1", "3" more than
    both, a bare "2" less than "2.1"), with or without "IAL" before it. What cannot be read is not enough."""
    found, wanted = _steps(level), _steps(least)
    return bool(found) and bool(wanted) and found >= wanted


def _steps(level: str) -> tuple[int, ...]:
    read = _LEVEL.fullmatch(level.strip())
    return tuple(int(step) for step in read[1].split(".")) if read else ()


def _value(row: str, places: Places) -> str:
    """The first value of a row of the table; raises Trouble when places that must agree do not."""
    table = _table()
    found = [
        text
        for place in table["places"]
        for claim in table[row]["claims"]
        if (text := _text(places.get(place, {}).get(claim)))
    ]
    if table[row]["agree"] and len(set(found)) > 1:
        raise Trouble(f"{row}_differs", down=False)
    return found[0] if found else ""


def _first(claim: str, places: Places) -> str:
    return next((text for place in _table()["places"] if (text := _text(places.get(place, {}).get(claim)))), "")


def _text(value: Any) -> str:
    """A claim as text; JSON numbers are read too (a level may come as 2.3), anything else is no value."""
    return str(value).strip() if isinstance(value, str | Real) and not isinstance(value, bool) else ""
