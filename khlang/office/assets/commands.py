"""Writes of the register of assets."""

from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.assets.models import Asset, AssetChange
from khlang.office.assets.schemas import CorrectAsset
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version
from khlang.spine.organisations import queries as organisations

_CORRECTED = ("own_code", "name", "detail", "division_id", "place", "state", "condition")


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
