"""The rules of buying and hiring as dated data: methods, committees, rates of fines, guarantees, advances (spec 4.1)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from khlang.core.money import parse_baht
from khlang.core.refusal import Refusal
from khlang.standards.files import document


@dataclass(frozen=True, slots=True)
class Method:
    """One method while its row is in use. `limit` satang, 0 for none; `committee`: always, never or above (the limit)."""

    code: str
    name_th: str
    name_en: str
    limit: int
    ground: str
    committee: str
    members: int
    separate: bool
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    def valid(self, on: date) -> bool:
        """Whether the row is in use on the day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def needs_ground(self, amount: int) -> bool:
        """Whether a clause of the law must be named for so much money (satang)."""
        return self.ground == "always" or bool(self.limit and amount > self.limit)

    def procuring_members(self, amount: int) -> int:
        """How many the procuring committee needs for so much money (satang); 0 when none is appointed."""
        wanted = self.committee == "always" or (self.committee == "above" and amount > self.limit)
        return self.members if wanted else 0


@dataclass(frozen=True, slots=True)
class FineRate:
    """Fine for a day of delay by category, in hundredths of a percent of the price: proposed, lowest, highest."""

    category: str
    proposed: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class ProcurementRules:
    """What stands beside the methods. Amounts satang, rates in hundredths of a percent."""

    single_inspector_limit: int
    inspectors: int
    splitting_method: str
    splitting_days: int
    egp_method: str
    guarantee: int
    guarantee_highest: int
    advance_highest: int
    retention_highest: int
    account_prefixes: tuple[str, ...]
    guarantee_short: str
    guarantee_long: str
    forfeited_item: str
    grant: str


@cache
def procurement_methods() -> tuple[Method, ...]:
    """Every row of every method, in the order of the file."""
    return tuple(
        Method(
            row["code"], row["th"], row["en"], parse_baht(row["limit"]) if row["limit"] else 0, row["ground"],
            row["committee"], row["members"], row["separate"], row["source"], row.get("from"), row.get("to"),
        )
        for row in _content()["method"]
    )  # fmt: skip


def procurement_method(*, code: str, on: date) -> Method:
    """The method as it is on the day. Refusal: procurement_method_unknown (no such method, or not in use that day)."""
    for row in procurement_methods():
        if row.code == code and row.valid(on):
            return row
    raise Refusal("procurement_method_unknown", field="method", method=code)


@cache
def fine_rates() -> dict[str, FineRate]:
    """The rates of fines by category."""
    return {
        row["category"]: FineRate(row["category"], *(parse_baht(row[key]) for key in ("fine", "lowest", "highest")))
        for row in _content()["rate"]
    }


@cache
def procurement_rules() -> ProcurementRules:
    """Committees, splitting, guarantee, advance, retention and accounts."""
    content = _content()
    money = content["money"]
    return ProcurementRules(
        single_inspector_limit=parse_baht(content["inspection"]["single_limit"]),
        inspectors=content["inspection"]["members"],
        splitting_method=content["splitting"]["method"],
        splitting_days=content["splitting"]["days"],
        egp_method=content["egp"]["method"],
        guarantee=parse_baht(content["guarantee"]["contract"]),
        guarantee_highest=parse_baht(content["guarantee"]["highest"]),
        advance_highest=parse_baht(content["advance"]["highest"]),
        retention_highest=parse_baht(content["retention"]["highest"]),
        account_prefixes=tuple(content["accounts"]["prefixes"]),
        guarantee_short=money["guarantee_short"],
        guarantee_long=money["guarantee_long"],
        forfeited_item=money["forfeited_item"],
        grant=money["grant"],
    )


def _content() -> dict[str, Any]:
    return document("procurement_methods.toml")
