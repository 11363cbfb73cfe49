"""The papers written by hand during an outage: in which order they are entered, what they become (guideline LAO-1 … 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from khlang.standards.files import document

_FILE: Final = "manual_papers.toml"
REMARK: Final = "จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่"


@dataclass(frozen=True, slots=True)
class ManualPaper:
    """One kind of paper. `order` is its class in the order of entry, `makes` the kind of document that stands for it ("" when
    none does), `numbers` what of that document is written on the paper."""

    key: str
    name_th: str
    name_en: str
    clause: str
    unit_clause: str
    order: int
    area: str
    makes: str
    numbers: tuple[str, ...]
    attach: bool
    units: bool
    prefix: str

    def clause_number(self, *, unit: bool = False) -> str:
        """The number of the clause as the letter prints it: «2.2(1)»; that of the letter to units when `unit`."""
        return (self.unit_clause if unit else self.clause).partition("-")[2]


@cache
def _papers() -> Mapping[str, ManualPaper]:
    return MappingProxyType(
        {
            row["key"]: ManualPaper(
                row["key"], row["th"], row["en"], row["clause"], row["unit_clause"], row["order"], row["area"],
                row["makes"], tuple(row["numbers"]), row["attach"], row["units"], row["prefix"],
            )
            for row in document(_FILE)["paper"]
        }
    )  # fmt: skip


def manual_papers() -> tuple[ManualPaper, ...]:
    """Return every kind of paper in the order of entry."""
    return tuple(_papers().values())


def manual_paper(key: str) -> ManualPaper | None:
    """Return the kind of paper of the key, or None."""
    return _papers().get(key)


def paper_name(key: str, lang: str = "th") -> str:
    """Return what a kind of paper is called in a language; a key that nobody knows is its own name."""
    known = manual_paper(key)
    if known is None:
        return key
    return known.name_en if lang == "en" else known.name_th


def papers_of_area(area: str) -> tuple[ManualPaper, ...]:
    """Return the kinds of paper of one part of the work."""
    return tuple(paper for paper in manual_papers() if paper.area == area)


@cache
def areas() -> Mapping[str, tuple[str, str]]:
    """Return the parts of the work that an outage may be limited to: key → Thai, English."""
    return MappingProxyType({row["key"]: (row["th"], row["en"]) for row in document(_FILE)["area"]})


def kinds_of_areas(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of document that belong to some parts of the work; none named is the whole office and gives none."""
    wanted = set(keys)
    return tuple(kind for row in document(_FILE)["area"] if row["key"] in wanted for kind in row["kinds"])
