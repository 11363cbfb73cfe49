"""The workbook back to who brought it: what they wrote, what became of it beside each row, faults in red with their reason."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from khlang.bridges.continuity.workbooks import cells
from khlang.bridges.continuity.workbooks.finding import Found
from khlang.platform import exporting, spreadsheets
from khlang.standards import message

_RESULT_WIDTH: Final = 70
_LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#E8EEF4", "text_wrap": True},
    "good": {"font_color": "#1E6B3A", "text_wrap": True, "valign": "top"},
    "bad": {"font_color": "#A01818", "bold": True, "text_wrap": True, "valign": "top"},
    "bad_cell": {"bg_color": "#FBE3E3", "font_color": "#A01818"},
}

#: What is said of a row: good or not, the text, and the cells that are at fault with their reasons.
Said = tuple[bool, str, Mapping[str, str]]


def marked(*, found: Sequence[Found], said: Mapping[tuple[str, int], Said], created: datetime) -> bytes:
    """The read sheets as XLSX with one more column; `said` by sheet and row. Equal input gives equal bytes."""
    buffer = io.BytesIO()
    with exporting.workbook(buffer) as book:
        book.set_properties({"created": created.replace(tzinfo=None)})
        formats = {name: book.add_format(look) for name, look in _LOOKS.items()}
        for each in found:
            _sheet(book.add_worksheet(each.sheet.name[:31] or "CSV"), each, said, formats)
    return buffer.getvalue()


def _sheet(sheet: Worksheet, found: Found, said: Mapping[tuple[str, int], Said], formats: Mapping[str, Format]) -> None:
    last = max(found.columns.values(), default=0) + 1
    bad = _cells(said, found.sheet.name)
    for number, line in enumerate(found.sheet.rows, start=1):
        for at, cell in enumerate(line[:last]):
            reason = bad.get(f"{spreadsheets.letters(index=at)}{number}")
            look = formats["bad_cell"] if reason else formats["head"] if number == found.header else None
            _write(sheet, number - 1, at, cell, look)
            if reason:
                if cells.empty(cell=cell):
                    sheet.write_blank(number - 1, at, None, formats["bad_cell"])
                sheet.write_comment(number - 1, at, reason, {"x_scale": 2})
        told = said.get((found.sheet.name, number))
        if told is not None:
            sheet.write(number - 1, last, told[1], formats["good" if told[0] else "bad"])
    sheet.write(found.header - 1, last, message("workbook.result"), formats["head"])
    sheet.set_column(0, last - 1, 18)
    sheet.set_column(last, last, _RESULT_WIDTH)
    sheet.freeze_panes(found.header, 0)


def _cells(said: Mapping[tuple[str, int], Said], name: str) -> dict[str, str]:
    return {cell: reason for (sheet, _), (_, _, bad) in said.items() if sheet == name for cell, reason in bad.items()}


def _write(sheet: Worksheet, row: int, column: int, cell: Any, look: Format | None) -> None:
    if cells.empty(cell=cell):
        return
    if isinstance(cell, (date, datetime)):
        sheet.write_string(row, column, f"{cell:%d/%m/}{cell.year}", look)
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell, look)
    else:
        sheet.write_string(row, column, str(cell), look)


def joined(texts: Iterable[str]) -> str:
    """Several remarks on one row, each once."""
    return " · ".join(dict.fromkeys(text for text in texts if text))
