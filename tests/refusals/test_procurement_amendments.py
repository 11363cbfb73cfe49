"""Amendments that the contract no longer allows: below what is owed, of instalments that wait, out of last year's budget."""

from datetime import date
from typing import Any

import pytest

from khlang.office.procurement import acts, commands, queries
from khlang.spine.ledger import commands as ledger
from tests.office import Office
from tests.procurement.accepting import accepted, inspected, item, opened, ordered
from tests.refusals.attempt import refused
from tests.till import Till

INSTALMENTS = [{"due_date": f"2024-{month}-30", "amount": "50,000"} for month in ("11", "12")]
HIRE = {"kind": "contract", "category": "service", "delivery_date": "2024-12-31"}
OCTOBER = date(2025, 10, 2)


@pytest.fixture
def buying(office: Office) -> Office:
    """An office with a budget."""
    return opened(office)


def proposed(office: Office, contract: queries.ObligationView, amount: str, **more: Any) -> dict[str, Any]:
    """An amendment handed in that sets the only line to an amount; what names it."""
    lines = [{"line_id": contract.lines[0].id, "amount": amount}]
    data = {"obligation_id": contract.id, "explanation": "ปรับปริมาณงาน", "lines": lines, **more}
    made = commands.save_amendment(envelope=office.envelope("supply_officer"), data=data)
    named = {"document_id": made.document_id}
    commands.submit_amendment(envelope=office.envelope("supply_officer"), data=named)
    return named


def test_below_the_advance(buying: Office) -> None:
    """15,000 are agreed to be paid ahead."""
    contract = ordered(buying, item("L15", "จ้างเหมา", "100,000"), advance_amount="15,000", **HIRE)
    with refused("amendment_below_accepted", field="lines", accepted="15,000.00"):
        proposed(buying, contract, "14,999")


def test_below_what_was_claimed_of_the_surplus(buying: Office, till: Till) -> None:
    """No budget line says how much was claimed; the contract itself does. Claimed between writing and approving."""
    till.write_entry("เงินสะสม", ("1101030102.001", "900,000", "0", "KTB-S"), ("3102010101.001", "0", "900,000"))
    thing = {**item("", "ซ่อมถนน", "100,000"), "account": "5104010112.001"}
    contract = ordered(buying, thing, fund="surplus", **HIRE)
    named = proposed(buying, contract, "10,000")
    acts.consume(obligation_id=contract.id, amount=50_000_00)
    with refused("amendment_below_accepted", field="lines", accepted="50,000.00"):
        commands.approve_amendment(envelope=buying.envelope("executive"), data=named)


def test_an_instalment_that_is_being_inspected(buying: Office) -> None:
    """It goes, while what was delivered of it waits for the committee."""
    contract = ordered(buying, item("L15", "จ้างเหมา", "100,000"), instalments=INSTALMENTS, **HIRE)
    inspected(buying, contract, instalment_id=contract.instalments[1].id, title="งานงวดสอง")
    named = proposed(buying, contract, "80,000", instalments=[{"due_date": "2024-12-30", "amount": "80,000"}])
    with refused("instalment_inspected", position=2, title="งานงวดสอง"):
        commands.approve_amendment(envelope=buying.envelope("executive"), data=named)


def test_more_out_of_the_budget_of_last_year(buying: Office) -> None:
    """What was not bound by the end of the year has lapsed; less is possible at any time."""
    ledger.open_year(envelope=buying.envelope(), data={"fiscal_year": 2569})
    contract = ordered(buying, item("L15", "จ้างเหมา", "100,000"), **HIRE)
    buying.today = OCTOBER
    more, less = proposed(buying, contract, "150,000"), proposed(buying, contract, "90,000")
    with refused("budget_line_other_year", line="L15", year=2568):
        commands.approve_amendment(envelope=buying.envelope("executive"), data=more)
    assert commands.approve_amendment(envelope=buying.envelope("executive"), data=less).state == "approved"


def test_an_order_signed_when_its_year_is_over(buying: Office) -> None:
    """Asked for in September, signed in October."""
    ledger.open_year(envelope=buying.envelope(), data={"fiscal_year": 2569})
    september = date(2025, 9, 29)
    contract = ordered(buying, item("L18", "กระดาษ", "1,000"), on=september, delivery_date="2025-10-31")
    asked = {
        "title": "ขอซื้อหมึก", "category": "goods", "method": "specific", "lines": [item("L18", "หมึก", "1,000")],
        "members": [{"name": f"กรรมการ {n}", "position": "chair" if n == 1 else "member"} for n in (1, 2, 3)],
        "ground": "มาตรา 56 (2) (ข)",
    }  # fmt: skip
    supply = lambda: buying.envelope("supply_officer", day=september)  # noqa: E731
    named = {"document_id": commands.save_requisition(envelope=supply(), data=asked).document_id}
    commands.submit_requisition(envelope=supply(), data=named)
    commands.check_requisition(envelope=buying.envelope("treasury_head", day=september), data=named)
    commands.approve_requisition(envelope=buying.envelope("executive", day=september), data=named)
    terms = {
        "requisition_id": named["document_id"], "vendor_id": contract.vendor_id, "delivery_date": "2025-10-31",
    }  # fmt: skip
    order = {"document_id": commands.save_purchase_order(envelope=supply(), data=terms).document_id}
    commands.submit_purchase_order(envelope=supply(), data=order)
    with refused("budget_line_other_year", line="L18", year=2568):
        commands.sign_purchase_order(envelope=buying.envelope("executive", day=OCTOBER), data=order)
    assert accepted(buying, contract, on=OCTOBER).state == "accepted"  # what was signed in time is paid when it comes
