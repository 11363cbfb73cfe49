"""Withholding tax as data: the tables by days of validity, and the accounts in which the tax waits."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from khlang.core.money import parse_baht
from khlang.core.refusal import Refusal
from khlang.core.withholding import Rate, Table
from khlang.standards.files import document

_FILE = "withholding.toml"


@cache
def tax_forms() -> Mapping[str, str]:
    """Return the account of each form (pnd1, pnd3, pnd53) on which withheld tax is reported."""
    return MappingProxyType({row["code"]: row["account"] for row in document(_FILE)["form"]})


def tax_account(form: str, *, field: str | None = None) -> str:
    """Return the account of a form. Refusals: tax_form_unknown (fact form)."""
    found = tax_forms().get(form)
    if found is None:
        raise Refusal("tax_form_unknown", field=field, form=form or "-")
    return found


@cache
def withholding_tables() -> tuple[Table, ...]:
    """Return every table of rates, the oldest first."""
    tables = [_table(row) for row in document(_FILE)["table"]]
    return tuple(sorted(tables, key=lambda table: table.valid_from))


def _table(row: dict[str, Any]) -> Table:
    since, until = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    if since > until:
        raise ValueError(f"withholding table from {since}: it ends before it begins")
    rates = tuple(
        Rate(rate["payee"], rate["form"], rate["rate_bp"], parse_baht(rate["minimum"]), tax_forms()[rate["form"]])
        for rate in row["rate"]
    )
    return Table(since, until, row["vat_bp"], rates, row["source"])
