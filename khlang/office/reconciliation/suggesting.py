"""Which lines of the bank and which items of the books are probably the same money. Pure.

The surest signs come first: the number of a cheque, a reference that both know, then the amount within a few days, at
last one amount that several of the other side make up. What only may be the same is suggested and never taken by itself.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Final

#: Days by which the bank may be later (or earlier) than the books, for what has no number.
WINDOW_DAYS: Final = 5
#: So many candidates are tried in combinations, and so many of them together.
_CANDIDATES, _TOGETHER = 14, 3
_NUMBER = re.compile(r"\d{4,}")


@dataclass(frozen=True, slots=True)
class Side:
    """A line of the bank (key its id) or an item of the books (key "v…" or "c…"): what can be compared."""

    key: str
    day: date
    amount: int
    cheque: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines and items that make up the same amount. `why`: undone, cheque, reference, amount, day_total, several. `sure`: only
    these two can be meant, so that they may be matched together with others at once."""

    lines: tuple[str, ...]
    items: tuple[str, ...]
    amount: int
    why: str
    sure: bool


def suggest(*, lines: Sequence[Side], items: Sequence[Side]) -> tuple[Suggestion, ...]:
    """Suggestions in which each line and each item stands at most once, the surest first."""
    open_lines, open_items = {each.key: each for each in lines}, {each.key: each for each in items}
    found: list[Suggestion] = []
    for rule in (_undone, _by_cheque, _by_reference, _by_amount, _by_day_total, _by_several):
        for made in rule(list(open_lines.values()), list(open_items.values())):
            if all(key in open_lines for key in made.lines) and all(key in open_items for key in made.items):
                found.append(made)
                for key in made.lines:
                    del open_lines[key]
                for key in made.items:
                    del open_items[key]
    return tuple(found)


def _undone(lines: list[Side], items: list[Side]) -> Iterator[Suggestion]:
    """A cheque that was paid out and stopped: the books undid it, the bank never saw it."""
    paid = {(each.cheque, each.amount): each for each in items if each.cheque and each.amount < 0}
    for item in items:
        made = paid.get((item.cheque, -item.amount)) if item.cheque and item.amount > 0 else None
        if made is not None:
            yield Suggestion((), (made.key, item.key), 0, "undone", True)


def _by_cheque(lines: list[Side], items: list[Side]) -> Iterator[Suggestion]:
    by_number = {(each.cheque.lstrip("0"), each.amount): each for each in items if each.cheque}
    for line in lines:
        item = by_number.get((line.cheque.lstrip("0"), line.amount)) if line.cheque else None
        if item is not None:
            yield Suggestion((line.key,), (item.key,), line.amount, "cheque", True)


def _by_reference(lines: list[Side], items: list[Side]) -> Iterator[Suggestion]:
    known: dict[tuple[str, int], list[Side]] = {}
    for item in items:
        for number in set(_NUMBER.findall(item.text)):
            known.setdefault((number, item.amount), []).append(item)
    for line in lines:
        hits = [each for number in set(_NUMBER.findall(line.text)) for each in known.get((number, line.amount), ())]
        if len({each.key for each in hits}) == 1:
            yield Suggestion((line.key,), (hits[0].key,), line.amount, "reference", True)


def _by_amount(lines: list[Side], items: list[Side]) -> Iterator[Suggestion]:
    """Nearest days first; sure when neither side has another of this amount nearby. Cheques go by their number."""
    by_amount: dict[int, list[Side]] = {}
    for item in items:
        by_amount.setdefault(item.amount, []).append(item)
    pairs = sorted(
        (abs((line.day - item.day).days), line.day, line.key, item.key)
        for line in lines
        for item in by_amount.get(line.amount, ())
        if _near(line, item) and not _two_cheques(line, item)
    )
    of_line = Counter(line_key for _, _, line_key, _ in pairs)
    of_item = Counter(item_key for _, _, _, item_key in pairs)
    amounts = {line.key: line.amount for line in lines}
    for _, _, line_key, item_key in pairs:
        sure = of_line[line_key] == of_item[item_key] == 1
        yield Suggestion((line_key,), (item_key,), amounts[line_key], "amount", sure)


def _two_cheques(line: Side, item: Side) -> bool:
    return bool(line.cheque and item.cheque and line.cheque.lstrip("0") != item.cheque.lstrip("0"))


def _near(one: Side, other: Side) -> bool:
    return abs((one.day - other.day).days) <= WINDOW_DAYS


class _Days:
    """One side by day and direction, so that only what is nearby is looked at."""

    def __init__(self, sides: list[Side]) -> None:
        self._by_day: dict[tuple[date, bool], list[Side]] = {}
        for each in sides:
            self._by_day.setdefault((each.day, each.amount > 0), []).append(each)

    def near(self, one: Side) -> Iterator[list[Side]]:
        """The days around one of the other side, each with what goes the same way."""
        for shift in range(-WINDOW_DAYS, WINDOW_DAYS + 1):
            found = self._by_day.get((one.day + timedelta(days=shift), one.amount > 0))
            if found:
                yield found


def _by_day_total(lines: list[Side], items: list[Side]) -> Iterator[Suggestion]:
    """One line for all that the books paid (or received) on a day, or the other way round."""
    for line, group in _totals(lines, _Days(items)):
        yield Suggestion((line.key,), group, line.amount, "day_total", False)
    for item, group in _totals(items, _Days(lines)):
        yield Suggestion(group, (item.key,), item.amount, "day_total", False)


def _totals(sides: list[Side], others: _Days) -> Iterator[tuple[Side, tuple[str, ...]]]:
    for one in sides:
        for those in others.near(one):
            if len(those) > 1 and sum(each.amount for each in those) == one.amount:
                yield one, tuple(each.key for each in those)


def _by_several(lines: list[Side], items: list[Side]) -> Iterator[Suggestion]:
    """One amount that two or three of the other side make up, while there are few to choose from."""
    for line, group in _combined(lines, _Days(items)):
        yield Suggestion((line.key,), group, line.amount, "several", False)
    for item, group in _combined(items, _Days(lines)):
        yield Suggestion(group, (item.key,), item.amount, "several", False)


def _combined(sides: list[Side], others: _Days) -> Iterator[tuple[Side, tuple[str, ...]]]:
    for one in sides:
        fitting = [each for those in others.near(one) for each in those if abs(each.amount) < abs(one.amount)]
        if len(fitting) <= _CANDIDATES:
            group = _adding_up(fitting, one.amount)
            if group:
                yield one, group


def _adding_up(fitting: list[Side], amount: int) -> tuple[str, ...]:
    for size in range(2, _TOGETHER + 1):
        for group in combinations(fitting, size):
            if sum(each.amount for each in group) == amount:
                return tuple(each.key for each in group)
    return ()
