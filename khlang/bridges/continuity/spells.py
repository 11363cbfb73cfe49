"""The spell of work by hand that papers belong to: is it running, does it cover this kind of paper and this day?"""

from dataclasses import dataclass
from datetime import date

from khlang.bridges.continuity.lifecycle import ENTERING, RUNNING
from khlang.bridges.continuity.models import Outage
from khlang.core.calendar import fiscal_year
from khlang.core.refusal import Refusal
from khlang.platform.clock import day_of
from khlang.standards import ManualPaper, manual_paper

#: Written on every day of every spell, whatever part of the work is by hand.
_ALWAYS = ("daily_status",)


@dataclass(frozen=True, slots=True)
class Spell:
    """What the queue must know of an outage; `id` is that of its document, `ends_on` the day of its certification."""

    id: int
    number: str
    state: str
    starts_on: date
    ends_on: date | None
    fiscal_year: int | None
    areas: frozenset[str]
    site: str

    def covers(self, *, day: date, today: date) -> bool:
        """Whether a paper of that day was written within the spell, without a day of grace (C-15, C-33).

        Papers go on being written until the backlog is certified. When only a new year cannot be worked in, only its
        papers are by hand.
        """
        last = min(self.ends_on, today) if self.ends_on else today
        within = self.starts_on <= day <= last
        return within and (self.fiscal_year is None or fiscal_year(day) == self.fiscal_year)


def running(*, outage_id: int, entering: bool = False, field: str = "outage_id") -> Spell:
    """The spell of an outage whose papers may be captured, or with `entering` entered.

    Refusals (at `field`): document_not_found, outage_not_running.
    """
    row = Outage.objects.select_related("document").filter(document_id=outage_id).first()
    if row is None:
        raise Refusal("document_not_found", field=field)
    document = row.document
    if document.state not in (ENTERING if entering else RUNNING):
        raise Refusal("outage_not_running", field=field, outage=document.number or "")
    return Spell(
        document.id, document.number or "", document.state, day_of(row.started_at), row.certified_on, row.fiscal_year,
        frozenset(row.areas), row.site,
    )  # fmt: skip


def kind_of(*, spell: Spell, paper: str) -> ManualPaper:
    """The kind of paper, if it is made by hand in this spell. Refusals (at `paper`): paper_unknown, paper_not_by_hand."""
    known = manual_paper(paper)
    if known is None:
        raise Refusal("paper_unknown", field="paper", paper=paper)
    if spell.areas and known.area not in spell.areas and paper not in _ALWAYS:
        raise Refusal("paper_not_by_hand", field="paper", paper=known.name_th, outage=spell.number)
    return known
