"""Entries of the budget book told as the office tells them."""

import pytest

from khlang.office.budget.movements import steps
from khlang.standards import message


def told(**changes: int) -> list[tuple[str, int]]:
    return [(step.kind, step.amount) for step in steps(changes)]


@pytest.mark.parametrize(
    ("changes", "story"),
    [
        ({"approved": -350, "available": 350}, [("approved", 350)]),
        ({"supplementary": -5, "available": 5}, [("supplementary", 5)]),
        ({"transfer_out": 30, "available": -30}, [("transfer_out", 30)]),
        ({"transfer_in": -30, "available": 30}, [("transfer_in", 30)]),
        ({"reserved": 490, "available": -490}, [("reserve", 490)]),
        ({"committed": 486, "available": 4, "reserved": -490}, [("release", 4), ("commit", 486)]),
        ({"committed": 108, "reserved": -108}, [("commit", 108)]),
        ({"reserved": -46, "available": 46}, [("release", 46)]),
        ({"committed": 10, "available": -10}, [("commit", 10)]),
        ({"committed": -10, "available": 10}, [("release_commitment", 10)]),
        ({"committed": -28, "expended": 28}, [("spend_committed", 28)]),
        ({"committed": 28, "expended": -28}, [("return_committed", 28)]),
        ({"available": -18, "expended": 18}, [("spend", 18)]),
        ({"available": 18, "expended": -18}, [("return_spent", 18)]),
        ({"available": -300, "advanced": 300}, [("advance", 300)]),
        ({"available": 300, "advanced": -300}, [("release_advance", 300)]),
        ({"available": 25, "advanced": -300, "expended": 275}, [("clear_advance", 300), ("spend", 275)]),
        ({"committed": -6, "available": -4, "expended": 10}, [("spend_committed", 6), ("spend", 4)]),
    ],
)
def test_an_entry_is_told_step_by_step(changes, story):
    assert told(**changes) == story


def test_the_steps_add_up_to_the_entry():
    changes = {"available": 25, "advanced": -300, "expended": 275}
    sums: dict[str, int] = {}
    for step in steps(changes):
        for bucket, amount in step.changes.items():
            sums[bucket] = sums.get(bucket, 0) + amount
    assert sums == changes


def test_every_movement_has_words():
    kinds = ("approved", "reserve", "release", "commit", "advance", "clear_advance", "spend", "spend_committed")
    assert [message(f"movement.{kind}") for kind in kinds] == [
        "อนุมัติ", "จอง", "คืนจอง", "ก่อหนี้", "ยืม", "ล้างเงินยืม", "เบิกจ่าย", "เบิกจ่าย(จากสัญญา)",
    ]  # fmt: skip
