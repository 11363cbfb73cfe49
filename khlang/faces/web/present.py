"""Values become text before a template sees them: cells of tables, facts of a page, vouchers, the way of a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from khlang.core import calendar, money
from khlang.faces.web import naming, readings
from khlang.faces.web.place import Place
from khlang.platform.clock import BANGKOK
from khlang.platform.screens import Column
from khlang.standards import budget_account, chart, message_exists

_TONES = {
    "draft": "neutral", "cancelled": "error", "voided": "error", "reversed": "error", "returned": "error",
    "submitted": "warning", "remitted": "warning", "issued": "info",
}  # fmt: skip
_RIGHT = ("money", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as it is drawn: `tone` makes it a badge, `href` a link; `label` stands before it on a phone."""

    text: str
    css: str = ""
    href: str = ""
    tone: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and its value on a document's page."""

    label: str
    text: str
    href: str = ""
    wide: bool = False
    #: Where a masked number is shown whole, for those who may ask.
    unmask: str = ""


@dataclass(slots=True, kw_only=True)
class Head:
    """The head of a column with its sorting link."""

    label: str
    css: str
    href: str = ""
    sorted: str = ""
    mark: str = ""


@dataclass(slots=True, kw_only=True)
class Grid:
    """A table ready to be drawn."""

    label: str
    columns: Sequence[Head]
    rows: Sequence[Mapping[str, Any]]
    totals: Sequence[Cell] = ()
    groups: Sequence[Mapping[str, Any]] = ()
    empty: str = ""
    problem: str = ""
    pager: Any = None


@dataclass(slots=True, kw_only=True)
class Book:
    """The lines of one book of a voucher; those of the budget book have names only, no codes."""

    label: str
    lines: list[Mapping[str, str]] = field(default_factory=list)
    debit: str = ""
    credit: str = ""
    coded: bool = True


def tone(state: str) -> str:
    """The colour of a state: waiting amber, done green, undone red, just begun grey."""
    return _TONES.get(state, "success")


def day(value: date | None, place: Place, *, style: Any = "short") -> str:
    """A date in the Buddhist era, "" when there is none."""
    return calendar.format_date(value, style=style, english=place.lang == "en") if value else ""


def instant(value: datetime, place: Place) -> str:
    """Day and time in Bangkok."""
    local = value.astimezone(BANGKOK)
    return f"{day(local.date(), place)} {local:%H:%M}" + (" น." if place.lang == "th" else "")


def css(column: Column) -> str:
    """The classes of a column's cells, also for a narrow screen."""
    side = "num" if column.kind in _RIGHT else "whitespace-nowrap" if column.kind in ("date", "code", "link") else ""
    side = {"text": "sm:min-w-32", "choice": "sm:min-w-24"}.get(column.kind, side)
    where = "p-state" if column.kind == "state" else f"p-{column.phone}"
    if column.phone == "note" and column.kind == "link":
        where = "p-title"
    if column.phone == "note" and column.kind == "money":
        where = "p-amount"
    return f"{side} {where}".strip()


def column_label(column: Column, place: Place) -> str:
    """The words above a column."""
    return place.say(column.label or f"field.{column.key}")


def head_label(column: Column, kind: str, place: Place) -> str:
    """The words above a column of a list of documents: a payment has a payee, not a payer."""
    return column_label(column, place) if column.label or not kind else label_of(column.key, kind, column, place)


def label_of(key: str, kind: str, column: Column | None, place: Place) -> str:
    """The name of a particular of a kind: as its list calls it, or by a message of its own (who hands money over is no
    payer)."""
    own = f"field.{kind}.{key}"
    if message_exists(own):
        return place.say(own)
    return column_label(column, place) if column else place.say(f"field.{key}")


def text(column: Column, value: Any, place: Place, *, kind: str = "") -> str:
    """A value as text by the kind of its column; `kind` is the document kind whose states are named."""
    if value is None or value == "":
        return ""
    value = readings.shown(column, value, place)
    if column.kind == "money":
        return money.format_baht(value)
    if column.kind == "date":
        return day(value, place)
    if column.kind == "state":
        return place.say(f"state.{kind}.{value}" if kind else f"state.{value}")
    if column.kind == "choice":
        return place.say(f"{column.prefix or column.key}.{value}")
    if column.kind == "yes":
        return place.say("web.yes" if value else "web.no")
    if column.kind == "number" and isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, date):
        return day(value, place)
    return str(value)


def cell(column: Column, value: Any, place: Place, *, kind: str = "", href: str = "") -> Cell:
    """A drawn cell."""
    shown = text(column, value, place, kind=kind)
    if column.kind == "link":
        shown = shown or place.say("web.no_number")
    return Cell(
        text=shown, css=css(column), href=href if column.kind == "link" else "",
        tone=tone(str(value)) if column.kind == "state" else "",
        label=column_label(column, place) if column.kind == "yes" and column.phone == "note" and shown else "",
    )  # fmt: skip


def totals(columns: Sequence[Column], sums: Mapping[str, int], place: Place, *, word: str = "web.total") -> list[Cell]:
    """The foot of a table: the sums of the columns that have one, and the word in front (a message key)."""
    if not any(column.total and column.key in sums for column in columns):
        return []
    made = []
    for index, column in enumerate(columns):
        shown = money.format_baht(sums[column.key]) if column.total and column.key in sums else ""
        made.append(Cell(text=place.say(word) if index == 0 else shown, css=css(column)))
    return made


def books(lines: Iterable[Any], place: Place) -> list[Book]:
    """Ledger lines by book, the accrual book first, with names of accounts and both sums."""
    found: dict[str, list[Any]] = {}
    for line in lines:
        found.setdefault(line.book, []).append(line)
    names = naming.subs((line for each in found.values() for line in each), place)
    return [_book(name, found[name], names, place) for name in sorted(found)]


def _book(name: str, lines: Sequence[Any], names: Mapping[tuple[str, str], str], place: Place) -> Book:
    said = {line.description for line in lines}
    told = len(said) > 1 or len(lines) == 1  # what every line says is the title of the document
    drawn = [_line(line, names, place, described=told) for line in lines]
    return Book(
        label=place.say(f"book.{name}"), lines=drawn, debit=money.format_baht(sum(line.debit for line in lines)),
        credit=money.format_baht(sum(line.credit for line in lines)), coded=name != "budget",
    )  # fmt: skip


def _line(line: Any, names: Mapping[tuple[str, str], str], place: Place, *, described: bool) -> Mapping[str, str]:
    """A line with the name of what it is kept for (a payee, a budget line) instead of its identifier."""
    budgeted = line.book == "budget"
    named = names.get(("budget" if budgeted else "", line.sub), "")
    return {
        "account": "" if budgeted else line.account, "sub": "" if budgeted or named else line.sub,
        "name": account_name(line.account, place), "named": named,
        "description": line.description if described and line.description != named else "",
        "debit": money.format_baht(line.debit) if line.debit else "",
        "credit": money.format_baht(line.credit) if line.credit else "",
    }  # fmt: skip


def account_name(code: str, place: Place) -> str:
    """The name of an account of either book."""
    if code in chart():
        account = chart().account(code)
        return account.name_en if place.lang == "en" and account.name_en else account.name_th
    bucket = budget_account(code)
    return bucket.name_en if place.lang == "en" else bucket.name_th
