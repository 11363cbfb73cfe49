"""From facts to text on paper: the shapes that the printed forms share, and the formatters that fill them.

The forms compute nothing, so every amount (satang), date and running total becomes text here. Each form's own keys are
listed in its form.toml; what they have in common is typed below. All keys may be left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NotRequired, TypedDict
from zoneinfo import ZoneInfo

from khlang.core.calendar import format_date
from khlang.core.money import format_baht

VOIDED = "ยกเลิก"
PREVIEW = "ตัวอย่าง"
BANGKOK = ZoneInfo("Asia/Bangkok")


class Organisation(TypedDict):
    """Who issues the document; `emblem` is SVG text (rendering.emblem_svg)."""

    name: str
    place: NotRequired[str]
    tax_id: NotRequired[str]
    emblem: NotRequired[str]


class Signature(TypedDict):
    """One place to sign; `dated` leaves a line for the date, `date` prints it, `note` stands below the position."""

    label: str
    name: str
    position: NotRequired[str]
    note: NotRequired[str]
    dated: NotRequired[bool]
    date: NotRequired[str]


class Sheet(TypedDict, total=False):
    """The keys every form understands."""

    organisation: Organisation
    title: str
    number: str
    date: str
    mark: str
    mark_note: str
    printed_at: str
    printed_by: str
    trail_digest: str


class ReceiptLine(TypedDict):
    """A line of a receipt; `running` is the total up to and including it."""

    code: str
    description: str
    amount: str
    running: str


class EntryLine(TypedDict):
    """A line of a voucher: one side, one amount."""

    side: str
    name: str
    detail: str
    code: str
    amount: str


@dataclass(frozen=True)
class Entry:
    """A ledger line to print; `debit` and `credit` in satang, one of them zero."""

    name: str
    code: str
    debit: int
    credit: int
    detail: str = ""


def money(*, satang: int, zero: str = "0.00") -> str:
    """An amount for print; `zero` is what a zero shows ("-" in wide tables)."""
    return format_baht(satang) if satang else zero


def printing_time(*, instant: datetime) -> str:
    """An aware instant as it is printed in the footer, Thai time: "1 ต.ค. 2567 16:45 น."."""
    local = instant.astimezone(BANGKOK)
    return f"{format_date(local.date())} {local:%H:%M} น."


def short_digest(*, digest: str) -> str:
    """The first 16 hexadecimal digits in fours: short enough to read out on the telephone."""
    return "-".join(digest[start : start + 4] for start in range(0, min(len(digest), 16), 4))


def hyphened(*, number: str) -> str:
    """A 13-digit number as cards print it: 1-1037-02071-81-1; anything else stays as it is."""
    if len(number) != 13:
        return number
    return "-".join((number[:1], number[1:5], number[5:10], number[10:12], number[12:]))


def bangkok_day(*, instant: datetime) -> date:
    """The day of an aware instant in Thailand."""
    return instant.astimezone(BANGKOK).date()


def sheet(
    *,
    organisation: Organisation,
    title: str,
    number: str = "",
    day: date | None = None,
    printed_at: datetime | None = None,
    printed_by: str = "",
    digest: str = "",
    mark: str = "",
    mark_note: str = "",
) -> Sheet:
    """The common keys of a document. `mark` is VOIDED, PREVIEW or empty; a preview has no number yet."""
    return {
        "organisation": organisation,
        "title": title,
        "number": number,
        "date": format_date(day, style="long") if day else "",
        "mark": mark,
        "mark_note": mark_note,
        "printed_at": printing_time(instant=printed_at) if printed_at else "",
        "printed_by": printed_by,
        "trail_digest": short_digest(digest=digest),
    }


def receipt_lines(*, lines: Iterable[tuple[str, str, int]]) -> list[ReceiptLine]:
    """Lines (code, description, satang) of a receipt with their running totals, which long receipts carry forward."""
    printed: list[ReceiptLine] = []
    running = 0
    for code, description, satang in lines:
        running += satang
        amount, total = format_baht(satang), format_baht(running)
        printed.append({"code": code, "description": description, "amount": amount, "running": total})
    return printed


def entry_lines(*, entries: Sequence[Entry]) -> list[EntryLine]:
    """Voucher lines, debits first; each shows its side and one amount (domain specification 5.1)."""
    ordered = sorted(entries, key=lambda entry: entry.debit == 0)
    return [
        {
            "side": "เดบิต" if entry.debit else "เครดิต",
            "name": entry.name,
            "detail": entry.detail,
            "code": entry.code,
            "amount": format_baht(entry.debit or entry.credit),
        }
        for entry in ordered
    ]
