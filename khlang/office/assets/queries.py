"""Reads of the register that others may use: a page of cards, the whole register for its report, the history of a card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from khlang.core.refusal import Refusal
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.assets.models import Asset, AssetChange
from khlang.standards import AssetClass, asset_class, asset_classes

SORTABLE = ("code", "name", "acquired_date", "cost", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card as lists and reports show it; `cost` is satang, `life_years` 0 is not depreciated."""

    id: int
    code: str
    own_code: str
    class_code: str
    name: str
    detail: str
    acquired_date: date
    cost: int
    account: str
    life_years: int
    fund_source: str
    vendor_name: str
    document_id: int
    document_number: str
    position: int
    work_code: str
    division_id: int | None
    division: str
    place: str
    state: str
    condition: str
    version: int

    @property
    def asset_class(self) -> AssetClass:
        """The class of the asset, with its names and accounts."""
        return asset_class(self.class_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One correction in the history of a card."""

    id: int
    asset_id: int
    asset_code: str
    asset_name: str
    version: int
    field: str
    before: str
    after: str
    reason: str
    day: date
    at: datetime
    actor_name: str


def card(*, asset_id: int) -> Card:
    """One card. Refusal: asset_unknown."""
    found = _joined().filter(id=asset_id).first()
    if found is None:
        raise Refusal("asset_unknown", field="asset_id")
    return _card(found)


def of_document(*, document_id: int) -> tuple[Card, ...]:
    """The cards that an acceptance opened, by code."""
    return tuple(_card(row) for row in _joined().filter(document_id=document_id).order_by("code"))


def cards(
    *, text: str = "", filters: Mapping[str, str] | None = None, sort: str = "", offset: int = 0, limit: int = 50
) -> tuple[tuple[Card, ...], int, int]:
    """A page of the register: its cards, how many there are in all and what they cost together (satang).

    `text` looks in code, own code, name and place; `filters` may name class_code, state and division_id; `sort` one of
    SORTABLE, falling with "-" in front.
    """
    rows = _found(text, filters or {})
    sums = rows.aggregate(count=Count("id"), cost=Sum("cost"))
    order = sort if sort.removeprefix("-") in SORTABLE else "code"
    page = rows.order_by(order, "id")[offset : offset + limit]
    return tuple(_card(row) for row in page), int(sums["count"]), int(sums["cost"] or 0)


def register(*, through: date, type: str = "") -> Iterator[Card]:
    """Every card acquired up to a day, by class and code: the rows of the register report (spec 6.1)."""
    rows = _joined().filter(acquired_date__lte=through)
    if type:
        rows = rows.filter(class_code__in=[found.code for found in asset_classes() if found.type == type])
    for row in rows.order_by("class_code", "acquired_date", "run").iterator(chunk_size=2_000):
        yield _card(row)


def opened() -> dict[tuple[int, int], tuple[int, int]]:
    """How many cards each line of an acceptance opened and what they cost together (satang), by document and position."""
    rows = (
        Asset.objects.order_by().values_list("document_id", "position").annotate(cards=Count("id"), worth=Sum("cost"))
    )
    return {(document_id, position): (cards, int(worth)) for document_id, position, cards, worth in rows}


def changes(*, text: str = "", asset_id: int | None = None, offset: int = 0, limit: int = 50) -> tuple[
    tuple[Change, ...], int
]:  # fmt: skip
    """A page of the corrections, newest first, and how many there are in all."""
    rows = AssetChange.objects.select_related("asset")
    if asset_id is not None:
        rows = rows.filter(asset_id=asset_id)
    for word in normalise(text).split():
        rows = rows.filter(
            Q(asset__code__icontains=to_arabic_digits(word))
            | Q(asset__name__icontains=word)
            | Q(reason__icontains=word)
        )
    page = rows.order_by("-at", "-id")[offset : offset + limit]
    return tuple(_change(row) for row in page), rows.count()


def _joined() -> QuerySet[Any]:
    return Asset.objects.select_related("document", "division")


def _found(text: str, filters: Mapping[str, str]) -> QuerySet[Any]:
    rows = _joined().filter(**{name: value for name, value in filters.items() if value})
    for word in normalise(text).split():
        code = to_arabic_digits(word)
        rows = rows.filter(
            Q(code__icontains=code) | Q(own_code__icontains=code) | Q(name__icontains=word) | Q(place__icontains=word)
        )
    return rows


def _card(row: Any) -> Card:
    return Card(
        id=row.id, code=row.code, own_code=row.own_code, class_code=row.class_code, name=row.name, detail=row.detail,
        acquired_date=row.acquired_date, cost=row.cost, account=row.account, life_years=row.life_years,
        fund_source=row.fund_source, vendor_name=row.vendor_name, document_id=row.document_id,
        document_number=row.document.number or "", position=row.position, work_code=row.work_code,
        division_id=row.division_id, division=row.division.name_th if row.division else "", place=row.place,
        state=row.state, condition=row.condition, version=row.version,
    )  # fmt: skip


def _change(row: Any) -> Change:
    return Change(
        id=row.id, asset_id=row.asset_id, asset_code=row.asset.code, asset_name=row.asset.name, version=row.version,
        field=row.field, before=row.before, after=row.after, reason=row.reason, day=row.day, at=row.at,
        actor_name=row.actor_name,
    )  # fmt: skip


def states() -> Sequence[str]:
    """The states that an asset may be in."""
    return tuple(value for value, _ in Asset._meta.get_field("state").choices or ())
