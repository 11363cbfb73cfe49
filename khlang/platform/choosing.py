"""What the choices of all forms have in common: identifiers shown again, words that fit, labels from tables and messages."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from khlang.core.chart import Account
from khlang.core.thai import normalise, to_arabic_digits
from khlang.platform.screens import Choice
from khlang.standards import chart, message

#: So many are offered at once; who wants another types more of it.
MOST: Final = 20
_LONGEST_TYPED: Final = 13


class Named(Protocol):
    """A row of a table with its code and its names."""

    @property
    def code(self) -> str:
        """What is sent."""

    @property
    def name_th(self) -> str:
        """What is shown in Thai."""

    @property
    def name_en(self) -> str:
        """What is shown in English."""


def identifier(text: str) -> int:
    """The identifier of a row that a form shows again; 0 for what people type, which is shorter (13 digits at most)."""
    return int(text) if text.isdigit() and len(text) > _LONGEST_TYPED else 0


def searched(text: str) -> str:
    """What was typed, as it is compared: Arabic digits, single spaces, small letters."""
    return to_arabic_digits(normalise(text)).casefold()


def named(rows: Iterable[Named]) -> tuple[Choice, ...]:
    """A choice of each row under its name."""
    return tuple(Choice(value=row.code, label=row.name_th, label_en=row.name_en) for row in rows)


def coded(rows: Iterable[Named]) -> tuple[Choice, ...]:
    """A choice of each row under its code and name."""
    return tuple(
        Choice(value=row.code, label=f"{row.code} {row.name_th}", label_en=f"{row.code} {row.name_en}") for row in rows
    )


def worded(prefix: str, values: Iterable[str]) -> tuple[Choice, ...]:
    """A choice of each value under the message `<prefix>.<value>`."""
    return tuple(
        Choice(value=value, label=message(f"{prefix}.{value}"), label_en=message(f"{prefix}.{value}", "en"))
        for value in values
    )


def fitting(choices: Iterable[Choice], text: str) -> Sequence[Choice]:
    """Those whose value is the text or whose label has every word of it; the first twenty."""
    wanted = searched(text)
    words = wanted.split()
    found = [
        choice
        for choice in choices
        if choice.value == wanted or all(word in f"{choice.label} {choice.label_en}".casefold() for word in words)
    ]
    return found[:MOST]


def fitting_accounts(text: str, *, among: Callable[[Account], bool] = lambda account: True) -> list[Account]:
    """Posting accounts of the chart by code or by words of the name, those that begin with the code first; twenty."""
    wanted = searched(text)
    found = [
        account
        for account in chart()
        if account.posting
        and among(account)
        and (
            account.code.startswith(wanted)
            or all(word in f"{account.name_th} {account.name_en}".casefold() for word in wanted.split())
        )
    ]
    return sorted(found, key=lambda account: not account.code.startswith(wanted))[:MOST]


def accounts(text: str, *, among: Callable[[Account], bool] = lambda account: True) -> Sequence[Choice]:
    """`fitting_accounts` under their names, the code beside it."""
    return [
        Choice(value=each.code, label=each.name_th, label_en=each.name_en, note=each.code)
        for each in fitting_accounts(text, among=among)
    ]
