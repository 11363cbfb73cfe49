"""The tables of Khlang itself, the same for every office: receipt codes, chart of accounts, budget codes, sources."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated, Literal, TypeVar

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from khlang import standards
from khlang.core.thai import normalise, to_arabic_digits
from khlang.faces.api.values import AskedDay, AskedPage, AskedSize, AskedText, pages
from khlang.standards.classification import BudgetCode, RevenueItem

router = Router(tags=["reference"])
Found = TypeVar("Found")
Code = Annotated[str, Field(max_length=40)]


class Asked(BaseModel):
    """The beginning of a code or words of a name, Thai or English; and the page."""

    search: AskedText = ""
    page: AskedPage = 1
    size: AskedSize = 50


class ItemsAsked(Asked):
    """Receipt codes of a kind, those in use on a day."""

    kind: Literal["", "revenue", "receivable", "deposit", "grant_liability", "advance", "unidentified", "prepaid"] = ""
    on: AskedDay | None = None


class AccountsAsked(Asked):
    """Accounts that take entries, or headings."""

    posting: bool | None = None


class BudgetCodesAsked(Asked):
    """Budget codes of a kind, or those directly below another."""

    kind: Literal["", "area", "plan", "work", "expenditure_type", "category", "item"] = ""
    parent: Code = ""


class Named(BaseModel):
    """What all tables have."""

    code: str
    name_th: str
    name_en: str
    source: str


class ItemAnswer(Named):
    """What a receipt line is for, and the account it credits."""

    account: str
    class_code: str
    group_code: str
    kind: str
    status: str
    valid_from: date | None
    valid_to: date | None


class AccountAnswer(Named):
    """An account or heading of the chart."""

    kind: str
    normal_side: str
    posting: bool


class BudgetCodeAnswer(Named):
    """A row of the budget classification."""

    kind: str
    parent: str
    account: str


class FundSourceAnswer(Named):
    """Where the money of a budget line comes from."""


class ItemPage(BaseModel):
    """One page of receipt codes."""

    count: int
    page: int
    pages: int
    items: list[ItemAnswer]


class AccountPage(BaseModel):
    """One page of the chart."""

    count: int
    page: int
    pages: int
    items: list[AccountAnswer]


class BudgetCodePage(BaseModel):
    """One page of budget codes."""

    count: int
    page: int
    pages: int
    items: list[BudgetCodeAnswer]


def _matching(rows: Iterable[Found], search: str) -> list[Found]:
    """Rows whose code begins with the text, or whose names have all its words."""
    wanted = normalise(to_arabic_digits(search)).casefold()

    def fits(row: object) -> bool:
        names = f"{getattr(row, 'name_th', '')} {getattr(row, 'name_en', '')}".casefold()
        return str(getattr(row, "code", "")).startswith(wanted) or all(word in names for word in wanted.split())

    return [row for row in rows if fits(row)] if wanted else list(rows)


def _page(rows: Sequence[Found], asked: Asked, shown: Callable[[Found], object]) -> dict[str, object]:
    last = pages(len(rows), asked.size)
    page = min(asked.page, last)
    items = [shown(row) for row in rows[(page - 1) * asked.size : page * asked.size]]
    return {"count": len(rows), "page": page, "pages": last, "items": items}


@router.get("/revenue-items", response=ItemPage, operation_id="revenue_items")
def revenue_items(request: HttpRequest, asked: Query[ItemsAsked]) -> dict[str, object]:
    """Receipt codes: revenue, and what is received but is not revenue (codes from 9)."""
    kept = [
        item
        for item in standards.revenue_items()
        if asked.kind in ("", item.kind) and (asked.on is None or item.valid(asked.on))
    ]

    def shown(item: RevenueItem) -> ItemAnswer:
        return ItemAnswer(**{name: getattr(item, name) for name in ItemAnswer.model_fields})

    return _page(_matching(kept, asked.search), asked, shown)


@router.get("/accounts", response=AccountPage, operation_id="accounts")
def accounts(request: HttpRequest, asked: Query[AccountsAsked]) -> dict[str, object]:
    """The chart of accounts; `posting` tells accounts that take entries from headings."""
    kept = [each for each in standards.chart() if asked.posting in (None, each.posting)]
    return _page(
        _matching(kept, asked.search), asked,
        lambda each: AccountAnswer(**{name: getattr(each, name) for name in AccountAnswer.model_fields}),
    )  # fmt: skip


@router.get("/budget-codes", response=BudgetCodePage, operation_id="budget_codes")
def budget_codes(request: HttpRequest, asked: Query[BudgetCodesAsked]) -> dict[str, object]:
    """The budget classification: area, plan, work; expenditure type, category, item."""
    kept = [
        row
        for row in standards.budget_classification().codes.values()
        if asked.kind in ("", row.kind) and asked.parent in ("", row.parent)
    ]

    def shown(row: BudgetCode) -> BudgetCodeAnswer:
        return BudgetCodeAnswer(**{name: getattr(row, name) for name in BudgetCodeAnswer.model_fields})

    return _page(_matching(kept, asked.search), asked, shown)


@router.get("/fund-sources", response=list[FundSourceAnswer], operation_id="fund_sources")
def fund_sources(request: HttpRequest) -> list[FundSourceAnswer]:
    """Where the money of a budget line can come from."""
    return [
        FundSourceAnswer(code=each.code, name_th=each.name_th, name_en=each.name_en, source=each.source)
        for each in standards.fund_sources()
    ]
