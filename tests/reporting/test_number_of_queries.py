"""The number of queries of a report depends on the report, not on how much there is to report."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.reporting.asked import TODAY, run
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


def asked(name: str) -> list[str]:
    """The statements that a report sends, the list of bank accounts being known already."""
    run(name, **REPORTS[name])
    with CaptureQueriesContext(connection) as context:
        run(name, **REPORTS[name])
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
    work(till, 1)
    statements = asked(name)
    assert any("ledger_day_balance" in sql for sql in statements)
    assert not any("ledger_line" in sql or "ledger_voucher" in sql for sql in statements)
