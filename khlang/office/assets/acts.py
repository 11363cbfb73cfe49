"""What an acceptance of procurement does to the register: it opens a card for every unit that became an asset."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from khlang.core.calendar import BUDDHIST_ERA
from khlang.office.assets.models import Asset
from khlang.platform.commands import Envelope
from khlang.platform.db import writes
from khlang.standards import asset_class


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquired:
    """Units of one thing accepted together, each of which gets a card.

    `costs` gives the cost of each unit in satang; `position` the line of the acceptance it came from; `division_id` and
    `place` where the units go first.
    """

    class_code: str
    name: str
    costs: tuple[int, ...]
    position: int
    acquired_date: date
    fund_source: str
    vendor_id: int | None
    vendor_name: str
    detail: str = ""
    work_code: str = ""
    division_id: int | None = None
    place: str = ""


def register(*, envelope: Envelope, document_id: int, acquired: Sequence[Acquired]) -> tuple[str, ...]:
    """Open a card for every unit that an acceptance brought in, within that acceptance's own write; return the codes.

    Codes are `class-YYMMDD-run` (spec 7, found in an export of the old system: 101-630926-00001), the day in the Buddhist
    era. The run starts at 1 for each class and day of each organisation, because the day stands in the code: what was accepted
    together reads on, and nobody sees from a code how many assets were bought since. It is gap-free: the organisation is
    held until the acceptance is committed, so the highest run that is there is the highest that ever was.

    Called by office/procurement, which answers for the duty. Refusal: asset_class_unknown.
    """
    if not acquired:
        return ()
    writes.hold(org=envelope.org)
    last: dict[tuple[str, date], int] = {}
    cards = []
    for units in acquired:
        key = (units.class_code, units.acquired_date)
        if key not in last:
            last[key] = _last_run(*key)
        for cost in units.costs:
            last[key] += 1
            cards.append(_card(document_id, units, cost, last[key]))
    Asset.objects.bulk_create(cards)
    return tuple(card.code for card in cards)


def _last_run(class_code: str, day: date) -> int:
    same = Asset.objects.filter(class_code=class_code, acquired_date=day)
    return int(same.aggregate(last=Max("run"))["last"] or 0)


def code_of(*, class_code: str, day: date, run: int) -> str:
    """The code of a card: 101-680925-00001 for the first of class 101 acquired on 25 September 2568."""
    return f"{class_code}-{(day.year + BUDDHIST_ERA) % 100:02d}{day:%m%d}-{run:05d}"


def _card(document_id: int, units: Acquired, cost: int, run: int) -> Asset:
    found = asset_class(units.class_code)
    return Asset(
        code=code_of(class_code=units.class_code, day=units.acquired_date, run=run), class_code=found.code, run=run,
        name=units.name, detail=units.detail, acquired_date=units.acquired_date, cost=cost, account=found.account,
        life_years=found.life_years, fund_source=units.fund_source, vendor_id=units.vendor_id,
        vendor_name=units.vendor_name, document_id=document_id, position=units.position, work_code=units.work_code,
        division_id=units.division_id, place=units.place,
    )  # fmt: skip
