"""What the law asks of a budget: balance, who decides, order of dates."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.office.budget import limits
from khlang.office.budget.limits import Change


def change(*types, target=None, **flags):
    return Change(types=frozenset(types), target_type=target or types[-1], **flags)


@pytest.mark.parametrize(
    ("changes", "body"),
    [
        ([change("510000", "530000")], "executive"),
        ([change("510000", "540000")], "executive"),
        ([change("510000", "540000", new_item=True)], "council"),
        ([change("540000", "530000", new_item=True)], "executive"),
        ([change("530000", "540000", changes_nature=True)], "council"),
        ([change("540000", "530000", changes_nature=True)], "council"),
        ([change("520000", "530000", changes_nature=True)], "executive"),
        ([change("510000", "530000"), change("510000", "540000", new_item=True)], "council"),
    ],
)
def test_who_decides(changes, body):
    assert limits.deciding_body(changes) == body
    limits.check_body(kind="budget_transfer", changes=changes, body=body)
    other = "executive" if body == "council" else "council"
    with pytest.raises(Refusal, match=f"transfer_needs_{body}"):
        limits.check_body(kind="budget_transfer", changes=changes, body=other)


@pytest.mark.parametrize(
    ("estimated", "appropriated", "reason"), [(100, 100, ""), (100, 99, ""), (100, 101, "เงินสะสม")]
)
def test_a_balanced_budget_or_a_stated_deficit(estimated, appropriated, reason):
    limits.check_balance(estimated=estimated, appropriated=appropriated, reason=reason)


def test_a_deficit_without_a_reason_says_what_is_missing():
    with pytest.raises(Refusal, match="ordinance_deficit") as found:
        limits.check_balance(estimated=100_00, appropriated=150_50, reason="  ")
    assert (found.value.field, found.value.facts["missing"]) == ("deficit_reason", "50.50")


def test_decisions_follow_each_other_and_lie_behind_us():
    today = date(2024, 10, 1)
    limits.check_order_of_dates(dates=(("a", date(2024, 9, 1)), ("b", date(2024, 9, 1)), ("c", today)), today=today)
    with pytest.raises(Refusal, match="decision_dates_disordered") as found:
        limits.check_order_of_dates(dates=(("a", date(2024, 9, 2)), ("b", date(2024, 9, 1))), today=today)
    assert found.value.field == "b"
    with pytest.raises(Refusal, match="decision_date_in_future"):
        limits.check_order_of_dates(dates=(("a", date(2024, 10, 2)),), today=today)


@pytest.mark.parametrize(
    ("personnel", "appropriated", "share"), [(40, 100, 4000), (401, 1000, 4010), (1, 3, 3334), (0, 0, 0)]
)
def test_share_of_personnel_is_rounded_up(personnel, appropriated, share):
    assert limits.personnel_percent(personnel=personnel, appropriated=appropriated) == share
