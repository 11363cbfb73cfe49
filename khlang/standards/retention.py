"""How long each kind of data is kept, why, and who deletes it: the table retention.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from khlang.standards.files import document

DELETERS = ("program", "owner", "archive", "nobody")


@dataclass(frozen=True, slots=True)
class Retention:
    """One kind of data: the tables it lies in, whose it is, what it is for, how long it is kept and who deletes it."""

    key: str
    th: str
    en: str
    tables: tuple[str, ...]
    whose: str
    purpose: str
    basis: str
    keep: str
    days: int
    deleted_by: str
    source: str
    certain: bool

    def __post_init__(self) -> None:
        """Refuse a row that contradicts itself when it is read."""
        if self.deleted_by not in DELETERS or (self.days > 0) != (self.deleted_by in ("program", "owner")):
            raise ValueError(f"retention of {self.key}: {self.days} days, deleted by {self.deleted_by}")

    def holds(self, table: str) -> bool:
        """Whether a table ("access.person") is of this kind."""
        return table in self.tables or f"{table.partition('.')[0]}.*" in self.tables


@cache
def retention() -> Mapping[str, Retention]:
    """Every kind of data by its key."""
    rows = document("retention.toml")["kind"]
    return MappingProxyType({row["key"]: Retention(**{**row, "tables": tuple(row["tables"])}) for row in rows})
