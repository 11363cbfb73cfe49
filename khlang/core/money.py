"""Money is a whole number of satang (1 baht = 100 satang), never a float and never a decimal fraction."""

from __future__ import annotations

import re

from khlang.core.refusal import Refusal
from khlang.core.thai import to_arabic_digits

MAX_SATANG = 10**15
"""Ten trillion baht: more than any local government owns, and far inside a 64-bit column when summed."""

_LONGEST_INPUT = 60
_AMOUNT = re.compile(r"(?P<sign>[-\u2212]?)(?P<baht>[0-9]+|[0-9]{1,3}(?:[, ][0-9]{3})+)?(?:\.(?P<satang>[0-9]+))?")
_CURRENCY = re.compile(r"^\s*฿|(?:บาทถ้วน|บาท|฿)\s*$")


_PLAIN = re.compile(r"([0-9]{1,9})\.([0-9]{2})")
"""How machines write an amount; read at once, because imports and posting read very many."""


def parse_baht(text: str, *, field: str | None = None) -> int:
    """Read an amount as people write it and return satang.

    Understood: "1,250.50", "1250.5", "๑,๒๕๐.๕๐", "฿1 250", "1,250 บาท", "1,250.-", "-20". A comma in a wrong place
    ("12,50") is refused rather than guessed. The sign is kept: callers that need more than zero use `positive`.

    Refusals: amount_malformed, amount_three_decimals, amount_too_large.
    """
    if plain := _PLAIN.fullmatch(text):
        return int(plain[1]) * 100 + int(plain[2])
    match = _AMOUNT.fullmatch(_bare(text)) if len(text) <= _LONGEST_INPUT else None
    if match is None or (match["baht"] is None and match["satang"] is None):
        raise Refusal("amount_malformed", field=field, text=text[:_LONGEST_INPUT])
    satang = match["satang"] or ""
    if len(satang) > 2:
        raise Refusal("amount_three_decimals", field=field, text=text)
    baht = re.sub("[, ]", "", match["baht"] or "0")
    amount = int(baht) * 100 + int(satang.ljust(2, "0"))
    _within_limit(amount, field)
    return -amount if match["sign"] else amount


def format_baht(satang: int) -> str:
    """Return the amount for people: "1,234.50"; below zero "-1,234.50"."""
    sign = "-" if satang < 0 else ""
    baht, rest = divmod(abs(satang), 100)
    return f"{sign}{baht:,}.{rest:02d}"


def plain_baht(satang: int) -> str:
    """Return the amount for machines and spreadsheets: "1234.50", no thousands separator."""
    sign = "-" if satang < 0 else ""
    baht, rest = divmod(abs(satang), 100)
    return f"{sign}{baht}.{rest:02d}"


def positive(satang: int, *, field: str | None = None) -> int:
    """Return the amount if it is more than zero and within the limit.

    Refusals: amount_not_positive, amount_too_large.
    """
    if satang <= 0:
        raise Refusal("amount_not_positive", field=field, amount=format_baht(satang))
    _within_limit(satang, field)
    return satang


def _bare(text: str) -> str:
    """Return the digits and separators alone: Arabic digits, no currency sign, no ".-" of whole baht."""
    arabic = to_arabic_digits(text).replace("\u00a0", " ").strip()
    return _CURRENCY.sub("", arabic).strip().removesuffix(".-")


def _within_limit(satang: int, field: str | None) -> None:
    if satang > MAX_SATANG:
        raise Refusal("amount_too_large", field=field, amount=format_baht(satang), maximum=format_baht(MAX_SATANG))
