"""Money lent and accounted for: the two advances of the worked example, parts, returns, due dates, the register."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.office.advances import commands, queries
from khlang.office.budget import queries as budget
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from tests.advances.lending import DEBT, RETURNED_SURPLUS, SURPLUS_DEBT, TRAINING_COST, TRAVEL_COST, Lending, balance
from tests.budget.budgeting import left, line

THIRD, TWENTY_FIRST = date(2024, 10, 3), date(2024, 10, 21)


def test_the_advance_of_the_worked_example(lending: Lending) -> None:
    """30,000 on L39 on 3 October; on the 21st vouchers of 27,450 and 2,550 in cash."""
    advance_id = lending.lent(on=THIRD)
    view = queries.advance(document_id=advance_id)
    assert (view.number, view.state, view.remaining) == ("BR68-00001/2568", "outstanding", 3_000_000)
    assert (view.paid_on, view.due_date) == (THIRD, date(2024, 11, 2))
    assert left("L39") == 5_000_000
    number = lending.money_back("2,550", on=TWENTY_FIRST)
    done = lending.clear(
        advance_id, (TRAINING_COST, "27,450"), on=TWENTY_FIRST, returned="2,550", receipt_number=number
    )
    assert (done.number, done.voucher_number) == ("AC68-00001/2568", "JV68-00002/2568")
    lines = [(each.account, each.debit, each.credit) for each in done.lines if each.book == "accrual"]
    assert lines == [(TRAINING_COST, 2_745_000, 0), (DEBT, 0, 2_745_000)]
    line_id = line("L39").id
    after = budget.balances_of(line_ids=[line_id])[line_id]
    assert (after.advanced, after.expended, after.remaining) == (0, 2_745_000, 5_255_000)
    view = queries.advance(document_id=advance_id)
    assert (view.state, view.open, view.spent, view.returned) == ("cleared", False, 2_745_000, 255_000)
    assert balance(DEBT) == 0


def test_the_advance_of_the_year_before(lending: Lending) -> None:
    """15,000 brought forward: no number of this year, no budget; 13,200 by vouchers, 1,800 in cash."""
    lending.opened_with("15,000")
    advance_id = lending.brought_forward()
    view = queries.advance(document_id=advance_id)
    assert (view.number, view.document.number, view.state) == ("BR67-00031/2567", None, "outstanding")
    assert ledger.vouchers_of(document_id=advance_id) == []
    number = lending.money_back("1,800", on=THIRD)
    done = lending.clear(advance_id, (TRAVEL_COST, "13,200"), on=THIRD, returned="1,800", receipt_number=number)
    assert [(each.book, each.account, each.debit, each.credit) for each in done.lines] == [
        ("accrual", TRAVEL_COST, 1_320_000, 0), ("accrual", DEBT, 0, 1_320_000),
    ]  # fmt: skip
    assert queries.advance(document_id=advance_id).state == "cleared"
    assert (balance(DEBT), left("L39")) == (0, 8_000_000)


def test_several_clearings_clear_one_advance(lending: Lending) -> None:
    """Part by part; vouchers of one account stand as one line; the usual account of the item needs no typing."""
    advance_id = lending.lent()
    first = lending.clear(advance_id, ("", "4,000"), ("", "1,000"), (TRAVEL_COST, "500"))
    accrual = [(each.account, each.debit) for each in first.lines if each.book == "accrual" and each.debit]
    assert [amount for _, amount in accrual] == [500_000, 50_000]
    view = queries.advance(document_id=advance_id)
    assert (view.state, view.remaining, view.open) == ("outstanding", 2_450_000, True)
    lending.clear(advance_id, (TRAINING_COST, "24,500"))
    assert [step.move for step in documents.trail(document_id=advance_id)][-2:] == ["settle_part", "settle"]
    assert [each.spent for each in queries.clearings_of(advance_id=advance_id)] == [550_000, 2_450_000]


def test_money_alone_gives_the_budget_back(lending: Lending) -> None:
    """The project did not take place: the receipt has posted the money, the clearing frees the budget."""
    advance_id = lending.lent("30,000")
    number = lending.money_back("30,000")
    done = lending.clear(advance_id, returned="30,000", receipt_number=number.partition("/")[0])
    assert (done.voucher_number, {each.book for each in done.lines}) == (None, {"budget"})
    assert left("L39") == 8_000_000


def test_an_advance_from_the_surplus_is_repaid_in_money(lending: Lending) -> None:
    """It takes no budget and is due on the day agreed; nothing is posted beside the receipt."""
    named = lending.checked(kind="surplus", budget_line_id=None, due_date="2025-03-31")
    approved = lending.approve(named)
    assert approved.lines == ()
    lending.fund()
    lending.pay(named)
    assert (balance(SURPLUS_DEBT), left("L39")) == (3_000_000, 8_000_000)
    assert queries.advance(document_id=named["document_id"]).due_date == date(2025, 3, 31)
    number = lending.money_back("30,000", item=RETURNED_SURPLUS)
    done = lending.clear(named["document_id"], returned="30,000", receipt_number=number)
    assert (done.voucher_id, done.state, balance(SURPLUS_DEBT)) == (None, "approved", 0)


def test_travel_is_due_fifteen_days_after_the_return(lending: Lending) -> None:
    """Whenever it was paid."""
    advance_id = lending.lent("5,000", kind="travel", return_date="2024-10-12", on=THIRD)
    assert queries.advance(document_id=advance_id).due_date == date(2024, 10, 27)


def test_returned_corrected_and_withdrawn(lending: Lending) -> None:
    """Sent back twice, corrected; withdrawn after approval the budget is free, and the borrower may borrow again."""
    envelope = lending.office.envelope
    named = lending.save("90,000")
    with pytest.raises(Refusal, match="budget_insufficient"):
        commands.submit_advance(envelope=envelope("finance_officer"), data=named)
    commands.save_advance(envelope=envelope("finance_officer"), data={**lending.contract("60,000"), **named})
    commands.submit_advance(envelope=envelope("finance_officer"), data=named)
    commands.return_advance(envelope=envelope("treasury_head"), data={**named, "reason": "ไม่มีกำหนดการ"})
    commands.submit_advance(envelope=envelope("finance_officer"), data=named)
    commands.check_advance(envelope=envelope("treasury_head"), data=named)
    commands.send_back_advance(envelope=envelope("executive"), data={**named, "reason": "ลดจำนวนลง"})
    commands.save_advance(envelope=envelope("finance_officer"), data={**lending.contract("50,000"), **named})
    commands.submit_advance(envelope=envelope("finance_officer"), data=named)
    commands.check_advance(envelope=envelope("treasury_head"), data=named)
    assert lending.approve(named).number == "BR68-00001/2568"
    assert left("L39") == 3_000_000
    commands.withdraw_advance(envelope=envelope("treasury_head"), data={**named, "reason": "เลื่อนโครงการ"})
    assert (left("L39"), queries.open_of(borrower_id=lending.borrower)) == (8_000_000, None)
    assert lending.approve(lending.checked("10,000")).number == "BR68-00002/2568"


def test_a_clearing_is_returned_corrected_or_given_up(lending: Lending) -> None:
    """A clearing given up frees its receipt for another one."""
    advance_id = lending.lent()
    number = lending.money_back("2,550")
    envelope = lending.office.envelope
    named = lending.submitted(advance_id, (TRAINING_COST, "1,000"), returned="2,550", receipt_number=number)
    commands.return_clearing(envelope=envelope("treasury_head"), data={**named, "reason": "ใบสำคัญไม่ครบ"})
    data = lending.clearing(advance_id, (TRAINING_COST, "2,000"), returned="2,550", receipt_number=number)
    commands.save_clearing(envelope=envelope("finance_officer"), data={**data, **named})
    assert queries.clearing(document_id=named["document_id"]).spent == 200_000
    commands.cancel_clearing(envelope=envelope("finance_officer"), data=named)
    assert queries.clearings_of(advance_id=advance_id) == []
    lending.clear(advance_id, (TRAINING_COST, "27,450"), returned="2,550", receipt_number=number)
    assert queries.advance(document_id=advance_id).state == "cleared"


def test_the_register_and_what_is_overdue(lending: Lending) -> None:
    """Sums are those of the whole result, pages are short, who is late longest comes first."""
    lending.opened_with("15,000")
    old = lending.brought_forward(borrower_id=lending.person("นายสมชาย มั่นคง"))
    advance_id = lending.lent(on=THIRD)
    rows, count, totals = queries.register(on=TWENTY_FIRST, limit=1)
    assert (len(rows), count, totals["remaining"]) == (1, 2, 4_500_000)
    assert [each.id for each in queries.overdue(on=TWENTY_FIRST)] == [old]
    assert [(each.id, each.days_late(date(2024, 11, 3))) for each in queries.overdue(on=date(2024, 11, 3))] == [
        (old, 29), (advance_id, 1),
    ]  # fmt: skip
    rows, count, _ = queries.register(on=TWENTY_FIRST, choice="overdue", search="BR67")
    assert ([each.id for each in rows], count) == ([old], 1)
    assert queries.register(on=TWENTY_FIRST, choice="cleared")[1] == 0


def test_it_is_paid_once(lending: Lending) -> None:
    """Neither before the approval nor twice."""
    named = lending.checked()
    lending.fund()
    with pytest.raises(Refusal, match="move_not_allowed"):
        lending.pay(named)
    lending.approve(named)
    lending.pay(named)
    with pytest.raises(Refusal, match="move_not_allowed"):
        lending.pay(named)
