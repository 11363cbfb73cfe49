"""The kinds of lines in the security log, with their names and how they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from khlang.standards.files import document

TONES: Final = ("neutral", "info", "success", "warning", "error")


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of line: its code, its names, the tone in which it is shown."""

    code: str
    th: str
    en: str
    tone: str

    def name(self, lang: str) -> str:
        """Return the name in a language."""
        return self.en if lang == "en" else self.th


@cache
def security_events() -> Mapping[str, EventKind]:
    """Return the kinds by code, in the order of the file. Raises ValueError for a mistyped one."""
    found = {}
    for code, row in document("security_events.toml")["event"].items():
        if row["tone"] not in TONES or not (row["th"] and row["en"]) or len(code) > 40:
            raise ValueError(f"security_events.toml: {code}")
        found[code] = EventKind(code, row["th"], row["en"], row["tone"])
    return MappingProxyType(found)
