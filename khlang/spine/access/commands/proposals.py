"""Roles by two people: one proposes, another confirms (R-AU3, spec 1.3); what was proposed gives no duty until then."""

from datetime import date
from typing import Any

from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import roles
from khlang.spine.access.commands.asking import locked_person
from khlang.spine.access.commands.posts import checked_person, end_role
from khlang.spine.access.models import RoleAssignment
from khlang.spine.access.schemas import ConfirmRole, DeclineRole, EndRole, GrantRole, ProposeRole, SaveRole

__all__ = ["confirm_role", "decline_role", "propose_role", "save_role"]


@command("role.propose", schema=ProposeRole)
def propose_role(*, envelope: Envelope, data: ProposeRole) -> Outcome:
    """Propose that a person have a role for a span of days, in their own name or acting for another (รักษาราชการแทน).

    The person is of the office, or of the one above a unit, whose officers act in it from there. Refusals: person_not_found,
    person_switched_off, position_not_found and those of `roles.check_grant`.
    """
    require_duty(envelope=envelope, duty=roles.ADMINISTER)
    person = checked_person(envelope=envelope, data=data)
    roles.check_grant(envelope=envelope, data=data, person=person)
    made = RoleAssignment.objects.create(
        **data.model_dump(), granted_by=envelope.actor.id, granted_at=envelope.now, state="proposed"
    )
    return Outcome(document_id=made.id, kind="role", state=made.state, version=1, data={"role": data.role})


@command("role.confirm", schema=ConfirmRole)
def confirm_role(*, envelope: Envelope, data: ConfirmRole) -> Outcome:
    """The second person's word: from now on the role gives its duties, on its days.

    Neither who proposed it nor who is to have it may confirm it, not even in a small office; an officer of the side above
    may where the unit has nobody (`queries.actor_above`). Refusals: role_not_found, role_decided (confirmed or declined
    before, also in the same moment), role_own_proposal, role_to_oneself, person_switched_off, role_over (its last day is
    gone) and those of `roles.check_confirm`.
    """
    row = _waiting(envelope, data.assignment_id)
    person = locked_person(person_id=row.person_id)
    if not person.is_active:
        raise Refusal("person_switched_off")
    if row.to_date is not None and row.to_date < envelope.today:
        raise Refusal("role_over")
    roles.check_confirm(envelope=envelope, row=row)
    return _decided(envelope, row, "confirmed")


@command("role.decline", schema=DeclineRole)
def decline_role(*, envelope: Envelope, data: DeclineRole) -> Outcome:
    """The second person says no; the proposal stays to be read, with the reason, and gives no duty.

    Refusals: role_not_found, role_decided, role_own_proposal, role_to_oneself.
    """
    row = _waiting(envelope, data.assignment_id)
    row.decline_reason = data.reason
    return _decided(envelope, row, "declined")


def _waiting(envelope: Envelope, assignment_id: int) -> RoleAssignment:
    """The proposal, locked, for somebody who may decide about it."""
    require_duty(envelope=envelope, duty=roles.CONFIRM)
    row: RoleAssignment | None = RoleAssignment.objects.select_for_update().filter(id=assignment_id).first()
    if row is None:
        raise Refusal("role_not_found")
    if row.state != "proposed":
        raise Refusal("role_decided")
    if row.granted_by == envelope.actor.id:
        raise Refusal("role_own_proposal")
    if row.person_id == envelope.actor.id:
        raise Refusal("role_to_oneself")
    return row


def _decided(envelope: Envelope, row: RoleAssignment, state: str) -> Outcome:
    row.state, row.decided_by, row.decided_at = state, envelope.actor.id, envelope.now
    row.version += 1
    row.save(update_fields=["state", "decided_by", "decided_at", "decline_reason", "version"])
    return Outcome(document_id=row.id, kind="role", state=state, version=row.version, data={"role": row.role})


@command("role.save", schema=SaveRole)
def save_role(*, envelope: Envelope, data: SaveRole) -> Outcome:
    """Propose a role or set its last day: what the administrator's form does.

    Refusals: role_fixed (all but the last day stands), field_required (no last day) and those of `propose_role` and
    `end_role`.
    """
    wanted = data.model_dump(exclude={"assignment_id"})
    outcome: Outcome
    if data.assignment_id is None:
        outcome = propose_role(envelope=envelope, data=ProposeRole(**wanted))
    else:
        ending = EndRole(assignment_id=data.assignment_id, to_date=_last_day(data.assignment_id, wanted))
        outcome = end_role(envelope=envelope, data=ending)
    return outcome


def _last_day(assignment_id: int, wanted: dict[str, Any]) -> date:
    """The last day asked for, when nothing but it differs from what was granted."""
    row = RoleAssignment.objects.filter(id=assignment_id).first()
    if row is None:
        raise Refusal("role_not_found", field="assignment_id")
    fixed = (name for name in GrantRole.model_fields if name != "to_date")
    changed = next((name for name in fixed if getattr(row, name) != wanted[name]), None)
    if changed is not None:
        raise Refusal("role_fixed", field=changed)
    if wanted["to_date"] is None:
        raise Refusal("field_required", field="to_date")
    last: date = wanted["to_date"]
    return last
