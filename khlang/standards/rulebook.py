"""The posting rules, one file per module of the office."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from khlang.core.posting import Rule, RuleLine
from khlang.standards.files import documents


@cache
def _rules() -> Mapping[str, Rule]:
    found: dict[str, Rule] = {}
    for _, content in documents("posting_rules"):
        for row in content["rule"]:
            made = _rule(row)
            if made.event in found:
                raise ValueError(f"two posting rules for {made.event}")
            found[made.event] = made
    return MappingProxyType(found)


def _rule(row: dict[str, Any]) -> Rule:
    book = row.get("book", "accrual")
    lines = tuple(_line({"book": book, **line}) for line in row["line"])
    return Rule(row["event"], row["voucher"], row["source"], row["note"], lines)


def _line(row: dict[str, str]) -> RuleLine:
    if unknown := row.keys() - {"book", "side", "account", "amount", "each"}:
        raise ValueError(f"posting rule line with unknown {sorted(unknown)}: {row}")
    return RuleLine(row["side"], row["account"], row["amount"], row.get("each"), row["book"])


def rules() -> tuple[Rule, ...]:
    """Return every posting rule in the order of the files and of the rules in them."""
    return tuple(_rules().values())


def rule(event: str) -> Rule:
    """Return what the event posts; KeyError when there is no rule: a lifecycle names an event nobody wrote."""
    return _rules()[event]
