"""Bad input to advances: each gets its name, its field and its words in both languages; nothing is written."""

from datetime import date
from typing import Any

import pytest

from khlang.core.refusal import Refusal
from khlang.office.advances import commands
from khlang.office.advances.models import Advance
from khlang.platform.db import refusals as database
from khlang.standards.advance_kinds import advance_kind
from tests.advances.lending import RETURNED_SURPLUS, SURPLUS_DEBT, TRAINING_COST, Lending
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till

FINANCE, TREASURY = "finance_officer", "treasury_head"


@pytest.fixture
def lending(till: Till) -> Lending:
    """An office with banks, a budget line of 80,000 baht, and an officer who may borrow."""
    return Lending(till)


def save(lending: Lending, **changes: Any) -> Any:
    """A contract as finance types it."""
    return commands.save_advance(envelope=lending.office.envelope(FINANCE), data=lending.contract(**changes))


def hand_in(lending: Lending, advance_id: int, *vouchers: tuple[str, str], **more: Any) -> Any:
    """A clearing as finance types it."""
    data = lending.clearing(advance_id, *vouchers, **more)
    return commands.save_clearing(envelope=lending.office.envelope(FINANCE), data=data)


def test_advance_still_open(lending: Lending) -> None:
    """A second contract is refused when typed, when handed in, and when approved."""
    first, second = lending.checked("10,000"), lending.checked("5,000")
    third = lending.save("1,000")
    number = lending.approve(first).number
    says = {"name": "นางสาวมาลี ใจดี", "number": number, "remaining": "10,000.00"}
    with refused("advance_still_open", field="borrower_id", **says):
        save(lending)
    with refused("advance_still_open", field="borrower_id", **says):
        commands.submit_advance(envelope=lending.office.envelope(FINANCE), data=third)
    with refused("advance_still_open", field="borrower_id", **says):
        lending.approve(second)


def test_advance_still_open_by_the_database(lending: Lending) -> None:
    """Whoever passes the program by meets the constraint, which says the same."""
    lending.approve(lending.checked("10,000"))
    other = lending.person("นายสมชาย มั่นคง")
    lending.approve(lending.checked("10,000", borrower_id=other))
    with pytest.raises(Exception) as caught:
        Advance.objects.filter(borrower_id=other).update(borrower_id=lending.borrower)
    assert getattr(database.translate(caught.value), "code", "") == "advance_still_open"


def test_advance_borrower_not_person(lending: Lending) -> None:
    """A company cannot borrow, nor can somebody taken out of use."""
    company = lending.person("บริษัท ก จำกัด", kind="juristic")
    with refused("advance_borrower_not_person", field="borrower_id", name="บริษัท ก จำกัด"):
        save(lending, borrower_id=company)
    with refused("party_not_found", field="borrower_id"):
        save(lending, borrower_id=77)


def test_advance_terms(lending: Lending) -> None:
    """What the kind needs, and a budget line where none is taken."""
    with refused("field_required", field="budget_line_id"):
        save(lending, budget_line_id=None)
    with refused("field_required", field="return_date"):
        save(lending, kind="travel")
    with refused("field_required", field="due_date"):
        save(lending, kind="surplus", budget_line_id=None)
    with refused("advance_without_budget", field="budget_line_id"):
        save(lending, kind="surplus", due_date="2025-01-31")
    with refused("budget_line_unknown", field="budget_line_id"):
        save(lending, budget_line_id=5)
    with refused("date_in_future", field="document_date"):
        save(lending, document_date="2024-10-02")


def test_advance_line_other_year(lending: Lending) -> None:
    """Drafted in one year, approved in the next: the old line is over."""
    named = lending.checked("10,000")
    envelope = lending.office.envelope("executive", day=date(2025, 10, 1))
    with refused("advance_line_other_year", field="budget_line_id", line="L39", year=2568, present=2569):
        commands.approve_advance(envelope=envelope, data=named)


