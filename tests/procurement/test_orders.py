"""Orders and contracts: what was reserved becomes a commitment, what was reserved above it goes back."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.procurement import acts, commands, queries
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from tests.budget.budgeting import line
from tests.procurement.accepting import paid_ahead
from tests.procurement.purchasing import SIGN, SUBMIT, TERMINATE, Purchasing, buckets, number


def test_an_order_commits_what_was_reserved(purchasing: Purchasing) -> None:
    """PO68-00001 of the worked example."""
    asked = purchasing.approved()
    order = purchasing.signed(asked)
    assert number(order) == "PO68-00001/2568"
    assert buckets("L18") == {"committed": 28_890, "remaining": 91_110}
    assert documents.get(document_id=asked).state == "ordered"


def test_what_was_reserved_above_the_price_goes_back(purchasing: Purchasing) -> None:
    """CN68-00002: 486,000 of 490,000 are agreed, 4,000 return to the line."""
    asked = purchasing.approved("L41", "490,000", category="works")
    lines = purchasing.request("L41", "486,000")["lines"]
    contract = purchasing.signed(asked, "contract", lines=lines)
    assert number(contract) == "CN68-00001/2568"
    assert buckets("L41") == {"committed": 486_000, "remaining": 4_000}
    entry = [row for row in ledger.lines(book="budget") if row.document_id == contract]
    assert [(row.account, row.debit - row.credit) for row in entry] == [
        ("budget.committed", 486_000_00), ("budget.available", 4_000_00), ("budget.reserved", -490_000_00),
    ]  # fmt: skip
    view = queries.obligation(document_id=contract)
    assert (view.fine_rate_bp, view.guarantee_rate_bp, view.remaining, view.unclaimed) == (
        10,
        500,
        486_000_00,
        486_000_00,
    )


def test_twelve_months_of_cleaning(purchasing: Purchasing) -> None:
    """CN68-00001: 108,000 in twelve instalments of 9,000, due on the last day of each month."""
    asked = purchasing.approved("L15", "108,000", category="service")
    terms = {"start_date": "2024-10-01", "end_date": "2025-09-30", "delivery_date": "2025-09-30"}
    contract = purchasing.signed(asked, "contract", monthly_instalments=12, **terms)
    found = queries.obligation(document_id=contract).instalments
    assert [row.amount for row in found] == [9_000_00] * 12
    assert (found[0].due_date, found[4].due_date, found[11].due_date) == (
        date(2024, 10, 31), date(2025, 2, 28), date(2025, 9, 30),
    )  # fmt: skip


def test_what_does_not_divide_goes_into_the_last_instalment(purchasing: Purchasing) -> None:
    asked = purchasing.approved("L15", "100", category="service")
    order = purchasing.drafted(asked, start_date="2024-10-02", monthly_instalments=3, advance_amount="10")
    found = queries.obligation(document_id=order).instalments
    assert [(row.amount, row.advance_recovery) for row in found] == [(33_33, 3_33), (33_33, 3_33), (33_34, 3_34)]


def test_one_order_of_a_requisition(purchasing: Purchasing) -> None:
    """A cancelled draft makes room for another one."""
    asked = purchasing.approved()
    first = purchasing.drafted(asked)
    with pytest.raises(Refusals) as found:
        purchasing.drafted(asked, "contract")
    assert found.value.errors[0].code == "requisition_ordered_before"
    data = {"document_id": first, "reason": "ผู้ขายไม่รับ"}
    commands.cancel_purchase_order(envelope=purchasing.office.envelope("supply_officer"), data=data)
    assert number(purchasing.signed(asked, "contract")) == "CN68-00001/2568"


def test_a_returned_order_is_drafted_again(purchasing: Purchasing) -> None:
    asked = purchasing.approved()
    order = purchasing.drafted(asked)
    SUBMIT["purchase_order"](envelope=purchasing.office.envelope("supply_officer"), data={"document_id": order})
    back = {"document_id": order, "reason": "วันส่งมอบผิด"}
    commands.return_purchase_order(envelope=purchasing.office.envelope("executive"), data=back)
    again = purchasing.order(asked, document_id=order, delivery_date="2024-11-15")
    commands.save_purchase_order(envelope=purchasing.office.envelope("supply_officer"), data=again)
    assert queries.obligation(document_id=order).delivery_date == date(2024, 11, 15)
    assert buckets("L18") == {"reserved": 28_890, "remaining": 91_110}


def test_who_prepared_the_order_does_not_sign_it(purchasing: Purchasing) -> None:
    asked = purchasing.approved()
    everybody = purchasing.office.envelope("all")
    made = commands.save_purchase_order(envelope=everybody, data=purchasing.order(asked))
    SUBMIT["purchase_order"](envelope=purchasing.office.envelope("all"), data={"document_id": made.document_id})
    with pytest.raises(Refusal, match="own_approval"):
        SIGN["purchase_order"](envelope=purchasing.office.envelope("all"), data={"document_id": made.document_id})
    assert documents.get(document_id=asked).state == "approved"


def test_signing_carries_the_version_of_the_order_only(purchasing: Purchasing) -> None:
    """The page knows the version of the order, not that of the requisition."""
    order = purchasing.drafted(purchasing.approved())
    outcome = SUBMIT["purchase_order"](
        envelope=purchasing.office.envelope("supply_officer", version=1), data={"document_id": order}
    )
    envelope = purchasing.office.envelope("executive", version=outcome.version)
    assert SIGN["purchase_order"](envelope=envelope, data={"document_id": order}).state == "signed"


def test_a_terminated_contract_releases_what_is_not_accepted(purchasing: Purchasing) -> None:
    """The accepted month stays committed for its dika; the advance that was paid and not recovered is gone."""
    asked = purchasing.approved("L15", "108,000", category="service")
    order = purchasing.signed(
        asked, "contract", start_date="2024-10-01", monthly_instalments=12, advance_amount="12,000"
    )
    view = queries.obligation(document_id=order)
    paid_ahead(purchasing.office, view, 12_000_00)
    acts.accept(obligation_id=order, lines={view.lines[0].id: 9_000_00}, recovered=1_000_00)
    data = {"document_id": order, "reason": "ทิ้งงาน"}
    TERMINATE["contract"](envelope=purchasing.office.envelope("executive"), data=data)
    assert buckets("L15")["committed"] == 108_000 - 88_000
    after = queries.obligation(document_id=order)
    assert (after.state, after.released, after.remaining) == ("terminated", 88_000_00, 11_000_00)
    acts.consume(obligation_id=order, amount=8_000_00)
    with pytest.raises(Refusal, match="obligation_overclaimed"):
        acts.consume(obligation_id=order, amount=1)


def test_claims_of_a_contract_with_two_lines_say_which(purchasing: Purchasing) -> None:
    data = purchasing.request("L18", "1,000")
    data["lines"] += purchasing.request("L23", "2,000")["lines"]
    asked = purchasing.approved(lines=data["lines"])
    order = purchasing.signed(asked)
    with pytest.raises(ValueError, match="binds 2 budget lines"):
        acts.consume(obligation_id=order, amount=500_00)
    acts.consume(obligation_id=order, amount=500_00, by_line={line("L23").id: 500_00})
    acts.give_back(obligation_id=order, amount=100_00, by_line={line("L23").id: 100_00})
    held = {row.budget_line_id: row.left for row in queries.obligation(document_id=order).commitments}
    assert held == {line("L18").id: 1_000_00, line("L23").id: 1_600_00}
    with pytest.raises(Refusal, match="obligation_overclaimed"):
        acts.consume(obligation_id=order, amount=1_000_01, by_line={line("L18").id: 1_000_01})


def test_closing_needs_everything_accepted_and_claimed(purchasing: Purchasing) -> None:
    order = purchasing.signed(purchasing.approved())
    data = {"document_id": order}
    with pytest.raises(Refusal, match="obligation_not_finished"):
        commands.complete_purchase_order(envelope=purchasing.office.envelope("supply_officer"), data=data)
    view = queries.obligation(document_id=order)
    acts.accept(obligation_id=order, lines={view.lines[0].id: view.amount})
    acts.consume(obligation_id=order, amount=view.amount)
    outcome = commands.complete_purchase_order(envelope=purchasing.office.envelope("supply_officer"), data=data)
    assert outcome.state == "completed"


def test_nothing_is_accepted_above_the_contract(purchasing: Purchasing) -> None:
    order = purchasing.signed(purchasing.approved())
    view = queries.obligation(document_id=order)
    with pytest.raises(Refusal, match="inspection_above_contract"):
        acts.accept(obligation_id=order, lines={view.lines[0].id: view.amount + 1})
    assert queries.obligation(document_id=order).accepted == 0


def test_the_register_of_contracts(purchasing: Purchasing) -> None:
    """Signed ones by the day of signing, with what is secured of what was agreed."""
    purchasing.drafted(purchasing.approved("L18", "1,000"))
    road = purchasing.signed(purchasing.approved("L41", "486,000", category="works"), "contract", egp_contract="671014")
    purchasing.secured(road, amount="20,000")
    rows = queries.contract_register(since=date(2024, 10, 1), through=date(2024, 10, 31))
    assert [(row.number, row.required, row.held, row.egp_contract) for row in rows] == [
        ("CN68-00001/2568", 24_300_00, 20_000_00, "671014")
    ]
