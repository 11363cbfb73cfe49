"""paper_required: a move that is made only from a handwritten paper, tried as an ordinary one."""

from dataclasses import replace
from datetime import date

from khlang.core.lifecycle import Lifecycle, Move
from khlang.platform import tenancy
from khlang.platform.commands import Paper
from khlang.spine.documents import spine
from tests.office import Office
from tests.refusals.attempt import refused

NOTE = Lifecycle(
    "general_voucher",
    "draft",
    ("approved",),
    (Move("record", ("draft",), "approved", "paper.record", numbers=True, paper=True),),
    series="general_voucher",
)


def test_a_paper_is_not_recorded_as_if_it_were_made_here(office: Office) -> None:
    """Neither without a paper nor with one: what tells is how the envelope came in."""
    ordinary = office.envelope()
    paper = replace(ordinary, paper=Paper("general_voucher", "", "1", date(2024, 10, 1)))
    for envelope in (ordinary, paper):
        with refused("paper_required"), tenancy.scope(office.org):
            spine.carry_out(
                envelope=envelope, lifecycle=NOTE, move="record", new=spine.NewDocument("x", office.today, 100)
            )
