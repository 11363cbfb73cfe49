"""A contract signed by hand; above the limit of the rules it names its project and contract in the e-GP (guideline LAO-4)."""

from khlang.bridges.continuity.paper_kind import PaperKind, PaperRef
from khlang.bridges.continuity.papers.purchase_order import OrderByHand, entered, examine, needs, shown
from khlang.office.procurement import commands as procurement
from khlang.platform.commands import Envelope, Outcome


def enter(envelope: Envelope, data: OrderByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """The contract. Refusals: as for an order; egp_required."""
    return entered(procurement.record_contract, envelope, data, ref)


KIND = PaperKind("contract", OrderByHand, needs, shown, enter, examine)
