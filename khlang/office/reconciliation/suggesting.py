"""Which lines of the bank and which items of the books are probably the same money. Pure.

The surest signs come first: the number of a cheque, a reference that both know, then the amount within a few days, at
last one amount that several of the other side make up. What only may be the same is suggested and never taken by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
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
    pairs = sorted(
        (abs((line.day - item.day).days), line.day, line.key, item.key) for line in lines for item in _same(line, items)
    )
    of_line: dict[str, int] = {}
    of_item: dict[str, int] = {}
    for _, _, line_key, item_key in pairs:
        of_line[line_key] = of_line.get(line_key, 0) + 1
        of_item[item_key] = of_item.get(item_key, 0) + 1
    amounts = {line.key: line.amount for line in lines}
    for _, _, line_key, item_key in pairs:
        sure = of_line[line_key] == of_item[item_key] == 1
        yield Suggestion((line_key,), (item_key,), amounts[line_key], "amount", sure)


def _same(line: Side, items: list[Side]) -> Iterator[Side]:
    for item in items:
        two_cheques = line.cheque and item.cheque and line.cheque.lstrip("0") != item.cheque.lstrip("0")
        if item.amount == line.amount and not two_cheques and _near(line, item):
            yield item


def _near(one: Side, other: Side) -> bool:
    return abs((one.day - other.day).days) <= WINDOW_DAYS


def _by_day_total(lines: list[Side], items: list[Side]) -> Iterator[Suggestion]:
    """One line for all that the books paid (or received) on a day, or the other way round."""
    for line in lines:
        for keys in _days(items, line.amount):
            if len(keys[1]) > 1 and keys[2] == line.amount and abs((keys[0] - line.day).days) <= WINDOW_DAYS:
                yield Suggestion((line.key,), keys[1], line.amount, "day_total", False)
    for item in items:
        for keys in _days(lines, item.amount):
            if len(keys[1]) > 1 and keys[2] == item.amount and abs((keys[0] - item.day).days) <= WINDOW_DAYS:
                yield Suggestion(keys[1], (item.key,), item.amount, "day_total", False)


def _days(sides: list[Side], like: int) -> Iterator[tuple[date, tuple[str, ...], int]]:
    """For each day the keys and the sum of what goes the same way as `like`."""
    days: dict[date, list[Side]] = {}
    for each in sides:
        if (each.amount > 0) == (like > 0):
            days.setdefault(each.day, []).append(each)
    for day, those in sorted(days.items()):
        yield day, tuple(each.key for each in those), sum(each.amount for each in those)


def _by_several(lines: list[Side], items: list[Side]) -> Iterator[Suggestion]:
    """One amount that two or three of the other side make up, while there are few to choose from."""
    for line in lines:
        for group in _groups(line, items):
            yield Suggestion((line.key,), group, line.amount, "several", False)
    for item in items:
        for group in _groups(item, lines):
            yield Suggestion(group, (item.key,), item.amount, "several", False)


def _groups(one: Side, others: list[Side]) -> Iterator[tuple[str, ...]]:
    fitting = [
        each for each in others if _near(one, each) and (each.amount > 0) == (one.amount > 0)
        and abs(each.amount) < abs(one.amount)
    ]  # fmt: skip
    if len(fitting) > _CANDIDATES:
        return
    for size in range(2, _TOGETHER + 1):
        for group in combinations(fitting, size):
            if sum(each.amount for each in group) == one.amount:
                yield tuple(each.key for each in group)
                return
