"""What people type into a cell, in any of the ways they do, as the text that a schema takes. Pure.

Numbers come as text and texts as numbers, amounts with «บาท» behind them, days in either era: as text, or as a day of a
spreadsheet program that takes 2568 for a year of the common era, or 68 for 1968. What has one meaning is read, and when it
is not what stands in the cell it is told; what has none is a `Refusal`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from khlang.bridges.continuity.workbooks.layout import Column
from khlang.core.calendar import BUDDHIST_ERA, PLAUSIBLE_YEARS, format_date, parse_date
from khlang.core.refusal import Refusal
from khlang.core.thai import normalise, to_arabic_digits

#: Marks that mean «as in the line above».
DITTO: Final = frozenset({'"', "''", "”", "“", "〃", "ๆ", "-''-", '-"-', "ดังบน", "เหมือนบน"})
_YES: Final = frozenset({"ใช่", "มี", "true", "yes", "y", "x", "1", "✓", "✔", "/"})
_NO: Final = frozenset({"ไม่ใช่", "ไม่", "ไม่มี", "false", "no", "n", "0", "-"})
_MONEY_WORDS: Final = re.compile(r"(บาทถ้วน|บาท|฿|THB|baht)", re.IGNORECASE)
_DASHED: Final = re.compile(r"[.,]-+$|=$|^=")
_CLOCK: Final = re.compile(r"[ T]+\d{1,2}[:.]\d{2}([:.]\d{2})?( ?น\.?)?$")
_FIRST_SERIAL: Final = date(1899, 12, 30)
#: Serial numbers of days between the years 1954 and 2600 of a spreadsheet program.
_SERIALS: Final = range(20_000, 260_000)
_LENGTH_OF_NUMBER: Final = 13


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says. `typed` is what stood there, when the reading is not what anybody sees in the cell."""

    value: Any
    typed: str = ""


def empty(*, cell: Any) -> bool:
    """Whether nothing stands in the cell."""
    return cell is None or (isinstance(cell, str) and not normalise(cell))


def ditto(*, cell: Any) -> bool:
    """Whether the cell says «as above» by a mark."""
    return isinstance(cell, str) and normalise(cell) in DITTO


def read(*, cell: Any, column: Column, today: date) -> Read:
    """What a filled cell says under a column.

    Refusals: date_malformed, date_era_implausible, date_not_in_calendar, amount_malformed, number_malformed,
    choice_unknown. The field is left to the caller.
    """
    if column.kind == "date":
        return day(cell=cell, today=today)
    if column.kind == "baht":
        return Read(_baht(cell))
    if column.kind == "yes_no":
        return Read(_yes_no(cell))
    text = plain(cell=cell)
    if column.kind == "integer":
        return Read(_integer(text))
    if column.kind == "national_number":
        return Read(_number_of_person(text))
    if column.kind == "texts":
        return Read([part for part in (normalise(each) for each in re.split(r"[;\n]", text)) if part])
    return Read(_choice(text, column) if column.choices else text)


def plain(*, cell: Any) -> str:
    """A cell as text: whole numbers without «.0», a day as its digits."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else f"{Decimal(f'{cell:.15g}'):f}"
    if isinstance(cell, (int, str)):
        text = normalise(str(cell), keep_lines=True)
        return to_arabic_digits(text) if isinstance(cell, int) else text
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else normalise(str(cell))


def day(*, cell: Any, today: date) -> Read:
    """The day (C.E., as ISO text) of a cell: typed in any way, or a day or serial number of the spreadsheet program.

    A day of the program whose year is a Buddhist one, or 19 and the two digits of a Buddhist one, is read as that and told.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        cell = _FIRST_SERIAL + timedelta(days=int(cell))
    if isinstance(cell, date):
        return _native(cell, today)
    text = _CLOCK.sub("", to_arabic_digits(plain(cell=cell)))
    if text.isdigit() and len(text) == 8 and text[4:6] == str(today.year + BUDDHIST_ERA)[:2]:
        text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
    text = re.sub(r" ?([/.-]) ?", r"\1", text) if text[:1].isdigit() and not re.search("[ก-๙a-z]", text) else text
    return Read(parse_date(text, today=today).isoformat())


def _native(stands: date, today: date) -> Read:
    for year in (stands.year, stands.year - BUDDHIST_ERA, _short_year(stands.year, today)):
        if abs(year - today.year) <= PLAUSIBLE_YEARS:
            try:
                meant = stands.replace(year=year)
            except ValueError:
                raise Refusal("date_not_in_calendar", text=format_date(stands, style="numeric", english=True)) from None
            return Read(meant.isoformat(), "" if year == stands.year else f"{stands:%d/%m/}{stands.year}")
    raise Refusal("date_era_implausible", text=stands.isoformat(), year=stands.year, era="C.E.", this_year=today.year)


def _short_year(year: int, today: date) -> int:
    """The year that was meant when the program made 1968 of a typed 68."""
    century = (today.year + BUDDHIST_ERA) // 100 * 100
    return century + year - 1900 - BUDDHIST_ERA if 1900 <= year < 2000 else year


def _baht(cell: Any) -> str:
    if isinstance(cell, (bool, date, timedelta)):
        raise Refusal("amount_malformed", text=str(cell)[:40])
    text = _MONEY_WORDS.sub("", plain(cell=cell)).replace(" ", "")
    return _DASHED.sub("", text)


def _yes_no(cell: Any) -> bool:
    said = plain(cell=cell).lower()
    if said in _YES or said in _NO:
        return said in _YES
    raise Refusal("choice_unknown", value=said[:60])


def _integer(text: str) -> int:
    digits = to_arabic_digits(text).replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        raise Refusal("number_malformed", text=text[:40])
    return int(digits)


def _number_of_person(text: str) -> str:
    digits = re.sub(r"[\s-]", "", to_arabic_digits(text))
    return digits.zfill(_LENGTH_OF_NUMBER) if digits.isdigit() and len(digits) == _LENGTH_OF_NUMBER - 1 else text


def _choice(text: str, column: Column) -> str:
    wanted = _squeezed(text)
    for value, label in column.choices:
        if wanted in (_squeezed(value), _squeezed(label)):
            return value
    raise Refusal("choice_unknown", value=text[:60])


def _squeezed(text: str) -> str:
    return to_arabic_digits(normalise(text)).replace(" ", "").lower()


def number(*, cell: Any, prefix: str) -> int:
    """The number of a paper: digits, Thai or Arabic, with what is printed before them or without. Refusal: number_malformed."""
    text = re.sub(r"\s", "", to_arabic_digits(plain(cell=cell)))
    digits = re.sub(rf"^(เลขที่|ที่|no\.?)?({re.escape(prefix)})?[-.]?", "", text, flags=re.IGNORECASE)
    if not (digits.isascii() and digits.isdigit() and int(digits)):
        raise Refusal("number_malformed", text=plain(cell=cell)[:40])
    return int(digits)


def book(*, cell: Any) -> str:
    """The number of a book as text: «๑๒», 12.0 and «เล่มที่ 12» are one book."""
    text = to_arabic_digits(plain(cell=cell))
    return normalise(re.sub(r"^เล่มที่|^เล่ม", "", text.strip()))
