"""What on a screen is personal data, and how it is shown: the table personal_data.toml with the masks it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from khlang.core.thai import masked_national_number
from khlang.standards.files import document

_NO: Final = "no"
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class PersonalKind:
    """A kind of personal data. `masked`: for everybody, for oversight only, or for nobody."""

    key: str
    th: str
    en: str
    masked: str
    keys: tuple[str, ...]
    note: str

    def hidden(self, *, oversight: bool) -> bool:
        """Whether it is masked for somebody, who looks in from above or works here."""
        return self.masked == "everybody" or (oversight and self.masked == "oversight")


@dataclass(frozen=True, slots=True)
class Whole:
    """A place where a number stands whole: for whom (a duty, "" for everybody who sees the place) and why."""

    place: str
    duty: str
    th: str
    en: str
    reason: str


@cache
def personal_kinds() -> Mapping[str, PersonalKind]:
    """Every kind of personal data by its key."""
    rows = document("personal_data.toml")["kind"]
    return MappingProxyType({row["key"]: PersonalKind(**{**row, "keys": tuple(row["keys"])}) for row in rows})


@cache
def whole_places() -> Mapping[str, Whole]:
    """Where numbers stand whole, by place."""
    return MappingProxyType({row["place"]: Whole(**row) for row in document("personal_data.toml")["whole"]})


@cache
def _by_key() -> Mapping[str, str]:
    return {name: kind.key for kind in personal_kinds().values() for name in kind.keys}


def personal_kind(key: str, declared: str = "") -> PersonalKind | None:
    """What kind of personal data a column of this key holds; `declared` is what the column says itself ("no": none)."""
    if declared == _NO:
        return None
    name = declared or _by_key().get(key, "")
    return personal_kinds()[name] if name else None


def masked(kind: PersonalKind, text: str) -> str:
    """The text as it is shown to those for whom the kind is hidden; what is masked already stays as it is."""
    if kind.key == "national_number":
        return masked_national_number(text) or text
    if kind.key == "email":
        box, at, host = text.partition("@")
        return f"{box[:1]}xxx{at}{host}"
    return "x" * max(0, len(text) - _SHOWN) + text[-_SHOWN:]
