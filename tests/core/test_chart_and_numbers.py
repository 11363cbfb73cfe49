"""The chart of accounts and the official numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khlang.core.chart import Account, Chart
from khlang.core.numbering import Series, pieces, render
from khlang.core.refusal import Refusal

HEADING = Account("1101010000.000", "เงินสดในมือ", "Cash on hand", "asset", "debit", False, "standard chart")
CASH = Account("1101010101.001", "เงินสดในมือ", "Cash on hand", "asset", "debit", True, "standard chart")
SAVINGS = Account("1101030102.001", "เงินฝากออมทรัพย์", "Savings", "asset", "debit", True, "standard chart")
CHART = Chart({a.code: a for a in (SAVINGS, CASH, HEADING)}, cash=(CASH.code,), banks=(SAVINGS.code,))


def test_amounts_go_to_posting_accounts():
    """The chart knows its accounts, which of them are cash, and which are kept at banks."""
    assert CHART.posting(CASH.code) is CASH
    assert CHART.is_cash(CASH.code) and not CHART.is_cash(SAVINGS.code)
    assert CHART.is_bank(SAVINGS.code) and not CHART.is_bank(CASH.code)


def test_the_chart_is_read_in_the_order_of_its_codes():
    """Reports and pickers list accounts as the printed chart does."""
    assert list(CHART) == [HEADING, CASH, SAVINGS]
    assert len(CHART) == 3 and CASH.code in CHART and "1" not in CHART


@pytest.mark.parametrize(
    "code, refusal",
    [("9999999999.001", "account_unknown"), ("", "account_unknown"), (HEADING.code, "account_is_heading")],
)
def test_nothing_else_takes_amounts(code, refusal):
    """An unknown account and a heading are refused at the field where they were typed."""
    with pytest.raises(Refusal) as refused:
        CHART.posting(code, field="lines.0.account")
    assert (refused.value.code, refused.value.field, refused.value.facts["code"]) == (refusal, "lines.0.account", code)


RECEIPTS = Series("receipt", "{prefix}{yy}-{run:05d}/{fy}", "RC")


@pytest.mark.parametrize(
    "run, number",
    [(1, "RC68-00001/2568"), (99_999, "RC68-99999/2568"), (100_000, "RC68-100000/2568")],
)
def test_a_number_shows_kind_year_and_run(run, number):
    """Beyond 99,999 the run grows a digit instead of starting again."""
    assert render(RECEIPTS, 2568, run) == number


@given(st.integers(min_value=2500, max_value=2699), st.integers(min_value=1, max_value=10**7))
def test_the_database_can_build_the_same_number(fiscal_year, run):
    """Text before, digits, text after: joined by the database or here, the number is the same."""
    before, width, after = pieces(RECEIPTS, fiscal_year)
    assert before + str(run).rjust(width, "0") + after == render(RECEIPTS, fiscal_year, run)
    assert render(RECEIPTS, fiscal_year, run) != render(RECEIPTS, fiscal_year, run + 1)


@pytest.mark.parametrize(
    "template",
    ["{prefix}{yy}", "{prefix}-{run}", "{run:05d}{run:05d}", "{branch}-{run:05d}", "{prefix-{run:05d}", "{}-{run:05d}"],
)
def test_a_template_that_cannot_be_rendered_is_refused_when_it_is_loaded(template):
    """The run must be there exactly once; nothing but prefix, yy and fy may stand beside it."""
    with pytest.raises(ValueError, match="numbering receipt: "):
        Series("receipt", template, "RC")
