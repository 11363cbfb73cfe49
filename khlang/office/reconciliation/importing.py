"""A statement as the bank gives it, read into lines: every bad row is named, and the running balance must add up."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from khlang.core import calendar
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import normalise, to_arabic_digits
from khlang.platform import spreadsheets
from khlang.platform.spreadsheets import HEADER_WITHIN, Heading, Record, Sheet
from khlang.standards import StatementLayout, statement_layouts

_MONEY: Final = ("withdrawal", "deposit", "amount", "balance")
_NOTHING: Final = ("-", "–", "—")
#: How far from today the days of a statement may lie: years.
_WITHIN_YEARS: Final = 10
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_TIME = re.compile(r"[ T]\d{1,2}[:.]\d{2}([:.]\d{2})?(\.\d+)?$")
_FIRST_BUDDHIST = 2400


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a statement: money in is positive. `balance` is what the bank says the account holds after it."""

    record: Record
    day: date
    amount: int
    balance: int
    description: str
    cheque: str
    reference: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole file, oldest line first; `opening` and `closing` are the balances before and after its lines."""

    layout: str
    opening: int
    closing: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it stands: without amount it only tells a balance, without balance it only moves it."""

    record: Record
    day: date | None
    amount: int
    balance: int | None


def read(*, content: bytes, name: str, today: date, layout: str = "", bank: str = "") -> Statement:
    """The statement in a file. `layout` is a key of bank_statements.toml, "" to recognise it; layouts of the three-digit
    `bank` are tried first.

    Refusals: those of `spreadsheets.read`; statement_layout_unknown; per row those of amounts and dates,
    statement_day_missing, statement_both_sides, statement_amount_negative, statement_direction_unknown,
    statement_balance_differs (the running balance does not add up at this row); statement_balance_missing.
    """
    sheets = [_tidy(sheet) for sheet in spreadsheets.read(content=content, filename=name).values()]
    found, sheet, headings = _recognised(sheets, layout, bank)
    rows: list[_Row] = []
    problems: list[Refusal] = []
    for record in spreadsheets.records(sheet=sheet, headings=headings):
        try:
            row = _row(record, found, today)
            rows += [row] if row is not None else []
        except Refusal as problem:
            problems.append(problem)
        except Refusals as several:
            problems += several.errors
    if problems:
        raise Refusals(problems)
    return _added_up(rows, found)


def _tidy(sheet: Sheet) -> Sheet:
    """A dash in a cell means nothing."""
    rows = tuple(
        tuple("" if isinstance(cell, str) and cell.strip() in _NOTHING else cell for cell in row) for row in sheet.rows
    )
    return Sheet(name=sheet.name, rows=rows, defects=sheet.defects)


def _recognised(sheets: Sequence[Sheet], key: str, bank: str) -> tuple[StatementLayout, Sheet, list[Heading]]:
    """The layout that says most about a sheet; one of the account's own bank goes before the others."""
    known = [each for each in statement_layouts() if not key or each.key == key]
    fits = []
    for layout in known:
        for sheet in sheets:
            headings = _headings(sheet, layout)
            if headings:
                own = bool(bank) and layout.bank == bank
                fits.append(((own, len(layout.required), len(headings)), (layout, sheet, headings)))
    if not fits:
        names = ", ".join(layout.name_th for layout in known) or key
        raise Refusal("statement_layout_unknown", field="content", layouts=names)
    return max(fits, key=lambda fit: fit[0])[1]


def _headings(sheet: Sheet, layout: StatementLayout) -> list[Heading]:
    """The columns of the layout under the titles that one row of the sheet uses, [] when a required one is not there."""
    best: list[Heading] = []
    for row in sheet.rows[:HEADER_WITHIN]:
        there = {_plain(cell) for cell in row}
        made = []
        for name, titles in layout.columns.items():
            title = next((title for title in titles if _plain(title) in there), "")
            if title:
                kind: Any = "baht" if name in _MONEY else "text"
                made.append(Heading(key=name, title=title, kind=kind, required=name in layout.required))
        if {heading.key for heading in made} >= set(layout.required) and len(made) > len(best):
            best = made
    return best


def _plain(cell: Any) -> str:
    return normalise(str(cell)).replace("*", "").replace(" ", "").strip().lower()


