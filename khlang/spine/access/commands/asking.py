"""What several commands of access ask first."""

from typing import Final

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope
from khlang.platform.conditions import require_duty
from khlang.spine.access.models import Person, RoleAssignment
from khlang.spine.organisations import queries as organisations

MAINTAIN: Final = "person.maintain"


def locked_person(*, person_id: int) -> Person:
    """The person, locked, of whichever organisation: oneself, or whom a row of the office names. Refusal: person_not_found."""
    with tenancy.entrance():
        found = Person.objects.select_for_update().filter(id=person_id).first()
    if found is None:
        raise Refusal("person_not_found", field="person_id")
    return found


def person_here(*, envelope: Envelope, person_id: int, below: bool = False) -> Person:
    """The person, locked, provided that the office may speak of them; `below`: the side above also of who is below it.

    Refusal: person_not_found, also for somebody of another organisation, so that nobody learns who is there (R-DB8).
    """
    person = locked_person(person_id=person_id)
    from_above = below and organisations.under(org_id=envelope.org, org_ids=(person.home_id,))
    if not from_above and not known(person=person, org=envelope.org):
        raise Refusal("person_not_found", field="person_id")
    return person


def of_this_house(*, envelope: Envelope, person_id: int) -> Person:
    """The person, locked, provided that the actor's organisation answers for the account.

    Refusals: duty_missing, person_not_found; person_of_other_organisation for who works here with the account of another one.
    """
    require_duty(envelope=envelope, duty=MAINTAIN)
    person = person_here(envelope=envelope, person_id=person_id)
    if person.home_id != envelope.org:
        raise Refusal("person_of_other_organisation", field="person_id")
    return person


def known(*, person: Person, org: int) -> bool:
    """Whether an office may speak of somebody: its own account, one of the office above a unit, or of who has been here."""
    own = organisations.by_id(org_id=org)
    homes = {org, own.practice_of_id} | ({own.parent_id} if own.kind == "unit" else set())
    return person.home_id in homes or RoleAssignment.objects.filter(person_id=person.id).exists()
