"""Inputs of the organisation commands, and the settings that an organisation decides for itself."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from khlang.core.refusal import Refusal
from khlang.platform.inputs import Identifier, Input, LongText, NationalNumber, OptionalText, ShortText, refused

OrganisationKind = Literal[
    "pao", "city", "town", "subdistrict_municipality", "tao", "unit", "provincial_office", "department"
]
#: Who signs at which place of a printed document; cash_committee are the กรรมการเก็บรักษาเงิน (at least three, spec 1.3).
SigningPlace = Literal[
    "collector",
    "finance",
    "accountant",
    "treasury_head",
    "clerk",
    "executive",
    "cash_committee_1",
    "cash_committee_2",
    "cash_committee_3",
]
Code = Annotated[
    str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,19}$")
]


class CreateOrganisation(Input):
    """A new set of books. `parent_code` is the side above; a subordinate unit must have one. `practice_of` is the code of
    the organisation that the new one is a practice copy of."""

    code: Code
    kind: OrganisationKind
    name_th: ShortText
    name_en: OptionalText = ""
    parent_code: Code | None = None
    practice_of: Code | None = None
    province_th: Annotated[ShortText, Field(max_length=100)]
    district_th: Annotated[OptionalText, Field(max_length=100)] = ""
    address: OptionalText = ""
    tax_id: NationalNumber = ""


class EndPractice(Input):
    """The practice copy that the command is sent to."""


class SaveOrganisation(Input):
    """Names and address of an organisation; code, kind and place in the hierarchy stay."""

    name_th: ShortText
    name_en: OptionalText = ""
    province_th: Annotated[ShortText, Field(max_length=100)]
    district_th: Annotated[OptionalText, Field(max_length=100)] = ""
    address: OptionalText = ""
    tax_id: NationalNumber = ""


class SaveDivision(Input):
    """A division; without `division_id` a new one."""

    division_id: Identifier | None = None
    code: Code
    name_th: ShortText
    name_en: OptionalText = ""
    active: bool = True


class Signatory(Input):
    """The name and position that a printed document shows under one signature."""

    place: SigningPlace
    name: ShortText
    position: ShortText


class Settings(Input):
    """What one office decides for itself.

    `small_office` lets one person hold duties that otherwise exclude each other; the reason says what is done
    instead (for example, the parent's officer approves), and reports flag it. `year_order` says whether the new fiscal
    year may be worked in while the old one is open, or only after it was preliminarily closed. `old_year_dika`: a dika made
    by hand before 30 September and entered after it is decided one by one, or always spends the budget of its own year.
    """

    signatories: tuple[Signatory, ...] = Field(default=(), max_length=9)
    receipt_footer: LongText = ""
    receipt_footer_en: LongText = ""
    small_office: bool = False
    small_office_reason: OptionalText = ""
    year_order: Literal["open_next_any_time", "close_first"] = "open_next_any_time"
    old_year_dika: Literal["ask", "year_of_paper"] = "ask"

    @model_validator(mode="after")
    def _sound(self) -> Self:
        places = [signatory.place for signatory in self.signatories]
        twice = next((place for place in places if places.count(place) > 1), None)
        if twice is not None:
            raise refused(Refusal("signatory_twice", place=twice))
        if self.small_office and not self.small_office_reason:
            raise refused(Refusal("small_office_reason_required"))
        return self

    def signatory(self, place: SigningPlace) -> Signatory | None:
        """Who signs at a place, or None: the document then leaves a dotted line."""
        return next((signatory for signatory in self.signatories if signatory.place == place), None)


class SaveEmblem(Input):
    """The organisation's artwork as base64 (PNG or JPEG, at most 512 KB); empty takes it away."""

    content: Annotated[str, StringConstraints(max_length=800_000)] = Field(default="", repr=False)