def _row(record: Record, layout: StatementLayout, today: date) -> _Row | None:
    """One row; None for a heading that is repeated or a total, which has no day and tells nothing of its own."""
    told = record.values
    if not told["day"] and told["balance"] is None:
        return None
    if record.problems:
        raise Refusals(record.problems)
    amount = _amount(record, layout)
    if not told["day"]:
        if amount:
            raise record.refusal("statement_day_missing", "day")
        return _Row(record, None, 0, told["balance"])
    day = _day(record, layout, today)
    return _Row(record, day, amount, told["balance"])


def _amount(record: Record, layout: StatementLayout) -> int:
    told = record.values
    if "withdrawal" in layout.columns:
        out, into = told["withdrawal"] or 0, told["deposit"] or 0
        out = -out if layout.negative_withdrawals and out < 0 else out
        if out and into:
            raise record.refusal("statement_both_sides", "withdrawal")
        for key, amount in (("withdrawal", out), ("deposit", into)):
            if amount < 0:
                raise record.refusal("statement_amount_negative", key, amount=format_baht(amount))
        return int(into - out)
    amount = int(told["amount"] or 0)
    if "direction" not in layout.columns or not amount:
        return amount
    if amount < 0:
        raise record.refusal("statement_amount_negative", "amount", amount=format_baht(amount))
    mark = _plain(told["direction"]).upper()
    if mark in (_plain(each).upper() for each in layout.debit_marks):
        return -amount
    if mark in (_plain(each).upper() for each in layout.credit_marks):
        return amount
    raise record.refusal("statement_direction_unknown", "direction", text=str(told["direction"]))


def _day(record: Record, layout: StatementLayout, today: date) -> date:
    """The day of a row. A year of four digits says its era itself; of two digits the layout knows it."""
    text = _TIME.sub("", to_arabic_digits(normalise(str(record.values["day"]))))
    if found := _ISO.match(text):
        text = f"{_common(found[1], layout):04d}-{found[2]}-{found[3]}"
    elif found := _NUMERIC.fullmatch(text):
        text = f"{_common(found[3], layout):04d}-{found[2]}-{found[1]}"
    try:
        return calendar.parse_date(text, today=today, within_years=_WITHIN_YEARS)
    except Refusal as problem:
        raise record.refusal(problem.code, "day", **{**problem.facts, "text": str(record.values["day"])}) from None


def _common(digits: str, layout: StatementLayout) -> int:
    year = int(digits)
    if len(digits) == 2:
        year += 2500 if layout.numeric_years == "BE" else 2000
    return year - calendar.BUDDHIST_ERA if year > _FIRST_BUDDHIST else year


def _added_up(rows: Sequence[_Row], layout: StatementLayout) -> Statement:
    """The rows oldest first (banks write both ways), each balance that of the row before and its amount."""
    ways = [_chained(list(rows)), _chained(list(reversed(rows)))]
    dated = [row.day for row in rows if row.day is not None]
    if dated and dated[0] > dated[-1]:
        ways.reverse()
    ordered, opening, problems = min(ways, key=lambda way: len(way[2]))
    if opening is None:
        raise Refusal("statement_balance_missing", field="content")
    if problems:
        raise Refusals(problems)
    entries, balance = [], opening
    for row in ordered:
        balance += row.amount
        if row.amount and row.day is not None:
            entries.append(_entry(row, balance))
    return Statement(layout.key, opening, balance, tuple(entries))


def _chained(rows: list[_Row]) -> tuple[list[_Row], int | None, list[Refusal]]:
    opening: int | None = None
    balance = moved = 0
    problems: list[Refusal] = []
    last: date | None = None
    for row in rows:
        moved += row.amount
        balance += row.amount
        if row.day is not None:
            if last is not None and row.day < last:
                problems.append(row.record.refusal("statement_days_mixed", "day"))
            last = row.day
        if row.balance is None:
            continue
        if opening is None:
            opening = row.balance - moved
        elif row.balance != balance:
            facts = {"expected": format_baht(balance), "found": format_baht(row.balance)}
            problems.append(row.record.refusal("statement_balance_differs", "balance", **facts))
        balance = row.balance
    return rows, opening, problems


def _entry(row: _Row, balance: int) -> Entry:
    told: Mapping[str, Any] = row.record.values
    assert row.day is not None
    cheque = re.sub(r"\D", "", to_arabic_digits(told.get("cheque", "")))
    return Entry(
        row.record, row.day, row.amount, balance, told.get("description", "")[:250], cheque[:20],
        told.get("reference", "")[:120],
    )  # fmt: skip
