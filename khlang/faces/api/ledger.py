"""The books: vouchers, balances, the journal, the fiscal years and the head of the trail."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from khlang.bridges.reporting import prints
from khlang.core import calendar
from khlang.core.refusal import Refusal
from khlang.faces.api import papers, voucher_values
from khlang.faces.api.entrance import caller, require, require_sight
from khlang.faces.api.values import Amount, AskedDay, AskedPage, AskedSize, AskedText, PathId, amount, pages
from khlang.faces.api.voucher_values import LineAnswer, VoucherAnswer, VoucherHead, VoucherPage
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger

router = Router(tags=["ledger"])
Book = Literal["accrual", "budget"]
VoucherKind = Literal["receipt", "payable", "payment", "general", "opening"]
Code = Annotated[str, Field(max_length=40)]


class VouchersAsked(BaseModel):
    """Filters and page of the list of vouchers."""

    kind: VoucherKind | None = None
    since: AskedDay | None = None
    through: AskedDay | None = None
    search: AskedText = ""
    page: AskedPage = 1
    size: AskedSize = 50


class BalancesAsked(BaseModel):
    """The day (today), from which day movements are shown (the first of the fiscal year), and accounts or beginnings of
    their codes (all)."""

    book: Book = "accrual"
    on: AskedDay | None = None
    since: AskedDay | None = None
    account: list[Code] = Field(default=[], max_length=50)


class BalanceAnswer(BaseModel):
    """An account with its sub-ledger. Balances are debit-positive: a credit balance is below zero."""

    account: str
    account_name: str
    sub: str
    before: Amount
    debit: Amount
    credit: Amount
    after: Amount


class BalancesAnswer(BaseModel):
    """Balances at the end of a day, with what moved since another."""

    book: Book
    since: date
    on: date
    items: list[BalanceAnswer]


class JournalAsked(BaseModel):
    """Days (today when nothing is said), account (a code or the beginning of one), kind of voucher, page."""

    since: AskedDay | None = None
    through: AskedDay | None = None
    book: Book = "accrual"
    account: Code = ""
    sub: Code | None = None
    kind: list[VoucherKind] = Field(default=[], max_length=5)
    page: AskedPage = 1
    size: AskedSize = 100


class JournalAnswer(BaseModel):
    """One page of the journal; `more` says that another follows."""

    page: int
    more: bool
    items: list[LineAnswer]


class PeriodAnswer(BaseModel):
    """A fiscal year (B.E.) and what may be posted to it."""

    fiscal_year: int = Field(examples=[2568])
    state: str
    closed_through: date | None


class ChainAnswer(BaseModel):
    """The last link of the trail: its sequence and digest (empty before the first step)."""

    sequence: int
    digest: str


class ChainAsked(BaseModel):
    """At the end of which day; nothing means now."""

    on: AskedDay | None = None


@router.get("/vouchers", response=VoucherPage, operation_id="vouchers")
def voucher_list(request: HttpRequest, asked: Query[VouchersAsked]) -> VoucherPage:
    """Official vouchers, newest first."""
    require_sight(request, "accounting")
    rows = ledger.vouchers(kind=asked.kind or "", since=asked.since, through=asked.through, search=asked.search)
    count = rows.count()
    page = min(asked.page, pages(count, asked.size))
    found = rows[(page - 1) * asked.size : page * asked.size]
    heads = [VoucherHead(**each) for each in voucher_values.voucher_heads(found, caller(request).lang)]
    return VoucherPage(count=count, page=page, pages=pages(count, asked.size), items=heads)


@router.get("/vouchers/{voucher_id}", response=VoucherAnswer, operation_id="voucher")
def voucher(request: HttpRequest, voucher_id: PathId) -> VoucherAnswer:
    """One voucher, or entry of the budget book alone, with its lines."""
    require_sight(request, "accounting")
    found = ledger.voucher(voucher_id=int(voucher_id))
    if found is None:
        raise Refusal("document_not_found")
    return voucher_values.voucher(found, caller(request).lang)


@router.get("/vouchers/{voucher_id}/pdf", operation_id="voucher_pdf", response={200: None})
def voucher_pdf(request: HttpRequest, voucher_id: PathId) -> HttpResponse:
    """The printed voucher as PDF."""
    require_sight(request, "accounting")
    who = caller(request)
    name, pdf = prints.print_voucher(voucher_id=int(voucher_id), printed_at=who.now, printed_by=who.actor.name)
    return papers.file(name=name, content=pdf, media_type=papers.PDF)


@router.get("/ledger/balances", response=BalancesAnswer, operation_id="balances")
def balances(request: HttpRequest, asked: Query[BalancesAsked]) -> BalancesAnswer:
    """Balances by account and sub-ledger at the end of a day, read from day balances, never from history."""
    require_sight(request, "accounting")
    who = caller(request)
    on = asked.on or who.today
    since = asked.since or calendar.fiscal_year_start(calendar.fiscal_year(on))
    if since > on:
        raise Refusal("report_period_reversed", field="since")
    items = [
        BalanceAnswer(
            account=each.account, account_name=voucher_values.account_name(each.account, who.lang), sub=each.sub,
            before=amount(each.before), debit=amount(each.debit), credit=amount(each.credit), after=amount(each.after),
        )
        for each in ledger.movements(book=asked.book, since=since, through=on, accounts=asked.account)
    ]  # fmt: skip
    return BalancesAnswer(book=asked.book, since=since, on=on, items=items)


@router.get("/ledger/journal", response=JournalAnswer, operation_id="journal_lines")
def journal(request: HttpRequest, asked: Query[JournalAsked]) -> JournalAnswer:
    """Lines of vouchers in order of posting."""
    require_sight(request, "accounting")
    who = caller(request)
    since, through = asked.since or asked.through or who.today, asked.through or who.today
    if since > through:
        raise Refusal("report_period_reversed", field="through")
    found = ledger.lines(
        since=since, through=through, account=asked.account, sub=asked.sub, book=asked.book, kinds=asked.kind,
        offset=(asked.page - 1) * asked.size, limit=asked.size + 1,
    )  # fmt: skip
    items = [voucher_values.line(each, who.lang) for each in found[: asked.size]]
    return JournalAnswer(page=asked.page, more=len(found) > asked.size, items=items)


@router.get("/ledger/periods", response=list[PeriodAnswer], operation_id="periods")
def periods(request: HttpRequest) -> list[PeriodAnswer]:
    """The fiscal years of the organisation, newest first."""
    require_sight(request, "accounting")
    return [
        PeriodAnswer(fiscal_year=each.fiscal_year, state=each.state, closed_through=each.closed_through)
        for each in ledger.periods()
    ]


@router.get("/trail/head", response=ChainAnswer, operation_id="trail_head")
def trail_head(request: HttpRequest, asked: Query[ChainAsked]) -> ChainAnswer:
    """The head of the organisation's trail: kept elsewhere, it proves that no earlier step was changed."""
    require(request, "trail.view")
    sequence, digest = documents.chain_head_through(day=asked.on) if asked.on else documents.chain_head()
    return ChainAnswer(sequence=sequence, digest=digest)
