"""The first page: money on hand, what came in today, revenue against the estimate, what waits for me."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core import calendar, money
from khlang.faces.web import charts, inbox, office, pages, present
from khlang.faces.web.continuity import practice, steps
from khlang.faces.web.place import Place
from khlang.office.budget import queries as budget
from khlang.office.revenue import queries as revenue
from khlang.platform import screens
from khlang.platform.screens import Ask, Chart
from khlang.spine.access import queries as access
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart, revenue_heads, revenue_items

_WAITING = 8
_REVENUE = "4"
#: Where those begin who have no figures here (who looks after offices or accounts), of what their menu offers them.
_WAYS = frozenset((
    "/oversight/", "/lists/person/", "/hand-out/", "/sessions/", "/authority/proposals/",
    "/security/shared/", "/break-glass/", "/reports/",
))  # fmt: skip
_WAYS_ABOVE = frozenset({"/continuity/province/"})


def dashboard(request: HttpRequest) -> HttpResponse:
    """The page; figures of a group only for those who may see it."""
    place: Place = request.place  # type: ignore[attr-defined]
    year = str(calendar.fiscal_year(place.today) - (543 if place.lang == "en" else 0))
    page: dict[str, Any] = {
        "title": place.say("web.menu.home"), "today": present.day(place.today, place, style="long"), "figures": [],
        "inbox": inbox.grid(place, limit=_WAITING, columns=inbox.SHORT), "chart": None, "may_issue": place.can("receipt.issue"),
        "may_practise": place.can(practice.DUTY), "ways": _ways(place),
        **inbox.beside(place),
    }  # fmt: skip
    page["story"] = story(place)
    if pages.may_see("treasury", place):
        page["figures"] += money_on_hand(place)
    if pages.may_see("revenue", place):
        page["figures"] += received(place)
        page["chart"] = charts.drawn(against_estimate(place), place, year=year)
    budgets = screens.directory(key="budget_line")
    if page["chart"] is None and budgets is not None and budgets.chart is not None and pages.may_see("budget", place):
        page["chart"] = charts.drawn(budgets.chart(Ask(on=place.today)), place, year=year)
    return render(request, "web/dashboard.html", {"page": page})


def _ways(place: Place) -> frozenset[str]:
    """The pages to begin at."""
    return _WAYS | _WAYS_ABOVE if place.can(access.OVERSEE) else _WAYS


def story(place: Place) -> list[Mapping[str, Any]]:
    """While an outage runs: its steps, for whoever may look at it; nothing in ordinary times."""
    running = office.outages_running(place) if pages.may_see("continuity", place) else []
    return steps.steps(place, running[0].document.state) if running else []


def money_on_hand(place: Place) -> list[Mapping[str, str]]:
    """Cash and money in banks at the end of today, from balances."""
    codes = (*chart().cash, *chart().banks)
    rows = ledger.balances(through=place.today, accounts=codes)
    cash = sum(row.before for row in rows if chart().is_cash(row.account))
    banks = sum(row.before for row in rows if chart().is_bank(row.account))
    return [
        _figure("banknote", place.say("web.cash_on_hand"), cash, "", "/documents/cash_count/"),
        _figure("landmark", place.say("web.money_in_banks"), banks, "", "/lists/bank_account/"),
    ]


def received(place: Place) -> list[Mapping[str, str]]:
    """Receipts of today and of the fiscal year so far, void ones left out."""
    since = calendar.fiscal_year_start(calendar.fiscal_year(place.today))
    year = sum(revenue.items_received(since=since, through=place.today).values())
    return [
        _figure(
            "hand-coins",
            place.say("web.received_today"),
            revenue.received_on(day=place.today),
            "",
            "/documents/receipt/",
        ),
        _figure("calendar", place.say("web.received_this_year"), year, "", "/reports/"),
    ]


def against_estimate(place: Place) -> Chart | None:
    """Estimate and revenue of the fiscal year by class of revenue, None without either."""
    year = calendar.fiscal_year(place.today)
    class_of = {item.code: item.class_code for item in revenue_items()}
    estimated = _by_class(budget.estimated_by_code(fiscal_year=year), class_of)
    since = calendar.fiscal_year_start(year)
    moved = ledger.movements(since=since, through=place.today, accounts=(_REVENUE,))
    actual: dict[str, int] = {}
    for row in moved:
        if row.sub in class_of:
            actual[row.sub] = actual.get(row.sub, 0) + row.credit - row.debit
    received_by_class = _by_class(actual, class_of)
    heads = [head for head in revenue_heads() if head.code in estimated or head.code in received_by_class]
    if not heads:
        return None
    return Chart(
        title="web.revenue_against_estimate", description="web.chart_description",
        labels=tuple((head.name_th, head.name_en or head.name_th) for head in heads),
        series=(
            ("web.estimate", tuple(estimated.get(head.code, 0) for head in heads)),
            ("web.actual", tuple(received_by_class.get(head.code, 0) for head in heads)),
        ),
    )  # fmt: skip


def _by_class(by_code: Mapping[str, int], class_of: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, amount in by_code.items():
        head = class_of.get(code, code)
        found[head] = found.get(head, 0) + amount
    return found


def _figure(icon: str, label: str, satang: int, note: str, href: str) -> Mapping[str, str]:
    return {"icon": icon, "label": label, "amount": money.format_baht(satang), "note": note, "href": href}
