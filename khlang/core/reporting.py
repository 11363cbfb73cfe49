"""The arithmetic of reports: trial balance, daily financial status, statements of rows and columns.

Amounts are satang. A signed balance counts debit as positive. Nothing here reads a database: it is given balances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final

from khlang.core.chart import Chart
from khlang.core.posting import Line


@dataclass(frozen=True, slots=True)
class Balance:
    """One account (and sub-ledger key) over a period: signed opening balance, then all debits and credits."""

    account: str
    sub: str
    opening: int
    debit: int
    credit: int

    @property
    def closing(self) -> int:
        """The signed balance at the end of the period."""
        return self.opening + self.debit - self.credit


@dataclass(frozen=True, slots=True)
class TrialBalanceRow:
    """One account of the trial balance; the row of totals has account ""."""

    account: str
    name_th: str
    name_en: str
    opening_debit: int = 0
    opening_credit: int = 0
    month_debit: int = 0
    month_credit: int = 0
    closing_debit: int = 0
    closing_credit: int = 0


AMOUNT_COLUMNS: Final = tuple(column.name for column in fields(TrialBalanceRow))[3:]


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The rows in the order of the chart, and their totals."""

    rows: tuple[TrialBalanceRow, ...]
    totals: TrialBalanceRow

    @property
    def balanced(self) -> bool:
        """Whether debit equals credit in all three pairs of columns."""
        total = self.totals
        return (
            total.opening_debit == total.opening_credit
            and total.month_debit == total.month_credit
            and total.closing_debit == total.closing_credit
        )


def trial_balance(balances: Iterable[Balance], chart: Chart) -> TrialBalance:
    """Return the trial balance (งบทดลอง): opening and closing net on one side, the month's movements gross.

    The sub-ledger keys of one account are added up; accounts without balance and movement are left out.
    Refusals: account_unknown, account_is_heading, for a balance that the chart cannot name.
    """
    sums: dict[str, tuple[int, int, int]] = {}
    for balance in balances:
        opening, debit, credit = sums.get(balance.account, (0, 0, 0))
        sums[balance.account] = (opening + balance.opening, debit + balance.debit, credit + balance.credit)
    rows = tuple(_trial_row(chart, code, *sums[code]) for code in sorted(sums) if any(sums[code]))
    columns = {name: sum(getattr(row, name) for row in rows) for name in AMOUNT_COLUMNS}
    return TrialBalance(rows, TrialBalanceRow("", "รวม", "Total", **columns))


def _trial_row(chart: Chart, code: str, opening: int, debit: int, credit: int) -> TrialBalanceRow:
    account = chart.posting(code)
    closing = opening + debit - credit
    return TrialBalanceRow(
        code,
        account.name_th,
        account.name_en,
        max(opening, 0),
        max(-opening, 0),
        debit,
        credit,
        max(closing, 0),
        max(-closing, 0),
    )


@dataclass(frozen=True, slots=True)
class BankDay:
    """One bank account on one day; `code` is its key in the sub-ledger."""

    code: str
    brought_forward: int
    received: int = 0
    paid: int = 0

    @property
    def balance(self) -> int:
        """What the account holds at the end of the day."""
        return self.brought_forward + self.received - self.paid


@dataclass(frozen=True, slots=True)
class DailyStatus:
    """The daily financial status (รายงานสถานะการเงินประจำวัน).

    `cash_paid` is cash that left the office other than into the bank (a receipt reversed, a small payment); it is
    rare and printed only when it is not zero. Money moved between the office's own bank accounts is neither a
    transfer in nor a payment here; the detail of each account shows it.
    """

    day: date
    cash_brought_forward: int
    cash_received: int
    cash_deposited: int
    bank_brought_forward: int
    bank_deposit_of_cash: int
    bank_transfer_in: int
    bank_paid: int
    uncollected_cheques: int = 0
    uncollected_amount: int = 0
    cash_paid: int = 0
    banks: tuple[BankDay, ...] = ()

    @property
    def cash_carried_forward(self) -> int:
        """Cash in the safe at the end of the day."""
        return self.cash_brought_forward + self.cash_received - self.cash_deposited - self.cash_paid

    @property
    def bank_carried_forward(self) -> int:
        """Money in all bank accounts at the end of the day."""
        return self.bank_brought_forward + self.bank_deposit_of_cash + self.bank_transfer_in - self.bank_paid

    @property
    def total_money(self) -> int:
        """Cash and banks together."""
        return self.cash_carried_forward + self.bank_carried_forward


def daily_status(
    *,
    day: date,
    cash_brought_forward: int,
    banks_brought_forward: Mapping[str, int],
    vouchers: Iterable[Sequence[Line]],
    chart: Chart,
    uncollected_cheques: int = 0,
    uncollected_amount: int = 0,
) -> DailyStatus:
    """Return the status of the day from what was brought forward and the day's vouchers (their lines, one by one).

    Within one voucher, money that leaves cash and enters a bank is a deposit; what leaves one bank and enters
    another is a move between own accounts; the rest was received or paid. `banks_brought_forward` has every bank
    account (key of the sub-ledger) in the order in which the report lists them.
    """
    day_lines = [tuple(lines) for lines in vouchers]
    flows = [_flow(lines, chart) for lines in day_lines]
    received, deposited, cash_paid, transferred, paid = (sum(column) for column in zip(*flows, (0,) * 5, strict=True))
    return DailyStatus(
        day=day,
        cash_brought_forward=cash_brought_forward,
        cash_received=received,
        cash_deposited=deposited,
        bank_brought_forward=sum(banks_brought_forward.values()),
        bank_deposit_of_cash=deposited,
        bank_transfer_in=transferred,
        bank_paid=paid,
        uncollected_cheques=uncollected_cheques,
        uncollected_amount=uncollected_amount,
        cash_paid=cash_paid,
        banks=_bank_days(banks_brought_forward, [line for lines in day_lines for line in lines], chart),
    )


def _bank_days(brought_forward: Mapping[str, int], lines: Iterable[Line], chart: Chart) -> tuple[BankDay, ...]:
    """Return the day of each bank account; one that the lines name for the first time comes last."""
    days = {code: BankDay(code, amount) for code, amount in brought_forward.items()}
    for line in lines:
        if chart.is_bank(line.account):
            day = days.get(line.sub) or BankDay(line.sub, 0)
            days[line.sub] = replace(day, received=day.received + line.debit, paid=day.paid + line.credit)
    return tuple(days.values())


def _flow(lines: Sequence[Line], chart: Chart) -> tuple[int, int, int, int, int]:
    """Return cash received, deposited, paid and bank transferred in, paid of one voucher."""
    cash = [line for line in lines if chart.is_cash(line.account)]
    bank = [line for line in lines if chart.is_bank(line.account)]
    cash_out, bank_in = sum(line.credit for line in cash), sum(line.debit for line in bank)
    bank_out = sum(line.credit for line in bank)
    deposited = min(cash_out, bank_in)
    between = min(bank_in - deposited, bank_out)
    return (
        sum(line.debit for line in cash),
        deposited,
        cash_out - deposited,
        bank_in - deposited - between,
        bank_out - between,
    )
