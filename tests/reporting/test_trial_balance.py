"""The trial balance: columns of the statement, opening at the start of the month, debit equal to credit."""

from datetime import date

from khlang.bridges.reporting import exports
from khlang.core.reporting import AMOUNT_COLUMNS
from tests.reporting.asked import read, run
from tests.till import Till

HEADER = (
    "account_code,account_name_th,account_name_en,opening_debit,opening_credit,month_debit,month_credit,"
    "closing_debit,closing_credit"
)


def test_the_header_is_the_agreed_one(till: Till) -> None:
    assert exports.csv_text(result=run("trial-balance")).splitlines()[0] == HEADER


def test_cash_and_savings_of_two_days(two_days: Till) -> None:
    """2,350.00 brought forward, 14,252.00 received and banked with it: nothing is left in the box."""
    rows = {row["account_code"]: row for row in read(run("trial_balance", on="2024-10-02"))}
    assert rows["1101010101.001"] == {
        "account_code": "1101010101.001",
        "account_name_th": "เงินสดในมือ",
        "account_name_en": "Cash on hand",
        "opening_debit": "2350.00",
        "opening_credit": "0.00",
        "month_debit": "14252.00",
        "month_credit": "16602.00",
        "closing_debit": "0.00",
        "closing_credit": "0.00",
    }
    savings = rows["1101030102.001"]
    assert (savings["opening_debit"], savings["month_debit"], savings["closing_debit"]) == (
        "15570500.00", "780394.95", "16350894.95",
    )  # fmt: skip


def test_debits_equal_credits_in_every_pair_of_columns(two_days: Till) -> None:
    result = run("trial_balance", on="2024-10-02")
    totals = result.totals
    assert totals is not None and set(totals) == set(AMOUNT_COLUMNS)
    for pair in ("opening", "month", "closing"):
        assert totals[f"{pair}_debit"] == totals[f"{pair}_credit"] > 0
    assert totals["opening_debit"] == 5_327_330_000
    assert result.notes == ()


def test_accounts_are_sorted_and_only_those_with_figures(two_days: Till) -> None:
    result = run("trial_balance", on="2024-10-02")
    codes = [row.value("account_code") for row in result.rows]
    assert codes == sorted(set(codes), key=str)
    assert all(any(row.amount(key) for key in AMOUNT_COLUMNS) for row in result.rows)


def test_a_day_within_the_month_and_the_month_after(two_days: Till) -> None:
    """On the first only the first day has moved; in November October is brought forward."""
    fees = "4401030106.001"
    first = {row["account_code"]: row for row in read(run("trial_balance", on="2024-10-01"))}
    assert (first[fees]["month_credit"], "4401010101.001" in first) == ("3600.00", False)
    later = run("trial_balance", on="2024-11-15", today=date(2024, 11, 15))
    november = {row["account_code"]: row for row in read(later)}
    assert (november[fees]["opening_credit"], november[fees]["month_credit"]) == ("3600.00", "0.00")


def test_before_the_books_were_opened_there_is_nothing(till: Till) -> None:
    assert read(run("trial_balance", on="2024-09-29")) == []
    opening = run("trial_balance", on="2024-09-30")
    assert opening.totals is not None
    assert (opening.totals["opening_debit"], opening.totals["closing_debit"]) == (0, 5_327_330_000)


def test_it_can_be_read_in_english(till: Till) -> None:
    result = run("trial_balance", lang="en", on="2024-10-02")
    assert (result.title, result.subtitle, result.organisation) == ("Trial balance", "As of 2 October 2024", "Test TAO")
