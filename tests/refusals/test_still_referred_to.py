"""A row that others of the organisation refer to is not removed from under them."""

import pytest
from django.db import DatabaseError, connection, transaction

from khlang.platform.db import refusals
from tests.operators import operator
from tests.refusals.wording import check_refusal
from tests.till import Till
from tests.untouched import nothing_written


def test_a_bank_account_that_money_came_into(till: Till) -> None:
    """By plain SQL; the commands only close bank accounts."""
    till.bank_in("42100002", "100")
    with (
        nothing_written(),
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        operator(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM banking_bank_account")
    found = refusals.translate(raised.value)
    assert found is not None
    check_refusal(found, "still_referred_to")
