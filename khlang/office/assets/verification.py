"""What `khlang verify` asks of the register of assets: each card is what its code and its corrections make of it."""

from collections.abc import Callable, Iterator
from typing import Any

from khlang.office.assets.acts import code_of
from khlang.office.assets.models import Asset, AssetChange

#: Corrected fields that the history keeps as they stand on the card.
_KEPT = ("own_code", "name", "detail", "place", "state", "condition")


def cards_follow_their_codes() -> Iterator[str]:
    """Class, day of acquisition and run are those in the code, which is the asset's number for ever."""
    rows = Asset.objects.order_by("id").values_list("code", "class_code", "acquired_date", "run")
    for code, class_code, day, run in rows.iterator(5000):
        if code_of(class_code=class_code, day=day, run=run) != code:
            yield f"asset {code}: its card says class {class_code}, {day}, {run}"


def cards_follow_their_corrections() -> Iterator[str]:
    """Corrections follow each other, and the last of a field is what the card says."""
    history: dict[int, list[Any]] = {}
    for change in AssetChange.objects.order_by("asset_id", "version", "field").iterator(5000):
        history.setdefault(change.asset_id, []).append(change)
    for asset in Asset.objects.order_by("id").iterator(5000):
        changes = history.get(asset.id, [])
        if asset.version != 1 + len({change.version for change in changes}):
            yield f"asset {asset.code}: version {asset.version}, of which {len(changes)} corrections are known"
        said: dict[str, str] = {}
        for change in changes:
            if change.before != said.get(change.field, change.before):
                yield f"asset {asset.code}: correction {change.version} of {change.field} does not follow the one before"
            said[change.field] = change.after
        for field in said.keys() & set(_KEPT):
            if str(getattr(asset, field)) != said[field]:
                yield f"asset {asset.code}: {field} is not what it was corrected to"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "asset codes": cards_follow_their_codes,
    "asset corrections": cards_follow_their_corrections,
}
