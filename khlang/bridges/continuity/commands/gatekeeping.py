"""What an outage does to the gate of the ledger: begin the spell, shut ordinary work out, let a letter through, open again."""

from datetime import date
from typing import Any

from khlang import standards
from khlang.bridges.continuity.models import Directive, Outage
from khlang.bridges.continuity.queries import outages
from khlang.platform.clock import day_of
from khlang.spine.ledger import gates


def start(*, outage: Outage, number: str) -> None:
    """The spell begins: its days have their daily status by hand."""
    gates.start(
        outage=outage.document_id, number=number, started_on=day_of(outage.started_at),
        kinds=standards.kinds_of_areas(outage.areas), fiscal_year=outage.fiscal_year,
    )  # fmt: skip


def close(*, outage: Outage) -> None:
    """The system is back: ordinary work of the areas (and the year) of the outage waits from now on (LAO-6, UNIT-4)."""
    if outage.restored_at is None:
        raise ValueError("a gate closes when the system is restored")
    gates.close(
        outage=outage.document_id, number=outage.document.number or "", started_on=day_of(outage.started_at),
        restored_on=day_of(outage.restored_at), kinds=standards.kinds_of_areas(outage.areas),
        fiscal_year=outage.fiscal_year, left=outages.left(outage_id=outage.document_id),
    )  # fmt: skip


def open_again(*, outage_id: int, certified_on: date) -> None:
    """Everything is certified: ordinary work goes on at once."""
    gates.certified(outage=outage_id, certified_on=certified_on)


def direct(*, directive: Any) -> None:
    """A letter in force: what it names may be done behind the gate through its last day."""
    row: Directive = directive
    gates.direct(outage=row.outage_id, kinds=standards.kinds_of_areas(row.areas), until=row.expires_on)


def count(*, outage_id: int) -> None:
    """Say how many papers are left to whoever is turned away; called after papers were read, entered or given up."""
    gates.count(outage=outage_id, left=outages.left(outage_id=outage_id))
