"""How a name is searched: without title, without spaces, in small letters. Pure."""

import re
from typing import Final

from khlang.core import thai

#: Titles of people and forms of companies that nobody types first when looking for a name; longer ones stand first.
TITLES: Final = (
    "ห้างหุ้นส่วนจำกัด",
    "ห้างหุ้นส่วนสามัญ",
    "บริษัทมหาชน",
    "ว่าที่ร้อยตรี",
    "เด็กหญิง",
    "เด็กชาย",
    "นางสาว",
    "บริษัท",
    "บมจ.",
    "บจก.",
    "หจก.",
    "ร้าน",
    "น.ส.",
    "ด.ช.",
    "ด.ญ.",
    "นาย",
    "นาง",
    "miss ",
    "mrs.",
    "ms.",
    "mr.",
)


def searchable(name: str) -> str:
    """The form under which a name is stored for searching, and in which a search text is compared with it."""
    text = thai.to_arabic_digits(thai.normalise(name)).casefold()
    title = next((title for title in TITLES if text.startswith(title) and len(text) > len(title)), "")
    return re.sub(r"\s+", "", text[len(title) :])


def number_beginning(text: str) -> str:
    """The digits of a search text that is a whole 13-digit number, or the beginning (three digits or more) of that of a
    juristic person, which is public; else "". The beginning of a person's number finds nobody: it could be guessed digit by
    digit although it is never shown."""
    digits = re.sub(r"[\s-]", "", thai.to_arabic_digits(thai.normalise(text)))
    if not (digits.isascii() and digits.isdigit()):
        return ""
    return digits if len(digits) == 13 or (digits.startswith("0") and 3 <= len(digits) < 13) else ""


def masked_number(number: str) -> str:
    """A 13-digit number as screens show it, see `thai.masked_national_number`; "" stays ""."""
    return thai.masked_national_number(number)
