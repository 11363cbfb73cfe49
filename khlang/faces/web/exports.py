"""A list as a file: CSV (UTF-8 with mark, so that Excel reads Thai) or XLSX with real numbers and dates."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from django.http import Http404, HttpResponse

from khlang.core import money
from khlang.faces.web import present
from khlang.faces.web.place import Place
from khlang.platform import exporting
from khlang.platform.screens import Column

XLSX = exporting.XLSX


def links(base: str, query: str, place: Place) -> list[Mapping[str, str]]:
    """The two export buttons of a list."""
    return [
        {"name": name, "href": f"{base}export.{name}" + (f"?{query}" if query else ""), "label": text, "icon": icon}
        for name, text, icon in (("xlsx", "Excel", "file-spreadsheet"), ("csv", "CSV", "download"))
    ]


def answer(
    *,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    format: str,
    place: Place,
    kind: str = "",
) -> HttpResponse:
    """The file as an answer to download; `rows` hold values (satang, dates), not text. Refusal: export_too_long."""
    rows = exporting.bounded(rows)
    if format == "csv":
        content, kind_of_file = _csv(columns, rows, place, kind), "text/csv; charset=utf-8"
    elif format == "xlsx":
        content, kind_of_file = _xlsx(title, columns, rows, place, kind), XLSX
    else:
        raise Http404(format)
    response = HttpResponse(content, content_type=kind_of_file)
    response["Content-Disposition"] = f'attachment; filename="{name}-{place.today.isoformat()}.{format}"'
    return response


def _csv(columns: Sequence[Column], rows: Iterable[Sequence[Any]], place: Place, kind: str) -> bytes:
    head = [present.column_label(column, place) for column in columns]
    lines = ([_plain(column, value, place, kind) for column, value in zip(columns, row, strict=True)] for row in rows)
    return exporting.csv_text(rows=chain((head,), lines)).encode()


def _plain(column: Column, value: Any, place: Place, kind: str) -> str:
    if column.kind == "money" and value is not None and value != "":
        return money.plain_baht(value)
    return present.text(column, value, place, kind=kind)


def _xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], place: Place, kind: str) -> bytes:
    out = io.BytesIO()
    book = exporting.workbook(out)
    sheet = book.add_worksheet(exporting.sheet_title(text=title))
    bold = book.add_format({"bold": True, "bg_color": "#EEF2F7", "bottom": 1})
    baht = book.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.write_string(0, index, present.column_label(column, place), bold)
        sheet.set_column(index, index, 16 if column.kind in ("money", "date", "link", "code", "state") else 32)
    for number, row in enumerate(rows, start=1):
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            if column.kind == "money" and isinstance(value, int):
                sheet.write_number(number, index, value / 100, baht)
            elif value is not None:
                sheet.write_string(number, index, _shown(column, value, place, kind))
    book.close()
    return out.getvalue()


def _shown(column: Column, value: Any, place: Place, kind: str) -> str:
    if isinstance(value, date):
        return present.day(value, place, style="numeric")
    return present.text(column, value, place, kind=kind)
