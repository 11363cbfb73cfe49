"""Granting and ending roles: dated, never overlapping, never against the segregation of duties."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from khlang import standards
from khlang.core import calendar
from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope
from khlang.spine.access.models import Person, RoleAssignment
from khlang.spine.access.schemas import GrantRole
from khlang.spine.organisations import queries as organisations

#: Whoever holds this duty proposes who gets all others; the organisation must not lose its last one.
ADMINISTER: Final = "role.propose"
#: The side above gives roles without a second person of the office: for the first people of an organisation.
GRANT: Final = "role.grant"


def overlapping(*, person_id: int, from_date: date, to_date: date | None) -> QuerySet[RoleAssignment]:
    """The person's assignments of the organisation in scope that share at least one day with the span."""
    rows = RoleAssignment.objects.filter(Q(to_date=None) | Q(to_date__gte=from_date), person_id=person_id)
    return rows if to_date is None else rows.filter(from_date__lte=to_date)


def check_grant(*, envelope: Envelope, data: GrantRole, person: Person) -> None:
    """Everything that may speak against a grant, in the order in which a reader would ask.

    Refusals: role_unknown, role_dates_reversed, role_to_oneself, acting_for_unknown, acting_role_differs,
    acting_for_self, role_overlaps, duties_conflict.
    """
    standards.duties().role(data.role, field="role")
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
        _check_conflicts(data.role, held)


def _shown(day: date) -> str:
    return calendar.format_date(day, style="short")


def _check_acting(data: GrantRole) -> None:
    """An acting officer takes the same role, from somebody else."""
    if data.acting_for_id is None:
        return
    replaced = RoleAssignment.objects.filter(id=data.acting_for_id).first()
    if replaced is None:
        raise Refusal("acting_for_unknown", field="acting_for_id")
    if replaced.person_id == data.person_id:
        raise Refusal("acting_for_self", field="acting_for_id")
    if replaced.role != data.role:
        raise Refusal("acting_role_differs", field="role", role=replaced.role)


def _check_conflicts(role: str, held: list[RoleAssignment]) -> None:
    """No two duties in one hand on one day that must be in different hands (spec 1.3)."""
    matrix = standards.duties()
    for row in held:
        found = matrix.conflicts_in(matrix.duties_of((role, row.role)))
        if found:
            first, second = found[0].duties
            raise Refusal(
                "duties_conflict",
                field="role",
                role=role,
                other=row.role,
                first=first,
                second=second,
                reason=found[0].reason_th,
            )


def check_administered(*, after: date, without: Q) -> None:
    """Taking away the assignments of `without` leaves somebody who can grant roles on the day after `after`.

    Refusal: last_administrator.
    """
    codes = [role.code for role in standards.duties().holders(ADMINISTER)]
    day = after + timedelta(days=1)
    rows = RoleAssignment.objects.filter(
        Q(to_date=None) | Q(to_date__gte=day), role__in=codes, from_date__lte=day, person__is_active=True
    )
    if rows.filter(without).exists() and not rows.exclude(without).exists():
        raise Refusal("last_administrator")
