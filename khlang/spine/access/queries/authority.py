"""What waits for a second person, what was delegated, and what would come into one hand."""

from datetime import date

from django.db.models import Q, QuerySet

from khlang import standards
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Actor
from khlang.spine.access import roles
from khlang.spine.access.delegation import confirmed_on, standing_on
from khlang.spine.access.models import Delegation, Person, RoleAssignment
from khlang.spine.access.queries.standing import actor
from khlang.spine.organisations import queries as organisations

__all__ = [
    "actor_above",
    "confirmers",
    "conflicts_of",
    "delegations",
    "people_above",
    "proposal",
    "proposals",
    "proposals_below",
]
_ABOVE = frozenset({roles.ADMINISTER, roles.CONFIRM})


def proposals(*, limit: int = 100) -> tuple[RoleAssignment, ...]:
    """Roles of the office that wait for a second person, the longest waiting first."""
    rows = RoleAssignment.objects.filter(state="proposed").select_related("person", "position", "acting_for__person")
    return tuple(rows.order_by("granted_at", "id")[:limit])


def proposal(*, assignment_id: int) -> RoleAssignment:
    """One proposed, confirmed or declined role with what it speaks of; raises Refusal role_not_found."""
    rows = RoleAssignment.objects.select_related("person", "position", "acting_for__person")
    found: RoleAssignment | None = rows.filter(id=assignment_id).first()
    if found is None:
        raise Refusal("role_not_found")
    return found


def proposals_below(*, org_id: int, on: date) -> tuple[RoleAssignment, ...]:
    """Proposed roles in the units right below an office that have nobody of their own to confirm them. Looks across
    organisations, three queries."""
    units = [each.id for each in organisations.children(org_id=org_id)]
    if not units:
        return ()
    with tenancy.unscoped():
        waiting = RoleAssignment.objects.filter(org_id__in=units, state="proposed")
        waiting = waiting.select_related("person", "position", "acting_for__person", "org")
        served = set(_confirming(on).filter(org_id__in=units).values_list("org_id", flat=True))
        return tuple(row for row in waiting.order_by("granted_at", "id") if row.org_id not in served)


def confirmers(*, org_id: int, on: date) -> bool:
    """Whether an organisation has somebody of its own who confirms roles on a day."""
    with tenancy.scope(org_id):
        return bool(_confirming(on).exists())


def _confirming(on: date) -> QuerySet[RoleAssignment]:
    """Confirmed assignments of a day that carry role.confirm, held by live accounts, in the organisations of the scope."""
    codes = [role.code for role in standards.duties().holders(roles.CONFIRM)]
    return RoleAssignment.objects.filter(confirmed_on(on), role__in=codes, person__is_active=True)


def actor_above(*, person_id: int, unit_id: int, on: date) -> Actor:
    """Somebody of the office right above as one who settles the roles of a unit from there, and nothing else in it.

    Whoever proposes roles in the office above may propose them in the unit; whoever confirms them there confirms those of
    a unit that has nobody of its own. What they do is marked as done from another office. Refusals: organisation_unknown,
    not_above (no such office, or no such duty in it), unit_confirms_itself.
    """
    parent = organisations.by_id(org_id=unit_id).parent_id
    if parent is None:
        raise Refusal("not_above")
    try:
        held = actor(person_id=person_id, org_id=parent, on=on)
    except Refusal:
        raise Refusal("not_above") from None
    duties = held.duties & _ABOVE
    if not duties:
        raise Refusal("not_above")
    if confirmers(org_id=unit_id, on=on):
        duties -= {roles.CONFIRM}
        if not duties:
            raise Refusal("unit_confirms_itself")
    return Actor(id=held.id, name=held.name, duties=duties, remote=parent)


def people_above(*, org_id: int) -> tuple[Person, ...]:
    """Live accounts of the office right above a unit: whom the unit may ask to act in it from there."""
    own = organisations.by_id(org_id=org_id)
    if own.kind != "unit" or own.parent_id is None:
        return ()
    with tenancy.entrance():  # their accounts are of the office above
        return tuple(Person.objects.filter(home_id=own.parent_id, is_active=True).order_by("name_th", "id"))


def conflicts_of(
    *, person_id: int, role: str, from_date: date, to_date: date | None, without: int | None = None
) -> tuple[standards.Conflict, ...]:
    """The pairs of duties that would come into one hand if a person had a role on those days; `without` is the proposal
    itself. Refusal: role_unknown."""
    return roles.conflicts(person_id=person_id, role=role, from_date=from_date, to_date=to_date, without=without)


def delegations(
    *, on: date | None = None, person_id: int | None = None, since: date | None = None, limit: int = 200
) -> tuple[Delegation, ...]:
    """Delegations, newest first: those of a day, those with a day from `since` on, those that a person gave or took."""
    rows = Delegation.objects.select_related("giver", "taker")
    if on is not None:
        rows = rows.filter(standing_on(on))
    if since is not None:
        rows = rows.filter(to_date__gte=since)
    if person_id is not None:
        rows = rows.filter(Q(giver_id=person_id) | Q(taker_id=person_id))
    return tuple(rows.order_by("-from_date", "-id")[:limit])
