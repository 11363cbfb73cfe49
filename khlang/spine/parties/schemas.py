"""Inputs of the party commands."""

from typing import Annotated, Literal

from pydantic import Field

from khlang.platform.inputs import Input, NationalNumber, OptionalText, ShortText

PartyKind = Literal["person", "juristic", "government"]


class SaveParty(Input):
    """A payer or payee; without `party_id` a new one. The number is never shown in a log, hence not in the repr."""

    party_id: int | None = None
    kind: PartyKind = "person"
    national_number: Annotated[NationalNumber, Field(repr=False)] = ""
    name: ShortText
    address: OptionalText = ""
    phone: Annotated[OptionalText, Field(repr=False, max_length=50)] = ""
    email: Annotated[OptionalText, Field(repr=False)] = ""
    note: OptionalText = ""
    active: bool = True
