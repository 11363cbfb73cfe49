"""A result as a file: CSV and JSON for machines, XLSX for people. No cell ever becomes a formula.

Baht has two decimals and no separators, days are ISO (C.E.). CSV and JSON have the columns of `Result.data` by their
keys; a workbook looks like the screen, with the headings, notes and totals that people read.
"""

import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from khlang.bridges.reporting.asking import heading
from khlang.bridges.reporting.results import Result, Row, Table, Value
from khlang.core.money import plain_baht
from khlang.platform import exporting
from khlang.standards import Column, message

MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": exporting.XLSX,
    "json": "application/json",
    "pdf": "application/pdf",
}
_WIDTHS: Final = {"money": 16, "date": 12, "number": 9, "code": 20, "text": 34}


def csv_text(*, result: Result, mark: bool = False) -> str:
    """The data as CSV with one line of keys; `mark` puts the byte order mark in front by which Excel knows UTF-8."""
    columns = result.data.columns
    rows = [[column.key for column in columns]]
    for row in (*result.data.rows, *((result.total_line,) if result.total_line else ())):
        rows.append([plain(column=column, value=row.value(column.key)) for column in columns])
    return exporting.csv_text(rows=rows, mark=mark, line_end="\n")


def plain(*, column: Column, value: Value) -> str:
    """A cell as machines read it: "1234.50", "2024-10-31"; "" when it is empty."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if column.kind == "money" and isinstance(value, int):
        return plain_baht(value)
    return str(value)


def json_text(*, result: Result) -> str:
    """The data as JSON: what was asked, rows by key, totals; money is text in baht, so that no digit is lost."""
    columns = {column.key: column for column in result.data.columns}
    content = {
        "report": result.name,
        "title": result.title,
        "organisation": result.organisation,
        "parameters": {key: _bare(value) for key, value in result.parameters.items()},
        "columns": list(columns),
        "rows": [{key: _cell(column, row.value(key)) for key, column in columns.items()} for row in result.data.rows],
        "totals": {
            key: _cell(columns[key], value) for key, value in (result.data.totals or {}).items() if key in columns
        },
        "notes": list(result.notes),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _bare(value: Value) -> int | str | None:
    return value.isoformat() if isinstance(value, date) else value


def _cell(column: Column, value: Value) -> int | str | None:
    return plain_baht(value) if column.kind == "money" and isinstance(value, int) else _bare(value)


def xlsx(*, result: Result) -> bytes:
    """The tables as one sheet of a workbook, with real numbers and dates."""
    out = io.BytesIO()
    with exporting.workbook(out) as book:
        styles = {name: book.add_format(style) for name, style in _STYLES.items()}
        sheet = book.add_worksheet(exporting.sheet_title(text=result.title))
        sheet.hide_gridlines(2)
        if result.paper.endswith("landscape"):
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        line = _head(sheet, result, styles)
        for index, column in enumerate(result.columns):
            sheet.set_column(index, index, _WIDTHS.get(column.kind, 20))
        for table in result.tables:
            line = _table(sheet, line, table, result.lang, styles)
        for note in result.notes:
            sheet.write_string(line, 0, note, styles["small"])
            line += 1
    return out.getvalue()


_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "small": {"font_color": "#5B6472"},
    "head": {"bold": True, "bg_color": "#EEF2F8", "font_color": "#1F3A68", "border": 1, "border_color": "#9AA4B2",
             "align": "center", "valign": "vcenter", "text_wrap": True},
    "text": {}, "money": {"num_format": "#,##0.00"}, "number": {"num_format": "#,##0"}, "date": {"num_format": "yyyy-mm-dd"},
    "bold_text": {"bold": True}, "bold_money": {"bold": True, "num_format": "#,##0.00"},
    "bold_number": {"bold": True, "num_format": "#,##0"}, "bold_date": {"bold": True, "num_format": "yyyy-mm-dd"},
}  # fmt: skip


def _head(sheet: Any, result: Result, styles: Mapping[str, Any]) -> int:
    sheet.write_string(0, 0, result.organisation, styles["title"])
    sheet.write_string(1, 0, result.title, styles["title"])
    sheet.write_string(2, 0, result.subtitle)
    line = 3
    for label, text in result.particulars:
        sheet.write_string(line, 0, f"{label} {text}")
        line += 1
    return line + 1


def _table(sheet: Any, line: int, table: Table, lang: str, styles: Mapping[str, Any]) -> int:
    if table.title:
        sheet.write_string(line, 0, table.title, styles["bold_text"])
        line += 1
    if any(column.group_th for column in table.columns):
        _groups(sheet, line, table, lang, styles)
        line += 1
    for index, column in enumerate(table.columns):
        sheet.write_string(line, index, heading(column=column, lang=lang), styles["head"])
    for row in table.rows:
        line += 1
        for index, column in enumerate(table.columns):
            _write(sheet, line, index, column, row.value(column.key), styles, bold=row.style in ("total", "heading"))
    if table.totals:
        line += 1
        sums = Row(dict(table.totals))
        for index, column in enumerate(table.columns):
            _write(sheet, line, index, column, sums.value(column.key), styles, bold=True)
        if table.columns[0].key not in table.totals:
            sheet.write_string(line, 0, message("label.total", lang), styles["bold_text"])
    return line + 2


def _groups(sheet: Any, line: int, table: Table, lang: str, styles: Mapping[str, Any]) -> None:
    """The line above the headings that says what pairs of columns belong to; written, never merged."""
    before = ""
    for index, column in enumerate(table.columns):
        name = column.group_en if lang == "en" else column.group_th
        sheet.write_string(line, index, name if name != before else "", styles["head"])
        before = name


def _write(
    sheet: Any, line: int, index: int, column: Column, value: Value, styles: Mapping[str, Any], *, bold: bool
) -> None:
    front = "bold_" if bold else ""
    if isinstance(value, date):
        sheet.write_datetime(line, index, value, styles[f"{front}date"])
    elif isinstance(value, int) and column.kind == "money":
        sheet.write_number(line, index, value / 100, styles[f"{front}money"])
    elif isinstance(value, int):
        sheet.write_number(line, index, value, styles[f"{front}number"])
    elif value is not None:
        sheet.write_string(line, index, value, styles[f"{front}text"])
