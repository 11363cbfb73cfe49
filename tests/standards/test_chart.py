"""The standard chart of accounts and the accounts of the budget book."""

import re
from collections import Counter

import pytest

from khlang.core.refusal import Refusal
from khlang.standards import budget_account, budget_accounts, chart, floor_of, floors


def test_the_chart_is_whole() -> None:
    assert len(chart()) == 1021
    assert sum(account.posting for account in chart()) == 845


def test_every_code_has_its_form_a_name_a_class_and_a_source() -> None:
    classes = {"1": "asset", "2": "liability", "3": "net_assets", "4": "revenue", "5": "expense"}
    for account in chart():
        assert re.fullmatch(r"\d{10}\.\d{3}", account.code)
        assert account.name_th
        assert account.source
        assert account.kind == classes[account.code[0]]
        assert account.normal_side in ("debit", "credit")


def test_headings_end_in_zeros_and_only_they() -> None:
    assert {account.code.endswith(".000") for account in chart() if not account.posting} == {True}
    assert {account.code.endswith(".000") for account in chart() if account.posting} == {False}


def test_cash_and_banks_are_known() -> None:
    assert chart().is_cash("1101010101.001")
    assert chart().is_bank("1101030102.001")
    assert not chart().is_bank("1101010101.001")
    assert Counter(chart().is_bank(account.code) for account in chart())[True] == 5


def test_a_heading_takes_no_entries() -> None:
    with pytest.raises(Refusal) as refused:
        chart().posting("1101010000.000", field="account")
    assert (refused.value.code, refused.value.field) == ("account_is_heading", "account")


def test_no_bucket_of_a_budget_line_that_is_spent_from_can_fall_below_zero() -> None:
    guarded = {account.code for account in budget_accounts() if account.floor == "debit"}
    assert guarded == {f"budget.{each}" for each in ("available", "reserved", "committed", "advanced", "expended")}
    assert all(floor_of("budget", code) == "debit" for code in guarded)


def test_cash_can_not_be_overdrawn_and_revenue_has_no_floor() -> None:
    assert floor_of("accrual", "1101010101.001") == "debit"
    assert floor_of("accrual", "4401010103.001") == ""
    assert floor_of("budget", "1101010101.001") == ""
    assert ("accrual", "1101010101.001") in floors()


def test_a_bucket_nobody_declared_is_a_mistake_of_the_program() -> None:
    assert budget_account("estimate.expected").normal == "debit"
    with pytest.raises(KeyError):
        budget_account("budget.pocket")
