"""The Thai language as an office needs it: digits, clean text, dictionary order, amounts in words, 13-digit numbers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from khlang.core.refusal import Refusal

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
#: Shown as nothing: joiners, the byte order mark, control characters but the spaces, halves of a surrogate pair.
_INVISIBLE = dict.fromkeys(
    (*map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x7f"), *range(9), *range(14, 28), *range(0xD800, 0xE000))
)
_TONES = "\u0e48-\u0e4b"
_SPLIT_SARA_AM = re.compile(f"\u0e4d([{_TONES}]?)\u0e32|([{_TONES}])\u0e4d\u0e32")

_UNTIDY = re.compile(
    "[\x00-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff\ud800-\udfff\u0e4d\u00a0\u0085\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000]"
    "|เเ|  |^ | $"
)

_DIGIT_WORDS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACE_WORDS = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000

#: Thirteen digits, alone or grouped as on a card and not part of a longer number.
_GROUPED = re.compile(r"(?<!\d)\d(?:[\s.\-\u2010-\u2014]*\d){12}(?!\d)")
#: So many digits together that a number of thirteen is being typed, or was typed with one too many.
_LONG = re.compile(r"\d(?:[\s.\-\u2010-\u2014]*\d){9,}")
#: The code of an account has as many digits, always with the one point: 1101010101.001.
_ACCOUNT = re.compile(r"\d{10}\.\d{3}")

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_MARKS = frozenset("\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
_PASSED_OVER = frozenset("ๆฯ๏๚๛-.,()\"'“”‘’/")


def to_arabic_digits(text: str) -> str:
    """Return the text with ๐–๙ written 0–9."""
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    """Return the text with 0–9 written ๐–๙, as official letters do."""
    return text.translate(_TO_THAI)


def normalise(text: str, *, keep_lines: bool = False) -> str:
    """Return the one spelling under which a text is stored and searched.

    Unicode NFC; invisible characters out; runs of any space are one space; ํ + า (with a tone mark between or
    before) is ำ; เ typed twice is แ. With `keep_lines` line breaks stay.
    """
    if unicodedata.is_normalized("NFC", text) and not _UNTIDY.search(text):
        return text  # nearly every text is tidy already
    clean = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    clean = _SPLIT_SARA_AM.sub(lambda found: (found[1] or found[2] or "") + "\u0e33", clean).replace("เเ", "แ")
    if keep_lines:
        return "\n".join(" ".join(line.split()) for line in clean.strip().splitlines())
    return " ".join(clean.split())


@lru_cache(maxsize=8_192)
def sort_key(text: str) -> tuple[str, str, str]:
    """Return a key that sorts in the order of a Thai dictionary.

    A vowel written before its consonant counts after it; tone marks, ็ and ์ decide only between words that are
    otherwise equal; punctuation is passed over; Thai and Arabic digits are the same; capitals sort with small letters.
    Keys are remembered, because a database sorts by comparing the same few texts again and again.
    """
    clean = normalise(text)
    spoken = _LEADING_VOWEL.sub(r"\2\1", to_arabic_digits(clean).casefold())
    letters: list[str] = []
    marks: list[str] = []
    for character in spoken:
        if character in _MARKS:
            marks.append(character)
        elif character not in _PASSED_OVER:
            letters.append(character)
            marks.append(" ")
    return "".join(letters), "".join(marks), clean


def baht_text(satang: int) -> str:
    """Return the amount in words, as printed on receipts: "หนึ่งพันสองร้อยบาทห้าสิบสตางค์".

    Whole baht end in ถ้วน, zero is "ศูนย์บาทถ้วน", below zero begins with ลบ, less than one baht names satang only.
    A last 1 after anything higher is เอ็ด (101: หนึ่งร้อยเอ็ด), as the Royal Society reads numbers.
    """
    if satang < 0:
        return "ลบ" + baht_text(-satang)
    baht, rest = divmod(satang, 100)
    if rest == 0:
        return (_read(baht) or "ศูนย์") + "บาทถ้วน"
    return (_read(baht) + "บาท" if baht else "") + _read(rest) + "สตางค์"


def _read(number: int, *, follows: bool = False) -> str:
    """Read a whole number; `follows` says that something higher has been read already, so a last 1 is เอ็ด."""
    if number >= _MILLION:
        millions, rest = divmod(number, _MILLION)
        return _read(millions) + "ล้าน" + _read(rest, follows=True)
    words = []
    digits = str(number)
    for index, character in enumerate(digits):
        words.append(_read_digit(int(character), len(digits) - index - 1, follows or number > 9))
    return "".join(words)


def _read_digit(digit: int, place: int, follows: bool) -> str:
    if digit == 0:
        return ""
    if place == 0 and digit == 1 and follows:
        return "เอ็ด"
    if place == 1 and digit <= 2:
        return "ยี่สิบ" if digit == 2 else "สิบ"
    return _DIGIT_WORDS[digit] + _PLACE_WORDS[place]


def valid_national_number(text: str) -> bool:
    """Return whether the text is 13 Arabic digits whose last is the right check digit.

    The same rule holds for the identity number of a person and the tax number of a juristic person.
    """
    if len(text) != 13 or not (text.isascii() and text.isdigit()):
        return False
    weighted = sum(int(digit) * (13 - position) for position, digit in enumerate(text[:12]))
    return (11 - weighted % 11) % 10 == int(text[12])


def clean_national_number(text: str, *, field: str | None = None) -> str:
    """Return the 13 digits without the spaces and hyphens that people write, Thai digits read.

    Refusals: national_number_malformed, national_number_check_digit.
    """
    digits = re.sub(r"[\s\-\u2010-\u2014]", "", to_arabic_digits(text.translate(_INVISIBLE)))
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise Refusal("national_number_malformed", field=field, text=text[:40])
    if not valid_national_number(digits):
        raise Refusal("national_number_check_digit", field=field, text=text[:40])
    return digits


def holds_national_number(text: str, *, certain: bool = False) -> bool:
    """Return whether somewhere in the text stands what looks like a 13-digit number, however it is grouped, Thai digits read.

    Without `certain` the check digit is not asked: a number with a slip of the pen tells as much. With it, only what can be one
    counts, so that figures of another meaning do not. The code of an account is none either way.
    """
    found = (re.sub(r"\D", "", each[0]) for each in _GROUPED.finditer(_digits(text)) if not _ACCOUNT.fullmatch(each[0]))
    return any(valid_national_number(each) for each in found) if certain else next(found, None) is not None


def holds_long_number(text: str) -> bool:
    """Return whether ten digits or more stand together in the text, grouped or not, Thai digits read; the code of an account is
    none. Twelve digits of a national number give the thirteenth away, which is a check digit, and ten nearly do.
    """
    return any(not _ACCOUNT.fullmatch(each[0]) for each in _LONG.finditer(_digits(text)))


def _digits(text: str) -> str:
    return to_arabic_digits(unicodedata.normalize("NFKC", text).translate(_INVISIBLE))


def masked_national_number(number: str) -> str:
    """Return a 13-digit number as screens show it: the last three digits of a person's (x-xxxx-xxxxx-81-1), enough to tell
    people of one name apart and no more; the number of a juristic person, which begins with 0 and is public, whole
    (0-9940-00123-45-6). Anything but 13 digits gives "".
    """
    if len(number) != 13 or not (number.isascii() and number.isdigit()):
        return ""
    if number.startswith("0"):
        return f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    return f"x-xxxx-xxxxx-{number[10:12]}-{number[12]}"
