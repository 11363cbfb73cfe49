"""Looking in from above: a provincial office sees its area, the department the country; nobody changes anything there."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from khlang import standards
from khlang.core.refusal import Refusal
from khlang.platform.commands import Actor
from khlang.spine.access.queries.standing import actor
from khlang.spine.organisations import queries as organisations

__all__ = ["OVERSEE", "Lookout", "looking_into", "oversight_duties"]

OVERSEE = "oversight.view"
_LIKE = "auditor"
_SIGHT = ".view"


@dataclass(frozen=True, slots=True)
class Lookout:
    """A person of `office` who looks into `organisation` below it; the actor has sight of everything and acts on nothing."""

    actor: Actor
    office: organisations.Organisation
    organisation: organisations.Organisation


@cache
def oversight_duties() -> frozenset[str]:
    """What is seen from above: the sights of an auditor (duties.toml), nothing that acts and no number unmasked."""
    return frozenset(duty for duty in standards.duties().role(_LIKE).duties if duty.endswith(_SIGHT))


def looking_into(*, person_id: int, office_id: int, org_id: int, on: date) -> Lookout | None:
    """The person as one who looks from their office into an organisation below it, on a day.

    None when nothing of the kind holds: no role in the office that day, none with the duty to oversee, an organisation that
    is not below it, that does not exist, or that is a practice copy. These cannot be told apart (ASVS V8.2.2).
    """
    try:
        person = actor(person_id=person_id, org_id=office_id, on=on)
    except Refusal:
        return None
    if OVERSEE not in person.duties:
        return None
    found = organisations.found_below(org_id=office_id, wanted=org_id)
    if found is None:
        return None
    looking = Actor(id=person.id, name=person.name, duties=oversight_duties(), oversight=True)
    return Lookout(looking, organisations.by_id(org_id=office_id), found)
