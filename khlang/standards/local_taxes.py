"""The local taxes as data: their receipt items, when they are due, what is added when they are paid late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from khlang.core.calendar import BUDDHIST_ERA
from khlang.core.local_tax import WHENS, Fine, Terms
from khlang.core.refusal import Refusal
from khlang.standards.classification import revenue_item
from khlang.standards.files import document

_FILE: Final = "local_taxes.toml"


@dataclass(frozen=True, slots=True)
class LocalTax:
    """A tax that the office assesses. `uncertain` marks rates that no source settles; `code` is `key`, as forms name it."""

    key: str
    name_th: str
    name_en: str
    prefix: str
    item: str
    arrears_item: str
    penalty_item: str
    due: tuple[int, int]
    terms: Terms
    uncertain: bool
    source: str

    @property
    def code(self) -> str:
        """The key, under the name that choices of forms look for."""
        return self.key

    def due_date(self, *, tax_year: int) -> date:
        """The usual last day (C.E.) of paying the tax of a year (B.E.)."""
        month, day = self.due
        return date(tax_year - BUDDHIST_ERA, month, day)


@cache
def local_taxes() -> Mapping[str, LocalTax]:
    """Return the taxes by key, in the order of the table."""
    return MappingProxyType({row["key"]: _tax(row) for row in document(_FILE)["tax"]})


def _tax(row: dict[str, Any]) -> LocalTax:
    for name in ("item", "arrears_item", "penalty_item"):
        revenue_item(row[name])
    fines = tuple(Fine(fine["when"], fine["rate"]) for fine in row["fine"])
    if unknown := {fine.when for fine in fines} - set(WHENS):
        raise ValueError(f"local tax {row['key']}: fines on unknown occasions {sorted(unknown)}")
    month, _, day = row["due"].partition("-")
    return LocalTax(
        row["key"], row["th"], row["en"], row["prefix"], row["item"], row["arrears_item"], row["penalty_item"],
        (int(month), int(day)), Terms(fines, row["monthly"], row["cap"]), row["uncertain"], row["source"],
    )  # fmt: skip


def local_tax(key: str, *, field: str | None = None) -> LocalTax:
    """Return a tax by its key. Refusal: tax_kind_unknown (fact tax)."""
    found = local_taxes().get(key)
    if found is None:
        raise Refusal("tax_kind_unknown", field=field, tax=key)
    return found


def excess_item() -> str:
    """Return the receipt item of money paid beyond what is owed; its account is the one named `tax_overpaid`."""
    return str(document(_FILE)["excess_item"])


def tax_in_advance_item() -> str:
    """Return the receipt item of money paid for a tax year to come."""
    return str(document(_FILE)["advance_item"])
