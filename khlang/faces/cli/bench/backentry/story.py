"""What an office wrote by hand while the system was closed from 27 March 2568: receipts, dika, and every day its slips, its
report of cheques and its daily status. Plain figures, always the same for the same numbers; amounts are satang."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from khlang.core.calendar import fiscal_year

BEGINS: Final = date(2025, 3, 27)
#: The last so many days of the spell are there to enter what the others wrote.
TO_ENTER: Final = 9
SHORTEST: Final = 20
ITEMS: Final = ("41210008", "41239001", "41229003")
PAYERS: Final = ("นางบุญมี ทองสุข", "นายสมหมาย ดีงาม", "ร้านเจริญการค้า", "นางสาวมาลี ใจดี", "นายทองดี แสงจันทร์")
PAYEES: Final = tuple(f"ร้านทุ่งทองพาณิชย์ {number}" for number in range(1, 21))
#: Budget lines: short name, work, item, name.
LINES: Final = (
    ("L15", "00111", "320100", "จ้างเหมาบริการ"), ("L16", "00111", "320300", "ค่าเดินทางไปราชการ"),
    ("L20", "00111", "340100", "ค่าไฟฟ้า"), ("L33", "00211", "320300", "ค่าจัดการเรียนการสอน ศพด."),
)  # fmt: skip
SAVINGS, CURRENT, CASH = "KTB-S", "KTB-C", "cash"
BOOK: Final = 100


@dataclass(frozen=True, slots=True)
class Written:
    """A receipt: its place in the stock, its day, from whom, lines of item and amount; `banked` money came by transfer."""

    book: str
    number: int
    day: date
    payer: str
    lines: tuple[tuple[str, int], ...]
    banked: bool

    @property
    def amount(self) -> int:
        """All lines together."""
        return sum(amount for _, amount in self.lines)


@dataclass(frozen=True, slots=True)
class Spent:
    """A dika of one budget line, paid by a cheque of the same day."""

    number: int
    day: date
    payee: str
    line: str
    amount: int

    @property
    def cheque(self) -> str:
        """The number of its cheque."""
        return f"{self.number:07d}"


@dataclass(slots=True)
class Day:
    """The papers of a day; `number` is that of its slip, summary, report and daily status."""

    number: int
    day: date
    receipts: list[Written] = field(default_factory=list)
    dikas: list[Spent] = field(default_factory=list)

    def received(self, *, banked: bool) -> int:
        """What came in, into the bank or into the box."""
        return sum(each.amount for each in self.receipts if each.banked == banked)

    @property
    def paid(self) -> int:
        """What the cheques of the day come to."""
        return sum(each.amount for each in self.dikas)


class Story:
    """So many receipts and dika over the working days of a spell of `days` days, the first and the last one counted."""

    def __init__(self, *, receipts: int = 5200, dikas: int = 2000, days: int = 200) -> None:
        length = max(days, SHORTEST)
        self.begins = BEGINS
        self.restored = BEGINS + timedelta(days=length - TO_ENTER - 1)
        self.certified = BEGINS + timedelta(days=length - 1)
        span = (self.restored - self.begins).days + 1
        working = [day for at in range(span) if (day := BEGINS + timedelta(days=at)).weekday() < 5]
        count = max(1, min(len(working), max(receipts, dikas) // 4))
        chosen = [working[at * (len(working) - 1) // max(1, count - 1)] for at in range(count)]
        self.days = [Day(number, day) for number, day in enumerate(dict.fromkeys(chosen), start=1)]
        self._receive(receipts)
        self._spend(dikas)

    @property
    def crosses(self) -> bool:
        """Whether 30 September lies between the first paper and its entry."""
        return fiscal_year(self.certified) > fiscal_year(self.begins)

    def _receive(self, count: int) -> None:
        """Books of a hundred leaves; with the new year a new book is begun."""
        chance = random.Random(2568)
        leaf, year = 0, 0
        for at in range(count):
            day = self.days[at * len(self.days) // count]
            if fiscal_year(day.day) != year:
                year, leaf = fiscal_year(day.day), -(-leaf // BOOK) * BOOK
            lines = tuple((item, 100 * chance.randint(20, 900)) for item in chance.sample(ITEMS, 1 + (at % 10 == 0)))
            book, number = str(leaf // BOOK + 1), leaf % BOOK + 1
            day.receipts.append(Written(book, number, day.day, chance.choice(PAYERS), lines, at % 7 == 3))
            leaf += 1

    def _spend(self, count: int) -> None:
        chance = random.Random(2569)
        for at in range(count):
            day = self.days[at * len(self.days) // count]
            line, amount = chance.choice(LINES)[0], 100 * chance.randint(100, 3000)
            day.dikas.append(Spent(at + 1, day.day, chance.choice(PAYEES), line, amount))

    @cached_property
    def receipts(self) -> list[Written]:
        """All receipts."""
        return [each for day in self.days for each in day.receipts]

    @cached_property
    def dikas(self) -> list[Spent]:
        """All dika."""
        return [each for day in self.days for each in day.dikas]

    @property
    def books(self) -> dict[str, tuple[date, int]]:
        """The receipt books by their numbers: the day of their first leaf, and how many leaves were written."""
        found: dict[str, tuple[date, int]] = {}
        for each in self.receipts:
            day, _ = found.get(each.book, (each.day, 0))
            found[each.book] = (day, each.number)
        return found

    def figures(self, *, fiscal_year_of: int) -> Mapping[str, int]:
        """What the papers of a fiscal year (B.E.) should have moved: cash and bank accounts, each item of revenue, and
        `spent`; debit-positive."""
        found: dict[str, int] = dict.fromkeys((CASH, SAVINGS, CURRENT, "spent", *ITEMS), 0)
        for day in (each for each in self.days if fiscal_year(each.day) == fiscal_year_of):
            found[CASH] += day.received(banked=False)
            found[SAVINGS] += day.received(banked=True)
            found[CURRENT] -= day.paid
            found["spent"] += day.paid
            for item, amount in (line for each in day.receipts for line in each.lines):
                found[item] -= amount
        return {key: amount for key, amount in found.items() if amount}
