"""Forty transfers out of one line at the same moment: exactly those that the line can afford succeed."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from khlang.office.budget import commands
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests.budget.budgeting import decision, left, ordinance_in_force, submitted, transfer
from tests.office import Office, open_office
from tests.together import at_once, said

TRANSFERS = 40
EACH = 3_000_00  # baht 3,000 each; the line holds 40,000: thirteen fit


@pytest.fixture
def budget(transactional_db: None) -> Iterator[Office]:
    """An office whose transfers are really committed."""
    opened = open_office()
    with tenancy.scope(opened.org):
        ordinance_in_force(opened)
        yield opened


def test_forty_transfers_out_of_one_line(budget: Office) -> None:
    """Each in a connection of its own, all let go at once."""
    waiting = [submitted(budget, transfer("L23", "L18", "3,000")) for _ in range(TRANSFERS)]

    def approve(document_id: int) -> Any:
        return commands.approve_transfer_by_executive(envelope=budget.envelope("executive"), data=decision(document_id))

    answers = said(at_once(budget, [partial(approve, each) for each in waiting]))
    assert answers == {"approved": 13, "budget_insufficient": 27}
    assert (left("L23"), left("L18")) == (4_000_000 - 13 * EACH, 12_000_000 + 13 * EACH)
    numbers = sorted(row.number for row in documents.get_many(document_ids=waiting).values() if row.number)
    assert numbers == [f"TR68-{run:05d}/2568" for run in range(1, 14)]
