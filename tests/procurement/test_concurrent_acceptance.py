"""Twelve committees at the same moment: no more is accepted than was ordered, and no number is given twice."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from khlang.office.assets import queries as assets
from khlang.office.procurement import commands, queries
from khlang.platform import tenancy
from khlang.spine.documents import verification
from tests.office import Office, open_office
from tests.procurement.accepting import handed_in, item, opened, ordered
from tests.together import at_once, said

COMMITTEES = 12
FIT = 7  # computers ordered; every inspection is of one


@pytest.fixture
def buying(transactional_db: None) -> Iterator[Office]:
    """An office whose work is really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        yield opened(office)
        assert verification.verify() == []


def test_twelve_acceptances_under_one_order(buying: Office) -> None:
    """Each in a connection of its own, all let go at once: seven fit; cards and numbers run without a gap."""
    order = ordered(buying, item("L24", "คอมพิวเตอร์", "23,000", str(FIT)))
    one = [{"line_id": order.lines[0].id, "quantity": "1"}]
    waiting = [handed_in(buying, order, lines=one) for _ in range(COMMITTEES)]
    buying.person("clerk")

    def accept(document_id: int) -> Any:
        return commands.accept_inspection(envelope=buying.envelope("clerk"), data={"document_id": document_id})

    answers = said(at_once(buying, [partial(accept, each) for each in waiting]))
    assert answers == {"accepted": FIT, "inspection_above_contract": COMMITTEES - FIT}
    assert queries.obligation(document_id=order.id).remaining == 0
    cards, count, cost = assets.cards(limit=50)
    assert (count, cost) == (FIT, order.amount)
    assert [card.code[-5:] for card in cards] == [f"{run:05d}" for run in range(1, FIT + 1)]
    numbers = sorted(row.number for row in queries.acceptances()[0])
    assert numbers == [f"IN68-{run:05d}/2568" for run in range(1, FIT + 1)]
