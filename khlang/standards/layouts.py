"""Layouts of statements and registers: titles, columns, and which accounts the rows take."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from khlang.standards.files import documents

COLUMN_KINDS: Final = ("text", "code", "money", "date", "number")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the key in the data, its heading (and the heading above it), its kind, whether it is totalled."""

    key: str
    th: str
    en: str
    kind: str
    total: bool
    group_th: str
    group_en: str

    def __post_init__(self) -> None:
        """Refuse a mistyped layout when it is loaded."""
        if self.kind not in COLUMN_KINDS:
            raise ValueError(f"column {self.key}: unknown kind {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a statement, read by `core.statements`: it takes accounts (codes or their beginnings) or sums rows.

    style: "" or heading, total, note, when_not_zero (printed only if it is not zero).
    """

    key: str
    th: str
    en: str
    accounts: tuple[str, ...]
    sums: tuple[str, ...]
    style: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One statement or register as it is shown, printed and exported."""

    key: str
    title_th: str
    title_en: str
    source: str
    paper: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def _layout(key: str, content: dict[str, Any]) -> Layout:
    columns = tuple(
        Column(
            row["key"],
            row["th"],
            row["en"],
            row.get("kind", "text"),
            row.get("total", False),
            row.get("group_th", ""),
            row.get("group_en", ""),
        )
        for row in content["column"]
    )
    rows = tuple(
        Row(
            row["key"],
            row["th"],
            row["en"],
            tuple(row.get("accounts", ())),
            tuple(row.get("sums", ())),
            row.get("style", ""),
        )
        for row in content.get("row", ())
    )
    paper = content.get("paper", "a4")
    return Layout(key, content["title_th"], content["title_en"], content["source"], paper, columns, rows)


@cache
def _layouts(folder: str) -> Mapping[str, Layout]:
    return MappingProxyType({key: _layout(key, content) for key, content in documents(folder)})


def report(name: str) -> Layout:
    """Return the layout of a statement; KeyError when there is none."""
    return _layouts("reports")[name]


def reports() -> tuple[Layout, ...]:
    """Return every statement by name."""
    return tuple(_layouts("reports").values())


def register(name: str) -> Layout:
    """Return the layout of a register; KeyError when there is none."""
    return _layouts("registers")[name]


def registers() -> tuple[Layout, ...]:
    """Return every register by name."""
    return tuple(_layouts("registers").values())
