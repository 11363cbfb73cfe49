"""Guarantees: cash that a receipt brought, letters of banks; held, released, forfeited."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.office.procurement import commands, queries
from khlang.office.revenue import commands as revenue
from khlang.office.treasury import commands as treasury
from khlang.spine.ledger import queries as ledger
from tests.office import Office
from tests.procurement.purchasing import Purchasing
from tests.till import Till

SHORT, FINES = "2112010101.001", "4401040110.001"
GUARANTEE_ITEM = "91200001"


@pytest.fixture
def contract(purchasing: Purchasing) -> int:
    """CN68-00001 of 486,000 baht: five per cent are 24,300."""
    return purchasing.signed(purchasing.approved("L41", "486,000", category="works"), "contract")


def received(office: Office, baht: str = "24,300") -> str:
    """The number of a receipt by which a guarantee came straight into the bank."""
    Till(office).open_banks()
    data = {
        "payer_name": "หจก.ตัวอย่างการโยธา", "title": "รับหลักประกันสัญญา", "bank_account": "KTB-C", "channel": "transfer",
        "reference": "KTB-0210", "lines": [{"item": GUARANTEE_ITEM, "amount": baht}],
    }  # fmt: skip
    outcome = revenue.receive_transfer(envelope=office.envelope("finance_officer"), data=data)
    return outcome.number or ""


def balance(account: str) -> int:
    """What stands on an account, credit-positive, in baht."""
    return -sum(row.after for row in ledger.balances(through=date(2025, 9, 30), accounts=(account,))) // 100


def opened_with(office: Office, baht: str) -> None:
    """Opening balances that hold so much in guarantees."""
    lines = [
        {"account": "1105010105.001", "debit": baht},
        {"account": SHORT, "credit": baht},
    ]
    envelope = office.envelope("accountant")
    data = {"fiscal_year": 2568, "title": "ยอดยกมา", "lines": lines}
    made = {"document_id": treasury.save_opening(envelope=envelope, data=data).document_id}
    treasury.submit_opening(envelope=office.envelope("accountant"), data=made)
    treasury.approve_opening(envelope=office.envelope("treasury_head"), data=made)


def brought(office: Office, vendor: int, baht: str, **changes: object) -> int:
    """A cash guarantee brought forward; its document."""
    data = {
        "holder_id": vendor, "title": "หลักประกันสัญญา 12/2565", "kind": "cash", "amount": baht,
        "received_date": "2022-10-21", "due_date": "2024-10-21", **changes,
    }  # fmt: skip
    return commands.bring_guarantee_forward(envelope=office.envelope("supply_officer"), data=data).document_id or 0


def test_cash_cites_its_receipt_once(purchasing: Purchasing, contract: int) -> None:
    receipt = received(purchasing.office)
    outcome = purchasing.secured(contract, kind="cash", receipt_number=receipt, bank="", letter_number="")
    assert (outcome.number, outcome.state) == ("GT68-00001/2568", "held")
    view = queries.guarantee(document_id=outcome.document_id)
    assert (view.account, view.receipt_number, view.obligation_number) == (SHORT, receipt, "CN68-00001/2568")
    with pytest.raises(Refusal, match="guarantee_receipt_used"):
        purchasing.secured(contract, kind="cash", receipt_number=receipt, amount="1")


def test_a_receipt_may_be_cited_again_after_a_mistake(purchasing: Purchasing, contract: int) -> None:
    receipt = received(purchasing.office)
    first = purchasing.secured(contract, kind="cash", receipt_number=receipt, amount="2,430")
    data = {"document_id": first.document_id, "reason": "พิมพ์จำนวนเงินผิด"}
    commands.cancel_guarantee(envelope=purchasing.office.envelope("treasury_head"), data=data)
    assert purchasing.secured(contract, kind="cash", receipt_number=receipt).number == "GT68-00002/2568"
    assert queries.held_by_obligation(obligation_ids=[contract]) == {contract: 24_300_00}


def test_forfeited_cash_is_revenue(purchasing: Purchasing, contract: int) -> None:
    """Entry 23: Dr 2112010101.001 / Cr 4401040110.001."""
    held = purchasing.secured(contract, kind="cash", receipt_number=received(purchasing.office))
    assert balance(SHORT) == 24_300
    data = {"document_id": held.document_id, "reason": "ทิ้งงาน"}
    outcome = commands.forfeit_guarantee(envelope=purchasing.office.envelope("treasury_head"), data=data)
    assert outcome.voucher_number == "JV68-00001/2568"
    assert (balance(SHORT), balance(FINES)) == (0, 24_300)


def test_a_forfeited_letter_posts_nothing(purchasing: Purchasing, contract: int) -> None:
    held = purchasing.secured(contract)
    data = {"document_id": held.document_id, "reason": "ทิ้งงาน"}
    outcome = commands.forfeit_guarantee(envelope=purchasing.office.envelope("treasury_head"), data=data)
    assert (outcome.state, outcome.voucher_id) == ("forfeited", None)


def test_released_when_due_or_with_a_reason(purchasing: Purchasing, contract: int) -> None:
    held = purchasing.secured(contract)
    data = {"document_id": held.document_id}
    with pytest.raises(Refusal, match="guarantee_not_due"):
        commands.release_guarantee(envelope=purchasing.office.envelope("treasury_head"), data=data)
    outcome = commands.release_guarantee(
        envelope=purchasing.office.envelope("treasury_head"), data={**data, "reason": "วางหลักประกันใหม่แทน"}
    )
    assert outcome.state == "released"


def test_brought_forward_as_far_as_the_books_hold(purchasing: Purchasing) -> None:
    """92,500 stand in the opening balances of the worked example; 42,500 of them are returned in October."""
    opened_with(purchasing.office, "92,500")
    vendor = purchasing.vendor("หจก.ตัวอย่างการโยธา")
    document_id = brought(purchasing.office, vendor, "42,500")
    assert queries.guarantee(document_id=document_id).brought_forward
    with pytest.raises(Refusal, match="guarantee_above_balance") as found:
        brought(purchasing.office, vendor, "50,000.01")
    assert found.value.facts["remaining"] == "50,000.00"
    brought(purchasing.office, vendor, "50,000")
    envelope = purchasing.office.envelope("treasury_head", day=date(2024, 10, 21))
    assert commands.release_guarantee(envelope=envelope, data={"document_id": document_id}).state == "released"


def test_the_register_of_guarantees(purchasing: Purchasing, contract: int) -> None:
    purchasing.secured(contract)
    rows = queries.guarantee_register(through=date(2024, 10, 31))
    assert [(row.number, row.kind, row.obligation_number, row.letter_number) for row in rows] == [
        ("GT68-00001/2568", "bank_letter", "CN68-00001/2568", "LG-2567/88")
    ]
    assert queries.guarantee_register(states=("released",)) == []
