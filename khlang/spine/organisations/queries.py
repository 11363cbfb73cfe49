"""Reads of organisations that others may use. Divisions, settings and emblem are those of the organisation in
scope."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from django.db.models import Q, QuerySet

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.organisations.models import Division, Emblem, Organisation
from khlang.spine.organisations.schemas import Settings

#: Kinds with a budget of their own; the ordinance of a municipality is a เทศบัญญัติ, elsewhere a ข้อบัญญัติ (spec 1.1).
LOCAL_GOVERNMENTS: Final = ("pao", "city", "town", "subdistrict_municipality", "tao")
MUNICIPALITIES: Final = ("city", "town", "subdistrict_municipality")
#: They look into the offices below them and keep no books of their own.
WITHOUT_BOOKS: Final = ("provincial_office", "department")
#: How far down the country goes from its top: department, provincial offices, local governments, units.
_LEVELS: Final = 3


def get(*, code: str) -> Organisation:
    """The organisation of a code, in any case of letters; raises Refusal organisation_unknown."""
    found = Organisation.objects.filter(code=code.strip().upper()).first()
    if found is None:
        raise Refusal("organisation_unknown", code=code)
    return found


def exists(*, code: str) -> bool:
    """Whether there is an organisation of that code."""
    return Organisation.objects.filter(code=code.strip().upper()).exists()


def codes() -> frozenset[str]:
    """The codes of all organisations, practice copies left out."""
    return frozenset(Organisation.objects.filter(practice_of=None).values_list("code", flat=True))


def count() -> int:
    """How many organisations the installation holds; practice copies are none."""
    return Organisation.objects.filter(practice_of=None).count()


def by_id(*, org_id: int) -> Organisation:
    """The organisation of an identifier; raises Refusal organisation_unknown."""
    found = Organisation.objects.filter(id=org_id).first()
    if found is None:
        raise Refusal("organisation_unknown", code=str(org_id))
    return found


def by_ids(*, org_ids: Collection[int]) -> tuple[Organisation, ...]:
    """Several organisations, in order of their codes; unknown identifiers are left out."""
    return tuple(Organisation.objects.filter(id__in=org_ids).order_by("code"))


def worked_in(*, org_ids: Collection[int]) -> tuple[Organisation, ...]:
    """Those of several organisations in which work goes on, in order of their codes: practice copies that are over are not."""
    return tuple(Organisation.objects.filter(id__in=org_ids, practice_over=False).order_by("code"))


def current() -> Organisation:
    """The organisation in scope."""
    return by_id(org_id=tenancy.current_org())


def everyone() -> tuple[Organisation, ...]:
    """Every organisation of the installation, in order of their codes; practice copies are none."""
    return tuple(Organisation.objects.filter(practice_of=None).order_by("code"))


def subordinates(*, org_id: int) -> tuple[Organisation, ...]:
    """All organisations below one (the units of an LAO; the LAOs of a provincial office and their units), nearest
    first."""
    found: list[Organisation] = []
    level = [org_id]
    while level:
        children = list(Organisation.objects.filter(parent_id__in=level, practice_of=None).order_by("code"))
        found += children
        level = [child.id for child in children]
    return tuple(found)


def children(*, org_id: int) -> tuple[Organisation, ...]:
    """The next level below an organisation (a province's local governments, an LAO's units), in order of their codes."""
    return tuple(Organisation.objects.filter(parent_id=org_id, practice_of=None).order_by("code"))


def below(
    *, org_id: int, search: str = "", kind: str = "", page: int = 1, size: int = 50
) -> tuple[tuple[Organisation, ...], int]:
    """A page of what is below an organisation, by code, and how many there are. Without words searched for only the next
    level (a province's local governments); with them the whole area, by code or a piece of the name.

    The database counts and cuts; 30,000 organisations are never loaded. Practice copies are in no area.
    """
    words = search.strip()
    if words:
        found = _area(org_id).filter(
            Q(code__startswith=words.upper()) | Q(name_th__contains=words) | Q(name_en__icontains=words)
        )
    else:
        found = Organisation.objects.filter(parent_id=org_id, practice_of=None)
    if kind:
        found = found.filter(kind=kind)
    first = (max(1, page) - 1) * size
    return tuple(found.select_related("parent").order_by("code")[first : first + size]), found.count()


def page_of_area(*, org_id: int, first: int = 0, size: int | None = None) -> tuple[Organisation, ...]:
    """Everything below an organisation, in order of the codes, or `size` of it from the `first` on; not counted."""
    rows = _area(org_id).order_by("code")
    return tuple(rows[first:] if size is None else rows[first : first + size])


def count_of_area(*, org_id: int) -> int:
    """How many organisations are below one."""
    return _area(org_id).count()


def ids_of_area(*, org_id: int) -> QuerySet[Organisation, int]:
    """The identifiers of everything below an organisation as a question, to stand within another one: what is asked about
    an area is asked by the database, and no identifier of thirty thousand is ever sent."""
    return _area(org_id).values_list("id", flat=True)


def _area(org_id: int) -> QuerySet[Organisation]:
    """Everything below an organisation; a level more is one join more."""
    above = Q()
    for level in range(1, _LEVELS + 1):
        above |= Q(**{f"{'parent__' * (level - 1)}parent_id": org_id})
    return Organisation.objects.filter(above, practice_of=None)


def found_below(*, org_id: int, wanted: int) -> Organisation | None:
    """The organisation `wanted` if it is below the other one, else None: also for one that does not exist, and for a
    practice copy. One query that climbs from below, however large the area."""
    return _area(org_id).filter(id=wanted).first()


def with_below(*, org_ids: Collection[int]) -> frozenset[int]:
    """Those of several organisations that have any below them."""
    return frozenset(
        parent
        for parent in Organisation.objects.filter(parent_id__in=org_ids, practice_of=None)
        .values_list("parent_id", flat=True)
        .distinct()
        if parent is not None
    )


def settings(*, org_id: int) -> Settings:
    """What the organisation decided for itself; defaults where it decided nothing."""
    stored = Organisation.objects.values_list("settings", flat=True).get(id=org_id)
    return Settings.model_validate(stored)


def divisions(*, active_only: bool = True) -> tuple[Division, ...]:
    """The divisions of the organisation in scope, in order of their codes."""
    rows = Division.objects.filter(active=True) if active_only else Division.objects.all()
    return tuple(rows.order_by("code"))


def division(*, division_id: int) -> Division:
    """One division of the organisation in scope; raises Refusal division_not_found."""
    found: Division | None = Division.objects.filter(id=division_id).first()
    if found is None:
        raise Refusal("division_not_found")
    return found


def emblem() -> tuple[str, bytes] | None:
    """Media type and bytes of the emblem of the organisation in scope, or None."""
    found = Emblem.objects.first()
    return (found.media_type, bytes(found.content)) if found else None


def is_municipality(*, kind: str) -> bool:
    """Whether the kind issues a เทศบัญญัติ (municipalities) rather than a ข้อบัญญัติ."""
    return kind in MUNICIPALITIES


def under(*, org_id: int, org_ids: Collection[int]) -> frozenset[int]:
    """Those of several organisations that are the organisation itself or stand anywhere below it.

    Walks up from them, all at once: as many queries as the country has levels, however many organisations are asked about.
    """
    above = dict.fromkeys(org_ids)
    walked: dict[int, int | None] = {}
    todo = set(above)
    while todo:
        rows = Organisation.objects.filter(id__in=todo).values_list("id", "parent_id")
        walked |= dict(rows)
        todo = {parent for _, parent in walked.items() if parent is not None} - walked.keys() if rows else set()
    return frozenset(each for each in above if org_id in _line(each, walked))


def _line(org_id: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """An organisation and all above it, nearest first."""
    found: int | None = org_id
    while found is not None:
        yield found
        found = parents.get(found)


def by_codes(*, codes: Collection[str]) -> Mapping[str, Organisation]:
    """Several organisations by their codes, in one query; unknown codes and practice copies are left out."""
    return {each.code: each for each in Organisation.objects.filter(code__in=codes, practice_of=None)}


def small_offices(*, org_ids: Collection[int]) -> frozenset[int]:
    """Those of several organisations in which one person may hold duties that otherwise exclude each other; one query."""
    rows = Organisation.objects.filter(id__in=org_ids).values_list("id", "settings")
    return frozenset(org for org, stored in rows if Settings.model_validate(stored).small_office)
