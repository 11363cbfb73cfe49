"""Many contracts of one borrower approved at the same moment: one passes. Clearings race for one advance: none too many."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from khlang.office.advances import commands, queries
from khlang.platform import tenancy
from tests.advances.lending import TRAINING_COST, Lending
from tests.budget.budgeting import left
from tests.office import open_office
from tests.till import Till
from tests.together import at_once, said

MANY = 12


@pytest.fixture
def lending(transactional_db: None) -> Iterator[Lending]:
    """An office whose advances are really committed."""
    opened = open_office()
    with tenancy.scope(opened.org):
        till = Till(opened)
        till.open_banks()
        yield Lending(till)


def all_at_once(lending: Lending, move: Callable[[dict[str, Any]], Any], waiting: list[dict[str, Any]]) -> Counter[str]:
    """What becomes of the same move on many documents, each in a connection of its own."""
    return said(at_once(lending.office, [partial(move, named) for named in waiting]))


def test_one_borrower_has_one_advance(lending: Lending) -> None:
    """Whoever comes first; the budget of the others stays free."""
    waiting = [lending.checked("1,000") for _ in range(MANY)]
    assert all_at_once(lending, lending.approve, waiting) == {"approved": 1, "advance_still_open": MANY - 1}
    assert left("L39") == 7_900_000


def test_an_advance_is_not_cleared_twice(lending: Lending) -> None:
    """Thirty thousand lent, twelve clearings of nine thousand each: three fit."""
    advance_id = lending.lent()
    waiting = [lending.submitted(advance_id, (TRAINING_COST, "9,000")) for _ in range(MANY)]
    lending.office.person("treasury_head")

    def approve(named: dict[str, Any]) -> Any:
        return commands.approve_clearing(envelope=lending.office.envelope("treasury_head"), data=named)

    answers = all_at_once(lending, approve, waiting)
    assert answers == {"approved": 3, "clearing_above_advance": MANY - 3}
    assert queries.advance(document_id=advance_id).remaining == 300_000
