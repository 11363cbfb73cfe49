"""A line of a voucher has a debit or a credit."""

import pytest

from tests.refusals.attempt import refused
from tests.till import Till


@pytest.mark.parametrize("debit, credit", [("100", "100"), ("0", "0")])
def test_both_sides_or_none(till: Till, debit: str, credit: str) -> None:
    """Found before the voucher is saved, at the line."""
    with refused("line_one_side", field="lines.1.debit"):
        till.write_entry("ปรับปรุง", ("5103010102.001", "100", "0"), ("1102010102.001", debit, credit))
