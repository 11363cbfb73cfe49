"""The few functions of a spreadsheet that the workbook of the kit computes with, reckoned as a spreadsheet program would."""

import re
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook

ZERO = date(1899, 12, 30)
_TOKEN = re.compile(
    r"""(?P<text>"[^"]*")|(?P<range>'[^']+'!\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+|\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)"""
    r"""|(?P<call>[A-Z]+)\(|(?P<cell>\$?[A-Z]+\$?\d+)|(?P<op><>|[=&])"""
)


class Wrong:
    """An error of a cell (#VALUE!): whatever is reckoned with it is wrong too."""

    def _same(self, *_: Any) -> "Wrong":
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __lt__ = __gt__ = _same


def serial(value: Any) -> Any:
    """A cell as a spreadsheet program holds it: days are numbers, nothing is the empty text."""
    if hasattr(value, "year"):
        return (date(value.year, value.month, value.day) - ZERO).days
    return "" if value is None else value


class Sheets:
    """A workbook being computed, each cell once."""

    def __init__(self, book: Workbook) -> None:
        self.book, self.known = book, {}

    def cell(self, sheet: str, place: str) -> Any:
        """What stands in a cell, or what its formula comes to."""
        key = (sheet, place.replace("$", ""))
        if key not in self.known:
            said = self.book[sheet][key[1]].value
            formula = isinstance(said, str) and said.startswith("=")
            self.known[key] = self._reckon(sheet, said[1:]) if formula else serial(said)
        return self.known[key]

    def _reckon(self, sheet: str, formula: str) -> Any:
        return eval(_TOKEN.sub(self._python, formula), self._functions(sheet))  # our own formulas only

    @staticmethod
    def _python(found: re.Match[str]) -> str:
        if found["text"] is not None:
            return found["text"]
        if found["range"]:
            return f"SPAN({found['range']!r})"
        if found["call"]:
            return f"{found['call']}_("
        if found["cell"]:
            return f"CELL({found['cell']!r})"
        return {"<>": "!=", "=": "==", "&": "+STR+"}[found["op"]]

    def _functions(self, sheet: str) -> dict[str, Any]:
        return {
            "CELL": lambda place: self.cell(sheet, place), "SPAN": lambda text: self._span(sheet, text),
            "STR": _Joint(), "OR_": lambda *each: any(each), "SUM_": lambda span: sum(map(number, span)),
            "IF_": lambda when, yes, no: when if isinstance(when, Wrong) else yes if when else no,
            "IFERROR_": lambda value, other: other if isinstance(value, Wrong) else value,
            "ISNUMBER_": lambda value: isinstance(value, (int, float)), "VALUE_": number_or_wrong,
            "SUBSTITUTE_": lambda text, old, new: str(text).replace(old, new),
            "YEAR_": lambda value: part(value, "year"), "MONTH_": lambda value: part(value, "month"),
            "DAY_": lambda value: part(value, "day"), "DATE_": made, "FIND_": find,
            "MID_": lambda text, at, count: either(lambda: str(text)[at - 1 : at - 1 + count]),
            "LEFT_": lambda text, count: either(lambda: str(text)[:count]), "SUMIFS_": sumifs,
        }  # fmt: skip

    def _span(self, sheet: str, text: str) -> list[Any]:
        named, _, area = text.rpartition("!")
        where = named.strip("'") or sheet
        rows = self.book[where][area.replace("$", "")]
        return [self.cell(where, each.coordinate) for row in rows for each in row]


class _Joint:
    """«"<"&C3»: texts joined."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def __radd__(self, left: Any) -> "_Joint":
        return _Joint(str(left))

    def __add__(self, right: Any) -> str:
        return f"{self.text}{right}"


def either(reckon: Any) -> Any:
    """What it comes to, or an error."""
    try:
        return reckon()
    except (TypeError, ValueError):
        return Wrong()


def number(value: Any) -> float:
    """Only numbers are summed up."""
    return value if isinstance(value, (int, float)) else 0


def number_or_wrong(text: Any) -> Any:
    """VALUE: a text as a number."""
    return text if isinstance(text, Wrong) else either(lambda: float(text) if "." in str(text) else int(text))


def part(value: Any, name: str) -> Any:
    """Of a day its year, month or day."""
    return either(lambda: getattr(ZERO + timedelta(days=value), name))


def made(year: Any, month: Any, day: Any) -> Any:
    """DATE."""
    return either(lambda: (date(int(year), int(month), int(day)) - ZERO).days)


def find(wanted: str, text: Any, start: Any = 1) -> Any:
    """FIND: counted from one."""
    return either(lambda: str(text).index(wanted, start - 1) + 1)


def sumifs(amounts: list[Any], *conditions: Any) -> float:
    """SUMIFS: amounts whose rows fulfil every condition («KTB-S», «<45597», «=45597»)."""
    pairs = list(zip(conditions[::2], conditions[1::2], strict=True))
    rows = range(len(amounts))
    return sum(number(amounts[at]) for at in rows if all(fits(span[at], wanted) for span, wanted in pairs))


def fits(value: Any, wanted: Any) -> bool:
    """A condition of SUMIFS; a number is compared with numbers only."""
    if not isinstance(wanted, str) or wanted[:1] not in "<=":
        return bool(value == wanted)
    if not isinstance(value, (int, float)):
        return False
    return value < float(wanted[1:]) if wanted[0] == "<" else value == float(wanted[1:])
