"""Reads of parties that others may use; always those of the organisation in scope."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from khlang.core import thai
from khlang.core.refusal import Refusal
from khlang.spine.parties import names
from khlang.spine.parties.models import Party
from khlang.spine.parties.names import masked_number

__all__ = ["Found", "find", "get", "list_parties", "masked_number"]


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the type-ahead: enough to choose by, the number masked."""

    id: int
    kind: str
    name: str
    address: str
    masked_number: str


def get(*, party_id: int) -> Party:
    """One party with its full number; raises Refusal party_not_found (also for another organisation's)."""
    found: Party | None = Party.objects.filter(id=party_id).first()
    if found is None:
        raise Refusal("party_not_found")
    return found


def find(*, text: str, limit: int = 10) -> tuple[Found, ...]:
    """Active parties by a piece of the name (title and spaces do not matter) or by the first digits of the number.

    Names that begin with the text come first, then Thai dictionary order. An empty text finds nothing.
    """
    wanted = names.searchable(text)
    if not wanted:
        return ()
    begins = names.number_beginning(text)
    match = Q(search__contains=wanted)
    if begins:
        match |= Q(national_number__startswith=begins)
    rank = Case(When(search__startswith=wanted, then=Value(0)), default=Value(1))
    rows = Party.objects.filter(match, active=True).annotate(rank=rank).order_by("rank", "search")[:limit]
    ordered = sorted(rows, key=lambda party: (party.rank, thai.sort_key(party.search)))
    return tuple(_found(party) for party in ordered)


def _found(party: Party) -> Found:
    return Found(party.id, party.kind, party.name, party.address, masked_number(party.national_number))


def list_parties(
    *, text: str = "", kind: str = "", active_only: bool = False, offset: int = 0, limit: int = 50
) -> tuple[Sequence[Party], int]:
    """A page of the register and how many rows there are in all, by name."""
    rows = Party.objects.all()
    if text:
        begins = names.number_beginning(text)
        match = Q(search__contains=names.searchable(text))
        rows = rows.filter(match | Q(national_number__startswith=begins) if begins else match)
    if kind:
        rows = rows.filter(kind=kind)
    if active_only:
        rows = rows.filter(active=True)
    return tuple(rows.order_by("search", "id")[offset : offset + limit]), rows.count()
