"""Kinds of dika: what each may be paid from, what it must cite, what may be kept back, which papers belong to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from khlang.core.refusal import Refusal
from khlang.standards.files import document

_FILE: Final = "dika_kinds.toml"
SOURCES: Final = ("budget", "committed", "liability", "receivable", "revenue", "surplus", "bank", "expense")
NEEDS: Final = ("acceptance", "obligation", "advance", "receipt", "council")
PAYEES: Final = ("one", "many", "own")
WITHHOLDING: Final = ("computed", "offered", "given", "none")


@dataclass(frozen=True, slots=True)
class DikaKind:
    """One kind. `account` is what every line of it debits ("" when each line says so itself). `funded_by` is the liability
    that a grant waits in, `recognised` the revenue it becomes when it is spent."""

    code: str
    name_th: str
    name_en: str
    sources: tuple[str, ...]
    needs: tuple[str, ...]
    payee: str
    withholding: str
    deductions: tuple[str, ...]
    evidence: tuple[str, ...]
    account: str
    funded_by: str
    recognised: str
    source: str


@dataclass(frozen=True, slots=True)
class DeductionKind:
    """Something kept back from a payment: the account it is credited to, and its sub-account if that is always the same.
    `per_payee`: the sub-account is the payee."""

    code: str
    account: str
    sub: str
    per_payee: bool
    source: str


@cache
def dika_kinds() -> Mapping[str, DikaKind]:
    """Return every kind by code, in the order of the table."""
    return MappingProxyType({row["code"]: _kind(row) for row in document(_FILE)["kind"]})


def _kind(row: dict[str, Any]) -> DikaKind:
    known = (row["payee"] in PAYEES, row["withholding"] in WITHHOLDING, set(row["sources"]) <= set(SOURCES))
    if not all(known) or not set(row["needs"]) <= set(NEEDS) or not set(row["deductions"]) <= deduction_kinds().keys():
        raise ValueError(f"dika kind {row['code']}: not understood")
    return DikaKind(
        row["code"], row["th"], row["en"], tuple(row["sources"]), tuple(row["needs"]), row["payee"], row["withholding"],
        tuple(row["deductions"]), tuple(row["evidence"]), row.get("account", ""), row.get("funded_by", ""),
        row.get("recognised", ""), row["source"],
    )  # fmt: skip


def dika_kind(code: str, *, field: str | None = "dika_kind") -> DikaKind:
    """Return one kind. Refusals: choice_unknown (fact value)."""
    found = dika_kinds().get(code)
    if found is None:
        raise Refusal("choice_unknown", field=field, value=code[:60])
    return found


@cache
def deduction_kinds() -> Mapping[str, DeductionKind]:
    """Return every kind of deduction by code."""
    return MappingProxyType(
        {
            row["code"]: DeductionKind(
                row["code"], row["account"], row.get("sub", ""), row.get("per_payee", False), row["source"]
            )
            for row in document(_FILE)["deduction"]
        }
    )


def evidence_codes() -> tuple[str, ...]:
    """Return every kind of paper that any kind of dika is examined with, in the order in which they first occur."""
    return tuple(dict.fromkeys(code for kind in dika_kinds().values() for code in kind.evidence))


@cache
def procured_categories() -> frozenset[str]:
    """Return the expenditure categories that are paid on an acceptance only."""
    return frozenset(document(_FILE)["procured"])
