"""What is kept back from what was accepted: fines for delay, retention, the advance given back."""

from datetime import date

import pytest

from khlang.core.posting import Line
from khlang.office.procurement import acts, queries
from khlang.office.procurement.shares import split
from tests.office import Office
from tests.procurement.accepting import DAY, accepted, entry, handed_in, item, opened, ordered, paid_ahead, post

AP, AHEAD = "2101010102.001", "1103020111.001"
START = date(2024, 10, 2)


@pytest.fixture
def buying(office: Office) -> Office:
    """An office with a budget, on 25 October 2567."""
    return opened(office)


def road(office: Office, **terms: object) -> queries.ObligationView:
    """A contract for a road of 486,000 signed on 2 October."""
    given = {"category": "works", "title": "ถนน คสล. ม.3", "on": START, "start_date": START, **terms}
    return ordered(office, item("L41", "ถนน คสล.", "486,000"), kind="contract", **given)  # type: ignore[arg-type]


def view(office: Office, order: queries.ObligationView, **more: object) -> queries.AcceptanceView:
    """An inspection handed in, as it will be accepted."""
    return queries.acceptance(document_id=handed_in(office, order, **more))  # type: ignore[arg-type]


def test_two_computers_three_days_late_cost_the_vendor_276(buying: Office) -> None:
    """46,000 × 0.20 % × 3 days (spec §9); the payable stays whole: the dika keeps the fine back (entry 36)."""
    order = ordered(
        buying, item("L24", "คอมพิวเตอร์", "23,000", "2"), on=date(2024, 10, 15), delivery_date="2024-10-22",
        fine_rate="0.20",
    )  # fmt: skip
    outcome = accepted(buying, order)
    found = queries.acceptance(document_id=outcome.document_id or 0)
    assert (found.late_days, found.fine, found.payable_amount) == (3, 27_600, 4_600_000)
    assert entry(outcome)[1] == (AP, "credit", 4_600_000)


def test_only_what_came_late_is_fined(buying: Office) -> None:
    """One computer in time, the other three days late: 23,000 × 0.20 % × 3."""
    order = ordered(
        buying, item("L24", "คอมพิวเตอร์", "23,000", "2"), on=date(2024, 10, 15), delivery_date="2024-10-22",
    )  # fmt: skip
    one = [{"line_id": order.lines[0].id, "quantity": "1"}]
    accepted(buying, order, on=date(2024, 10, 22), lines=one)
    assert view(buying, order).fine == 13_800


def test_excused_days_are_not_fined(buying: Office) -> None:
    """With the approval named."""
    order = ordered(buying, item("L18", "กระดาษ", "10,000"), on=date(2024, 10, 15), delivery_date="2024-10-20")
    found = view(buying, order, excused_days=4, excuse="น้ำท่วม อนุมัติตามบันทึก 9/2568")
    assert (found.late_days, found.fine) == (1, 2_000)
    assert view(buying, order, excused_days=9, excuse="น้ำท่วม").fine == 0


def test_works_are_fined_of_the_whole_price_when_the_last_comes_late(buying: Office) -> None:
    """0.10 % of 486,000 a day; an instalment on the way is not fined; at least 100 baht a day."""
    parts = [{"due_date": "2024-10-10", "amount": "186,000"}, {"due_date": "2024-10-20", "amount": "300,000"}]
    order = road(buying, delivery_date="2024-10-20", instalments=parts)
    first, second = order.instalments
    accepted(buying, order, on=date(2024, 10, 15), instalment_id=first.id)
    found = queries.acceptances(obligation_id=order.id)[0][0]
    assert found.fine == 0
    lines = [{"line_id": order.lines[0].id, "amount": "300,000", "asset_class": "301"}]
    last = view(buying, order, instalment_id=second.id, lines=lines)
    assert (last.late_days, last.fine, last.completes) == (5, 243_000, True)


def test_a_small_work_is_fined_a_hundred_baht_a_day(buying: Office) -> None:
    """0.01 % of 50,000 would be five."""
    order = ordered(
        buying, item("L41", "ซ่อมท่อ", "50,000"), category="works", fine_rate="0.01", on=date(2024, 10, 15),
        delivery_date="2024-10-20",
    )  # fmt: skip
    lines = [{"line_id": order.lines[0].id, "asset_class": "307"}]
    assert view(buying, order, lines=lines).fine == 5 * 10_000


