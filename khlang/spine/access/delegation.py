"""Duties handed to another officer for a span of days (มอบอำนาจ): what may be handed, to whom, and what stands on a day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from khlang import standards
from khlang.core import calendar
from khlang.core.refusal import Refusal
from khlang.platform.clock import BANGKOK
from khlang.platform.commands import Envelope
from khlang.spine.access.models import Delegation, Person, RoleAssignment
from khlang.spine.access.schemas import GiveDelegation
from khlang.spine.organisations import queries as organisations

#: Who may hand duties over.
DELEGATE = "duty.delegate"


def confirmed_on(on: date) -> Q:
    """Assignments that hold on a day (first and last day included): confirmed, and that not later than on the day."""
    decided = Q(decided_at=None) | Q(decided_at__lt=after(on))
    return Q(state="confirmed", from_date__lte=on) & (Q(to_date=None) | Q(to_date__gte=on)) & decided


def standing_on(on: date) -> Q:
    """Delegations of a day that were not taken back; one taken back during the day no longer counts on it."""
    return Q(from_date__lte=on, to_date__gte=on) & (Q(ended_at=None) | Q(ended_at__gte=after(on)))


def after(on: date) -> datetime:
    """The first instant after a day (Bangkok)."""
    return datetime.combine(on + timedelta(days=1), time(), BANGKOK)


def overlapping(*, taker_id: int, from_date: date, to_date: date | None) -> QuerySet[Delegation]:
    """What was handed to a person, and not taken back, on at least one day of the span."""
    rows = Delegation.objects.filter(taker_id=taker_id, to_date__gte=from_date, ended_at=None)
    return rows if to_date is None else rows.filter(from_date__lte=to_date)


def check(*, envelope: Envelope, data: GiveDelegation, taker: Person | None) -> None:
    """Everything that may speak against handing duties over, in the order in which a reader would ask.

    Refusals: role_dates_reversed, delegation_in_past, person_not_found (also nobody of this office), person_switched_off,
    delegation_to_oneself, delegation_of_duty (a duty that is never handed on), delegation_not_own, delegation_overlaps,
    delegation_conflict.
    """
    if data.to_date < data.from_date:
        raise Refusal("role_dates_reversed", field="to_date")
    if data.from_date < envelope.today:
        raise Refusal("delegation_in_past", field="from_date")
    if data.taker_id == envelope.actor.id:
        raise Refusal("delegation_to_oneself", field="taker_id")
    if taker is None or not covers(roles_of(data.taker_id, data), data):
        raise Refusal("person_not_found", field="taker_id")
    if not taker.is_active:
        raise Refusal("person_switched_off", field="taker_id")
    _check_duties(envelope, data)
    _check_conflicts(envelope, data)


def roles_of(person_id: int, data: GiveDelegation) -> list[RoleAssignment]:
    """The confirmed roles that a person holds on some of the days."""
    rows = RoleAssignment.objects.filter(Q(to_date=None) | Q(to_date__gte=data.from_date), person_id=person_id)
    return list(rows.filter(state="confirmed", from_date__lte=data.to_date).order_by("from_date"))


def covers(rows: Iterable[RoleAssignment], data: GiveDelegation) -> bool:
    """Whether the roles, ordered by their first day, leave no day of the delegation open."""
    day = data.from_date
    for row in rows:
        if row.from_date <= day:
            if row.to_date is None or row.to_date >= data.to_date:
                return True
            day = max(day, row.to_date + timedelta(days=1))
    return False


def _check_duties(envelope: Envelope, data: GiveDelegation) -> None:
    """Only what the giver holds in their own name on all days, and nothing that stays with the person by its nature."""
    matrix, own = standards.duties(), roles_of(envelope.actor.id, data)
    own = [row for row in own if row.acting_for_id is None]
    for duty in data.duties:
        if duty in standards.never_delegated():
            raise Refusal("delegation_of_duty", field="duties", duty=duty)
        if not covers([row for row in own if duty in matrix.role(row.role).duties], data):
            raise Refusal("delegation_not_own", field="duties", duty=duty)


def _check_conflicts(envelope: Envelope, data: GiveDelegation) -> None:
    """Nothing handed over twice, and no two duties in one hand that must be in different hands (not so in a small office)."""
    before = list(overlapping(taker_id=data.taker_id, from_date=data.from_date, to_date=data.to_date))
    for row in before:
        twice = set(row.duties) & set(data.duties)
        if row.giver_id == envelope.actor.id and twice:
            since = calendar.format_date(row.from_date, style="short")
            raise Refusal("delegation_overlaps", field="from_date", duty=min(twice), since=since)
    if organisations.settings(org_id=envelope.org).small_office:
        return
    matrix = standards.duties()
    taken = RoleAssignment.objects.filter(Q(to_date=None) | Q(to_date__gte=data.from_date), person_id=data.taker_id)
    for row in taken.exclude(state="declined").filter(from_date__lte=data.to_date):
        check_apart(own=matrix.role(row.role).duties, handed=data.duties, field="duties")
    for row in before:
        check_apart(own=row.duties, handed=data.duties, field="duties")


def check_apart(*, own: Collection[str], handed: Collection[str], field: str) -> None:
    """Refusal delegation_conflict: what is handed over may not be in one hand with what its taker has."""
    alone = {each.duties for each in standards.duties().conflicts_in(own)}
    for found in standards.duties().conflicts_in({*own, *handed}):
        if found.duties not in alone:
            first, second = found.duties
            raise Refusal("delegation_conflict", field=field, first=first, second=second, reason=found.reason_th)
