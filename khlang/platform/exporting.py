"""Tables that leave as CSV or XLSX: the only door, so that no cell of any of them ever becomes a formula.

People open what leaves here in a spreadsheet; a payer called `=HYPERLINK(…)` must stay a name (CWE-1236, ASVS V1.2.10).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO, Final, TypeVar

import xlsxwriter
from xlsxwriter.format import Format

from khlang.core.calendar import fiscal_year_start
from khlang.core.refusal import Refusal

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows of one file: whoever wants more asks for a shorter time, so that no download takes the memory of a process.
MOST: Final = 100_000
#: Rows of one PDF, which takes longer to set.
MOST_SET: Final = 10_000
_Row = TypeVar("_Row")
_SAFE: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_STARTERS: Final = frozenset("=+-@")
_BREAKS: Final = ("\t", "\r", "\n", "\0")
_NUMBER: Final = re.compile(r"-?[0-9][0-9,]*(\.[0-9]+)?", re.ASCII)
_QUOTES: Final = frozenset("'\"`‘’“”")
#: The looks that all spreadsheets to fill in share.
_LOOKS: Final = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "top"},
    "text": {"num_format": "@"},
    "baht": {"num_format": "#,##0.00"},
    "wrap": {"text_wrap": True, "valign": "top"},
}
#: Letters of a sheet's name that a workbook does not take.
_NOT_IN_TITLES: Final = str.maketrans("[]:*?/\\", "       ")


def bounded(rows: Iterable[_Row], *, most: int = MOST) -> list[_Row]:
    """The rows of a file, no more than it may have; of a query only so many are read. Refusal: export_too_long."""
    found = list(islice(rows, most + 1))
    if len(found) > most:
        raise Refusal("export_too_long", limit=f"{most:,}")
    return found


def harmless(*, text: str) -> str:
    """The text of a cell as a spreadsheet shows it and never calculates it: an apostrophe stands in front where the first
    letter that is seen is one of = + - @ (also full-width) or the text begins with a tab or a break. Numbers pass."""
    if not text or _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(_BREAKS) or _first_seen(text) in _STARTERS else text


def _first_seen(text: str) -> str:
    """The first letter that is neither blank, quotation mark nor invisible, in its plain width."""
    for letter in text:
        if letter.isspace() or letter in _QUOTES or unicodedata.category(letter) in ("Cf", "Cc"):
            continue
        return unicodedata.normalize("NFKC", letter)[:1]
    return ""


def csv_text(*, rows: Iterable[Sequence[Any]], mark: bool = True, line_end: str = "\r\n") -> str:
    """Rows as CSV (RFC 4180), every cell harmless; `mark` puts the byte order mark in front by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end)
    for row in rows:
        writer.writerow([harmless(text=str(cell)) if cell is not None else "" for cell in row])
    return ("\ufeff" if mark else "") + out.getvalue()


def workbook(out: BinaryIO) -> xlsxwriter.Workbook:
    """A workbook in which a text is a text, whatever it begins with; formulas are written on purpose only."""
    return xlsxwriter.Workbook(out, {"in_memory": True, **_SAFE})


@contextmanager
def template(out: BinaryIO, *, fiscal_year: int) -> Iterator[tuple[xlsxwriter.Workbook, dict[str, Format]]]:
    """A spreadsheet to fill in for a fiscal year (B.E.), with its formats title, head, text, baht, wrap. Dated by the first day
    of the year, so that the same input gives the same bytes."""
    with workbook(out) as book:
        created = fiscal_year_start(fiscal_year)
        book.set_properties({"created": datetime(created.year, created.month, created.day)})
        yield book, {name: book.add_format(look) for name, look in _LOOKS.items()}


def instructions(book: xlsxwriter.Workbook, formats: dict[str, Format], *, lines: Iterable[str]) -> None:
    """The sheet คำแนะนำ of a spreadsheet to fill in; the first line is its heading."""
    sheet = book.add_worksheet("คำแนะนำ")
    sheet.set_column(0, 0, 110, formats["wrap"])
    for row, line in enumerate(lines):
        sheet.write(row, 0, line, formats["wrap" if row else "title"])


def sheet_title(*, text: str) -> str:
    """A name that a sheet may have."""
    return text[:31].translate(_NOT_IN_TITLES)
