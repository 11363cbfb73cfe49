"""A fiscal year is opened once."""

import pytest

from khlang.core.refusal import Refusal
from khlang.office.treasury import commands as treasury
from khlang.spine.documents import queries as documents
from tests.refusals.attempt import refused
from tests.till import Till
from tests.treasury import month


def test_opening_a_year_twice(till: Till) -> None:
    """A second set of balances can be drafted, not approved."""
    month.open_books(till)
    with pytest.raises(Refusal):
        month.open_books(till)
    (again,) = documents.find(kind="opening_balance", states=["submitted"])
    with refused("opening_done_before", fiscal_year=2568):
        treasury.approve_opening(envelope=till.office.envelope("treasury_head"), data={"document_id": again.id})
