"""Tables that leave as CSV or XLSX: the only door, so that no cell of any of them ever becomes a formula.

People open what leaves here in a spreadsheet; a payer called `=HYPERLINK(…)` must stay a name (CWE-1236, ASVS V1.2.10).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Final

import xlsxwriter

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SAFE: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_STARTERS: Final = frozenset("=+-@")
_BREAKS: Final = ("\t", "\r", "\n", "\0")
_NUMBER: Final = re.compile(r"-?[0-9][0-9,]*(\.[0-9]+)?", re.ASCII)
_QUOTES: Final = frozenset("'\"`‘’“”")
#: Letters of a sheet's name that a workbook does not take.
_NOT_IN_TITLES: Final = str.maketrans("[]:*?/\\", "       ")


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


def sheet_title(*, text: str) -> str:
    """A name that a sheet may have."""
    return text[:31].translate(_NOT_IN_TITLES)
