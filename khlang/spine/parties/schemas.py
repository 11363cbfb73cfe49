"""Inputs of the party commands."""

from typing import Annotated, Literal

from pydantic import Field

from khlang.platform.inputs import Identifier, Input, LongText, NationalNumber, OptionalText, ShortText

PartyKind = Literal["person", "juristic", "government"]


class SaveParty(Input):
    """A payer or payee; without `party_id` a new one. The number is never shown in a log, hence not in the repr."""

    party_id: Identifier | None = None
    kind: PartyKind = "person"
    national_number: Annotated[NationalNumber, Field(repr=False)] = ""
    name: ShortText
    address: OptionalText = ""
    phone: Annotated[OptionalText, Field(repr=False, max_length=50)] = ""
    email: Annotated[OptionalText, Field(repr=False)] = ""
    note: OptionalText = ""
    vat_registered: bool = False
    active: bool = True


class PersonInput(Input):
    """A person to be registered: number and name as a list of payees has them."""

    national_number: Annotated[NationalNumber, Field(repr=False, min_length=13)]
    name: ShortText


class RegisterPeople(Input):
    """People of a list of payees who are not yet in the register."""

    lines: Annotated[tuple[PersonInput, ...], Field(min_length=1, max_length=5000)]


#: As long as the columns that keep it.
Note = Annotated[LongText, Field(max_length=1000)]


class PayeeAccountInput(Input):
    """The account into which a party is to be paid. `bank` is a code, an abbreviation or a name; `callback` says how the
    payee was asked back before a change; `explanation` why another payee has the same account."""

    party_id: Identifier
    bank: ShortText
    branch: Annotated[OptionalText, Field(max_length=120)] = ""
    account_no: Annotated[ShortText, Field(max_length=20)]
    account_name: ShortText
    callback: Note = ""
    explanation: Note = ""


class ProposePayeeAccount(PayeeAccountInput):
    """One account proposed."""


class ProposePayeeAccounts(Input):
    """The accounts of many parties proposed at once: the payees of a payroll."""

    lines: Annotated[tuple[PayeeAccountInput, ...], Field(min_length=1, max_length=2000)]


class ConfirmPayeeAccounts(Input):
    """Proposed accounts that a second person confirms together."""

    document_ids: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=2000)]
