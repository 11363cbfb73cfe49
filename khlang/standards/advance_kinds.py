"""Kinds of advances: the account of the debt, and by when and how it must be cleared."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from khlang.core.refusal import Refusal
from khlang.standards.files import document

COUNTED_FROM: Final = ("payment", "return", "agreed")


@dataclass(frozen=True, slots=True)
class AdvanceKind:
    """One kind of advance while its row is in use. `vouchers`: it is cleared by vouchers; otherwise by money alone."""

    code: str
    name_th: str
    name_en: str
    account: str
    takes_budget: bool
    vouchers: bool
    counted_from: str
    days: int
    source: str
    valid_from: date | None = None
    valid_to: date | None = None

    def valid(self, on: date) -> bool:
        """Whether the row is in use on the day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def due(self, *, paid_on: date | None, return_date: date | None, agreed: date | None) -> date | None:
        """The last day for clearing it, or None while the day that it is counted from is not known."""
        start = {"payment": paid_on, "return": return_date, "agreed": agreed}[self.counted_from]
        return start + timedelta(days=self.days) if start else None


@cache
def _kinds() -> tuple[AdvanceKind, ...]:
    return tuple(_kind(row) for row in document("advance_kinds.toml")["kind"])


def _kind(row: dict[str, Any]) -> AdvanceKind:
    if row["counted_from"] not in COUNTED_FROM:
        raise ValueError(f"advance kind {row['code']}: counted from {row['counted_from']!r}")
    since, until = (date.fromisoformat(row[key]) if row[key] else None for key in ("from", "to"))
    return AdvanceKind(
        row["code"], row["th"], row["en"], row["account"], row["takes_budget"], row["vouchers"], row["counted_from"],
        row["days"], row["source"], since, until,
    )  # fmt: skip


def advance_kinds(*, on: date) -> tuple[AdvanceKind, ...]:
    """Every kind in use on a day, in the order of the table."""
    return tuple(kind for kind in _kinds() if kind.valid(on))


def advance_kind(code: str, *, on: date, field: str | None = "kind") -> AdvanceKind:
    """The kind as it is on a day. Refusal: choice_unknown."""
    found = next((kind for kind in advance_kinds(on=on) if kind.code == code), None)
    if found is None:
        raise Refusal("choice_unknown", field=field, value=code)
    return found
