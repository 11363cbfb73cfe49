"""What forms offer of the people of the office."""

from collections.abc import Sequence

from khlang.platform import choosing
from khlang.platform.screens import Choice
from khlang.spine.access import queries


def everybody() -> tuple[Choice, ...]:
    """People of the office; choosing one fills the name in where the form has one."""
    return tuple(
        Choice(value=str(each.id), label=each.name_th, fills={"name": each.name_th}) for each in queries.people()
    )


def people(text: str) -> Sequence[Choice]:
    """People of the office, by name."""
    return choosing.fitting(everybody(), text)
