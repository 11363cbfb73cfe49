"""The Thai official calendar: Buddhist-era dates in and out, and the fiscal year.

A day is a `datetime.date` (C.E.) inside the system; people read and write the Buddhist era (B.E. = C.E. + 543).
The fiscal year runs from 1 October to 30 September and is named by the B.E. year in which it ends.
"""

from __future__ import annotations

import calendar as gregorian
import re
from datetime import date
from typing import Final, Literal

from khlang.core.refusal import Refusal
from khlang.core.thai import normalise, to_arabic_digits, to_thai_digits

BUDDHIST_ERA: Final = 543
PLAUSIBLE_YEARS: Final = 3
"""How far from today the year of a typed date may lie before it is refused as a likely mistake of era."""

DateStyle = Literal["short", "long", "numeric", "month"]

THAI_MONTHS: Final = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_MONTHS_SHORT: Final = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_THAI_NAMES = {
    re.sub(r"[. ]", "", name): number
    for names in (THAI_MONTHS, THAI_MONTHS_SHORT)
    for number, name in enumerate(names, start=1)
}
_ENGLISH_NAMES = {
    name[:length].lower(): number for length in (3, None) for number, name in enumerate(ENGLISH_MONTHS, start=1)
}
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_NUMERIC = re.compile(r"(?P<day>[0-9]{1,2})(?P<by>[/.-])(?P<month>[0-9]{1,2})(?P=by)(?P<year>[0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"(?:วันที่ ?)?(?P<day>[0-9]{1,2}) ?(?P<name>[^0-9]+?) ?(?:พ\.?ศ\.? ?)?(?P<year>[0-9]{4}|[0-9]{2})")


def fiscal_year(day: date) -> int:
    """Return the fiscal year (B.E.) that the day belongs to: 1 October 2567 is in 2568."""
    return day.year + BUDDHIST_ERA + (1 if day.month >= 10 else 0)


def fiscal_year_start(year: int) -> date:
    """Return 1 October, the first day of the fiscal year (B.E.)."""
    return date(year - BUDDHIST_ERA - 1, 10, 1)


def fiscal_year_end(year: int) -> date:
    """Return 30 September, the last day of the fiscal year (B.E.)."""
    return date(year - BUDDHIST_ERA, 9, 30)


def month_start(day: date) -> date:
    """Return the first day of the month of the day."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """Return the last day of the month of the day."""
    return day.replace(day=gregorian.monthrange(day.year, day.month)[1])


def buddhist_year(day: date) -> int:
    """Return the calendar year of the day in the Buddhist era (not the fiscal year)."""
    return day.year + BUDDHIST_ERA


def parse_date(text: str, *, today: date, field: str | None = None, within_years: int = PLAUSIBLE_YEARS) -> date:
    """Read a date as people write it.

    Buddhist era: "27/3/2568", "27-3-68", "27 มี.ค. 68", "๒๗ มีนาคม พ.ศ. ๒๕๖๘" (two digits of year are B.E.).
    Common era: ISO "2025-03-27" and English months "27 Mar 2025". A year that is more than `within_years` away from
    today is most often a year of the other era: it is refused, never converted.

    Refusals: date_malformed, date_era_implausible (facts year and this_year in the same era), date_not_in_calendar.
    """
    clean = to_arabic_digits(normalise(text))
    parts = _iso_parts(clean) or _numeric_parts(clean, today) or _named_parts(clean, today)
    if parts is None:
        raise Refusal("date_malformed", field=field, text=text[:40])
    year, month, day, era = parts
    offset = BUDDHIST_ERA if era == "B.E." else 0
    if abs(year - offset - today.year) > within_years:
        raise Refusal(
            "date_era_implausible",
            field=field,
            text=text[:40],
            year=year,
            era=era,
            this_year=today.year + offset,
        )
    try:
        return date(year - offset, month, day)
    except ValueError:
        raise Refusal("date_not_in_calendar", field=field, text=text[:40]) from None


def parse_date_of_other_era(
    text: str, *, today: date, field: str | None = None, within_years: int = PLAUSIBLE_YEARS
) -> date:
    """Read a date whose year seems to be of the era that is not usual for its form: "27/3/2025", "2568-03-27", "27 มี.ค. 25".

    The answer is a proposal: a person confirms it. Refusals: as `parse_date`, also when the other era is no likelier.
    """
    clean = to_arabic_digits(normalise(text))
    parts = _iso_parts(clean) or _numeric_parts(clean, today) or _named_parts(clean, today)
    if parts is None:
        raise Refusal("date_malformed", field=field, text=text[:40])
    year, month, day, era = parts
    if era == "C.E.":
        year -= BUDDHIST_ERA
    elif re.search(r"(?<![0-9])[0-9]{2}$", clean):
        year = today.year // 100 * 100 + year % 100
    return parse_date(f"{year:04d}-{month}-{day}", today=today, field=field, within_years=within_years)


_Parts = tuple[int, int, int, str]


def _iso_parts(text: str) -> _Parts | None:
    match = _ISO.fullmatch(text)
    return (int(match["year"]), int(match["month"]), int(match["day"]), "C.E.") if match else None


def _numeric_parts(text: str, today: date) -> _Parts | None:
    match = _NUMERIC.fullmatch(text)
    return (_full_year(match["year"], today), int(match["month"]), int(match["day"]), "B.E.") if match else None


def _named_parts(text: str, today: date) -> _Parts | None:
    match = _NAMED.fullmatch(text)
    if match is None:
        return None
    name = re.sub(r"[. ]", "", match["name"]).lower()
    if name in _THAI_NAMES:
        return _full_year(match["year"], today), _THAI_NAMES[name], int(match["day"]), "B.E."
    if name in _ENGLISH_NAMES and len(match["year"]) == 4:
        return int(match["year"]), _ENGLISH_NAMES[name], int(match["day"]), "C.E."
    return None


def _full_year(digits: str, today: date) -> int:
    """Return the B.E. year; two digits belong to the Buddhist century of today."""
    year = int(digits)
    return year if len(digits) == 4 else buddhist_year(today) // 100 * 100 + year


def format_date(day: date, *, style: DateStyle = "short", thai_digits: bool = False, english: bool = False) -> str:
    """Return the day for people, in the Buddhist era.

    short "1 ต.ค. 2567", long "1 ตุลาคม 2567", numeric "01/10/2567", month "ตุลาคม 2567"; with `thai_digits`
    "๑ ต.ค. ๒๕๖๗". In English the era is C.E.: "1 Oct 2024", "1 October 2024", "2024-10-01", "October 2024".
    """
    if english:
        return _english(day, style)
    text = _thai(day, style)
    return to_thai_digits(text) if thai_digits else text


def _thai(day: date, style: DateStyle) -> str:
    year = buddhist_year(day)
    if style == "numeric":
        return f"{day.day:02d}/{day.month:02d}/{year}"
    if style == "month":
        return f"{THAI_MONTHS[day.month - 1]} {year}"
    months = THAI_MONTHS if style == "long" else THAI_MONTHS_SHORT
    return f"{day.day} {months[day.month - 1]} {year}"


def _english(day: date, style: DateStyle) -> str:
    if style == "numeric":
        return day.isoformat()
    month = ENGLISH_MONTHS[day.month - 1]
    if style == "month":
        return f"{month} {day.year}"
    return f"{day.day} {month if style == 'long' else month[:3]} {day.year}"
