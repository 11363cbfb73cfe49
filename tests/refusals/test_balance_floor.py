"""A balance that may not go beyond its floor, as the database says it before the spine knows which account it was."""

import pytest
from django.db import DatabaseError, connection, transaction

from khlang.platform.db import refusals
from tests.operators import operator
from tests.refusals.wording import check_refusal
from tests.till import Till
from tests.untouched import nothing_written


def test_more_is_taken_than_is_there(till: Till) -> None:
    """The CHECK of the table, met by plain SQL; met by a command it is told as cash_insufficient or budget_insufficient."""
    till.take_in(("41210008", "100"), cash="100")
    with (
        nothing_written(),
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        operator(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE ledger_guarded_balance SET credit = debit + 1")
    found = refusals.translate(raised.value)
    assert found is not None
    check_refusal(found, "balance_floor")
