"""Values as the API writes them: baht as text with two decimals, identifiers as text, days as ISO (C.E.), instants with
the offset of Bangkok."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field

from khlang.core import calendar
from khlang.core.money import plain_baht
from khlang.core.refusal import Refusal
from khlang.platform import clock
from khlang.platform.inputs import refused
from khlang.platform.screens import Column
from khlang.standards.personal_data import masked, personal_kind

_OLDEST_YEARS: Final = 150
ID_PATTERN: Final = r"^[0-9]{1,19}$"

#: Baht as text: "1250.00", "-3.50".
Amount = Annotated[str, Field(pattern=r"^-?[0-9]+\.[0-9]{2}$", examples=["1250.00"])]
#: An identifier as text: programs that know only 53-bit numbers would round it.
Id = Annotated[str, Field(pattern=ID_PATTERN, examples=["192351870148608001"])]
#: The same as a part of an address.
PathId = Annotated[str, Field(pattern=ID_PATTERN)]


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return calendar.parse_date(value, today=clock.today(), within_years=_OLDEST_YEARS)
    except Refusal as refusal:
        raise refused(refusal) from None


def _text(value: str) -> str:
    return value.strip()


#: A day asked for: ISO, or as people write it in the Buddhist era.
AskedDay = Annotated[date, BeforeValidator(_day)]
#: A word searched for.
AskedText = Annotated[str, Field(max_length=200), AfterValidator(_text)]
AskedPage = Annotated[int, Field(ge=1, le=1_000_000)]
AskedSize = Annotated[int, Field(ge=1, le=200)]


def amount(satang: int) -> str:
    """Satang as baht with two decimals and no separators."""
    return plain_baht(satang)


def instant(value: datetime | None) -> datetime | None:
    """The instant in Bangkok."""
    return value.astimezone(clock.BANGKOK) if value else None


def optional_id(value: int | None) -> str | None:
    """An identifier that may be absent."""
    return None if value is None else str(value)


def cell(column: Column, value: Any) -> Any:
    """A cell of a declared column."""
    if value is None:
        return None
    if column.kind == "money":
        return plain_baht(value) if isinstance(value, int) else value
    return bare(column.key, veiled(column.key, value, column.personal))


def veiled(key: str, value: Any, declared: str = "") -> Any:
    """A value of personal data as every program sees it: a national number without its middle."""
    kind = personal_kind(key, declared)
    return masked(kind, value) if kind and kind.hidden(oversight=False) and isinstance(value, str) and value else value


def bare(key: str, value: Any) -> Any:
    """Any value under its key: identifiers become text, days and instants ISO; containers are gone through."""
    if isinstance(value, Mapping):
        return {str(name): bare(str(name), each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [bare(key, each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(clock.BANGKOK).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if key == "id" or key.endswith("_id") or abs(value) > 2**53 else value
    return value


def pages(count: int, size: int) -> int:
    """How many pages there are, at least one."""
    return max(1, -(-count // size))
