"""The rehearsal of an outage: which papers lie on the desk, and how it is scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from khlang.standards.files import document

_FILE: Final = "drill.toml"


@dataclass(frozen=True, slots=True)
class DrillPaper:
    """One paper on the desk; `said` and `lines` are what stands on it, as it would be typed."""

    paper: str
    book_no: str
    number: int
    party: str
    points: int
    said: Mapping[str, str]
    lines: tuple[Mapping[str, str], ...]


@cache
def drill_papers() -> tuple[DrillPaper, ...]:
    """Return the papers of the rehearsal, in the order in which they are entered."""
    return tuple(
        DrillPaper(
            row["paper"], row["book_no"], row["number"], row["party"], row["points"],
            MappingProxyType(row.get("said", {})), tuple(MappingProxyType(line) for line in row.get("lines", ())),
        )
        for row in document(_FILE)["paper"]
    )  # fmt: skip


def drill_points() -> Mapping[str, int]:
    """Return the points for what is not a single paper: daily_status, certified, accounted, speed."""
    found: dict[str, Any] = document(_FILE)["points"]
    return MappingProxyType(found)


def drill_minutes() -> int:
    """Return within how many minutes the points for speed are given."""
    return int(document(_FILE)["minutes"]["speed"])
