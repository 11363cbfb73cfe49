"""What budget and purchases by hand refuse: by name, at the field of the command, in both languages, nothing written."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from khlang.bridges.continuity.papers import KINDS, PaperRef
from khlang.office.budget import commands as budget
from khlang.office.procurement import commands as procurement
from khlang.platform.commands import Envelope, Paper, parse
from tests.budget.budgeting import line, ordinance_in_force
from tests.continuity.buying_by_hand import SHOP, Buying
from tests.continuity.by_hand import BACK
from tests.office import Office
from tests.refusals.attempt import refused
from tests.till import Till

MEMO = {"amount": "1", "memo_number": "1/2568", "memo_date": "2024-11-01", "ordered_by": "นายก", "reason": "จ่ายแล้ว"}
ROAD = {
    "title": "ขอจ้างก่อสร้างถนน", "category": "works", "method": "e_bidding", "vendor_name": SHOP, "approved_by": "นายก",
    "procurers": "นางก, นายข, นายค", "inspectors": "นายง, นายจ, นายฉ",
    "lines": [{"budget_line": "L42", "description": "ถนน คสล.", "unit_price": "600,000"}],
}  # fmt: skip


@pytest.fixture
def buying(till: Till) -> Buying:
    """The system is back, the papers wait."""
    return Buying(till)


def enter(buying: Buying, paper: str, payload: dict[str, Any]) -> None:
    """Paper 1 of a kind as its kind enters it."""
    data = parse(schema=KINDS[paper].schema, data=payload, today=BACK)
    KINDS[paper].enter(envelope(buying, paper), data, PaperRef(paper, "", 1), frozenset())


def envelope(buying: Buying, paper: str) -> Envelope:
    """What comes with paper 1 of a kind, of 4 November."""
    made = buying.office.envelope("all", day=BACK)
    return replace(made, origin="back_entry", outage=buying.outage, paper=Paper(paper, "", "1", date(2024, 11, 4)))


def test_egp_required(buying: Buying) -> None:
    """Above the limit of the specific method an order names project and contract in the e-GP."""
    buying.written("requisition", 1, ROAD)
    buying.all_entered()
    order = {
        "requisition_id": buying.made(paper="requisition").id, "vendor_id": buying.vendor, "signed_by": "นายก",
        "delivery_date": "2024-12-31", "egp_project": "67119012345",
    }  # fmt: skip
    with refused("egp_required", field="egp_contract", amount="600,000.00", limit="500,000.00"):
        procurement.record_contract(envelope=envelope(buying, "contract"), data=order)


def test_paper_total_differs(buying: Buying) -> None:
    """What the paper says in all is not what its lines come to."""
    says = {"paper": "599,999.00", "system": "600,000.00"}
    with refused("paper_total_differs", field="total", **says), transaction.atomic():
        enter(buying, "requisition", {**ROAD, "total": "599,999"})


def test_party_not_found(buying: Buying) -> None:
    """The vendor of the paper is not in the register."""
    with refused("party_not_found", field="vendor_name"):
        enter(buying, "requisition", {**ROAD, "vendor_name": "ร้านที่ไม่มีใครรู้จัก"})


def test_amount_negative(buying: Buying) -> None:
    """A fine or a retention takes money off, never adds it."""
    inspection = {"obligation_id": 1, "delivered_date": "2024-11-04", "accepted_by": "นายก"}
    for field in ("fine", "retention"):
        with refused("amount_negative", field=field, amount="-1.00"):
            data = {**inspection, field: "-1"}
            procurement.record_inspection(envelope=envelope(buying, "payable_voucher"), data=data)


def test_overrun_without_outage(office: Office) -> None:
    """While the system works, money beyond the budget comes by a transfer or a supplementary budget."""
    ordinance_in_force(office)
    office.today = BACK
    with refused("overrun_without_outage"):
        data = {"line_id": line("L18").id, **MEMO}
        budget.prepare_overrun(envelope=office.envelope("finance_officer"), data=data)


def test_budget_line_unknown(buying: Buying) -> None:
    """Of a memo: together with whatever else is wrong."""
    data = {"line_id": 4711, **MEMO, "memo_date": "2024-11-09"}
    for code, field, says in (
        ("budget_line_unknown", "line_id", {}),
        ("decision_date_in_future", "memo_date", {"date": "9 พ.ย. 2567"}),
    ):
        with refused(code, field=field, **says):
            budget.prepare_overrun(envelope=buying.office.envelope("finance_officer", day=BACK), data=data)


def test_ordinance_exists(buying: Buying) -> None:
    """A second annual budget of the year, entered from paper."""
    rows = [
        {"work_code": "00111", "item_code": "330100", "amount": "1"},
        {"side": "revenue", "item_code": "421000", "amount": "1"},
    ]
    day = "2024-11-04"
    payload = {
        "fiscal_year": "2568", "title": "ข้อบัญญัติงบประมาณ", "lines": rows, "council_reference": "1", "council_date": day,
        "approved_by": "นายอำเภอ", "approval_number": "2", "approval_date": day, "ordinance_reference": "3",
        "promulgated_date": day,
    }  # fmt: skip
    with refused("ordinance_exists", year=2568):
        enter(buying, "ordinance", payload)
    with refused("decision_dates_disordered", field="approval_date", date="3 พ.ย. 2567", earlier="4 พ.ย. 2567"):
        enter(buying, "ordinance", {**payload, "approval_date": "2024-11-03"})
