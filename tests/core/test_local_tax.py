"""What is owed of a local tax on a day: months begun, fines that follow the warning, parts paid on days of their own."""

from datetime import date

import pytest

from khlang.core.local_tax import Due, Fine, Owed, Paid, Terms, due, fine_rate, months_late

pytestmark = pytest.mark.pure
LAND = Terms((Fine("late", 1_000), Fine("warned", 2_000), Fine("expired", 4_000)), 100, 10_000)
SIGN = Terms((Fine("declared_late", 1_000),), 200)
APRIL_30 = date(2025, 4, 30)


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2025, 4, 1), 0), (APRIL_30, 0), (date(2025, 5, 1), 1), (date(2025, 5, 31), 1), (date(2025, 6, 1), 2),
        (date(2026, 4, 30), 12), (date(2026, 5, 1), 13),
    ],
)  # fmt: skip
def test_a_month_begun_counts_as_a_month(on: date, months: int) -> None:
    """From the day after the due date."""
    assert months_late(due_date=APRIL_30, on=on) == months


def test_months_that_begin_at_the_end_of_a_long_month() -> None:
    """Due 30 January: the first month runs from the 31st to the end of February."""
    assert [months_late(due_date=date(2025, 1, 30), on=day) for day in (date(2025, 2, 28), date(2025, 3, 1))] == [1, 2]


def test_in_time_there_is_only_the_tax() -> None:
    """On the due date itself."""
    assert due(terms=LAND, owed=Owed(100_000, APRIL_30), payments=(), on=APRIL_30) == Due(100_000, 0, 0)


@pytest.mark.parametrize(
    ("on", "rate"), [(date(2025, 5, 10), 1_000), (date(2025, 5, 20), 2_000), (date(2025, 6, 21), 4_000)]
)
def test_the_fine_follows_the_letter_of_warning(on: date, rate: int) -> None:
    """10 % before it comes, 20 % within its days, 40 % after them."""
    owed = Owed(100_000, APRIL_30, warned_on=date(2025, 5, 15), warned_until=date(2025, 6, 14))
    assert fine_rate(terms=LAND, owed=owed, on=on) == rate


def test_late_by_three_months() -> None:
    """1,000.00 baht: 3 % of surcharge and 10 % of fine."""
    found = due(terms=LAND, owed=Owed(100_000, APRIL_30), payments=(), on=date(2025, 7, 1))
    assert (found, found.penalty, found.total) == (Due(100_000, 3_000, 10_000), 13_000, 113_000)


def test_each_part_bears_the_day_on_which_it_was_paid() -> None:
    """Half in May (one month), half asked for in July (three months); the order of writing does not matter."""
    paid = Paid(date(2025, 5, 2), 50_000, surcharge=500, fine=5_000)
    found = due(terms=LAND, owed=Owed(100_000, APRIL_30), payments=[paid], on=date(2025, 7, 1))
    assert found == Due(50_000, 1_500, 5_000)


def test_a_part_paid_in_time_bears_nothing() -> None:
    """Also when it is written down after the other one."""
    early, late = Paid(APRIL_30, 60_000), Paid(date(2025, 5, 2), 40_000, 400, 4_000)
    found = due(terms=LAND, owed=Owed(100_000, APRIL_30), payments=[late, early], on=date(2025, 12, 1))
    assert found.total == 0


def test_the_surcharge_ends_at_its_limit() -> None:
    """Never more than the tax itself; of the repealed house tax never more than 10 %."""
    years_after = date(2040, 1, 1)
    assert due(terms=LAND, owed=Owed(100_000, APRIL_30), payments=(), on=years_after).surcharge == 100_000
    assert (
        due(terms=Terms((), 250, 1_000), owed=Owed(100_000, APRIL_30), payments=(), on=years_after).surcharge == 10_000
    )


def test_a_sign_declared_late() -> None:
    """The fine from the first day, 2 % of each month once it is due."""
    owed = Owed(100_000, date(2025, 3, 31), declared_late=True)
    assert due(terms=SIGN, owed=owed, payments=(), on=date(2025, 3, 31)) == Due(100_000, 0, 10_000)
    assert due(terms=SIGN, owed=owed, payments=(), on=date(2025, 4, 1)) == Due(100_000, 2_000, 10_000)


def test_half_a_satang_is_rounded_up_once() -> None:
    """50 satang at 1 %: half a satang; three such parts together are two satang, not three."""
    assert due(terms=LAND, owed=Owed(50, APRIL_30), payments=(), on=date(2025, 5, 1)).surcharge == 1
    parts = [Paid(date(2025, 5, 1), 50), Paid(date(2025, 5, 2), 50)]
    assert due(terms=LAND, owed=Owed(150, APRIL_30), payments=parts, on=date(2025, 5, 3)).surcharge == 2


def test_more_surcharge_paid_than_owed_asks_for_nothing() -> None:
    """A penalty taken before an earlier paper came in shows below zero and is not owed."""
    paid = Paid(date(2025, 4, 1), 100_000, surcharge=1_000)
    found = due(terms=LAND, owed=Owed(100_000, APRIL_30), payments=[paid], on=date(2025, 7, 1))
    assert (found.surcharge, found.total) == (-1_000, 0)
