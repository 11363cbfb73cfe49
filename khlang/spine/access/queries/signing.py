"""How somebody signs: in their own name, acting for another officer, or with duties that were delegated to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from khlang import standards
from khlang.spine.access.models import Delegation, RoleAssignment
from khlang.standards import message

__all__ = ["Signing", "signing_titles"]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signed by virtue of which duty on which day; without a duty the title is the own one."""

    person_id: int
    duty: str
    day: date


def signing_titles(*, signing: Collection[Signing]) -> dict[Signing, str]:
    """What stands below each name: the own title, and where the duty is not held by it «รักษาราชการแทน» or «ปฏิบัติราชการแทน»
    before the title of the officer whose place is taken or who handed the duty over. Two queries.
    """
    people = {each.person_id for each in signing}
    handed = list(Delegation.objects.filter(taker_id__in=people))
    wanted = people | {row.giver_id for row in handed}
    held = RoleAssignment.objects.filter(person_id__in=wanted, state="confirmed")
    rows = list(held.select_related("position", "acting_for__position").order_by("id"))
    return {each: _title(each, rows, handed) for each in signing}


def _title(each: Signing, rows: Iterable[RoleAssignment], handed: Iterable[Delegation]) -> str:
    live = [row for row in rows if _on(row, each.day)]
    mine = [row for row in live if row.person_id == each.person_id]
    own = _own(mine)
    if not each.duty or any(_carries(row, each.duty) for row in mine if row.acting_for_id is None):
        return own or _own(mine, acting=True)
    replaced = next((row for row in mine if _carries(row, each.duty)), None)
    if replaced is not None:
        post = (replaced.acting_for.position if replaced.acting_for else None) or replaced.position
        return _instead("signing.acting", own, post.title_th if post else "")
    given = [row for row in handed if row.taker_id == each.person_id and each.duty in row.duties and _on(row, each.day)]
    for row in given:
        theirs = [own for own in live if own.person_id == row.giver_id]
        if any(_carries(one, each.duty) for one in theirs if one.acting_for_id is None):
            return _instead("signing.delegated", own, _own(theirs))
    return own or _own(mine, acting=True)


def _on(row: RoleAssignment | Delegation, day: date) -> bool:
    return row.from_date <= day and (row.to_date is None or row.to_date >= day)


def _carries(row: RoleAssignment, duty: str) -> bool:
    return duty in standards.duties().role(row.role).duties


def _own(rows: Iterable[RoleAssignment], *, acting: bool = False) -> str:
    """The title of the first post that is held in the own name (or, if there is none, for somebody else)."""
    posts = (row.position for row in rows if row.position and (row.acting_for_id is not None) == acting)
    return next((post.title_th for post in posts), "")


def _instead(key: str, own: str, title: str) -> str:
    """«own title รักษาราชการแทน title of the other»; where the other has no title the words stand alone."""
    return " ".join(part for part in (own, message(key, title=title)) if part).strip()
