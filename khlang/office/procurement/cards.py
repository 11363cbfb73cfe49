"""From the lines of an acceptance to the cards of the asset register: one for each unit, at what it cost (satang)."""

from collections.abc import Sequence
from datetime import date

from khlang.office.assets.acts import Acquired
from khlang.office.budget import queries as budget
from khlang.office.procurement.deliveries import Delivered
from khlang.office.procurement.queries.obligations import ObligationView
from khlang.office.procurement.shares import split

#: What the register calls the money, where no budget line says it (classifications/fund_sources.csv).
_FUNDS = {"budget": "budget", "grant": "earmarked_grant", "surplus": "accumulated_surplus"}


def acquired(
    *, lines: Sequence[Delivered], owed: ObligationView, day: date, place: str = "", detail: str = ""
) -> tuple[Acquired, ...]:
    """The units that became assets with this acceptance; the cost of several is divided to the last satang."""
    ids = [line.budget_line_id for line in lines if line.units and line.budget_line_id is not None]
    known = budget.balances_of(line_ids=ids) if ids else {}
    made = []
    for position, line in enumerate(lines, start=1):
        if not line.units:
            continue
        held = known[line.budget_line_id].line if line.budget_line_id in known else None
        made.append(
            Acquired(
                class_code=line.asset_class, name=line.description, costs=split(line.cost, (1,) * line.units),
                position=position, acquired_date=day, fund_source=held.fund_source if held else _FUNDS[owed.fund],
                vendor_id=owed.vendor_id, vendor_name=owed.vendor_name, detail=detail[:1000],
                work_code=held.work_code if held else "", division_id=owed.division_id, place=place,
            )
        )  # fmt: skip
    return tuple(made)
