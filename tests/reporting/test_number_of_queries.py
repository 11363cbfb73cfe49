"""The number of queries of a report depends on the report, not on how much there is to report."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.bridges.reporting import prints
from khlang.office.revenue import commands as revenue
from tests.reporting.asked import TODAY, run
from tests.reporting.spent import Spending
from tests.till import LICENCE, VAT, WASTE_FEE, Till

REPORTS: dict[str, dict[str, Any]] = {
    "trial_balance": {},
    "daily_status": {},
    "journal": {},
    "voucher": {},
    "cash_book": {},
    "bank_book": {"bank": "KTB-S"},
    "receipts": {},
    "receipt_control": {},
    "remittance": {},
    "revenue": {"item": WASTE_FEE},
    "revenue_against_estimate": {},
}


def asked(name: str, parameters: dict[str, Any] | None = None) -> list[str]:
    """The statements that a report sends, the list of bank accounts being known already."""
    given = REPORTS[name] if parameters is None else parameters
    run(name, **given)
    with CaptureQueriesContext(connection) as context:
        run(name, **given)
    return [query["sql"] for query in context.captured_queries]


def work(till: Till, times: int) -> None:
    """Some receipts, one after the other on slips and summaries of their own, some transfers and a deposit each."""
    for _ in range(times):
        till.take_in((WASTE_FEE, "100"), (LICENCE, "50"), cash="150", on=TODAY)
        till.bank_in(VAT, "25", on=TODAY)
        till.deposit("150", on=TODAY)


def test_more_rows_need_no_more_queries(till: Till) -> None:
    work(till, 1)
    few = {name: len(asked(name)) for name in REPORTS}
    work(till, 4)
    many = {name: len(asked(name)) for name in REPORTS}
    assert many == few
    assert max(many.values()) <= 14


@pytest.mark.parametrize("name", ["trial_balance", "daily_status"])
def test_balances_are_read_and_not_history(till: Till, name: str) -> None:
    """The daily status looks among the day's payments for those to the office itself, never among its receipts."""
    work(till, 1)
    statements = asked(name)
    assert any("ledger_day_balance" in sql for sql in statements)
    history = [sql for sql in statements if "ledger_line" in sql or "ledger_voucher" in sql]
    assert [sql for sql in history if "'opening'" not in sql and "'payment'" not in sql] == []
    assert history == [] or name == "daily_status"


SPENDING: dict[str, dict[str, Any]] = {
    "budget_status": {},
    "expenditure": {"budget_line": "L24"},
    "budget_movements": {},
    "receipts_and_payments": {},
    "dika_register": {},
    "cheque_register": {},
    "advances": {},
    "withholding": {},
    "deposits": {"item": "91300004"},
    "payables": {},
    "contracts": {},
    "guarantees": {},
    "asset_register": {},
    "payee_safety": {},
}


def spent(spending: Spending, times: int) -> dict[str, int]:
    """So many purchases, bills, deposits and advances; the statements of every register of them."""
    for _ in range(times):
        spending.bought("10,000")
        spending.power()
        spending.held("100")
        spending.lent("1,000")
    return {name: len(asked(name, SPENDING[name])) for name in SPENDING}


def test_more_spending_needs_no_more_queries(till: Till) -> None:
    spending = Spending(till)
    few = spent(spending, 1)
    assert spent(spending, 2) == few
    assert max(few.values()) <= 16


def printing(document_id: int | None) -> int:
    """How many statements a paper takes."""
    prints.print_document(document_id=document_id or 0)
    with CaptureQueriesContext(connection) as context:
        prints.print_document(document_id=document_id or 0)
    return len(context.captured_queries)


def handed_in(till: Till, times: int) -> tuple[int, int]:
    """So many collectors with so many receipts each, as many voided; the statements of a slip and of the summary."""
    slip = None
    for collector in (f"revenue_officer#{number}" for number in range(times)):
        for _ in range(times):
            till.collect((WASTE_FEE, "50"), by=collector, on=TODAY)
            wrong = till.collect((LICENCE, "10"), by=collector, on=TODAY)
            data = {"document_id": wrong.document_id, "reason": "ชื่อผิด"}
            revenue.void(envelope=till.office.envelope("treasury_head", day=TODAY), data=data)
        slip = till.hand_over(by=collector, on=TODAY)
        till.take_over(slip, str(50 * times), on=TODAY)
    summary = till.post(till.sum_up(on=TODAY), on=TODAY)
    return printing(slip and slip.document_id), printing(summary.document_id)


def test_a_paper_of_many_receipts_takes_no_more_queries(till: Till) -> None:
    assert handed_in(till, 1) == handed_in(till, 3)
