"""The general ledger of one account: where a figure of the trial balance comes from, down to the voucher of each line."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core import calendar
from khlang.faces.web import exports, pages, present
from khlang.faces.web.lists import DrawnFilter, heads
from khlang.faces.web.place import Place
from khlang.platform import exporting
from khlang.platform.screens import Column
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart

#: So many lines are shown; the file has them all.
_MOST = 2_000
COLUMNS = (
    Column(key="posting_date", kind="date"),
    Column(key="voucher_number", kind="link", label="field.number", phone="title"),
    Column(key="sub", kind="code"),
    Column(key="description"),
    Column(key="debit", kind="money", total=True),
    Column(key="credit", kind="money", total=True),
    Column(key="balance", kind="money", phone="amount"),
)


def href(code: str, through: date) -> str:
    """The lines of an account in the month that ends on a day."""
    first, last = (calendar.format_date(day, style="numeric") for day in (through.replace(day=1), through))
    return f"/accounts/{code}/?" + urlencode({"document_date_from": first, "document_date_to": last})


def account_page(request: HttpRequest, code: str) -> HttpResponse:
    """The page of an account and a period: brought forward, every line with the balance after it."""
    place, since, through = _asked(request, code)
    rows = _rows(code, since, through, place, limit=_MOST + 1)
    more = len(rows) > _MOST + 1
    rows = rows[: _MOST + 1]
    sums = {"debit": sum(row["debit"] for row in rows), "credit": sum(row["credit"] for row in rows)}
    grid = present.Grid(
        label=present.account_name(code, place), columns=heads(COLUMNS, "", request.GET, place), empty=place.say("web.empty"),
        totals=() if more else present.totals(COLUMNS, sums, place),
        problem=place.say("web.too_many_lines", count=f"{_MOST:,}") if more else "",
        rows=[
            {"href": (to := f"/vouchers/{row['voucher_id']}/" if row["voucher_id"] else ""),
             "cells": [_cell(column, row, to, place) for column in COLUMNS]}
            for row in rows
        ],
    )  # fmt: skip
    page = {
        "title": f"{code} {present.account_name(code, place)}", "group": pages.group_label("accounting", place),
        "note": place.say("web.account_ledger"), "href": request.path, "table": grid, "actions": [],
        "filters": [DrawnFilter(key="document_date", label=place.say("field.posting_date"), period=True,
                                first=_typed(since), last=_typed(through))],
        "exports": exports.links(request.path, request.GET.urlencode(), place),
    }  # fmt: skip
    return render(request, "web/parts/table.html" if request.htmx else "web/list.html", {"page": page, "table": grid})  # type: ignore[attr-defined]


def account_export(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """The same as a file."""
    place, since, through = _asked(request, code)
    values = (
        [row[column.key] for column in COLUMNS] for row in _rows(code, since, through, place, limit=exporting.MOST + 1)
    )
    title = present.account_name(code, place)
    return exports.answer(name=code, title=title, columns=COLUMNS, rows=values, format=format, place=place)


def _asked(request: HttpRequest, code: str) -> tuple[Place, date, date]:
    """Who asks, and the period: this month when none is given, or one that cannot be read."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see("accounting", place)
    if code not in chart():
        raise Http404(code)
    given = [request.GET.get(f"document_date_{end}", "").strip() for end in ("from", "to")]
    through = calendar.parse_date(given[1], today=place.today, within_years=100) if given[1] else place.today
    since = calendar.parse_date(given[0], today=place.today, within_years=100) if given[0] else through.replace(day=1)
    return place, since, through


def _rows(code: str, since: date, through: date, place: Place, *, limit: int | None = None) -> list[dict[str, Any]]:
    balance = sum(row.before for row in ledger.balances(through=since - timedelta(days=1), accounts=(code,)))
    blank: dict[str, Any] = {"voucher_id": 0, "voucher_number": "", "sub": "", "debit": 0, "credit": 0}
    made = [{**blank, "posting_date": since, "balance": balance,
             "description": place.say("web.brought_forward")}]  # fmt: skip
    for line in ledger.lines(since=since, through=through, account=code, book="accrual", limit=limit):
        balance += line.debit - line.credit
        made.append({**{column.key: getattr(line, column.key, "") for column in COLUMNS}, "voucher_id": line.voucher_id,
                     "balance": balance})  # fmt: skip
    return made


def _cell(column: Column, row: dict[str, Any], to: str, place: Place) -> present.Cell:
    value = row[column.key]
    if column.key in ("debit", "credit") and not value:
        return present.Cell(text="", css=present.css(column))
    if column.kind == "link" and not to:
        return present.Cell(text="", css=present.css(column))
    return present.cell(column, value, place, href=to)


def _typed(day: date) -> str:
    return calendar.format_date(day, style="numeric")
