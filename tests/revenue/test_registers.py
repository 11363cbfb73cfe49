"""Registers are views of documents: revenue by item, control of receipts."""

from datetime import date

from khlang.office.revenue import commands as revenue
from khlang.office.revenue import queries
from khlang.office.revenue.queries import registers
from khlang.spine.ledger import commands as ledger
from tests.till import LICENCE, VAT, WASTE_FEE, Till


def test_the_revenue_register_runs_up(till: Till) -> None:
    """Date, number, payer, received, cumulative; void receipts are left out; the second page goes on from the first."""
    numbers = [till.collect((WASTE_FEE, baht)).number for baht in ("300", "200", "100")]
    till.collect((LICENCE, "2000"))
    till.void(till.collect((WASTE_FEE, "999")))
    register = registers.revenue_register(item=WASTE_FEE, fiscal_year=2568)
    assert (register.count, register.received, register.estimate) == (3, 60_000, 0)
    assert [(row.number, row.received, row.cumulative) for row in register.rows] == [
        (numbers[0], 30_000, 30_000), (numbers[1], 20_000, 50_000), (numbers[2], 10_000, 60_000),
    ]  # fmt: skip
    second = registers.revenue_register(item=WASTE_FEE, fiscal_year=2568, page=2, size=2)
    assert [(row.number, row.cumulative) for row in second.rows] == [(numbers[2], 60_000)]
    assert queries.items_received(since=date(2024, 10, 1), through=date(2024, 10, 1)) == {
        WASTE_FEE: 60_000, LICENCE: 200_000,
    }  # fmt: skip


def test_the_control_register_has_books_and_days(till: Till) -> None:
    """A book with used, voided and unused numbers; the system's own numbers day by day."""
    till.hold_book(book_no="12", first=1, last=10)
    till.collect((WASTE_FEE, "300"), book_no="12", book_number=1)
    till.void(till.collect((WASTE_FEE, "300"), book_no="12", book_number=2))
    book, day = registers.receipt_control(fiscal_year=2568)
    assert (book.book, book.first, book.last, book.used, book.voided, book.unused, book.amount) == (
        "12", "1", "10", 2, 1, 8, 30_000,
    )  # fmt: skip
    assert (day.first, day.last, day.used, day.voided, day.amount) == (
        "RC68-00001/2568", "RC68-00002/2568", 2, 1, 30_000,
    )  # fmt: skip


def test_a_reversal_leaves_the_months_before_it_as_they_were(till: Till) -> None:
    """Received in October, reversed in November: October says what it said."""
    receipt = till.bank_in(VAT, "300")
    later = date(2024, 11, 5)
    request = {"document_id": till.ask_reversal(receipt, on=later).document_id}
    revenue.approve_reversal(envelope=till.office.envelope("treasury_head", day=later), data=request)
    assert queries.items_received(since=date(2024, 10, 1), through=date(2024, 10, 31)) == {VAT: 30_000}
    assert queries.items_received(since=date(2024, 11, 1), through=date(2024, 11, 30)) == {VAT: -30_000}
    assert queries.items_received(since=date(2024, 10, 1), through=date(2024, 11, 30)) == {}


def test_a_reversal_of_the_next_year_leaves_the_year_as_it_was(till: Till) -> None:
    """The year that is over keeps its receipts, and the new one is not burdened with them."""
    receipt = till.bank_in(VAT, "300")
    first = date(2025, 10, 1)
    ledger.open_year(envelope=till.office.envelope(day=first), data={"fiscal_year": 2569})
    request = {"document_id": till.ask_reversal(receipt, on=first).document_id}
    revenue.approve_reversal(envelope=till.office.envelope("treasury_head", day=first), data=request)
    assert queries.items_received(since=date(2024, 10, 1), through=date(2025, 9, 30)) == {VAT: 30_000}
    assert queries.items_received(since=first, through=first) == {}
