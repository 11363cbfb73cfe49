"""Who holds what on a day, and where each duty comes from: for people who look, and for the auditor (R-AU3, spec 1.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khlang import standards
from khlang.spine.access.delegation import confirmed_on, standing_on
from khlang.spine.access.models import Delegation, RoleAssignment

__all__ = ["Clash", "Holding", "clashes", "holdings"]


@dataclass(frozen=True, slots=True)
class Holding:
    """What one role or one delegation gives a person. `kind` is own, acting or delegated; `from_whom` names the officer
    whose place is taken or who handed the duties over; `home_id` is the organisation whose account the person has."""

    person_id: int
    name: str
    home_id: int
    kind: str
    role: str
    from_whom: str
    position: str
    from_date: date
    to_date: date | None
    order: str
    duties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two duties in one hand that should be in different hands."""

    person_id: int
    name: str
    conflict: standards.Conflict


def holdings(*, on: date, live_only: bool = True) -> tuple[Holding, ...]:
    """Everything that gives duties on a day, by name: confirmed roles, and delegations with what their giver still holds.

    `live_only=False` for a day gone by: whose account was switched off since could act then. Two queries.
    """
    rows = RoleAssignment.objects.filter(confirmed_on(on))
    rows = rows.filter(person__is_active=True) if live_only else rows
    live = list(rows.select_related("person", "position", "acting_for__person").order_by("person__name_th", "id"))
    handed = (
        Delegation.objects.filter(standing_on(on)).select_related("giver", "taker").order_by("taker__name_th", "id")
    )
    found = [_by_role(row) for row in live]
    found += [each for row in handed if (each := _by_delegation(row, live)) is not None]
    return tuple(sorted(found, key=lambda each: each.name))


def _by_role(row: RoleAssignment) -> Holding:
    acting = row.acting_for
    return Holding(
        row.person_id, row.person.name_th, row.person.home_id, "acting" if acting else "own", row.role,
        acting.person.name_th if acting else "", row.position.title_th if row.position else "", row.from_date, row.to_date,
        row.order_reference, standards.duties().role(row.role).duties,
    )  # fmt: skip


def _by_delegation(row: Delegation, live: Sequence[RoleAssignment]) -> Holding | None:
    if all(each.person_id != row.taker_id for each in live):
        return None
    own = {each.role for each in live if each.person_id == row.giver_id and each.acting_for_id is None}
    given = standards.duties().duties_of(own) & set(row.duties)
    if not given:
        return None
    return Holding(
        row.taker_id, row.taker.name_th, row.taker.home_id, "delegated", "", row.giver.name_th, "", row.from_date,
        row.to_date, row.order_reference, given,
    )  # fmt: skip


def clashes(*, held: Iterable[Holding]) -> tuple[Clash, ...]:
    """The conflicts of duty of everybody, by name and in the order of duties.toml."""
    people: dict[int, tuple[str, set[str]]] = {}
    for each in held:
        people.setdefault(each.person_id, (each.name, set()))[1].update(each.duties)
    return tuple(
        Clash(person_id, name, conflict)
        for person_id, (name, duties) in people.items()
        for conflict in standards.duties().conflicts_in(duties)
    )
