"""Every report and register of `bridges.reporting`, one address each, made from its table."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from khlang.bridges.reporting import exports, paper, queries
from khlang.bridges.reporting.asking import Parameter, heading
from khlang.bridges.reporting.queries import Report
from khlang.bridges.reporting.results import Result, Row, Value
from khlang.core.money import plain_baht
from khlang.core.refusal import Refusal
from khlang.faces.api import papers
from khlang.faces.api.entrance import Caller, caller, require_sight
from khlang.faces.api.values import Id, optional_id
from khlang.standards import Column, message

FORMATS: Final = tuple(exports.MEDIA_TYPES)
Cell = str | int | None


class ReportName(BaseModel):
    """A report that can be asked for."""

    name: str
    family: str
    title: str
    source: str
    parameters: list[str]
    href: str


class ReportColumn(BaseModel):
    """A column; the cells of kind money are baht as text, those of kind date ISO days."""

    key: str
    label: str
    kind: str


class ReportRow(BaseModel):
    """A row, its cells by the keys of the columns; the identifiers lead to what stands behind it."""

    cells: dict[str, Cell]
    document_id: Id | None
    voucher_id: Id | None


class ReportAnswer(BaseModel):
    """A report that has been run."""

    report: str
    title: str
    subtitle: str
    organisation: str
    source: str
    parameters: dict[str, Cell]
    columns: list[ReportColumn]
    rows: list[ReportRow]
    totals: dict[str, Cell]
    notes: list[str]
    page: int
    more: bool


def address(report: Report) -> str:
    """The part of the address that names the report: "trial-balance"."""
    return report.name.replace("_", "-")


def _title(report: Report, lang: str) -> str:
    return report.layout.title_en if lang == "en" else report.layout.title_th


def _overview(request: HttpRequest) -> list[ReportName]:
    require_sight(request, "reports")
    lang, duties = caller(request).lang, caller(request).actor.duties
    return [
        ReportName(
            name=each.name, family=each.family, title=_title(each, lang), source=each.layout.source,
            parameters=[parameter.key for parameter in each.parameters], href=f"/api/v1/reports/{address(each)}",
        )
        for each in queries.REPORTS.values()
        if each.open_to(duties)
    ]  # fmt: skip


def _plain(column: Column, value: Value) -> Cell:
    if column.kind == "money" and isinstance(value, int):
        return plain_baht(value)
    return _bare(value)


def _bare(value: Value) -> Cell:
    return value.isoformat() if isinstance(value, date) else value


def answer(result: Result) -> ReportAnswer:
    """A result with its table for machines."""
    columns = {column.key: column for column in result.data.columns}

    def row(each: Row) -> ReportRow:
        cells = {key: _plain(column, each.value(key)) for key, column in columns.items()}
        return ReportRow(
            cells=cells, document_id=optional_id(each.document_id), voucher_id=optional_id(each.voucher_id)
        )

    return ReportAnswer(
        report=result.name, title=result.title, subtitle=result.subtitle, organisation=result.organisation,
        source=result.source, parameters={key: _bare(value) for key, value in result.parameters.items()},
        columns=[ReportColumn(key=key, label=heading(column=each, lang=result.lang), kind=each.kind)
                 for key, each in columns.items()],
        rows=[row(each) for each in result.data.rows],
        totals={key: _plain(columns[key], value) for key, value in (result.data.totals or {}).items() if key in columns},
        notes=list(result.notes), page=result.page, more=result.more,
    )  # fmt: skip


def _file(result: Result, format: str, who: Caller) -> HttpResponse:
    if format == "csv":
        content = exports.csv_text(result=result).encode()
    elif format == "xlsx":
        content = exports.xlsx(result=result)
    else:
        content = paper.pdf(result=result, printed_at=who.now, printed_by=who.actor.name)
    return papers.file(name=f"{result.name}.{format}", content=content, media_type=exports.MEDIA_TYPES[format])


def _endpoint(report: Report) -> Callable[..., Any]:
    def run(request: HttpRequest) -> Any:
        require_sight(request, "reports")
        who = caller(request)
        given = {name: text for name, text in request.GET.items() if name != "format"}
        format = request.GET.get("format") or "json"
        if format not in FORMATS:
            raise Refusal("report_format_unknown", field="format", format=format[:20])
        result = queries.run(
            name=report.name, parameters=given, today=who.today, lang=who.lang, duties=who.actor.duties
        )
        return answer(result) if format == "json" else _file(result, format, who)

    return run


_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "day": {"type": "string", "format": "date", "examples": ["2024-10-31"]},
    "year": {"type": "integer", "minimum": 2500, "maximum": 2700, "examples": [2568]},
    "page": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
    "text": {"type": "string", "maxLength": 60},
}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "in": "query", "name": parameter.key, "required": parameter.required, "schema": _SCHEMAS[parameter.kind],
        "description": message(f"parameter.{parameter.key}"),
    }  # fmt: skip


def _described(report: Report) -> dict[str, Any]:
    """The parameters of the report, and the files that it can be besides JSON."""
    form = {"in": "query", "name": "format", "required": False, "schema": {"type": "string", "enum": list(FORMATS)}}
    files = {
        exports.MEDIA_TYPES[each].partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        for each in FORMATS
        if each != "json"
    }
    return {
        "parameters": [*map(_parameter, report.parameters), form],
        "responses": {200: {"content": files}},
    }


def router() -> Router:
    """The list of reports, and one address per report."""
    made = Router(tags=["reports"])
    made.get("", response=list[ReportName], operation_id="reports")(_overview)
    for report in queries.REPORTS.values():
        made.get(
            f"/{address(report)}",
            response=ReportAnswer,
            operation_id=f"report_{report.name}",
            description=f"{report.layout.title_en}. {report.layout.source}",
            openapi_extra=_described(report),
        )(_endpoint(report))
    return made
