"""Posts, and the roles that people hold."""

from datetime import timedelta

from django.db.models import Q

from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version
from khlang.spine.access import roles
from khlang.spine.access.commands.asking import MAINTAIN, person_here
from khlang.spine.access.models import Person, Position, RoleAssignment
from khlang.spine.access.schemas import EndRole, GrantRole, SavePosition
from khlang.spine.organisations import queries as organisations

__all__ = ["end_role", "grant_role", "save_position"]


@command("position.save", schema=SavePosition)
def save_position(*, envelope: Envelope, data: SavePosition) -> Outcome:
    """Add or change a post of the office; one that is no longer used is switched off.

    Refusals: position_not_found, position_code_taken, division_not_found, stale_version.
    """
    require_duty(envelope=envelope, duty=MAINTAIN)
    position = Position(version=0)
    if data.position_id is not None:
        found = Position.objects.select_for_update().filter(id=data.position_id).first()
        if found is None:
            raise Refusal("position_not_found", field="position_id")
        require_version(envelope=envelope, stored=found.version)
        position = found
    if Position.objects.filter(code=data.code).exclude(id=position.id).exists():
        raise Refusal("position_code_taken", field="code", code=data.code)
    if data.division_id is not None:
        organisations.division(division_id=data.division_id)
    for name, value in data.model_dump(exclude={"position_id"}).items():
        setattr(position, name, value)
    position.version += 1
    position.save()
    return Outcome(document_id=position.id, kind="position", number=position.code, version=position.version)


@command("role.grant", schema=GrantRole)
def grant_role(*, envelope: Envelope, data: GrantRole) -> Outcome:
    """Give a person a role for a span of days, in their own name or acting for another officer (รักษาราชการแทน): what the
    side above does for the first people of an organisation. It holds at once; people of the office propose and confirm.

    Refusals: person_not_found, person_switched_off, position_not_found and those of `roles.check_grant`.
    """
    require_duty(envelope=envelope, duty=roles.GRANT)
    person = checked_person(envelope=envelope, data=data, below=True)
    roles.check_grant(envelope=envelope, data=data, person=person)
    granted = RoleAssignment.objects.create(**data.model_dump(), granted_by=envelope.actor.id, granted_at=envelope.now)
    return Outcome(document_id=granted.id, kind="role", version=1, data={"role": data.role})


def checked_person(*, envelope: Envelope, data: GrantRole, below: bool = False) -> Person:
    """The person who is to have a role, locked; of the office, or `below` it as well.

    Refusals: person_not_found, person_switched_off, position_not_found.
    """
    person = person_here(envelope=envelope, person_id=data.person_id, below=below)
    if not person.is_active:
        raise Refusal("person_switched_off", field="person_id")
    if data.position_id is not None and not Position.objects.filter(id=data.position_id).exists():
        raise Refusal("position_not_found", field="position_id")
    return person


@command("role.end", schema=EndRole)
def end_role(*, envelope: Envelope, data: EndRole) -> Outcome:
    """Set the last day of a role: yesterday at the earliest (it ends at once), for days gone by stay as they were.

    A role can be shortened, not prolonged: that is a new proposal. Taking away needs no second person. A proposal that waits
    is ended by being declined. Refusals: role_not_found,
    role_already_ended (also never confirmed), role_dates_reversed, role_end_in_past, last_administrator.
    """
    require_duty(envelope=envelope, duty=roles.ADMINISTER)
    row = RoleAssignment.objects.select_for_update().filter(id=data.assignment_id).first()
    if row is None:
        raise Refusal("role_not_found", field="assignment_id")
    if row.state == "declined" or (row.to_date is not None and row.to_date <= data.to_date):
        raise Refusal("role_already_ended", field="to_date")
    if data.to_date < row.from_date:
        raise Refusal("role_dates_reversed", field="to_date")
    if data.to_date < envelope.today - timedelta(days=1):
        raise Refusal("role_end_in_past", field="to_date")
    roles.check_administered(after=data.to_date, without=Q(id=row.id))
    row.to_date = data.to_date
    row.version += 1
    row.save(update_fields=["to_date", "version"])
    return Outcome(document_id=row.id, kind="role", version=row.version, data={"role": row.role})
