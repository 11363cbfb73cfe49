"""What forms offer of the organisation: its divisions."""

from khlang.platform import choosing
from khlang.platform.screens import Choice
from khlang.spine.organisations import queries


def divisions() -> tuple[Choice, ...]:
    """The divisions of the office, by code."""
    return choosing.named(queries.divisions())


def division_ids() -> tuple[Choice, ...]:
    """The divisions of the office, for a field that takes the identifier."""
    return tuple(Choice(value=str(each.id), label=each.name_th, label_en=each.name_en) for each in queries.divisions())
