"""What several commands of access ask first."""

from typing import Final

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access.models import Person

MAINTAIN: Final = "person.maintain"


def locked_person(*, person_id: int) -> Person:
    """The person, locked. Refusal: person_not_found."""
    with tenancy.entrance():  # also of another organisation: who may change what is the command's question
        found = Person.objects.select_for_update().filter(id=person_id).first()
    if found is None:
        raise Refusal("person_not_found", field="person_id")
    return found