def test_budget_insufficient_for_an_advance(lending: Lending) -> None:
    """Two contracts that the line cannot bear together: the second is refused by the database, which names the line."""
    other = lending.person("นายสมชาย มั่นคง")
    first, second = lending.checked("50,000"), lending.checked("40,000", borrower_id=other)
    lending.approve(first)
    says = {"line": "L39", "remaining": "30,000.00", "wanted": "40,000.00"}
    with refused("budget_insufficient", field="amount", **says):
        lending.approve(second)


def test_nobody_carries_his_own_advance_through(lending: Lending) -> None:
    """Own checking, own approval, also with every duty; and the clearing likewise."""
    everybody = lending.office.envelope
    named = {"document_id": commands.save_advance(envelope=everybody(), data=lending.contract()).document_id}
    commands.submit_advance(envelope=everybody(), data=named)
    with refused("own_approval"):
        commands.check_advance(envelope=everybody(), data=named)
    commands.check_advance(envelope=everybody(TREASURY), data=named)
    with refused("own_approval"):
        commands.approve_advance(envelope=everybody(), data=named)


def test_nobody_approves_his_own_clearing(lending: Lending) -> None:
    """Who handed the vouchers in does not approve them."""
    advance_id = lending.lent()
    envelope = lending.office.envelope
    data = lending.clearing(advance_id, (TRAINING_COST, "1,000"))
    named = {"document_id": commands.save_clearing(envelope=envelope(), data=data).document_id}
    commands.submit_clearing(envelope=envelope(), data=named)
    with refused("own_approval"):
        commands.approve_clearing(envelope=envelope(), data=named)


def test_advance_above_ledger(lending: Lending) -> None:
    """More than the opening balances hold, or what already has a name."""
    envelope = lending.office.envelope(TREASURY)
    with refused("advance_above_ledger", field="amount", remaining="0.00", wanted="15,000.00"):
        commands.bring_forward(envelope=envelope, data=lending.old_contract())
    lending.opened_with("20,000")
    lending.brought_forward()
    other = lending.person("นายสมชาย มั่นคง")
    with refused("advance_above_ledger", field="amount", remaining="5,000.00", wanted="5,001.00"):
        commands.bring_forward(envelope=envelope, data=lending.old_contract("5,001", borrower_id=other))
    with refused("advance_still_open", field="borrower_id", number="BR67-00031/2567"):
        commands.bring_forward(envelope=envelope, data=lending.old_contract("5,000"))


def test_advance_due_before_payment(lending: Lending) -> None:
    """Days in the wrong order, or to come."""
    envelope = lending.office.envelope(TREASURY)
    with refused("advance_due_before_payment", field="due_date"):
        commands.bring_forward(envelope=envelope, data=lending.old_contract(due_date="2024-09-09"))
    with refused("date_in_future", field="paid_on"):
        commands.bring_forward(envelope=envelope, data=lending.old_contract(paid_on="2024-10-02"))


def test_advance_not_outstanding(lending: Lending) -> None:
    """Not paid yet, or none at all."""
    named = lending.checked()
    number = lending.approve(named).number
    with refused("advance_not_outstanding", field="advance_id", number=number, state="approved"):
        hand_in(lending, named["document_id"], (TRAINING_COST, "1,000"))
    with refused("document_not_found", field="advance_id"):
        hand_in(lending, 5, (TRAINING_COST, "1,000"))


def test_clearing_amounts(lending: Lending) -> None:
    """Nothing, too much, less than nothing."""
    advance_id = lending.lent()
    with refused("clearing_empty", field="lines"):
        hand_in(lending, advance_id)
    with refused("clearing_above_advance", field="lines", remaining="30,000.00", cleared="30,000.01"):
        hand_in(lending, advance_id, (TRAINING_COST, "30,000.01"))
    with refused("amount_not_positive", field="returned"):
        hand_in(lending, advance_id, (TRAINING_COST, "1"), returned="-1")
    with refused("field_required", field="receipt_number"):
        hand_in(lending, advance_id, (TRAINING_COST, "1"), returned="1")


