"""What is suggested as the same money, and how sure it is."""

from datetime import date, timedelta
from random import Random
from time import process_time

from khlang.office.reconciliation.suggesting import Side, suggest

DAY = date(2024, 10, 10)


def side(key: str, amount: int, *, days: int = 0, cheque: str = "", text: str = "") -> Side:
    """One line or item, so many days after the tenth."""
    return Side(key, DAY + timedelta(days=days), amount, cheque, text)


def told(lines: list[Side], items: list[Side]) -> list[tuple[tuple[str, ...], tuple[str, ...], str, bool]]:
    """The suggestions without their amounts."""
    return [(each.lines, each.items, each.why, each.sure) for each in suggest(lines=lines, items=items)]


def test_the_number_of_a_cheque_goes_before_everything() -> None:
    """However late it was presented, and although another payment has the same amount that day."""
    lines = [side("1", -100, days=60, cheque="7")]
    items = [side("v1", -100, days=60), side("v2", -100, cheque="0000007")]
    assert told(lines, items) == [(("1",), ("v2",), "cheque", True)]


def test_a_cheque_of_the_right_number_and_another_amount_is_not_it() -> None:
    assert told([side("1", -101, cheque="7")], [side("v1", -100, cheque="7")]) == []


def test_a_reference_that_both_know() -> None:
    lines = [side("1", 100, days=20, text="BILL 990012")]
    items = [side("v1", 100, text="RV68-00001 ใบแจ้ง 990012"), side("v2", 100)]
    assert told(lines, items) == [(("1",), ("v1",), "reference", True)]


def test_the_one_amount_nearby_is_sure_and_one_of_two_is_not() -> None:
    assert told([side("1", 100, days=5)], [side("v1", 100)]) == [(("1",), ("v1",), "amount", True)]
    assert told([side("1", 100, days=6)], [side("v1", 100)]) == []
    two = told([side("1", 100, days=1)], [side("v1", 100), side("v2", 100, days=3)])
    assert two == [(("1",), ("v1",), "amount", False)]


def test_different_cheques_of_one_amount_are_different() -> None:
    assert told([side("1", -100, cheque="8")], [side("v1", -100, cheque="7")]) == []


def test_a_total_of_a_day_either_way() -> None:
    three = [side(f"v{place}", -100 - place) for place in range(4)]
    assert told([side("1", -406)], three) == [(("1",), ("v0", "v1", "v2", "v3"), "day_total", False)]
    parts = [side(str(place), -100 - place) for place in range(4)]
    assert told(parts, [side("v1", -406)]) == [(("0", "1", "2", "3"), ("v1",), "day_total", False)]


def test_two_of_several_make_up_the_amount() -> None:
    items = [side("v1", 30), side("v2", 50, days=1), side("v3", 70, days=2)]
    assert told([side("1", 100)], items) == [(("1",), ("v1", "v3"), "several", False)]


def test_a_stopped_cheque_undoes_itself() -> None:
    items = [side("v1", -100, cheque="0000007"), side("v2", 100, days=9, cheque="0000007")]
    assert told([], items) == [((), ("v1", "v2"), "undone", True)]


def test_in_and_out_are_never_the_same() -> None:
    assert told([side("1", 100)], [side("v1", -100)]) == []


def test_a_busy_month_is_compared_in_a_moment() -> None:
    """Three thousand lines and items, most of them with equals."""
    draw = Random(7)
    lines = [side(str(place), draw.randint(1, 900) * 100, days=draw.randint(0, 20)) for place in range(3000)]
    items = [side(f"v{place}", draw.randint(1, 900) * 100, days=draw.randint(0, 20)) for place in range(3000)]
    started = process_time()
    found = suggest(lines=lines, items=items)
    assert process_time() - started < 5
    assert len(found) > 1000 and len({key for each in found for key in each.lines}) == sum(
        len(each.lines) for each in found
    )
