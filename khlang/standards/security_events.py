"""The kinds of lines in the security log, with their names and the tone in which they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from khlang.standards.files import document
from khlang.standards.texts import message

TONES: Final = ("neutral", "info", "success", "warning", "error")


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of line: its code and the tone in which it is shown."""

    code: str
    tone: str

    def name(self, lang: str) -> str:
        """Return the name in a language."""
        return message(f"security_event.{self.code}", lang)


@cache
def security_events() -> Mapping[str, EventKind]:
    """Return the kinds by code, in the order of the file. Raises ValueError for a mistyped one."""
    found = {}
    for code, tone in document("security_events.toml")["event"].items():
        if tone not in TONES or len(code) > 40:
            raise ValueError(f"security_events.toml: {code}")
        found[code] = EventKind(code, tone)
    return MappingProxyType(found)
