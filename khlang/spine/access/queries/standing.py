"""Who stands where: people, posts, roles and the duties of a day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khlang import standards
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Actor
from khlang.spine.access.delegation import confirmed_on, standing_on
from khlang.spine.access.models import ApiToken, Delegation, LoginEvent, Person, Position, RoleAssignment
from khlang.spine.organisations import queries as organisations

__all__ = [
    "DutyRow",
    "Holder",
    "actor",
    "assignment",
    "assignments",
    "by_username",
    "duty_matrix",
    "has_post",
    "logins",
    "names",
    "organisations_of",
    "people",
    "staff",
    "person",
    "position",
    "position_titles",
    "positions",
    "roles_of",
    "tokens",
    "who_holds",
]


@dataclass(frozen=True, slots=True)
class Holder:
    """One person who holds a role on a day; `acting` when in place of another officer. Who has single duties by a
    delegation has no role by it: `giver` names who handed them over."""

    person_id: int
    name: str
    role: str
    acting: bool
    giver: str = ""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One row of the duty matrix: which roles carry a duty, who holds it on the day."""

    duty: str
    roles: tuple[str, ...]
    holders: tuple[Holder, ...]


def actor(*, person_id: int, org_id: int, on: date) -> Actor:
    """The person as one who acts in an organisation on a day, with the duties of all confirmed roles of that day, acting
    included, and those delegated to the person that their giver still holds.

    Two queries. `remote` is the person's home when it is another organisation; a practice copy is the home of the people
    of its office. Refusal no_role_on_day: nobody with a live account and a role there on that day.
    """
    with tenancy.scope(org_id):
        handed = list(Delegation.objects.filter(standing_on(on), taker_id=person_id).values_list("giver_id", "duties"))
        wanted = Q(person_id=person_id) | Q(person_id__in=[giver for giver, _ in handed], acting_for=None)
        rows = list(
            RoleAssignment.objects.filter(wanted, confirmed_on(on), person__is_active=True).values_list(
                "person_id", "role", "person__name_th", "person__home_id", "org__practice_of_id"
            )
        )
    own = [row for row in rows if row[0] == person_id]
    if not own:
        raise Refusal("no_role_on_day")
    _, _, name, home, practice_of = own[0]
    duties = standards.duties().duties_of({row[1] for row in own})
    for giver, given in handed:
        held = standards.duties().duties_of({row[1] for row in rows if row[0] == giver})
        duties |= held & set(given)
    return Actor(id=person_id, name=name, duties=duties, remote=None if home in (org_id, practice_of) else home)


def organisations_of(*, person_id: int, on: date) -> tuple[organisations.Organisation, ...]:
    """The organisations in which the person has a role on a day, by code. Looks across organisations."""
    with tenancy.unscoped():
        assigned = RoleAssignment.objects.filter(confirmed_on(on), person_id=person_id).values_list("org_id", flat=True)
        return organisations.worked_in(org_ids=set(assigned))


def names(*, person_ids: Collection[int]) -> dict[int, str]:
    """Names of people by identifier; unknown ones are left out. Of everybody: who signed may have left long ago."""
    with tenancy.entrance():
        return dict(Person.objects.filter(id__in=person_ids).values_list("id", "name_th"))


def person(*, person_id: int) -> Person:
    """One person; raises Refusal person_not_found."""
    with tenancy.entrance():
        found = Person.objects.filter(id=person_id).first()
    if found is None:
        raise Refusal("person_not_found")
    return found


def by_username(*, username: str) -> Person:
    """The person of a user name; raises Refusal person_not_found."""
    with tenancy.entrance():
        found = Person.objects.filter(username=username.strip().lower()).first()
    if found is None:
        raise Refusal("person_not_found")
    return found


def people() -> tuple[Person, ...]:
    """Everybody whose account the organisation made or who has or had a role in it, by name."""
    return tuple(Person.objects.filter(Q(home_id=tenancy.current_org()) | Q(id__in=staff())).order_by("name_th", "id"))


def staff() -> frozenset[int]:
    """The identifiers of everybody who has or had a role here. Asked for by itself and named in the question that follows: a
    choice between two sub-selects goes through every person of the country."""
    return frozenset(RoleAssignment.objects.values_list("person_id", flat=True))


def assignments(*, person_id: int | None = None, on: date | None = None) -> Sequence[RoleAssignment]:
    """Role assignments of one person or of everybody, newest first: all of them, proposed and declined ones too, or those
    that hold on a day."""
    rows = RoleAssignment.objects.select_related("person", "position", "acting_for__person")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if on is not None:
        rows = rows.filter(confirmed_on(on))
    return tuple(rows.order_by("-from_date", "-id"))


