"""What the commands of the register take."""

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
