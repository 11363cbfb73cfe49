"""Requisitions: reserved when handed in, released when returned, checked and approved by different people."""

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.procurement import commands, queries
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from tests.procurement.purchasing import COMMITTEE, Purchasing, buckets, number


def test_a_draft_reserves_nothing_and_has_no_number(purchasing: Purchasing) -> None:
    document_id = purchasing.asked()
    assert (number(document_id), buckets("L18")) == ("", {"remaining": 120_000})


def test_submitting_numbers_and_reserves(purchasing: Purchasing) -> None:
    """PR68-00001 of the worked example reserves 28,890."""
    document_id = purchasing.submitted()
    assert number(document_id) == "PR68-00001/2568"
    assert buckets("L18") == {"reserved": 28_890, "remaining": 91_110}


def test_a_requisition_of_several_lines_adds_up_by_budget_line(purchasing: Purchasing) -> None:
    data = purchasing.request("L18", "100")
    data["lines"] += purchasing.request("L18", "50.25", title="")["lines"] + purchasing.request("L23", "2,500")["lines"]
    data["lines"][2] |= {"quantity": "4"}
    made = commands.save_requisition(envelope=purchasing.office.envelope("supply_officer"), data=data)
    purchasing.submit(made.document_id)
    entries = ledger.standing(document_id=made.document_id)
    assert sorted(line.debit for line in entries if line.debit) == [150_25, 10_000_00]
    assert buckets("L23") == {"reserved": 10_000, "remaining": 30_000}


def test_returned_and_submitted_again_keeps_its_number(purchasing: Purchasing) -> None:
    """The reservation goes with the return and comes again; nobody else drew the number meanwhile."""
    document_id = purchasing.submitted()
    back = {"document_id": document_id, "reason": "ราคาสูงเกินไป"}
    commands.return_requisition(envelope=purchasing.office.envelope("treasury_head"), data=back)
    assert buckets("L18") == {"remaining": 120_000}
    again = {"document_id": document_id, **purchasing.request("L18", "20,000")}
    commands.save_requisition(envelope=purchasing.office.envelope("supply_officer"), data=again)
    purchasing.submit(document_id)
    assert number(document_id) == "PR68-00001/2568"
    assert buckets("L18") == {"reserved": 20_000, "remaining": 100_000}
    assert number(purchasing.submitted("L18", "1,000")) == "PR68-00002/2568"


def test_sent_back_by_the_executive_releases_too(purchasing: Purchasing) -> None:
    document_id = purchasing.submitted()
    commands.check_requisition(envelope=purchasing.office.envelope("clerk"), data={"document_id": document_id})
    back = {"document_id": document_id, "reason": "ยังไม่จำเป็น"}
    commands.send_back_requisition(envelope=purchasing.office.envelope("executive"), data=back)
    assert documents.get(document_id=document_id).state == "returned"
    assert buckets("L18") == {"remaining": 120_000}
    commands.cancel_requisition(
        envelope=purchasing.office.envelope("supply_officer"), data={"document_id": document_id}
    )
    assert documents.get(document_id=document_id).state == "cancelled"


def test_an_approved_purchase_that_is_given_up(purchasing: Purchasing) -> None:
    document_id = purchasing.approved()
    data = {"document_id": document_id, "reason": "ได้รับบริจาคแล้ว"}
    commands.withdraw_requisition(envelope=purchasing.office.envelope("executive"), data=data)
    assert buckets("L18") == {"remaining": 120_000}


def test_three_people(purchasing: Purchasing) -> None:
    """Who asks does not check, who checks does not approve: whatever duties one person has."""
    office = purchasing.office
    made = commands.save_requisition(envelope=office.envelope("all"), data=purchasing.request())
    data = {"document_id": made.document_id}
    commands.submit_requisition(envelope=office.envelope("all"), data=data)
    with pytest.raises(Refusal, match="own_approval"):
        commands.check_requisition(envelope=office.envelope("all"), data=data)
    commands.check_requisition(envelope=office.envelope("treasury_head"), data=data)
    with pytest.raises(Refusal, match="own_approval"):
        commands.approve_requisition(envelope=office.envelope("all"), data=data)


def test_beyond_what_is_left_names_the_line(purchasing: Purchasing) -> None:
    purchasing.submitted("L23", "30,000")
    document_id = purchasing.asked("L23", "10,000.01")
    with pytest.raises(Refusal, match="budget_insufficient") as found:
        purchasing.submit(document_id)
    facts = found.value.facts
    assert (facts["line"], facts["remaining"], facts["wanted"]) == ("L23", "10,000.00", "10,000.01")
    assert number(document_id) == ""


def test_everything_wrong_is_told_at_once(purchasing: Purchasing) -> None:
    data = purchasing.request("L18", "1", council_date="2024-12-01", fund="surplus", method="auction", vendor_id=5)
    with pytest.raises(Refusals) as found:
        commands.save_requisition(envelope=purchasing.office.envelope("supply_officer"), data=data)
    assert {(error.code, error.field) for error in found.value.errors} == {
        ("budget_line_not_wanted", "lines.0.budget_line_id"),
        ("date_in_future", "council_date"),
        ("council_reference_required", "council_reference"),
        ("procurement_method_unknown", "method"),
        ("party_not_found", "vendor_id"),
    }


def test_a_grant_is_bound_by_what_is_asked_and_ordered(purchasing: Purchasing) -> None:
    """No budget line is touched; what was received and is not bound is looked at instead."""
    assert queries.grant_left() == 0
    document_id = purchasing.asked("", "100", fund="grant")
    with pytest.raises(Refusal, match="grant_insufficient"):
        purchasing.submit(document_id)


def test_money_of_the_surplus_reserves_nothing(purchasing: Purchasing) -> None:
    document_id = purchasing.submitted(
        "", "100", fund="surplus", council_reference="สมัยวิสามัญ 1/2567", council_date="2024-10-01"
    )
    assert ledger.vouchers_of(document_id=document_id) == []


def test_what_was_written_is_read_again(purchasing: Purchasing) -> None:
    view = queries.requisition(document_id=purchasing.submitted())
    assert (view.method, view.fund, view.category, view.amount, view.order_id) == (
        "specific", "budget", "goods", 28_890_00, None,
    )  # fmt: skip
    assert [line.account for line in view.lines] == ["5104010104.001"]
    assert [member.name for member in view.members] == [member["name"] for member in COMMITTEE]
