"""Reports and registers on screen and as files: everything that can be run, asked for by its own parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.bridges.reporting import exports as files
from khlang.bridges.reporting import paper, queries
from khlang.bridges.reporting.asking import Parameter
from khlang.bridges.reporting.liabilities import deposit_kinds, vendors_owed
from khlang.bridges.reporting.results import Result, Row, Table
from khlang.core import calendar
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import accounts, errors, pages, present, readings
from khlang.faces.web.continuity import remarks
from khlang.faces.web.place import Place
from khlang.office.banking import queries as banking
from khlang.office.budget import queries as budget
from khlang.platform import exporting, screens
from khlang.platform.screens import Column
from khlang.spine.documents import queries as documents
from khlang.standards import Column as LayoutColumn
from khlang.standards import message_exists, revenue_items

_FAMILIES = ("report", "register")
_VOUCHER_KINDS = ("receipt", "payable", "payment", "general", "opening")
_TAX_FORMS = ("pnd1", "pnd3", "pnd53")
_FORMATS = (("xlsx", "Excel", "file-spreadsheet"), ("csv", "CSV", "download"), ("pdf", "PDF", "printer"))
_CLASSES = {
    "money": "num", "number": "num", "date": "whitespace-nowrap", "code": "whitespace-nowrap tabular-nums", "text": "min-w-40",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Box:
    """A parameter as the template draws it."""

    key: str
    label: str
    value: str
    day: bool = False
    error: str = ""
    options: list[Mapping[str, Any]] = field(default_factory=list)


def report_list(request: HttpRequest) -> HttpResponse:
    """All reports and registers by family."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see("reports", place)
    groups = [
        {
            "label": place.say(f"web.reports.{family}"),
            "entries": [_entry(name, place) for name in queries.names(family=family) if _open(name, place)],
        }
        for family in _FAMILIES
    ]
    return render(request, "web/reports.html", {"title": place.say("web.menu.reports"), "groups": groups})


