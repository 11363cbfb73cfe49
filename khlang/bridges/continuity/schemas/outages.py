"""What is said of an outage: declared, confirmed, restored, begun again, made known."""

import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from khlang import standards
from khlang.core import thai
from khlang.core.refusal import Refusal
from khlang.platform.inputs import Day, Identifier, Input, LongText, OptionalText, ShortText, refused

Trigger = Literal["system_failure", "force_majeure", "year_not_closed"]
#: How the executive was told: on paper, by LINE, a text message, a call, or on the page itself.
Channel = Literal["paper", "line", "sms", "phone", "system"]
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?: ?น\.?)?")


def _hour(value: Any) -> time | None:
    if value is None or isinstance(value, time):
        return value
    text = thai.to_arabic_digits(thai.normalise(str(value)))
    found = _HOUR.fullmatch(text)
    if text and found is None:
        raise refused(Refusal("time_malformed", text=text[:20]))
    return time(int(found[1]), int(found[2])) if found else None


def _area(value: Any) -> str:
    if str(value) not in standards.areas():
        raise refused(Refusal("choice_unknown", value=str(value)[:60]))
    return str(value)


#: A time of day as people write it: "08:30", "8.30 น.", "๐๘.๓๐"; nothing is not known.
Hour = Annotated[time | None, BeforeValidator(_hour), Field(json_schema_extra={"type": "string", "format": "hour"})]
#: A part of the work that the paper kinds are grouped by (standards `areas`).
Area = Annotated[
    str, BeforeValidator(_area), Field(json_schema_extra={"enum": list(standards.areas())}, examples=["receiving"])
]
#: As long as the columns that keep it.
Told = Annotated[LongText, Field(min_length=1, max_length=1000)]
FiscalYear = Annotated[int, Field(ge=2500, le=2700)]


class DeclareOutage(Input):
    """The system cannot be used. No area is the whole office; `fiscal_year` (B.E.) is the year that cannot be worked in when
    last year's books are not closed; `units` are the codes of subordinate units that it struck too. The end is known when
    an outage is declared afterwards."""

    trigger: Trigger
    cause: Told
    evidence: Annotated[LongText, Field(max_length=1000)] = ""
    started_on: Day
    started_time: Hour = None
    restored_on: Day | None = None
    restored_time: Hour = None
    areas: Annotated[tuple[Area, ...], Field(max_length=10)] = ()
    fiscal_year: FiscalYear | None = None
    site: Annotated[OptionalText, Field(max_length=60)] = ""
    event: Annotated[OptionalText, Field(max_length=60)] = ""
    units: Annotated[tuple[ShortText, ...], Field(max_length=500)] = ()


class AcknowledgeOutage(Input):
    """The executive has taken note of the notice or of the closing report: who, on which day, told how."""

    document_id: Identifier
    of: Literal["notice", "report"]
    acknowledged_by: Annotated[ShortText, Field(max_length=200)]
    acknowledged_on: Day | None = None
    told_by: Channel = "paper"


class EscalateOutage(Input):
    """Somebody above was told that an outage goes on, or that nobody has taken note of it."""

    document_id: Identifier
    told: ShortText
    told_by: Channel = "phone"
    note: Annotated[LongText, Field(max_length=600)] = ""


class RestoreOutage(Input):
    """The system can be used again; nothing said is the end that was declared, or now."""

    document_id: Identifier
    restored_on: Day | None = None
    restored_time: Hour = None


class SupplementOutage(Input):
    """A slip was found after everything had been certified."""

    document_id: Identifier
    cause: Told
