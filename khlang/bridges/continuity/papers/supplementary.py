"""A supplementary budget made by hand: more for lines in force, or new ones (guideline LAO-1)."""

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef
from khlang.bridges.continuity.papers.ordinance import BudgetByHand, entered, needs, shown
from khlang.office.budget import commands as budget
from khlang.platform.commands import Envelope, Outcome


def enter(envelope: Envelope, data: BudgetByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """The supplementary budget. Refusals: as for an annual one, those of `supplementary.record`."""
    return entered(budget.record_supplementary, envelope, data)


KIND = PaperKind("supplementary", BudgetByHand, needs, shown, enter)
