"""What stands behind the identifiers in ledger lines: payees under payables, budget lines in the budget book."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from khlang.faces.web.place import Place
from khlang.office.budget import queries as budget
from khlang.spine.parties import queries as parties

#: Shorter numbers are codes that people read (items of revenue, bank accounts), not identifiers.
_DIGITS: Final = 13


def subs(lines: Iterable[Any], place: Place) -> Mapping[tuple[str, str], str]:
    """Names by book and sub-account of some lines; what has been read for this page is not read again."""
    known: dict[tuple[str, str], str] = place.memory.setdefault("subs", {})
    wanted = {("budget" if each.book == "budget" else "", each.sub) for each in lines if _identifier(each.sub)}
    wanted -= known.keys()
    known.update({key: "" for key in wanted})
    names = _parties([int(sub) for book, sub in wanted if not book])
    known.update({("", str(key)): name for key, name in names.items()})
    codes = _budget_lines([int(sub) for book, sub in wanted if book])
    known.update({("budget", str(key)): name for key, name in codes.items()})
    return known


def _identifier(sub: str) -> bool:
    return sub.isdecimal() and len(sub) > _DIGITS


def _parties(ids: Sequence[int]) -> dict[int, str]:
    return {key: party.name for key, party in parties.get_many(party_ids=ids).items()} if ids else {}


def _budget_lines(ids: Sequence[int]) -> dict[int, str]:
    found = budget.balances_of(line_ids=ids) if ids else {}
    return {key: f"{each.line.code} {each.line.name_th}" for key, each in found.items()}