def assignment(*, assignment_id: int) -> RoleAssignment:
    """One role assignment; raises Refusal role_not_found (also for another organisation's)."""
    found: RoleAssignment | None = RoleAssignment.objects.filter(id=assignment_id).first()
    if found is None:
        raise Refusal("role_not_found")
    return found


def roles_of(*, person_id: int, on: date) -> frozenset[str]:
    """The codes of the roles that a person holds on a day, acting included."""
    return frozenset(
        RoleAssignment.objects.filter(confirmed_on(on), person_id=person_id).values_list("role", flat=True)
    )


def who_holds(*, duty: str, on: date) -> tuple[Holder, ...]:
    """Who may do something on a day, by name: to say whom a document waits for."""
    roles = {role.code for role in standards.duties().holders(duty)}
    live = list(_live(on))
    return (
        *(_holder(row) for row in live if row.role in roles),
        *(handed for duties, handed in _delegated(on, live) if duty in duties),
    )


def duty_matrix(*, on: date) -> tuple[DutyRow, ...]:
    """Every duty with the roles that carry it and the people who hold it on a day. Two queries, however many
    duties."""
    matrix = standards.duties()
    live = list(_live(on))
    holders, delegated = [_holder(row) for row in live], _delegated(on, live)
    rows = []
    for duty in matrix.duties:
        roles = tuple(role.code for role in matrix.holders(duty))
        held = tuple(holder for holder in holders if holder.role in roles)
        handed = tuple(holder for duties, holder in delegated if duty in duties)
        rows.append(DutyRow(duty, roles, (*held, *handed)))
    return tuple(rows)


def _live(on: date) -> QuerySet[RoleAssignment]:
    rows = RoleAssignment.objects.filter(confirmed_on(on), person__is_active=True).select_related("person")
    return rows.order_by("person__name_th", "id")


def _holder(row: RoleAssignment) -> Holder:
    return Holder(row.person_id, row.person.name_th, row.role, row.acting_for_id is not None)


def _delegated(on: date, live: Sequence[RoleAssignment]) -> list[tuple[frozenset[str], Holder]]:
    """What each delegation of the day gives: what its giver holds in their own name, to somebody who has a post."""
    matrix, posted = standards.duties(), {row.person_id for row in live}
    found = []
    rows = Delegation.objects.filter(standing_on(on)).select_related("giver", "taker")
    for row in rows.order_by("taker__name_th", "id"):
        held = matrix.duties_of({own.role for own in live if own.person_id == row.giver_id and not own.acting_for_id})
        given = held & set(row.duties)
        if given and row.taker_id in posted:
            found.append((given, Holder(row.taker_id, row.taker.name_th, "", False, row.giver.name_th)))
    return found


def has_post(*, person_id: int, on: date) -> bool:
    """Whether somebody with a live account holds a confirmed role anywhere on a day; looks across organisations. Whoever
    has none any more is out at the next request (R-AU6)."""
    with tenancy.unscoped():
        held = RoleAssignment.objects.filter(confirmed_on(on), person_id=person_id, person__is_active=True)
        return bool(held.exists())


def positions(*, active_only: bool = True) -> tuple[Position, ...]:
    """The posts of the office, by code, with their divisions."""
    rows = Position.objects.filter(active=True) if active_only else Position.objects.all()
    return tuple(rows.select_related("division").order_by("code"))


def position(*, position_id: int) -> Position:
    """One post of the office; raises Refusal position_not_found."""
    found: Position | None = Position.objects.filter(id=position_id).first()
    if found is None:
        raise Refusal("position_not_found")
    return found


def position_titles(*, person_ids: Collection[int], on: date) -> dict[int, str]:
    """The title that a signature block prints below each person's name on a day: the one in their own name
    first."""
    rows = RoleAssignment.objects.filter(confirmed_on(on), person_id__in=person_ids, position__isnull=False)
    titles: dict[int, str] = {}
    for row in sorted(rows.select_related("position"), key=lambda row: row.acting_for_id is not None):
        titles.setdefault(row.person_id, row.position.title_th)
    return titles


def tokens(*, person_id: int | None = None) -> tuple[ApiToken, ...]:
    """Keys to the API, of one person or of everybody in the organisation, newest first."""
    rows = ApiToken.objects.select_related("person")
    return tuple(rows.filter(person_id=person_id) if person_id is not None else rows)


def logins(*, person_id: int, limit: int = 20) -> tuple[LoginEvent, ...]:
    """The last log-ins and failures of an account, so that its owner notices a stranger. Newest first."""
    return tuple(LoginEvent.objects.filter(person_id=person_id, purpose="login").order_by("-at", "-id")[:limit])
