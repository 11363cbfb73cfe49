"""Trial balance and daily financial status, in the figures of an อบต. in October 2567."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khlang.core.chart import Account, Chart
from khlang.core.posting import Line
from khlang.core.refusal import Refusal
from khlang.core.reporting import Balance, BankDay, TrialBalanceRow, daily_status, trial_balance

CASH, CURRENT, SAVINGS, FEES = "1101010101.001", "1101030101.001", "1101030102.001", "4401030106.001"
CHART = Chart(
    {
        code: Account(code, name, name, kind, "debit", not code.endswith(".000"), "standard chart")
        for code, name, kind in [
            ("1101000000.000", "เงินสดและรายการเทียบเท่าเงินสด", "asset"),
            (CASH, "เงินสดในมือ", "asset"),
            (CURRENT, "เงินฝากกระแสรายวัน", "asset"),
            (SAVINGS, "เงินฝากออมทรัพย์", "asset"),
            (FEES, "ค่าธรรมเนียมเก็บและขนมูลฝอย", "revenue"),
        ]
    },
    cash=(CASH,),
    banks=(CURRENT, SAVINGS),
)


def test_the_trial_balance_nets_balances_and_shows_movements_gross():
    """Bank accounts of one ledger account are one row; an account without anything is no row."""
    result = trial_balance(
        [
            Balance(SAVINGS, "KTB-S", 1_000, 500, 200),
            Balance(SAVINGS, "BAAC-S", 3_000, 0, 0),
            Balance(CASH, "", 0, 700, 700),
            Balance(CURRENT, "KTB-C", 0, 0, 0),
            Balance(FEES, "41210008", -4_000, 0, 300),
        ],
        CHART,
    )
    assert result.rows == (
        TrialBalanceRow(CASH, "เงินสดในมือ", "เงินสดในมือ", 0, 0, 700, 700, 0, 0),
        TrialBalanceRow(SAVINGS, "เงินฝากออมทรัพย์", "เงินฝากออมทรัพย์", 4_000, 0, 500, 200, 4_300, 0),
        TrialBalanceRow(FEES, "ค่าธรรมเนียมเก็บและขนมูลฝอย", "ค่าธรรมเนียมเก็บและขนมูลฝอย", 0, 4_000, 0, 300, 0, 4_300),
    )
    assert result.totals == TrialBalanceRow("", "รวม", "Total", 4_000, 4_000, 1_200, 1_200, 4_300, 4_300)
    assert result.balanced


@pytest.mark.parametrize(
    "code, refusal", [("4999999999.001", "account_unknown"), ("1101000000.000", "account_is_heading")]
)
def test_a_balance_outside_the_chart_is_never_dropped_in_silence(code, refusal):
    """A trial balance that leaves something out would still look right."""
    with pytest.raises(Refusal, match=refusal):
        trial_balance([Balance(code, "", 1, 0, 0)], CHART)


codes = st.sampled_from([CASH, CURRENT, SAVINGS, FEES])
entries = st.lists(st.tuples(codes, codes, st.integers(min_value=1, max_value=10**12), st.booleans()), max_size=20)


@given(entries)
def test_balanced_vouchers_give_a_balanced_trial_balance(posted):
    """Whatever was posted before the month and in it, three pairs of columns agree."""
    balances = []
    for debit, credit, amount, earlier in posted:
        if earlier:
            balances += [Balance(debit, "", amount, 0, 0), Balance(credit, "", -amount, 0, 0)]
        else:
            balances += [Balance(debit, "", 0, amount, 0), Balance(credit, "", 0, 0, amount)]
    result = trial_balance(balances, CHART)
    assert result.balanced
    closing = {row.account: row.closing_debit - row.closing_credit for row in result.rows}
    for code in closing:
        assert closing[code] == sum(balance.closing for balance in balances if balance.account == code)
    assert all(min(row.closing_debit, row.closing_credit) == 0 for row in result.rows)


def voucher(debit, credit, amount):
    """One voucher of two lines, the amount in baht."""
    return (Line("accrual", debit, "", amount * 100, 0), Line("accrual", credit, "", 0, amount * 100))


OTHER = "5104010107.001"
WEEK = [
    # vouchers of the day; then cash b/f, received, deposited, c/f; bank b/f, deposited, transferred in, paid, c/f
    (
        [
            voucher(CASH, FEES, 3_600),
            voucher(CASH, FEES, 2_000),
            voucher(CASH, OTHER, 8_652),
            voucher(SAVINGS, CASH, 2_350),
        ],
        (2_350, 14_252, 2_350, 14_252, 18_070_500, 2_350, 0, 0, 18_072_850),
    ),
    (
        [voucher(SAVINGS, CASH, 14_252), voucher(SAVINGS, FEES, 763_792)],
        (14_252, 0, 14_252, 0, 18_072_850, 14_252, 763_792, 0, 18_850_894),
    ),
    (
        [
            voucher(SAVINGS, FEES, 3_560_000),
            voucher(OTHER, SAVINGS, 30_000),
            voucher(CASH, OTHER, 1_800),
            voucher(SAVINGS, CASH, 1_800),
        ],
        (0, 1_800, 1_800, 0, 18_850_894, 1_800, 3_560_000, 30_000, 22_382_694),
    ),
    (
        [voucher(CURRENT, SAVINGS, 100_000), voucher(CASH, FEES, 1_240)],
        (0, 1_240, 0, 1_240, 22_382_694, 0, 0, 0, 22_382_694),
    ),
    (
        [voucher(FEES, CASH, 240)],
        (1_240, 0, 0, 1_000, 22_382_694, 0, 0, 0, 22_382_694),
    ),
]


def test_a_week_of_daily_financial_status():
    """Each day takes over what the day before carried forward.

    On the fourth day money moves between two own accounts: neither received nor paid. On the fifth a cash receipt
    of 240 baht is reversed: it leaves the cash without entering a bank.
    """
    cash, bank = 2_350, 18_070_500
    for number, (vouchers, expected) in enumerate(WEEK, start=1):
        status = daily_status(
            day=date(2024, 10, number),
            cash_brought_forward=cash * 100,
            banks_brought_forward={"KTB-S": bank * 100 - 1, "KTB-C": 1},
            vouchers=vouchers,
            chart=CHART,
        )
        shown = (
            status.cash_brought_forward, status.cash_received, status.cash_deposited, status.cash_carried_forward,
            status.bank_brought_forward, status.bank_deposit_of_cash, status.bank_transfer_in, status.bank_paid,
            status.bank_carried_forward,
        )  # fmt: skip
        assert tuple(amount // 100 for amount in shown) == expected
        assert status.total_money == status.cash_carried_forward + status.bank_carried_forward
        cash, bank = expected[3], expected[8]
    assert status.cash_paid == 24_000


@given(entries)
def test_the_status_always_agrees_with_the_ledger(posted):
    """What is carried forward is what the money accounts hold, whatever was posted that day."""
    vouchers = [
        (Line("accrual", debit, "", amount, 0), Line("accrual", credit, "", 0, amount))
        for debit, credit, amount, _ in posted
    ]
    status = daily_status(
        day=date(2024, 10, 1),
        cash_brought_forward=5,
        banks_brought_forward={"KTB-S": 7},
        vouchers=vouchers,
        chart=CHART,
        uncollected_cheques=1,
        uncollected_amount=3_600_000,
    )
    lines = [line for voucher in vouchers for line in voucher]
    assert status.cash_carried_forward == 5 + sum(x.debit - x.credit for x in lines if x.account == CASH)
    assert status.bank_carried_forward == 7 + sum(x.debit - x.credit for x in lines if x.account in (CURRENT, SAVINGS))
    assert (status.uncollected_cheques, status.uncollected_amount) == (1, 3_600_000)
    assert status.cash_deposited == status.bank_deposit_of_cash
    assert sum(bank.balance for bank in status.banks) == status.bank_carried_forward


def test_each_bank_account_is_detailed():
    """3 October 2567: a grant and the cash of the day come in, an advance goes out; BAAC-S rests; KTB-C is new."""
    status = daily_status(
        day=date(2024, 10, 3),
        cash_brought_forward=180_000,
        banks_brought_forward={"KTB-S": 1_317_166_495, "BAAC-S": 317_923_000},
        vouchers=[
            (Line("accrual", SAVINGS, "KTB-S", 356_000_000, 0), Line("accrual", FEES, "", 0, 356_000_000)),
            (Line("accrual", SAVINGS, "KTB-S", 180_000, 0), Line("accrual", CASH, "", 0, 180_000)),
            (Line("accrual", OTHER, "", 3_000_000, 0), Line("accrual", SAVINGS, "KTB-S", 0, 3_000_000)),
            (Line("accrual", CURRENT, "KTB-C", 100, 0), Line("accrual", FEES, "", 0, 100)),
        ],
        chart=CHART,
    )
    assert status.banks == (
        BankDay("KTB-S", 1_317_166_495, 356_180_000, 3_000_000),
        BankDay("BAAC-S", 317_923_000),
        BankDay("KTB-C", 0, 100),
    )
    assert [bank.balance for bank in status.banks] == [1_670_346_495, 317_923_000, 100]
