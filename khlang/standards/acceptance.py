"""What an acceptance of goods, services or works comes to: its accounts, and of which price a fine for delay is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from khlang.core.money import parse_baht
from khlang.standards.files import document

FINE_BASES: Final = ("delivered", "contract")


@dataclass(frozen=True, slots=True)
class DelayFine:
    """How a fine for delay is counted for one category of procurement; `least_per_day` is satang."""

    category: str
    base: str
    least_per_day: int


@dataclass(frozen=True, slots=True)
class AcceptanceRules:
    """The accounts that acceptances use, and the fines by category (goods, service, works)."""

    payable: Mapping[str, str]
    advance: str
    construction: str
    grant: str
    grant_revenue: str
    fines: Mapping[str, DelayFine]

    @property
    def payables(self) -> tuple[str, ...]:
        """The accounts on which vendors are owed for what was accepted, each kept per vendor."""
        return tuple(dict.fromkeys(self.payable.values()))

    @property
    def accounts(self) -> tuple[str, ...]:
        """Every account that is named."""
        return (*self.payable.values(), self.advance, self.construction, self.grant, self.grant_revenue)


@cache
def acceptance_rules() -> AcceptanceRules:
    """Return what an acceptance comes to, as it stands in acceptance.toml."""
    kept = document("acceptance.toml")
    fines = {
        row["category"]: DelayFine(row["category"], row["base"], parse_baht(row["least_per_day"]))
        for row in kept["fine"]
    }
    if unknown := {fine.base for fine in fines.values()} - set(FINE_BASES):
        raise ValueError(f"acceptance.toml: fines are not counted of {sorted(unknown)}")
    accounts = kept["accounts"]
    return AcceptanceRules(
        MappingProxyType(dict(kept["payable"])),
        accounts["advance"],
        accounts["construction"],
        accounts["grant"],
        accounts["grant_revenue"],
        MappingProxyType(fines),
    )
