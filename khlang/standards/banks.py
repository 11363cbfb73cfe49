"""The banks of Thailand by their three-digit codes, as transfers and payee accounts name them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from khlang.core.refusal import Refusal
from khlang.core.thai import normalise, to_arabic_digits
from khlang.standards.files import table


@dataclass(frozen=True, slots=True)
class ThaiBank:
    """One bank; `digits` are the lengths that its account numbers may have."""

    code: str
    abbreviation: str
    name_th: str
    name_en: str
    digits: tuple[int, ...]
    source: str
    valid_from: date | None = None
    valid_to: date | None = None


@cache
def thai_banks() -> Mapping[str, ThaiBank]:
    """Return the banks by code, in the order of their codes."""
    return MappingProxyType({row["code"]: _bank(row) for row in table("classifications/banks.csv")})


def _bank(row: Mapping[str, str]) -> ThaiBank:
    since, until = (date.fromisoformat(row[name]) if row[name] else None for name in ("from", "to"))
    lengths = tuple(int(length) for length in row["digits"].split())
    return ThaiBank(
        row["code"], row["abbreviation"], row["name_th"], row["name_en"], lengths, row["source"], since, until
    )


def thai_bank(name: str, *, field: str | None = None) -> ThaiBank:
    """Return the bank that a person or a file names: "006", "6", "KTB", "ธนาคารกรุงไทย", "ธ.กรุงไทย", "กรุงไทย".

    Refusals: bank_unknown (fact bank).
    """
    wanted = _plain(name)
    found = thai_banks().get(wanted.zfill(3) if wanted.isdigit() else wanted) or _by_name().get(wanted)
    if found is None:
        raise Refusal("bank_unknown", field=field, bank=name[:60])
    return found


@cache
def _by_name() -> Mapping[str, ThaiBank]:
    named = {}
    for bank in thai_banks().values():
        for name in (bank.abbreviation, bank.name_th, bank.name_en):
            named[_plain(name)] = bank
    return named


def _plain(name: str) -> str:
    text = to_arabic_digits(normalise(name)).casefold().replace(" ", "")
    for start in ("ธนาคาร", "ธ."):
        text = text.removeprefix(start)
    return text
