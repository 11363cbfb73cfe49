"""What the commands of the register of taxpayers take; amounts are typed in baht and arrive as satang."""

from typing import Annotated

from pydantic import Base64Bytes, Field

from khlang.platform.inputs import Day, Identifier, Input, LongText, OptionalText, PositiveBaht, ShortText

TaxYear = Annotated[int, Field(ge=2500, le=2700)]
TaxKey = Annotated[ShortText, Field(max_length=20)]
Reference = Annotated[ShortText, Field(max_length=120)]
Reason = Annotated[ShortText, Field(max_length=250)]


class NewAssessment(Input):
    """An assessment as the letter to the taxpayer says it. `due_date` empty takes the usual day of the tax."""

    party_id: Identifier
    tax: TaxKey
    tax_year: TaxYear
    reference: Reference
    instalment: Annotated[int, Field(ge=0, le=12)] = 0
    due_date: Day | None = None
    amount: PositiveBaht
    declared_late: bool = False
    warned_on: Day | None = None
    warned_until: Day | None = None
    note: OptionalText = ""


class SaveAssessment(NewAssessment):
    """Enter an assessment, or correct the one of `id`; a correction says why. Taxpayer, tax and year are never corrected:
    another assessment replaces it."""

    id: Identifier | None = None
    reason: OptionalText = ""


class CancelAssessment(Input):
    """Give an assessment up of which nothing was paid."""

    assessment: Identifier
    reason: LongText = ""


class Replaced(Input):
    """An assessment that is replaced."""

    assessment: Identifier


class SupersedeAssessments(Input):
    """Replace assessments by others: an owner changed, properties were merged or divided. What was paid stays with the old
    ones; the new ones say what is owed from now on."""

    assessments: Annotated[tuple[Replaced, ...], Field(min_length=1, max_length=50)]
    replacements: Annotated[tuple[NewAssessment, ...], Field(min_length=1, max_length=50)]
    reason: Reason


class ImportAssessments(Input):
    """Assessments from the spreadsheet template (XLSX or CSV). `content` is base64."""

    filename: ShortText
    content: Base64Bytes
