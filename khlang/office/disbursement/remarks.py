"""The remark of a dika: made here once, so that what is kept, printed and answered is the same text, sign for sign."""

from datetime import date
from unicodedata import normalize

from khlang.core.calendar import format_date
from khlang.standards.manual_papers import REMARK

#: What the office itself may add to the words of the letter.
OWN_TEXT = 1_000


def by_hand(*, day: date, own: str = "") -> str:
    """«จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 27 มีนาคม 2568» for the day on the paper (C.E.), in NFC; what the office adds stands
    on lines of its own (LAO-3.1, UNIT-2.1)."""
    words = f"{REMARK} {format_date(day, style='long')}"
    return normalize("NFC", f"{words}\n{own}" if own else words)
