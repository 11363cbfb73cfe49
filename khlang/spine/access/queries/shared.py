"""Accounts that look as if several people used them (R-AU7), as a list for whoever answers for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Max, Min, Q

from khlang.platform import tenancy
from khlang.spine.access.models import Person, SecurityEvent
from khlang.spine.organisations import queries as organisations

#: How far back the list looks: what has not been seen since is over.
DAYS: Final = 90
_KIND: Final = "account_shared_suspected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """An account: whose, since when it has looked shared, when last, on how many days it was noted, and why last time:
    from how many devices or networks within how many hours."""

    person: Person
    since: datetime
    last: datetime
    times: int
    devices: int
    hours: int


def shared_suspects(*, now: datetime, page: int = 1, size: int = 50) -> tuple[Sequence[Suspect], int]:
    """A page of the accounts of the organisation in scope and of those below it, the latest first, and how many there are."""
    org = tenancy.current_org() or 0
    area = Q(org_id=org) | Q(person__home_id=org) | Q(org_id__in=organisations.ids_of_area(org_id=org))
    noted = SecurityEvent.objects.filter(area, kind=_KIND, at__gt=now - timedelta(days=DAYS)).exclude(person=None)
    rows = noted.order_by().values("person_id").annotate(since=Min("at"), last=Max("at"), times=Count("id"))
    start = (max(1, page) - 1) * size
    found = list(rows.order_by("-last", "person_id")[start : start + size])
    ids = [each["person_id"] for each in found]
    people = {each.id: each for each in Person.objects.filter(id__in=ids).select_related("home")}
    why = {each.person_id: each.facts for each in noted.filter(person_id__in=ids).order_by("at", "id")}
    return [
        Suspect(
            person=people[each["person_id"]], since=each["since"], last=each["last"], times=each["times"],
            devices=int(why[each["person_id"]].get("devices", 0)), hours=int(why[each["person_id"]].get("hours", 0)),
        )
        for each in found
        if each["person_id"] in people
    ], rows.count()  # fmt: skip
