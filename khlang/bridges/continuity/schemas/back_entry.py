"""What the commands of back-entry take. What stands on a paper is `payload`: it is read by the kind of the paper."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from khlang.bridges.continuity.schemas.stock import BookNo, PaperKey, Reason, Serial
from khlang.platform.inputs import Identifier, Input, OptionalText, ShortText

MOST_LINES = 500
MOST_ENTERED = 1_000
#: A date as it is written, read later: «27 มี.ค. 68».
WrittenDay = Annotated[ShortText, Field(max_length=60)]


class CaptureLine(Input):
    """One paper. `envelope` is made by the sender and stays the same however often it is sent.

    `identity` is the text of the square of a kit's form; it fills in book and number. `captured_by` and `captured_at` are
    given when somebody else read the paper earlier than it is sent.
    """

    envelope: UUID
    identity: Annotated[OptionalText, Field(max_length=120)] = ""
    book_no: BookNo = ""
    number: Serial | None = None
    paper_date: WrittenDay
    payload: dict[str, Any]
    captured_by: Identifier | None = None
    captured_at: datetime | None = None


class CaptureBackEntry(Input):
    """Papers of one kind, read from a grid or scanned."""

    outage_id: Identifier
    paper: PaperKey
    channel: Literal["grid", "scan"] = "grid"
    source: OptionalText = ""
    lines: tuple[CaptureLine, ...] = Field(min_length=1, max_length=MOST_LINES)


class EnterBackEntry(Input):
    """Papers of an outage made documents: the next `limit` of the queue, or one capture.

    `again`: what waited or was refused before is tried again first; a run of several goes asks for it once.
    """

    outage_id: Identifier
    capture_id: Identifier | None = None
    limit: Annotated[int, Field(ge=1, le=MOST_ENTERED)] = 200
    again: bool = True


class AmendBackEntry(Input):
    """A paper that was read wrongly, as it really is: the new capture takes the place of the old, which is kept."""

    capture_id: Identifier
    envelope: UUID
    outage_id: Identifier | None = None
    book_no: BookNo = ""
    number: Serial
    paper_date: WrittenDay
    payload: dict[str, Any]
    reason: Reason


class AcceptFinding(Input):
    """One exception of a capture decided for the version of the paper."""

    capture_id: Identifier
    problem: Annotated[ShortText, Field(max_length=30)]
    reason: Reason


class DiscardBackEntry(Input):
    """A capture of a paper that there is not, or not so."""

    capture_id: Identifier
    reason: Reason


class MarkPapers(Input):
    """Papers of an outage: those named («48, 50-60» of one book), or with `numbers` "" all of the kind."""

    outage_id: Identifier
    paper: PaperKey
    book_no: BookNo = ""
    numbers: OptionalText = ""
