"""What the commands of the register take."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from khlang.core import thai
from khlang.platform.inputs import Identifier, Input, OptionalText, ShortText

AssetState = Literal["in_use", "idle", "lent", "under_repair", "lost", "disposed"]
AssetCondition = Literal["good", "worn", "broken"]

#: More than one line; as long as the columns that keep it.
Detail = Annotated[
    str,
    BeforeValidator(lambda value: thai.normalise(value, keep_lines=True) if isinstance(value, str) else value),
    StringConstraints(max_length=1000),
]


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


class CorrectAsset(Input):
    """A card as it should read from now on; the reason stays in its history. Code, cost and day are fixed."""

    asset_id: Identifier
    own_code: Annotated[OptionalText, Field(max_length=40)] = ""
    name: ShortText
    detail: Detail = ""
    division_id: Identifier | None = None
    place: OptionalText = ""
    state: AssetState
    condition: AssetCondition
    reason: Annotated[Detail, StringConstraints(min_length=1)]
