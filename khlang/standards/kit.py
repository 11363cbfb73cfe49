"""The continuity kit as data: role cards, the blank forms and how many of each, how old a kit may be (continuity A.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from khlang.standards.files import document

_FILE: Final = "kit.toml"


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What one role does when the system is down, in order; `units` says whether units have the card too."""

    role: str
    units: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A blank form: `copies` for a local government, `unit_copies` for a unit; `content` is what the print takes."""

    paper: str
    copies: int
    unit_copies: int
    half: bool
    wide: bool
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Flow:
    """A paper that moves money: the columns of its amounts and of the places it comes into and goes out of, with the place
    that is meant when such a column is empty ("" for nowhere)."""

    paper: str
    amounts: tuple[str, ...]
    into: str
    out: str
    else_into: str
    else_out: str


@dataclass(frozen=True, slots=True)
class KitRules:
    """The whole of kit.toml."""

    stale_days: int
    ageing_days: int
    lease_days: int
    memo: tuple[str, ...]
    cards: tuple[RoleCard, ...]
    forms: Mapping[str, BlankForm]
    flows: tuple[Flow, ...]
    choose: Mapping[str, str]


@cache
def kit_rules() -> KitRules:
    """Return the rules of the kit: cards, forms by the key of their paper, ages in days."""
    told = document(_FILE)
    forms = {
        row["paper"]: BlankForm(
            row["paper"], row["copies"], row["unit_copies"], row.get("half", False), row.get("wide", False),
            MappingProxyType({key: row[key] for key in _CONTENT if key in row}),
        )
        for row in told["form"]
    }  # fmt: skip
    cards = tuple(RoleCard(row["role"], row["units"], tuple(row["lines"])) for row in told["card"])
    return KitRules(
        told["stale_days"], told["ageing_days"], told["lease_days"], tuple(told["memo"]), cards, MappingProxyType(forms),
        tuple(_flow(row) for row in told["flow"]), MappingProxyType(told["choose"]),
    )  # fmt: skip


def _flow(row: Mapping[str, Any]) -> Flow:
    places = (row.get(key, "") for key in ("into", "out", "else_into", "else_out"))
    return Flow(row["paper"], tuple(row["amounts"]), *places)


_CONTENT: Final = ("fields", "ticks", "columns", "rows", "total", "extra", "words", "boxes", "signs")
