"""Debit and credit of a book differ."""

import pytest

from khlang.core.posting import Line, require_balance
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal

LINES = [
    Line("budget", "budget.available", "17", 125_000, 0),
    Line("budget", "budget.approved", "17", 0, 124_900),
]


def test_a_voucher_that_is_one_baht_short():
    """The budget book is looked at by itself, and named."""
    with pytest.raises(Refusal) as refused:
        require_balance(LINES)
    check_refusal(refused.value, "voucher_unbalanced", book="budget", debit="1,250.00", credit="1,249.00")
