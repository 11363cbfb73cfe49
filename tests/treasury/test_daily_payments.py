"""The daily status once money goes out: paid by cheque and transfer, cheques that wait, the day of the cut-over."""

from datetime import date

import pytest

from khlang.office.treasury import queries
from tests.disbursement.asking import Desk
from tests.payment.cashier import Cashier
from tests.till import Till
from tests.treasury.month import open_books

GUARANTEE, GRANT_LEFT = "2112010101.001", "2104010101.001"


def october(day: int) -> date:
    """A day of October 2567."""
    return date(2024, 10, day)


def baht(day: date) -> dict[str, int]:
    """The figures of a day in baht."""
    found = queries.figures(status=queries.daily_status(day=day))
    money = {key: satang // 100 for key, satang in found.items() if key != "uncollected_cheques"}
    return {**money, "uncollected_cheques": found["uncollected_cheques"]}


@pytest.fixture
def cashier(till: Till) -> Cashier:
    opened = Cashier(Desk(till))
    opened.book()
    return opened


def test_cheques_leave_the_bank_when_they_are_paid_and_wait_until_they_are_fetched(cashier: Cashier) -> None:
    """The two cheques of the example: one fetched on the spot, one ten days later."""
    desk, day = cashier.desk, october(21)
    for account, amount in ((GUARANTEE, "42,500"), (GRANT_LEFT, "36,000")):
        desk.owe(account, amount)
    dikas = [
        desk.approved("deposit", lines=[desk.owed(account, amount)], on=day)
        for account, amount in ((GUARANTEE, "42,500"), (GRANT_LEFT, "36,000"))
    ]
    before = baht(october(20))["bank_carried_forward"]
    first, second = cashier.paid(*dikas, on=day)
    cashier.collect(first.document_id, on=day)
    found = baht(day)
    assert (found["bank_brought_forward"], found["bank_paid"]) == (before, 78_500)
    assert found["bank_carried_forward"] == before - 78_500 == found["total_money"]
    assert (found["uncollected_cheques"], found["uncollected_amount"]) == (1, 36_000)
    cashier.collect(second.document_id, on=october(31))
    assert [(baht(october(each))["uncollected_cheques"]) for each in (20, 21, 28, 30, 31)] == [0, 1, 1, 1, 0]
    current = next(bank for bank in queries.daily_status(day=day).banks if bank.code == "KTB-C")
    assert (current.paid, current.received) == (7_850_000, 0)


def test_a_dika_paid_into_another_own_account_is_neither_received_nor_paid(cashier: Cashier) -> None:
    """The detail of each account shows it."""
    desk, day = cashier.desk, october(8)
    line = {"account": "1101030102.001", "sub": "BAAC-S", "amount": "1,000", "source": "bank"}
    dika = desk.approved("bank_transfer", lines=[line], on=day)
    cashier.paid(dika, on=day)
    found = baht(day)
    assert (found["bank_transfer_in"], found["bank_paid"]) == (0, 0)
    moved = {bank.code: (bank.received, bank.paid) for bank in queries.daily_status(day=day).banks}
    assert (moved["BAAC-S"], moved["KTB-C"]) == ((100_000, 0), (0, 100_000))


def test_what_opening_balances_bring_in_is_brought_forward_and_not_received(till: Till) -> None:
    """On the day of the cut-over the office received nothing."""
    open_books(till)
    found = baht(date(2024, 9, 30))
    assert (found["cash_received"], found["bank_transfer_in"], found["bank_paid"]) == (0, 0, 0)
    assert (found["cash_brought_forward"], found["bank_brought_forward"]) == (2_350, 18_070_500)
    assert found["total_money"] == baht(october(1))["total_money"] == 18_072_850
    banks = queries.daily_status(day=date(2024, 9, 30)).banks
    assert sum(bank.brought_forward for bank in banks) == 1_807_050_000
    assert all(not bank.received and not bank.paid for bank in banks)
