"""The spell of work by hand that papers belong to: is it running, does it cover this kind of paper and this day?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from khlang.bridges.continuity.lifecycle import ENTERING, RUNNING
from khlang.bridges.continuity.models import Outage
from khlang.core.calendar import fiscal_year
from khlang.core.refusal import Refusal
from khlang.platform.clock import day_of
from khlang.platform.db import writes
from khlang.platform.tenancy import current_org
from khlang.standards import ManualPaper, manual_paper

#: Written on every day of every spell, whatever part of the work is by hand.
_ALWAYS = ("daily_status",)


@dataclass(frozen=True, slots=True)
class Spell:
    """What the queue must know of an outage; `id` is that of its document, `family` those of the spell that it supplements
    and of its other supplements. `spans` are the days by hand, first and last (None: they go on)."""

    id: int
    number: str
    state: str
    spans: tuple[tuple[date, date | None], ...]
    fiscal_year: int | None
    areas: frozenset[str]
    site: str
    family: frozenset[int]

    def covers(self, *, day: date, today: date) -> bool:
        """Whether a paper of that day was written within the spell, without a day of grace (C-15, C-33).

        Papers go on being written until the backlog is certified. A supplement has the days of the spell that was certified,
        and its own: not those between, on which the system was in use (C-32). When only a new year cannot be worked in,
        only its papers are by hand.
        """
        within = any(first <= day <= (last or today) for first, last in self.spans)
        return within and day <= today and (self.fiscal_year is None or fiscal_year(day) == self.fiscal_year)


def running(*, outage_id: int, entering: bool = False, field: str = "outage_id") -> Spell:
    """The spell of an outage whose papers may be captured, or with `entering` entered; until the present transaction ends it
    is neither certified nor begun again.

    Refusals (at `field`): document_not_found, outage_not_running.
    """
    writes.hold(org=current_org())  # whoever certifies it meanwhile was first, or waits
    row = Outage.objects.select_related("document").filter(document_id=outage_id).first()
    if row is None:
        raise Refusal("document_not_found", field=field)
    document = row.document
    if document.state not in (ENTERING if entering else RUNNING):
        raise Refusal("outage_not_running", field=field, outage=document.number or "")
    earlier = _family(row)
    spans = tuple((_begins(each), each.certified_on) for each in (*earlier, row))
    return Spell(
        document.id, document.number or "", document.state, spans, row.fiscal_year, frozenset(row.areas), row.site,
        frozenset((row.document_id, *(each.document_id for each in earlier))),
    )  # fmt: skip


def _family(row: Outage) -> list[Outage]:
    """The spell that a supplement belongs to and its other supplements that were certified."""
    if row.supplements_id is None:
        return []
    same = Outage.objects.filter(Q(document_id=row.supplements_id) | Q(supplements_id=row.supplements_id))
    return list(same.exclude(certified_on=None).select_related("document"))


def _begins(row: Outage) -> date:
    """A spell begins when the system stopped, a supplement when it was declared: from then on work waits again."""
    return day_of(row.started_at if row.supplements_id is None else row.document.created_at)


def kind_of(*, spell: Spell, paper: str) -> ManualPaper:
    """The kind of paper, if it is made by hand in this spell. Refusals (at `paper`): paper_unknown, paper_not_by_hand."""
    known = manual_paper(paper)
    if known is None:
        raise Refusal("paper_unknown", field="paper", paper=paper)
    if spell.areas and known.area not in spell.areas and paper not in _ALWAYS:
        raise Refusal("paper_not_by_hand", field="paper", paper=known.name_th, outage=spell.number)
    return known
