"""Classes of assets: their accounts and useful lives, and from which cost a thing is an asset at all."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from khlang.core.money import parse_baht
from khlang.core.refusal import Refusal
from khlang.standards.files import document, table


@dataclass(frozen=True, slots=True)
class AssetClass:
    """A class of assets and its accounts in the chart.

    `waiting_account` holds what was delivered of an asset that is not complete: the «พัก» account of the class, for
    buildings and infrastructure construction in progress; "" for land, which comes whole. `expense_account` takes what costs
    less than the threshold. `life_years` 0 is not depreciated; each office may announce lives of its own (spec 5.3).
    """

    code: str
    type: str
    name_th: str
    name_en: str
    account: str
    waiting_account: str
    accumulated_account: str
    expense_account: str
    life_years: int
    source: str

    @property
    def by_unit(self) -> bool:
        """Whether every unit is an asset of its own; land, buildings and infrastructure are one asset each."""
        return self.type in ("equipment", "intangible")


@cache
def asset_classes() -> tuple[AssetClass, ...]:
    """Return every class of assets in the order of the codes."""
    return tuple(
        AssetClass(
            row["code"], row["type"], row["name_th"], row["name_en"], row["asset_account"], row["waiting_account"],
            row["accumulated_account"], row["expense_account"], int(row["life_years"]), row["source"],
        )
        for row in table("classifications/asset_classes.csv")
    )  # fmt: skip


def asset_class(code: str, *, field: str | None = None) -> AssetClass:
    """Return the class of the code. Refusal: asset_class_unknown (fact code)."""
    for found in asset_classes():
        if found.code == code:
            return found
    raise Refusal("asset_class_unknown", field=field, code=code)


def class_of_account(account: str) -> AssetClass | None:
    """Return the usual class of an asset account: the first that names it, None when the account is none of an asset."""
    return next((found for found in asset_classes() if found.account == account), None)


@cache
def _thresholds() -> tuple[tuple[date, int], ...]:
    rows = document("capitalisation.toml")["threshold"]
    return tuple(sorted(((row["from"], parse_baht(row["amount"])) for row in rows), reverse=True))


def capitalisation_threshold(*, on: date) -> int:
    """Return the least cost of one unit (satang) that is an asset when acquired on the day (C.E.)."""
    return next((amount for first, amount in _thresholds() if first <= on), 0)
