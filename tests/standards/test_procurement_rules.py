"""The dated rules of buying and hiring hang together."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.standards import chart, revenue_item
from khlang.standards.procurement import fine_rates, procurement_method, procurement_methods, procurement_rules

DAY = date(2024, 10, 2)


def test_every_method_says_where_it_comes_from() -> None:
    """And rows of one method do not overlap."""
    assert all(row.source and row.name_th and row.name_en for row in procurement_methods())
    codes = [row.code for row in procurement_methods() if row.valid(DAY)]
    assert sorted(codes) == sorted(set(codes))


def test_the_specific_method() -> None:
    """Up to 500,000 baht without a clause of the law and without a committee; above it both."""
    found = procurement_method(code="specific", on=DAY)
    assert (found.needs_ground(500_000_00), found.needs_ground(500_000_01)) == (False, True)
    assert (found.procuring_members(500_000_00), found.procuring_members(500_000_01)) == (0, 3)


def test_a_method_before_its_law() -> None:
    with pytest.raises(Refusal, match="procurement_method_unknown"):
        procurement_method(code="specific", on=date(2017, 8, 22))


def test_rates_lie_within_what_may_be_agreed() -> None:
    assert {row.category for row in fine_rates().values()} == {"goods", "service", "works"}
    assert all(row.lowest <= row.proposed <= row.highest for row in fine_rates().values())
    rules = procurement_rules()
    assert rules.guarantee <= rules.guarantee_highest


def test_accounts_take_entries() -> None:
    rules = procurement_rules()
    for code in (rules.guarantee_short, rules.guarantee_long, rules.grant, revenue_item(rules.forfeited_item).account):
        assert chart().posting(code).code == code
    assert procurement_method(code=rules.splitting_method, on=DAY).limit > 0
