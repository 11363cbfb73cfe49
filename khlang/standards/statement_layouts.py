"""The layouts of bank statements: which column of a bank's file is what (bank_statements.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal

from khlang.standards.files import document

_NEEDED: Final = ("day", "balance")
_KNOWN: Final = ("day", "description", "cheque", "reference", "withdrawal", "deposit", "amount", "direction", "balance")


@dataclass(frozen=True, slots=True)
class StatementLayout:
    """One layout: for each column the titles it may have. Amounts stand in two columns (`withdrawal`, `deposit`), in one
    that is signed, or in one beside a `direction` that holds one of the marks. `bank` is a three-digit code, "" any."""

    key: str
    bank: str
    name_th: str
    name_en: str
    columns: Mapping[str, tuple[str, ...]]
    numeric_years: Literal["BE", "CE"]
    negative_withdrawals: bool
    debit_marks: tuple[str, ...]
    credit_marks: tuple[str, ...]
    source: str

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a file is not of this layout."""
        sides = ("withdrawal", "deposit") if "withdrawal" in self.columns else ("amount",)
        return (*_NEEDED, *sides, *(("direction",) if "direction" in self.columns else ()))


@cache
def statement_layouts() -> tuple[StatementLayout, ...]:
    """Return the layouts in the order of their file."""
    return tuple(_layout(row) for row in document("bank_statements.toml")["layout"])


def _layout(row: Mapping[str, Any]) -> StatementLayout:
    columns = {name: tuple(titles) for name, titles in row["columns"].items()}
    layout = StatementLayout(
        row["key"], row["bank"], row["th"], row["en"], MappingProxyType(columns), row["numeric_years"],
        row.get("negative_withdrawals", False), tuple(row.get("debit_marks", ())), tuple(row.get("credit_marks", ())),
        row["source"],
    )  # fmt: skip
    if set(columns) - set(_KNOWN) or set(layout.required) - set(columns):
        raise ValueError(f"bank_statements.toml: the columns of {layout.key} are not those of a statement")
    if "direction" in columns and not (layout.debit_marks and layout.credit_marks):
        raise ValueError(f"bank_statements.toml: {layout.key} has a direction column without marks")
    return layout
