"""What people type, as pydantic types: amounts in baht become satang, dates in either era become dates.

No Django here: schemas.py of every module builds on these. A Refusal raised by a parser keeps its code and facts, so that
the message stands at the field in Thai (see `platform.commands.parse`).
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from khlang.core import calendar, money, thai
from khlang.core.refusal import Refusal


def refused(refusal: Refusal) -> PydanticCustomError:
    """A Refusal in the form that pydantic collects beside its other findings."""
    return PydanticCustomError("refusal", "{code}", {"code": refusal.code, "facts": refusal.facts})  # type: ignore[arg-type]


def _baht(value: Any) -> int:
    if isinstance(value, (bool, float)):
        raise refused(Refusal("amount_malformed", text=str(value)))
    if isinstance(value, (int, Decimal)):
        value = str(value)
    try:
        return money.parse_baht(str(value))
    except Refusal as refusal:
        raise refused(refusal) from None


def _positive(value: Any) -> int:
    satang = _baht(value)
    if satang <= 0:
        raise refused(Refusal("amount_not_positive", amount=money.format_baht(satang)))
    return satang


def _day(value: Any, info: ValidationInfo) -> date:
    if isinstance(value, date):
        return value
    today = (info.context or {}).get("today")
    if today is None:
        raise RuntimeError("a Day is parsed only with the business date in the validation context")
    try:
        return calendar.parse_date(str(value), today=today)
    except Refusal as refusal:
        raise refused(refusal) from None


def _national_number(value: Any) -> str:
    text = thai.normalise(str(value or ""))
    if not text:
        return ""
    try:
        return thai.clean_national_number(text, field=None)
    except Refusal as refusal:
        raise refused(refusal) from None


def _identifier(value: int) -> int:
    if not 0 <= value < 2**63:
        raise refused(Refusal("field_malformed"))
    return value


def _text(value: Any) -> Any:
    return thai.normalise(value) if isinstance(value, str) else value


def _lines_of_text(value: Any) -> Any:
    return thai.normalise(value, keep_lines=True) if isinstance(value, str) else value


#: Baht as typed ("1,250.00", "๑๒๕๐") → satang; three decimals refused. JSON numbers must be integers or strings.
Baht = Annotated[int, BeforeValidator(_baht), Field(json_schema_extra={"type": "string", "format": "baht"})]
#: As Baht, more than zero.
PositiveBaht = Annotated[int, BeforeValidator(_positive), Field(json_schema_extra={"type": "string", "format": "baht"})]
#: A date in either era → date (C.E.).
Day = Annotated[date, BeforeValidator(_day), Field(json_schema_extra={"type": "string", "format": "thai-date"})]
#: A 13-digit national or juristic number with a right check digit, or "".
NationalNumber = Annotated[
    str, BeforeValidator(_national_number), Field(json_schema_extra={"type": "string", "format": "national-number"})
]
ShortText = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1, max_length=250)]
OptionalText = Annotated[str, BeforeValidator(_text), StringConstraints(max_length=250)]
LongText = Annotated[str, BeforeValidator(_lines_of_text), StringConstraints(max_length=4000)]


#: The identifier of a row; more than 63 bits can be none.
Identifier = Annotated[
    int, AfterValidator(_identifier), Field(json_schema_extra={"type": "integer", "format": "identifier"})
]


class Input(BaseModel):
    """The input of one command. Unknown fields are refused, values cannot change after parsing."""

    model_config = ConfigDict(extra="forbid", frozen=True)
