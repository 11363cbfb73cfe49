"""Divided purchases (F-4): each below the limit, together above it, within thirty days. Warned of, never refused."""

from datetime import date

from khlang.office.procurement import contents, queries
from khlang.office.procurement.splitting import Purchase, groups
from tests.procurement.purchasing import Purchasing

LIMIT, DAYS = 500_000_00, 30


def bought(
    run: int, day: date, baht: int, *, vendor: int | None = 7, item: str = "330100", division: int = 1
) -> Purchase:
    """A purchase of a vendor and an item by a division."""
    return Purchase(
        document_id=run, number=f"PR{run}", title="", day=day, amount=baht * 100, division_id=division, vendor_id=vendor,
        vendor_name="ร้าน", items=frozenset({item}),
    )  # fmt: skip


def found(*purchases: Purchase) -> list[tuple[str, list[int], int]]:
    """The groups: by what, which documents, how many baht."""
    made = groups(purchases=purchases, limit=LIMIT, days=DAYS)
    return [(group.by, [each.document_id for each in group.purchases], group.total // 100) for group in made]


def test_two_that_exceed_the_limit_together() -> None:
    first, second = bought(1, date(2024, 10, 1), 300_000), bought(2, date(2024, 10, 31), 250_000, item="330200")
    assert found(first, second) == [("vendor", [1, 2], 550_000)]


def test_the_limit_itself_is_allowed() -> None:
    assert found(bought(1, date(2024, 10, 1), 250_000), bought(2, date(2024, 10, 2), 250_000)) == []


def test_a_day_too_late_is_another_purchase() -> None:
    assert found(bought(1, date(2024, 10, 1), 300_000), bought(2, date(2024, 11, 1), 300_000)) == []


def test_one_above_the_limit_needed_its_ground_anyway() -> None:
    assert found(bought(1, date(2024, 10, 1), 500_001), bought(2, date(2024, 10, 2), 400_000)) == []


def test_the_same_thing_from_different_vendors() -> None:
    first, second = bought(1, date(2024, 10, 1), 300_000), bought(2, date(2024, 10, 5), 300_000, vendor=None)
    assert found(first, second) == [("item", [1, 2], 600_000)]


def test_divisions_are_looked_at_apart() -> None:
    assert found(bought(1, date(2024, 10, 1), 300_000), bought(2, date(2024, 10, 5), 300_000, division=2)) == []


def test_a_chain_is_told_once_and_goes_on() -> None:
    """1–2–3 lie together, 3–4 exceed the limit too; no part of a chain is told again."""
    days = (date(2024, 10, 1), date(2024, 10, 10), date(2024, 10, 25), date(2024, 11, 20))
    chain = [bought(run, day, 300_000, item=str(run)) for run, day in enumerate(days, start=1)]
    assert [members for _, members, _ in found(*chain)] == [[1, 2, 3], [3, 4]]


def test_the_page_of_a_requisition_warns(purchasing: Purchasing) -> None:
    """300,000 and 200,000.01 of the same service within two days; the draft is warned of before it is handed in."""
    first = purchasing.submitted("L15", "300,000")
    assert contents.splits(first) == []
    second = purchasing.asked("L15", "180,000")
    assert contents.splits(second) == []
    third = purchasing.asked("L15", "200,000.01")
    assert [row["document_date"] for row in contents.splits(third)] == [date(2024, 10, 2)] * 2
    assert contents.splits(first) == []
    assert queries.split_purchases(since=date(2024, 10, 1), through=date(2024, 10, 31)) == []
