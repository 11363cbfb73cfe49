"""The classifications: budget lines by plan, work, type, category and item; receipt codes; sources of money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from khlang.core.refusal import Refusal
from khlang.standards.files import table


@dataclass(frozen=True, slots=True)
class BudgetCode:
    """One row of the budget classification. `account` is the usual account of the chart for an item, or ""."""

    kind: str
    code: str
    parent: str
    name_th: str
    name_en: str
    account: str
    source: str


@dataclass(frozen=True, slots=True)
class BudgetClassification:
    """Areas, plans, works (what for) and expenditure types, categories, items (on what); codes are unique."""

    codes: Mapping[str, BudgetCode]

    def find(self, code: str, kind: str = "", field: str | None = None) -> BudgetCode:
        """Return the row of the code, of the given kind if one is named.

        Refusals: budget_code_unknown (facts code, kind).
        """
        found = self.codes.get(code)
        if found is None or (kind and found.kind != kind):
            raise Refusal("budget_code_unknown", field=field, code=code, kind=kind or "code")
        return found

    def of_kind(self, kind: str) -> tuple[BudgetCode, ...]:
        """Return the rows of one kind: area, plan, work, expenditure_type, category or item."""
        return tuple(row for row in self.codes.values() if row.kind == kind)

    def children(self, code: str) -> tuple[BudgetCode, ...]:
        """Return the rows directly below the code."""
        return tuple(row for row in self.codes.values() if row.parent == code)

    def path(self, code: str) -> tuple[BudgetCode, ...]:
        """Return the row and those above it, the highest first: area, plan, work or type, category, item.

        Refusals: budget_code_unknown.
        """
        row = self.find(code)
        return (*self.path(row.parent), row) if row.parent else (row,)


@dataclass(frozen=True, slots=True)
class RevenueHead:
    """A group or class of receipt codes: the headings of the revenue estimate."""

    level: str
    code: str
    parent: str
    name_th: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True)
class RevenueItem:
    """What a line of a receipt is for, and the account it credits.

    kind: revenue, or one of receivable, deposit, grant_liability, advance, unidentified, prepaid (money that is not
    revenue). status tells how sure the code is: found, knowledge, uncertain, or provisional (invented here, in the
    range ....9... or from 9, because the official digits are not public).
    """

    code: str
    name_th: str
    name_en: str
    account: str
    class_code: str
    group_code: str
    kind: str
    status: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    def valid(self, on: date) -> bool:
        """Return whether the code may be used on the day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class FundSource:
    """Where the money of a budget line comes from."""

    code: str
    name_th: str
    name_en: str
    source: str


@cache
def budget_classification() -> BudgetClassification:
    """Return the budget classification in the order of its codes."""
    rows = {
        row["code"]: BudgetCode(
            row["kind"],
            row["code"],
            row["parent"],
            row["name_th"],
            row["name_en"],
            row["default_gl_account"],
            row["source"],
        )
        for row in table("classifications/budget.csv")
    }
    return BudgetClassification(MappingProxyType(rows))


@cache
def _receipt_rows() -> tuple[dict[str, str], ...]:
    return (*table("classifications/revenue.csv"), *table("classifications/receipt_items.csv"))


@cache
def revenue_heads() -> tuple[RevenueHead, ...]:
    """Return the groups and classes of receipt codes, those of money that is not revenue last."""
    return tuple(
        RevenueHead(row["level"], row["code"], row["parent"], row["name_th"], row["name_en"], row["source"])
        for row in _receipt_rows()
        if row["level"] != "item"
    )


@cache
def revenue_items() -> tuple[RevenueItem, ...]:
    """Return every receipt code: the revenue items, then what is received but is not revenue (code from 9)."""
    return tuple(_items())


def _items() -> Iterator[RevenueItem]:
    group_of = {head.code: head.parent for head in revenue_heads()}
    for row in _receipt_rows():
        if row["level"] == "item":
            yield RevenueItem(
                row["code"],
                row["name_th"],
                row["name_en"],
                row["account"],
                row["parent"],
                group_of[row["parent"]],
                row["kind"],
                row["status"],
                row["source"],
                _day(row["from"]),
                _day(row["to"]),
            )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _items_by_code() -> Mapping[str, RevenueItem]:
    return MappingProxyType({item.code: item for item in revenue_items()})


def revenue_item(code: str, *, on: date | None = None, field: str | None = None) -> RevenueItem:
    """Return the receipt code, if it may be used on the day `on` when one is given.

    Refusals: revenue_item_unknown, revenue_item_ended (facts code, name).
    """
    item = _items_by_code().get(code)
    if item is None:
        raise Refusal("revenue_item_unknown", field=field, code=code)
    if on is not None and not item.valid(on):
        raise Refusal("revenue_item_ended", field=field, code=code, name=item.name_th)
    return item


@cache
def fund_sources() -> tuple[FundSource, ...]:
    """Return the sources of money of a budget line (spec 2.2)."""
    return tuple(
        FundSource(row["code"], row["name_th"], row["name_en"], row["source"])
        for row in table("classifications/fund_sources.csv")
    )
