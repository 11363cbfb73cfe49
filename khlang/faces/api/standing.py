"""Who am I, and for which office."""

from datetime import date

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from khlang.core import calendar
from khlang.faces.api.entrance import caller
from khlang.faces.api.values import Id
from khlang.spine.access import queries as access
from khlang.spine.organisations import queries as organisations

router = Router(tags=["standing"])


class OrganisationAnswer(BaseModel):
    """The organisation that the token is bound to."""

    id: Id
    code: str = Field(examples=["DEMO"])
    kind: str
    name_th: str
    name_en: str
    tax_id: str


class MeAnswer(BaseModel):
    """The person behind the token, with the roles and duties of the day."""

    id: Id
    name: str
    token: str
    organisation: OrganisationAnswer
    roles: list[str]
    duties: list[str]
    today: date
    fiscal_year: int = Field(examples=[2568])


@router.get("/me", response=MeAnswer, operation_id="me")
def me(request: HttpRequest) -> MeAnswer:
    """The person behind the token, the organisation, the roles and duties of the day, and what day it is."""
    who = caller(request)
    office = organisations.current()
    return MeAnswer(
        id=str(who.actor.id), name=who.actor.name, token=who.label,
        organisation=OrganisationAnswer(
            id=str(office.id), code=office.code, kind=office.kind, name_th=office.name_th, name_en=office.name_en,
            tax_id=office.tax_id,
        ),
        roles=sorted(access.roles_of(person_id=who.actor.id, on=who.today)), duties=sorted(who.actor.duties),
        today=who.today, fiscal_year=calendar.fiscal_year(who.today),
    )  # fmt: skip
