"""Pieces that several papers of procurement share: goods, days, what is called differently for goods and for work."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.withholding import base_of
from khlang.office.procurement.quantities import format_quantity
from khlang.spine.documents import print_data
from khlang.spine.parties import prints as parties_on_paper
from khlang.spine.parties import queries as parties
from khlang.standards import message
from khlang.standards.withholding import withholding_tables

Facts = Iterable[tuple[str, str]]


class Goods(Protocol):
    """A line of anything bought: thousandths of a unit at satang."""

    @property
    def quantity(self) -> int:
        """Thousandths of the unit."""

    @property
    def unit(self) -> str:
        """What is counted."""

    @property
    def unit_price(self) -> int:
        """Satang for one."""

    @property
    def amount(self) -> int:
        """Satang for all of it."""


def of_category(key: str, category: str) -> str:
    """A text that differs between buying goods and hiring (service and works)."""
    return message(f"{key}.{'buy' if category == 'goods' else 'hire'}")


def goods_row(*, line: Goods, item: str) -> dict[str, str]:
    """A line as the table of goods prints it."""
    return {
        "item": item, "quantity": format_quantity(line.quantity) if line.quantity else "-", "unit": line.unit,
        "unit_price": format_baht(line.unit_price), "amount": format_baht(line.amount),
    }  # fmt: skip


def long_day(day: date | None) -> str:
    """A day written out, "" for none."""
    return format_date(day, style="long") if day else ""


def day_of_step(step: Any) -> str:
    """The day (Bangkok) on which a step was taken, written out."""
    return long_day(print_data.bangkok_day(instant=step.at))


def facts(pairs: Facts) -> list[list[str]]:
    """Labels (message keys) with their values; what has no value is left out."""
    return [[message(label), value] for label, value in pairs if value]


def vat_parts(*, amount: int, included: bool, on: date) -> dict[str, str]:
    """The amount without value added tax and the tax in it, by the rate of the day; {} when none is in it."""
    table = next((each for each in withholding_tables() if each.valid_from <= on <= each.valid_to), None)
    if not included or table is None:
        return {}
    base = base_of(amount, vat_bp=table.vat_bp, vat_included=True)
    return {"before_vat": format_baht(base), "vat": format_baht(amount - base)}


def seller(*, party_id: int | None, on: date) -> dict[str, str]:
    """The vendor with the account into which it is paid on the day."""
    found = parties.payee_accounts(party_ids=[party_id], on=on).get(party_id) if party_id is not None else None
    account = ""
    if found is not None:
        account = parties_on_paper.account_line(
            bank_code=found.bank_code, account_no=found.account_no, account_name=found.account_name
        )
    return parties_on_paper.party(party_id=party_id, account=account)


def instalment_rows(rows: Sequence[Any]) -> list[dict[str, str]]:
    """The instalments of an order, contract or amendment."""
    return [
        {
            "position": str(row.position), "description": row.description, "due_date": format_date(row.due_date),
            "recovery": format_baht(row.advance_recovery) if row.advance_recovery else "",
            "amount": format_baht(row.amount),
        }
        for row in rows
    ]  # fmt: skip
