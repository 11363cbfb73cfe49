"""Inputs of handing accounts out and of the way in while ThaID is down. National numbers are SecretStr: in no log, no repr and
no hash of an input."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SecretStr

from khlang.core import thai
from khlang.core.refusal import Refusal
from khlang.platform.inputs import Day, Identifier, Input, LongText, OptionalText, ShortText, refused
from khlang.spine.access.schemas.standing import Code, Username

__all__ = ["AskBreakGlass", "BreakGlassCase", "HandOut", "HandedPost", "Slip"]

#: So many posts are handed out in one call.
MOST_ROWS = 5_000


def _number(value: Any) -> str:
    text = value.get_secret_value() if isinstance(value, SecretStr) else str(value or "")
    try:
        return thai.clean_national_number(thai.normalise(text), field=None)
    except Refusal as refusal:
        raise refused(refusal) from None


NumberOfPerson = Annotated[SecretStr, BeforeValidator(_number)]


class HandedPost(Input):
    """One post and the human being who is to hold it. Without `organisation_code` a post of the organisation that hands it
    out; without `username` one is made; `position_code` is needed only to tell posts of the same title apart."""

    organisation_code: OptionalText = ""
    username: Username | None = None
    name_th: ShortText
    name_en: OptionalText = ""
    position_title: ShortText
    position_code: Code | None = None
    roles: tuple[ShortText, ...] = Field(min_length=1, max_length=8)
    from_date: Day
    national_number: NumberOfPerson


class HandOut(Input):
    """Posts to hand out together: all of them or none."""

    rows: tuple[HandedPost, ...] = Field(min_length=1, max_length=MOST_ROWS)


class Slip(Input):
    """One slip that was handed out."""

    slip_id: Identifier


class AskBreakGlass(Input):
    """Who must get in though ThaID is down, and why."""

    username: Username
    reason: Annotated[LongText, Field(min_length=10, max_length=500)]


class BreakGlassCase(Input):
    """One request for a day's way in."""

    break_glass_id: Identifier
