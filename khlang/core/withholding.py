"""Withholding tax of payments: a table with days of validity, and arithmetic in whole satang.

Which payee is taxed at what rate is data (standards/withholding.toml); rates are hundredths of a per cent (100 = 1 %).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal

WHOLE = 10_000
"""A hundred per cent, in hundredths of a per cent."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The tax of one kind of payee: rate, the base (satang) from which it is due, the form it is reported on, and the
    account that it waits in."""

    payee: str
    form: str
    rate_bp: int
    minimum: int
    account: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rates of a span of days, with the rate of value added tax that is taken out of a price."""

    valid_from: date
    valid_to: date
    vat_bp: int
    rates: tuple[Rate, ...]
    source: str = ""

    def covers(self, day: date) -> bool:
        """Return whether the table holds on the day."""
        return self.valid_from <= day <= self.valid_to

    def rate(self, payee: str) -> Rate | None:
        """Return the rate of a kind of payee, or None when nothing is withheld from it."""
        return next((rate for rate in self.rates if rate.payee == payee), None)


@dataclass(frozen=True, slots=True)
class Tax:
    """What is withheld from one payment, in satang."""

    form: str
    account: str
    base: int
    rate_bp: int
    amount: int


def table_of(tables: Iterable[Table], *, on: date, field: str | None = None) -> Table:
    """Return the table that holds on the day.

    Refusals: withholding_table_expired (facts date, last: the last day of the newest table).
    """
    known = sorted(tables, key=lambda table: table.valid_from)
    for table in known:
        if table.covers(on):
            return table
    last = format_date(known[-1].valid_to) if known else "-"
    raise Refusal("withholding_table_expired", field=field, date=format_date(on), last=last)


def share(amount: int, part: int, whole: int) -> int:
    """Return amount × part ⁄ whole in satang, half a satang rounded up; nothing here is below zero."""
    return (2 * amount * part + whole) // (2 * whole)


def base_of(amount: int, *, vat_bp: int, vat_included: bool) -> int:
    """Return the price without value added tax (satang): what the tax is reckoned on."""
    return share(amount, WHOLE, WHOLE + vat_bp) if vat_included else amount


def reckon(table: Table, *, payee: str, amount: int, vat_included: bool) -> Tax | None:
    """Return the tax of a payment of `amount` satang, or None when none is due (ม.50(4), ม.69 ทวิ; spec 4.3).

    The rate is applied to the unrounded base: 145,000 with VAT in it gives 1,355.14.
    """
    rate = table.rate(payee)
    if rate is None:
        return None
    base = base_of(amount, vat_bp=table.vat_bp, vat_included=vat_included)
    if base < rate.minimum:
        return None
    tax = share(amount, rate.rate_bp, WHOLE + table.vat_bp if vat_included else WHOLE)
    return Tax(rate.form, rate.account, base, rate.rate_bp, tax) if tax else None
