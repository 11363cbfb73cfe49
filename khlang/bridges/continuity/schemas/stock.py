"""What the commands of the paper stock take."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from khlang.core.refusal import Refusal
from khlang.core.thai import normalise, to_arabic_digits
from khlang.platform.inputs import Day, Identifier, Input, OptionalText, ShortText, refused

MAX_SERIAL = 99_999_999


def _serial(value: Any) -> int:
    plain = to_arabic_digits(normalise(str(value)))
    if isinstance(value, (bool, float)) or not (plain.isascii() and plain.isdigit()) or int(plain) > MAX_SERIAL:
        raise refused(Refusal("paper_number_malformed", number=str(value)[:20]))
    return int(plain)


def _book(value: Any) -> str:
    return to_arabic_digits(normalise(str(value if value is not None else ""))).replace("|", "")


#: A number as it stands on a paper, Thai digits and leading zeros read: «๐๐๐๔๘» is 48.
Serial = Annotated[int, BeforeValidator(_serial), Field(json_schema_extra={"type": "string"}, examples=["48"])]
#: The number of a book as it is printed on it, "" for papers that are not in books.
BookNo = Annotated[str, BeforeValidator(_book), Field(max_length=20)]
PaperKey = Annotated[str, Field(max_length=20)]
Reason = Annotated[ShortText, Field(max_length=500)]


class LeaseBook(Input):
    """A printed book, or a block of the office's own numbers, handed to one custodian.

    `source`: "printed" by a printer's, "kit" a block that the continuity kit prints. `width` are the digits that a number
    is printed with (0 as many as it needs). `leased_on`: the day on which it was handed over on paper, not later than
    today; `expires_on` the last day it may be written in, not later than the end of that fiscal year, which is the default.
    """

    paper: PaperKey
    book_no: BookNo = ""
    first: Serial
    last: Serial
    width: Annotated[int, Field(ge=0, le=8)] = 0
    custodian: Identifier
    site: Annotated[OptionalText, Field(max_length=60)] = ""
    source: Literal["printed", "kit"] = "printed"
    leased_on: Day | None = None
    expires_on: Day | None = None


class CloseBook(Input):
    """A book that was handed back: what was not used of it is returned unused, for the outage if one is named."""

    book_id: Identifier
    outage_id: Identifier | None = None


class NumberInput(Input):
    """One number of the stock, and the outage in which it met its end, if it was in one."""

    paper: PaperKey
    book_no: BookNo = ""
    number: Serial
    outage_id: Identifier | None = None


class VoidNumber(NumberInput):
    """A paper that was spoilt: why, who saw it (another person), and that both copies are kept."""

    reason: Reason
    witness: Identifier
    copies_kept: bool = False


class LoseNumber(NumberInput):
    """A paper that was lost: the number of the report of it, and what happened."""

    report_no: Annotated[ShortText, Field(max_length=60)]
    reason: Reason


class ReturnNumbers(Input):
    """Papers that were not used: their numbers as people write them, «48, 50-60»."""

    paper: PaperKey
    book_no: BookNo = ""
    numbers: ShortText
    outage_id: Identifier | None = None
