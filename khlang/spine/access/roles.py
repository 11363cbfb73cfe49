"""Granting, proposing, confirming and ending roles: dated, never overlapping, never against the segregation of duties."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from khlang import standards
from khlang.core import calendar
from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope
from khlang.spine.access import delegation
from khlang.spine.access.models import Person, RoleAssignment
from khlang.spine.access.schemas import GrantRole
from khlang.spine.organisations import queries as organisations

#: Whoever holds this duty proposes who gets all others; the organisation must not lose its last one.
ADMINISTER: Final = "role.propose"
#: The second person: what was proposed gives duties only once somebody with this duty has confirmed it.
CONFIRM: Final = "role.confirm"
#: The side above gives roles without a second person of the office: for the first people of an organisation.
GRANT: Final = "role.grant"


def overlapping(*, person_id: int, from_date: date, to_date: date | None) -> QuerySet[RoleAssignment]:
    """The person's assignments of the organisation in scope, held or proposed, that share at least one day with the span."""
    rows = RoleAssignment.objects.filter(Q(to_date=None) | Q(to_date__gte=from_date), person_id=person_id)
    rows = rows.exclude(state="declined")
    return rows if to_date is None else rows.filter(from_date__lte=to_date)


def check_grant(*, envelope: Envelope, data: GrantRole, person: Person) -> None:
    """Everything that may speak against a role, proposed or given, in the order in which a reader would ask.

    Refusals: role_unknown, role_of_other_kind, role_dates_reversed, role_to_oneself, acting_for_unknown, acting_role_differs,
    acting_for_self, role_overlaps, duties_conflict.
    """
    wanted = standards.duties().role(data.role, field="role")
    if not wanted.given_in(organisations.by_id(org_id=envelope.org).kind):
        raise Refusal("role_of_other_kind", field="role", role=data.role, kind=wanted.at)
    if data.to_date is not None and data.to_date < data.from_date:
        raise Refusal("role_dates_reversed", field="to_date")
    small = organisations.settings(org_id=envelope.org).small_office
    if person.id == envelope.actor.id and not small:
        raise Refusal("role_to_oneself", field="person_id")
    _check_acting(data)
    held = list(overlapping(person_id=person.id, from_date=data.from_date, to_date=data.to_date))
    for row in held:
        if (row.role, row.position_id, row.acting_for_id) == (data.role, data.position_id, data.acting_for_id):
            raise Refusal("role_overlaps", field="from_date", role=row.role, since=_shown(row.from_date))
    if not small:
        _check_conflicts(data, held)


def check_confirm(*, envelope: Envelope, row: RoleAssignment) -> None:
    """What may speak against confirming a proposal now: much may have been confirmed since it was made.

    Refusals: acting_for_unknown (whose place was to be taken has lost it), duties_conflict.
    """
    replaced = row.acting_for
    if replaced is not None and (replaced.state != "confirmed" or _over(replaced, row.from_date)):
        raise Refusal("acting_for_unknown", field="acting_for_id")
    if organisations.settings(org_id=envelope.org).small_office:
        return
    held = overlapping(person_id=row.person_id, from_date=row.from_date, to_date=row.to_date)
    _check_conflicts(row, list(held.filter(state="confirmed").exclude(id=row.id)))


def conflicts(
    *, person_id: int, role: str, from_date: date, to_date: date | None, without: int | None = None
) -> tuple[standards.Conflict, ...]:
    """The pairs of duties that would come into one hand if the person had the role on those days: with the roles held or
    proposed and with what was delegated to the person."""
    matrix, own = standards.duties(), standards.duties().role(role, field="role").duties
    held: set[str] = set()
    for row in overlapping(person_id=person_id, from_date=from_date, to_date=to_date).exclude(id=without or 0):
        held |= matrix.role(row.role).duties
    for handed in delegation.overlapping(taker_id=person_id, from_date=from_date, to_date=to_date):
        held |= set(handed.duties)
    return tuple(each for each in matrix.conflicts_in(held | own) if own & set(each.duties))


def _over(row: RoleAssignment, day: date) -> bool:
    return row.to_date is not None and row.to_date < day


def _shown(day: date) -> str:
    return calendar.format_date(day, style="short")


def _check_acting(data: GrantRole) -> None:
    """An acting officer takes the same role, from somebody else."""
    if data.acting_for_id is None:
        return
    replaced = RoleAssignment.objects.filter(id=data.acting_for_id, state="confirmed").first()
    if replaced is None:
        raise Refusal("acting_for_unknown", field="acting_for_id")
    if replaced.person_id == data.person_id:
        raise Refusal("acting_for_self", field="acting_for_id")
    if replaced.role != data.role:
        raise Refusal("acting_role_differs", field="role", role=replaced.role)


def _check_conflicts(wanted: Any, held: Iterable[RoleAssignment]) -> None:
    """No two duties in one hand on one day that must be in different hands (spec 1.3); `wanted` is the role asked for."""
    matrix = standards.duties()
    for row in held:
        found = matrix.conflicts_in(matrix.duties_of((wanted.role, row.role)))
        if found:
            first, second = found[0].duties
            raise Refusal(
                "duties_conflict", field="role", role=wanted.role, other=row.role, first=first, second=second,
                reason=found[0].reason_th,
            )  # fmt: skip
    own = matrix.role(wanted.role).duties
    for handed in delegation.overlapping(taker_id=wanted.person_id, from_date=wanted.from_date, to_date=wanted.to_date):
        delegation.check_apart(own=own, handed=handed.duties, field="role")


def check_administered(*, after: date, without: Q) -> None:
    """Taking away the assignments of `without` leaves somebody who can propose roles on the day after `after`; a proposal
    that waits is nobody yet.

    Refusal: last_administrator.
    """
    codes = [role.code for role in standards.duties().holders(ADMINISTER)]
    day = after + timedelta(days=1)
    rows = RoleAssignment.objects.filter(
        Q(to_date=None) | Q(to_date__gte=day), role__in=codes, state="confirmed", from_date__lte=day,
        person__is_active=True,
    )  # fmt: skip
    if rows.filter(without).exists() and not rows.exclude(without).exists():
        raise Refusal("last_administrator")
