"""The table of kinds of advances: accounts that take entries, and the days by which each is cleared."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.standards import chart
from khlang.standards.advance_kinds import AdvanceKind, advance_kind, advance_kinds

DAY = date(2024, 10, 3)


def test_accounts_take_entries() -> None:
    assert [kind.code for kind in advance_kinds(on=DAY)] == ["project", "travel", "surplus"]
    assert all(chart().posting(kind.account).kind == "asset" for kind in advance_kinds(on=DAY))


@pytest.mark.parametrize(
    ("code", "due"),
    [("project", date(2024, 11, 2)), ("travel", date(2024, 10, 27)), ("surplus", date(2025, 3, 31))],
)
def test_each_kind_is_due_on_its_day(code: str, due: date) -> None:
    """Thirty days after payment, fifteen after the return, on the day agreed (spec 4.3)."""
    found = advance_kind(code, on=DAY).due(paid_on=DAY, return_date=date(2024, 10, 12), agreed=date(2025, 3, 31))
    assert found == due


def test_a_kind_is_not_due_before_it_is_paid() -> None:
    assert advance_kind("project", on=DAY).due(paid_on=None, return_date=None, agreed=None) is None


def test_a_row_holds_for_its_days() -> None:
    kind = AdvanceKind("a", "ก", "a", "1", True, True, "payment", 30, "", date(2024, 1, 1), date(2024, 12, 31))
    assert [kind.valid(date(year, 12, 31)) for year in (2023, 2024, 2025)] == [False, True, False]
    with pytest.raises(Refusal, match="choice_unknown"):
        advance_kind("loan", on=DAY)
