"""Statements: rows take accounts, rows add rows, every account is taken once."""

from dataclasses import dataclass

import pytest

from khlang.core.statements import coverage, fill, problems, weight


@dataclass(frozen=True)
class Row:
    """A row of a layout."""

    key: str
    accounts: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()


PERFORMANCE = (
    Row("title"),
    Row("taxes", accounts=("-440101",)),
    Row("other_revenue", accounts=("-44", "440101")),
    Row("revenue", sums=("taxes", "other_revenue")),
    Row("expense", accounts=("5",)),
    Row("surplus", sums=("revenue", "-expense")),
)
THIS_YEAR = {"4401010103.001": -500, "4402010101.001": -200, "5101010101.001": 300, "1101010101.001": 400}
LAST_YEAR = {"4402010101.001": -10, "5101010101.001": 25}


def test_a_statement_is_filled_for_two_years():
    """Revenue prints positive, expense is subtracted, a deficit is negative, a heading has no amount."""
    assert fill(PERFORMANCE, [THIS_YEAR, LAST_YEAR]) == {
        "title": (),
        "taxes": (500, 0),
        "other_revenue": (200, 10),
        "revenue": (700, 10),
        "expense": (300, 25),
        "surplus": (400, -15),
    }


def test_every_account_is_taken_by_one_row():
    """Cash has no place in this statement and shows as a hole."""
    assert coverage(PERFORMANCE, THIS_YEAR) == {
        "4401010103.001": ("taxes",),
        "4402010101.001": ("other_revenue",),
        "5101010101.001": ("expense",),
        "1101010101.001": (),
    }
    assert weight(PERFORMANCE[2], "4401010103.001") == 0
    assert weight(PERFORMANCE[2], "4402010101.001") == -1


@pytest.mark.parametrize(
    "rows, complaint",
    [
        ((Row("a", ("1",)), Row("a", ("2",))), "row a: the key is used twice"),
        ((Row("a", ("1",)), Row("b", ("2",), ("a",))), "row b: takes accounts or adds rows, not both"),
        ((Row("b", sums=("a",)), Row("a", ("1",))), "row b: adds a, which has no amounts above it"),
        ((Row("a"), Row("b", sums=("-a",))), "row b: adds a, which has no amounts above it"),
        ((Row("a", sums=("a",)),), "row a: adds a, which has no amounts above it"),
    ],
)
def test_an_unsound_layout_is_named_and_not_filled(rows, complaint):
    """A total that forgets a row is worse than no statement."""
    assert problems(rows) == [complaint]
    with pytest.raises(ValueError, match=complaint):
        fill(rows, [THIS_YEAR])
    assert problems(PERFORMANCE) == []
