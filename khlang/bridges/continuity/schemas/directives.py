"""What a letter says that lets ordinary work go on although papers are still to be entered."""

from typing import Annotated

from pydantic import Field

from khlang.bridges.continuity.schemas.outages import Area
from khlang.platform.inputs import Day, Identifier, Input, ShortText


class RecordDirective(Input):
    """A letter of the department or the province: its number and day, the parts of the work it frees, its last day.

    `by_paper_date` is for a letter that wants posting by the date of the paper, which the guideline does not know.
    """

    outage_id: Identifier
    letter_number: Annotated[ShortText, Field(max_length=60)]
    letter_date: Day
    areas: Annotated[tuple[Area, ...], Field(min_length=1, max_length=10)]
    in_force_through: Day
    by_paper_date: bool = False