def report_page(request: HttpRequest, name: str) -> HttpResponse:
    """One report: what it asks for, and its tables when that is enough; `format` in the address makes a file of it."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see("reports", place)
    try:
        about = queries.about(name=name)
    except Refusal:
        raise Http404(name) from None
    if not about.open_to(place.actor.duties):
        pages.see(about.group, place)
    given = {
        each.key: request.GET[each.key].strip() for each in about.parameters if request.GET.get(each.key, "").strip()
    }
    asked = dict(given)
    if any(each.kind == "page" for each in about.parameters) and "format" not in request.GET:
        asked.setdefault("page", "1")
    problems: Sequence[Refusal] = ()
    result = None
    try:
        result = queries.run(name=name, parameters=asked, today=place.today, lang=place.lang, duties=place.actor.duties)
        result = remarks.remarked(result, place)
        for each in result.tables:
            readings.table((column.key for column in each.columns), each.rows, place)
    except (Refusal, Refusals) as problem:
        problems = errors.every(problem)
    if result is not None and request.GET.get("format"):
        return file(result, request.GET["format"], place)
    untouched = not request.GET
    page: dict[str, Any] = {
        **_entry(name, place), "boxes": _boxes(about.parameters, given, result, () if untouched else problems, place),
        "problems": [] if untouched else [errors.wording(each, place.lang) for each in problems if not each.field],
        "result": _drawn(result, request.GET, place) if result else None, "group": place.say("web.menu.reports"),
    }  # fmt: skip
    if result is not None:
        kept = {key: value for key, value in given.items() if key != "page"}
        page["files"] = [
            {"href": "?" + urlencode({**kept, "format": kind}), "label": text, "icon": icon}
            for kind, text, icon in _FORMATS
        ]
    return render(request, "web/report.html", {"page": page}, status=422 if problems and not untouched else 200)


def document_by_id(request: HttpRequest, document_id: int) -> HttpResponse:
    """A document whose kind the link does not know: rows of registers lead here."""
    return redirect(pages.document_href(documents.get(document_id=document_id).kind, document_id))


def _open(name: str, place: Place) -> bool:
    """Whether the person may be told what the report tells."""
    return queries.about(name=name).open_to(place.actor.duties)


def _entry(name: str, place: Place) -> dict[str, str]:
    layout = queries.about(name=name).layout
    title = layout.title_en if place.lang == "en" else layout.title_th
    about = place.say(f"about.{name}") if message_exists(f"about.{name}") else ""
    return {"title": title, "about": about, "href": f"/reports/{name}/"}


def file(result: Result, format: str, place: Place) -> HttpResponse:
    """A report as a file: csv, xlsx or pdf; another format is a page that does not exist. Refusal: export_too_long."""
    most = exporting.MOST_SET if format == "pdf" else exporting.MOST
    exporting.bounded((row for table in result.tables for row in table.rows), most=most)
    if format == "csv":
        content = files.csv_text(result=result, mark=True).encode()
    elif format == "xlsx":
        content = files.xlsx(result=result)
    elif format == "pdf":
        content = paper.pdf(result=result, printed_at=place.now, printed_by=place.actor.name)
    else:
        raise Http404(format)
    answer = HttpResponse(content, content_type=files.MEDIA_TYPES[format])
    how = "inline" if format == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="{result.name}-{place.today.isoformat()}.{format}"'
    return answer


def _boxes(
    parameters: Sequence[Parameter],
    given: Mapping[str, str],
    result: Result | None,
    problems: Sequence[Refusal],
    place: Place,
) -> list[Box]:
    said = {each.field: errors.wording(each, place.lang) for each in problems}
    made = []
    for each in parameters:
        if each.kind == "page":
            continue
        known = (result.parameters if result else {}).get(each.key, "")
        value = given.get(each.key) or _as_typed(known)
        box = Box(
            key=each.key,
            label=place.say(f"parameter.{each.key}"),
            value=value,
            day=each.kind == "day",
            error=said.get(each.key, ""),
        )
        if each.choices or each.kind == "year":
            pairs = (
                _years(place)
                if each.kind == "year"
                else [("", place.say("web.choose")), *_choices(each.choices, place)]
            )
            box.options = [{"value": key, "label": text, "selected": key == value} for key, text in pairs]
        made.append(box)
    return made


def _as_typed(value: Any) -> str:
    return calendar.format_date(value, style="numeric") if isinstance(value, date) else str(value)


def _years(place: Place) -> list[tuple[str, str]]:
    present_year = calendar.fiscal_year(place.today)
    years = sorted({*budget.fiscal_years(), present_year, present_year - 1}, reverse=True)
    return [(str(year), str(year)) for year in years]


def _choices(what: str, place: Place) -> list[tuple[str, str]]:
    english = place.lang == "en"
    if what == "bank":
        return [(each.code, f"{each.code} {each.bank_name} {each.account_no}") for each in banking.bank_accounts()]
    if what == "voucher_kind":
        return [(kind, place.say(f"voucher.{kind}")) for kind in _VOUCHER_KINDS]
    if what == "budget_line":
        rows = budget.line_balances(fiscal_year=calendar.fiscal_year(place.today))
        return [(row.line.code, f"{row.line.code} {row.line.name_th}") for row in rows]
    if what == "deposit_item":
        return [(code, f"{code} {name_en if english else name_th}") for code, name_th, name_en in deposit_kinds()]
    if what == "tax_form":
        return [(form, place.say(f"tax_form.{form}")) for form in _TAX_FORMS]
    if what == "vendor":
        return vendors_owed()
    return [
        (each.code, f"{each.code} {each.name_en if english and each.name_en else each.name_th}")
        for each in revenue_items()
    ]


def _drawn(result: Result, query: Any, place: Place) -> Mapping[str, Any]:
    kept = {key: value for key, value in query.items() if key != "page"}
    turn = [
        {"label": place.say(f"button.{word}"), "href": "?" + urlencode({**kept, "page": result.page + step})}
        for word, step, there in (("previous", -1, result.page > 1), ("next", 1, result.more))
        if there
    ]
    return {
        "title": result.title, "subtitle": result.subtitle, "organisation": result.organisation,
        "particulars": result.particulars, "notes": result.notes, "turn": turn,
        "tables": [{"title": each.title, "grid": _grid(each, result, place)} for each in result.tables],
    }  # fmt: skip


def _grid(table: Table, result: Result, place: Place) -> present.Grid:
    columns = [(each, Column(key=each.key, kind=each.kind)) for each in table.columns]  # type: ignore[arg-type]
    totals = [
        present.Cell(
            text=place.say("web.total") if index == 0 else _text(column, Row(table.totals or {}), place), css=_css(each)
        )
        for index, (each, column) in enumerate(columns)
    ]
    return present.Grid(
        label=table.title or result.title, empty=place.say("web.empty"), totals=totals if table.totals else (),
        columns=[
            present.Head(label=_heading(each, place), css="num" if each.kind in ("money", "number") else "")
            for each, _ in columns
        ],
        groups=_groups(table.columns, place),
        rows=[
            {"href": href, "css": _row_css(row), "cells": _cells(columns, row, href, place)}
            for row, href in zip(table.rows, _hrefs(table.rows, result, place), strict=True)
        ],
    )  # fmt: skip


def _heading(column: LayoutColumn, place: Place) -> str:
    return column.en if place.lang == "en" else column.th


def _groups(columns: Sequence[LayoutColumn], place: Place) -> list[Mapping[str, Any]]:
    """The line above the headings that says what neighbouring columns belong to; empty when no column has a group."""
    found: list[dict[str, Any]] = []
    for column in columns:
        label = column.group_en if place.lang == "en" else column.group_th
        if found and label and found[-1]["label"] == label:
            found[-1]["span"] += 1
        else:
            found.append({"label": label, "span": 1})
    return list(found) if any(each["label"] for each in found) else []


def _cells(columns: Sequence[tuple[LayoutColumn, Column]], row: Row, href: str, place: Place) -> list[present.Cell]:
    made = []
    for each, column in columns:
        shown = _text(column, row, place)
        leads = href if shown and each.kind in ("text", "code") else ""
        made.append(present.Cell(text=shown, css=_css(each), href=leads))
        if made[-1].href:
            href = ""
    return made


def _text(column: Column, row: Row, place: Place) -> str:
    value = row.value(column.key)
    return "-" if value == 0 and column.kind == "money" else present.text(column, value, place)


def _css(column: LayoutColumn) -> str:
    return _CLASSES.get(column.kind, "")


def _row_css(row: Row) -> str:
    return {"heading": "font-semibold bg-base-200", "total": "font-semibold", "note": "quiet"}.get(row.style, "")


def _hrefs(rows: Sequence[Row], result: Result, place: Place) -> list[str]:
    """Where each row leads as far as the person may look there: to its voucher or its document, to the report that explains
    it, an account to its ledger. One query for all rows."""
    accounting = pages.may_see("accounting", place)
    wanted = {row.document_id for row in rows if row.document_id and not (accounting and row.voucher_id)}
    found = documents.get_many(document_ids=sorted(wanted))
    seen = {each.id: each.kind for each in found.values() if pages.may_see(screens.screen(kind=each.kind).menu, place)}
    made = []
    for row in rows:
        day, code = result.parameters.get("on"), str(row.value("account_code") or "")
        if code and accounting and isinstance(day, date) and not row.voucher_id:
            made.append(accounts.href(code, day))
        elif row.leads is not None and _open(row.leads[0], place):
            made.append(f"/reports/{row.leads[0]}/?{urlencode(row.leads[1])}")
        elif row.voucher_id and accounting:
            made.append(f"/vouchers/{row.voucher_id}/")
        else:
            kind = seen.get(row.document_id or 0, "")
            made.append(pages.document_href(kind, row.document_id or 0) if kind else "")
    return made