def test_retention_is_a_share_of_what_was_accepted(buying: Office) -> None:
    """5 % kept back by the dika (entry 37)."""
    order = road(buying, retention_rate="5")
    found = view(buying, order, lines=[{"line_id": order.lines[0].id, "asset_class": "301"}])
    assert (found.retention, found.payable_amount) == (2_430_000, 48_600_000)


def test_the_advance_comes_back_out_of_each_instalment(buying: Office) -> None:
    """Dr construction / Cr AP and 1103020111.001; the dika is for the rest (entry 34)."""
    parts = [
        {"due_date": "2024-10-20", "amount": "200,000", "advance_recovery": "30,000"},
        {"due_date": "2024-10-25", "amount": "286,000", "advance_recovery": "42,900"},
    ]
    order = road(buying, advance_amount="72,900", instalments=parts)
    paid_ahead(buying, order, 7_290_000)
    one = accepted(buying, order, on=date(2024, 10, 26), instalment_id=order.instalments[0].id)
    assert entry(one) == [
        ("1211010101.001", "debit", 20_000_000), (AP, "credit", 17_000_000), (AHEAD, "credit", 3_000_000),
    ]  # fmt: skip
    owed = queries.acceptance(document_id=one.document_id or 0)
    assert (owed.gross, owed.recovery, owed.payable_amount) == (20_000_000, 3_000_000, 17_000_000)
    assert owed.lines == ((order.lines[0].budget_line_id, 17_000_000),)
    lines = [{"line_id": order.lines[0].id, "amount": "286,000", "asset_class": "301"}]
    accepted(buying, order, on=date(2024, 10, 26), instalment_id=order.instalments[1].id, lines=lines)
    left = queries.obligation(document_id=order.id)
    assert (left.advance_recovered, left.commitments[0].advance_recovered, left.remaining) == (7_290_000, 7_290_000, 0)


def test_without_instalments_the_advance_comes_back_in_proportion_and_at_last_all_of_it(buying: Office) -> None:
    """A tenth paid ahead: a tenth of what comes, the rest at the end; over two budget lines, each its own."""
    order = ordered(
        buying, item("L24", "คอมพิวเตอร์", "23,000", "2"), item("L18", "หมึก", "4,000"), advance_amount="5,000",
        kind="contract",
    )  # fmt: skip
    first, second = order.lines
    shares = {first.budget_line_id: 450_000, second.budget_line_id: 50_000}
    acts.consume(obligation_id=order.id, amount=500_000, by_line=shares, advance=True)  # type: ignore[arg-type]
    sub = str(order.vendor_id)
    post(
        buying,
        "จ่ายล่วงหน้า",
        (Line("accrual", AHEAD, sub, 500_000, 0), Line("accrual", "3102010101.001", "", 0, 500_000)),
    )
    one = accepted(buying, order, lines=[{"line_id": first.id, "quantity": "1"}])
    assert queries.acceptance(document_id=one.document_id or 0).recovery == 230_000
    two = queries.acceptance(document_id=accepted(buying, order).document_id or 0)
    assert two.recovery == 270_000
    assert two.lines == ((first.budget_line_id, 2_300_000 - 220_000), (second.budget_line_id, 400_000 - 50_000))


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, (1, 1, 1), (34, 33, 33)),
        (100, (0, 5), (0, 100)),
        (7, (0, 0), (7, 0)),
        (10, (9, 1), (9, 1)),
        (0, (3, 4), (0, 0)),
        (48_600_000, (20_000_000, 28_600_000), (20_000_000, 28_600_000)),
    ],
)
def test_shares_add_up_to_the_last_satang(total: int, weights: tuple[int, ...], shares: tuple[int, ...]) -> None:
    """Nothing is lost by rounding."""
    assert split(total, weights) == shares
    assert sum(shares) == total


def test_the_day_is_not_before_the_delivery_is_due(buying: Office) -> None:
    """In time is not late, however early."""
    order = ordered(buying, item("L18", "กระดาษ", "10,000"), on=date(2024, 10, 15), delivery_date=DAY)
    assert view(buying, order).late_days == 0