def test_clearing_above_advance_by_two_clearings(lending: Lending) -> None:
    """Both were allowed when they were handed in; the second is not any more."""
    advance_id = lending.lent()
    first = lending.submitted(advance_id, (TRAINING_COST, "20,000"))
    second = lending.submitted(advance_id, (TRAINING_COST, "20,000"))
    envelope = lending.office.envelope
    commands.approve_clearing(envelope=envelope(TREASURY), data=first)
    with refused("clearing_above_advance", field="lines", remaining="10,000.00", cleared="20,000.00"):
        commands.approve_clearing(envelope=envelope(TREASURY), data=second)


def test_clearing_account_not_expense(lending: Lending) -> None:
    """Each voucher at its own line."""
    advance_id = lending.lent()
    says = {"code": "1105010105.001"}
    with refused("clearing_account_not_expense", field="lines.1.account", **says):
        hand_in(lending, advance_id, (TRAINING_COST, "1,000"), ("1105010105.001", "1,000"))
    with refused("account_unknown", field="lines.0.account", code="9999999999.001"):
        hand_in(lending, advance_id, ("9999999999.001", "1,000"))


def test_clearing_in_money_only(lending: Lending) -> None:
    """An advance from the surplus is repaid in money; one without budget line has no usual account."""
    named = lending.checked(kind="surplus", budget_line_id=None, due_date="2025-03-31")
    lending.approve(named)
    lending.fund()
    lending.pay(named)
    with refused("clearing_in_money_only", field="lines", kind="ยืมเงินสะสมทดรองจ่าย"):
        hand_in(lending, named["document_id"], (TRAINING_COST, "1,000"))
    lending.opened_with("15,000")
    old = lending.brought_forward(borrower_id=lending.person("นายสมชาย มั่นคง"))
    with refused("field_required", field="lines.0.account"):
        hand_in(lending, old, ("", "1,000"))
    assert SURPLUS_DEBT.endswith(".002")


def test_clearing_receipt(lending: Lending) -> None:
    """A receipt that is not there, void, somebody else's, of another amount, of other money, or used before."""
    advance_id = lending.lent()
    with refused("clearing_receipt_unknown", field="receipt_number", number="RC68-09999/2568"):
        hand_in(lending, advance_id, returned="1", receipt_number="RC68-09999/2568")
    void = lending.till.collect(("91400001", "100"))
    lending.till.void(void)
    with refused("clearing_receipt_void", field="receipt_number", number=void.number):
        hand_in(lending, advance_id, returned="100", receipt_number=void.number)
    other = lending.till.collect(("91400001", "100"), payer_id=lending.person("นายสมชาย มั่นคง"))
    with refused("clearing_receipt_other_borrower", field="receipt_number", number=other.number):
        hand_in(lending, advance_id, returned="100", receipt_number=other.number)
    mixed = lending.till.collect((WASTE_FEE, "50"), ("91400001", "100"), (RETURNED_SURPLUS, "7"))
    says = {"number": mixed.number, "receipt": "100.00", "returned": "157.00"}
    with refused("clearing_receipt_differs", field="returned", **says):
        hand_in(lending, advance_id, returned="157", receipt_number=mixed.number)
    hand_in(lending, advance_id, returned="100", receipt_number=mixed.number)
    with refused("clearing_receipt_used", field="receipt_number", number=mixed.number):
        hand_in(lending, advance_id, returned="100", receipt_number=mixed.number)


def test_clearing_receipt_not_posted(lending: Lending) -> None:
    """A receipt that can still be voided proves nothing; nor does one that was reversed since."""
    advance_id = lending.lent()
    receipt = lending.till.collect(("91400001", "100"))
    named = lending.submitted(advance_id, returned="100", receipt_number=receipt.number)
    envelope = lending.office.envelope
    with refused("clearing_receipt_not_posted", field="receipt_number", number=receipt.number):
        commands.approve_clearing(envelope=envelope(TREASURY), data=named)
    lending.till.void(receipt)
    with refused("clearing_receipt_void", field="receipt_number", number=receipt.number):
        commands.approve_clearing(envelope=envelope(TREASURY), data=named)


def test_an_unknown_kind_of_advance() -> None:
    """A kind that is not in the table on that day."""
    with pytest.raises(Refusal, match="choice_unknown"):
        advance_kind("loan", on=date(2024, 10, 1))
