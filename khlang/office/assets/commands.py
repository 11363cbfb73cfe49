"""Writes of the register of assets."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from khlang.core.calendar import BUDDHIST_ERA
from khlang.core.refusal import Refusal
from khlang.office.assets.models import Asset, AssetChange
from khlang.office.assets.schemas import Acquired, CorrectAsset
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version
from khlang.platform.db import writes
from khlang.spine.organisations import queries as organisations
from khlang.standards import asset_class

_CORRECTED = ("own_code", "name", "detail", "division_id", "place", "state", "condition")


def register(*, envelope: Envelope, document_id: int, acquired: Sequence[Acquired]) -> tuple[str, ...]:
    """Open a card for every unit that an acceptance brought in, within that acceptance's own write; return the codes.

    Codes are `class-YYMMDD-run` (spec §7, found in an export of the old system: 101-630926-00001), the day in the Buddhist
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


@command("asset.correct", schema=CorrectAsset)
def correct(*, envelope: Envelope, data: CorrectAsset) -> Outcome:
    """Correct where an asset is, who looks after it, in which state it is or how it is described; with the reason.

    What stood there before stays in the history of the card, field by field.
    Refusals: duty_missing, asset_unknown, stale_version, division_not_found, asset_unchanged.
    """
    require_duty(envelope=envelope, duty="asset.maintain")
    asset: Asset | None = Asset.objects.select_for_update().filter(id=data.asset_id).first()
    if asset is None:
        raise Refusal("asset_unknown", field="asset_id")
    require_version(envelope=envelope, stored=asset.version)
    changed = [name for name in _CORRECTED if getattr(asset, name) != getattr(data, name)]
    if not changed:
        raise Refusal("asset_unchanged", code=asset.code)
    asset.version += 1
    history = [_change(envelope, asset, data, name) for name in changed]
    for name in changed:
        setattr(asset, name, getattr(data, name))
    asset.save(update_fields=[*changed, "version"])
    AssetChange.objects.bulk_create(history)
    return Outcome(kind="asset", number=asset.code, state=asset.state, version=asset.version, data={"id": asset.id})


def _change(envelope: Envelope, asset: Asset, data: CorrectAsset, name: str) -> AssetChange:
    return AssetChange(
        asset=asset, version=asset.version, field=name.removesuffix("_id"),
        before=_written(name, getattr(asset, name)), after=_written(name, getattr(data, name)), reason=data.reason,
        day=envelope.today, at=envelope.now, actor_id=envelope.actor.id, actor_name=envelope.actor.name,
    )  # fmt: skip


def _written(name: str, value: Any) -> str:
    """A value as the history keeps it: a division by its name. Refusal: division_not_found."""
    if name != "division_id" or value is None:
        return str(value or "")
    try:
        return organisations.division(division_id=value).name_th
    except Refusal as refusal:
        raise refusal.at("division_id") from None
