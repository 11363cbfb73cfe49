"""What a box of the grid offers: a choice of the schema, or a list of codes that grows with the office (bank accounts,
budget lines, receipt items). Lists are browser lists: typing anything else is never hindered."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from khlang.core import calendar
from khlang.faces.web.place import Place
from khlang.office.banking import queries as banking
from khlang.office.budget import queries as budget
from khlang.spine.organisations import queries as organisations
from khlang.standards import revenue_items

Pairs = Sequence[tuple[str, str]]


def _banks(place: Place) -> Pairs:
    return [(bank.code, f"{bank.bank_name} {bank.account_no}") for bank in banking.bank_accounts(with_closed=False)]


def _items(place: Place) -> Pairs:
    return [(item.code, item.name_th) for item in revenue_items()]


def _lines(place: Place) -> Pairs:
    year = calendar.fiscal_year(place.today)
    return [(row.line.code, row.line.name_th) for row in budget.line_balances(fiscal_year=year)]


def _divisions(place: Place) -> Pairs:
    return [(row.code, row.name_th) for row in organisations.divisions()]


def _places(place: Place) -> Pairs:
    return [("cash", place.say("place.cash")), *_banks(place)]


#: By the name of the field.
_LISTS: Final[Mapping[str, tuple[str, Callable[[Place], Pairs]]]] = {
    "bank_account": ("banks", _banks), "from_account": ("banks", _banks), "to_account": ("banks", _banks),
    "item": ("items", _items), "line": ("lines", _lines), "from_line": ("lines", _lines), "to_line": ("lines", _lines),
    "budget_line": ("lines", _lines), "division": ("divisions", _divisions), "place": ("places", _places),
}  # fmt: skip


def offer_of(column: Any, value: str, place: Place) -> Mapping[str, Any]:
    """The options of a select, or the name of the list of a box."""
    if column.choices:
        chosen = [{"value": each, "label": label, "selected": each == value} for each, label in column.choices]
        return {"options": [{"value": "", "label": "–", "selected": not value}, *chosen], "list": ""}
    return {"options": (), "list": _LISTS[column.key][0] if column.key in _LISTS else ""}


def lists_of(columns: Sequence[Any], place: Place) -> list[Mapping[str, Any]]:
    """The lists that the boxes of some columns need, each once."""
    wanted = {_LISTS[column.key][0]: _LISTS[column.key][1] for column in columns if column.key in _LISTS}
    return [
        {"id": f"list-{name}", "options": [{"value": value, "label": label} for value, label in make(place)]}
        for name, make in wanted.items()
    ]
