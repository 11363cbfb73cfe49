"""Cheques and withdrawal slips: who signs the report of those prepared, what they draw on, when a cheque is stale."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from khlang.standards.duty_matrix import duties
from khlang.standards.files import document


@cache
def signing_places() -> tuple[str, ...]:
    """Return the roles that sign a report of cheques prepared, in the order in which the paper shows them."""
    return tuple(row["role"] for row in document("cheques.toml")["signature"])


def places_of(held: frozenset[str]) -> tuple[str, ...]:
    """Return the places that a person with these duties may sign in: those of roles whose every duty they hold."""
    return tuple(place for place in signing_places() if duties().role(place).duties <= held)


def stale_months() -> int:
    """Return after how many months a cheque that was not presented is stale."""
    return int(document("cheques.toml")["stale"]["months"])


@cache
def draws_on() -> Mapping[str, tuple[str, ...]]:
    """Return the kinds of bank account that each numbered form of the bank (cheque, withdrawal) draws on."""
    return MappingProxyType({kind: tuple(kinds) for kind, kinds in document("cheques.toml")["draws_on"].items()})
