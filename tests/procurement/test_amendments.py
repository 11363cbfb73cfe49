"""Amendments: what is added needs budget, what is taken off goes back, the contract itself is changed by approval."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.procurement import acts, commands, queries
from khlang.spine.documents import queries as documents
from tests.office import Office
from tests.procurement.accepting import handed_in, inspected, item, opened, ordered
from tests.procurement.purchasing import Purchasing, buckets


@pytest.fixture
def road(purchasing: Purchasing) -> int:
    """A contract of 400,000 out of 490,000."""
    return purchasing.signed(purchasing.approved("L41", "400,000", category="works"), "contract")


def line_of(contract: int) -> int:
    """The only line of a contract."""
    return queries.obligation(document_id=contract).lines[0].id


def to(contract: int, amount: str) -> list[dict[str, object]]:
    """The lines of an amendment that sets the only line to an amount."""
    return [{"line_id": line_of(contract), "amount": amount}]


def test_raised_within_what_is_left(purchasing: Purchasing, road: int) -> None:
    outcome = purchasing.amended(road, lines=to(road, "450,000"))
    assert outcome.number == "CA68-00001/2568"
    assert buckets("L41") == {"committed": 450_000, "remaining": 40_000}
    view = queries.obligation(document_id=road)
    assert (view.amount, view.commitments[0].amount, view.lines[0].unit_price) == (450_000_00,) * 3
    assert documents.get(document_id=road).amount == 450_000_00
    assert [step.move for step in documents.trail(document_id=road)][-1] == "amend"


def test_raised_beyond_what_is_left(purchasing: Purchasing, road: int) -> None:
    with pytest.raises(Refusal, match="budget_insufficient") as found:
        purchasing.amended(road, lines=to(road, "490,000.01"))
    assert found.value.facts["line"] == "L41"
    assert queries.obligation(document_id=road).amount == 400_000_00


def test_lowered_gives_back(purchasing: Purchasing, road: int) -> None:
    purchasing.amended(road, lines=to(road, "380,000"))
    assert buckets("L41") == {"committed": 380_000, "remaining": 110_000}


def test_lowered_below_what_came(purchasing: Purchasing, road: int) -> None:
    acts.accept(obligation_id=road, lines={line_of(road): 100_000_00})
    with pytest.raises(Refusals) as found:
        purchasing.amended(road, lines=to(road, "99,999.99"))
    assert [(error.code, error.field) for error in found.value.errors] == [
        ("amendment_below_accepted", "lines.0.amount")
    ]


def test_another_day_posts_nothing(purchasing: Purchasing, road: int) -> None:
    before = buckets("L41")
    outcome = purchasing.amended(road, delivery_date="2024-12-31")
    assert (outcome.voucher_id, buckets("L41")) == (None, before)
    assert queries.obligation(document_id=road).delivery_date == date(2024, 12, 31)


def test_instalments_are_cut_anew(purchasing: Purchasing) -> None:
    """What is accepted stays; the rest makes up the new amount."""
    asked = purchasing.approved("L15", "30,000", category="service")
    contract = purchasing.signed(asked, "contract", start_date="2024-10-01", monthly_instalments=3)
    first = queries.obligation(document_id=contract).instalments[0]
    acts.accept(obligation_id=contract, lines={line_of(contract): 10_000_00}, instalment_id=first.id)
    with pytest.raises(Refusals, match="instalments_differ"):
        purchasing.amended(contract, lines=to(contract, "24,000"))
    rest = [{"due_date": "2024-11-30", "amount": "8,000"}, {"due_date": "2024-12-31", "amount": "6,000"}]
    purchasing.amended(contract, lines=to(contract, "24,000"), instalments=rest)
    found = queries.obligation(document_id=contract).instalments
    assert [(row.position, row.amount, row.accepted) for row in found] == [
        (1, 10_000_00, True), (2, 8_000_00, False), (3, 6_000_00, False),
    ]  # fmt: skip


def test_two_amendments_of_the_same_contract(purchasing: Purchasing, road: int) -> None:
    """The second was written for a contract that is no more: it is told, and drafted anew."""
    supply = purchasing.office.envelope("supply_officer")
    data = {"obligation_id": road, "explanation": "เพิ่มงาน", "lines": to(road, "410,000")}
    waiting = {"document_id": commands.save_amendment(envelope=supply, data=data).document_id}
    commands.submit_amendment(envelope=purchasing.office.envelope("supply_officer"), data=waiting)
    purchasing.amended(road, lines=to(road, "420,000"))
    with pytest.raises(Refusal, match="amendment_stale"):
        commands.approve_amendment(envelope=purchasing.office.envelope("executive"), data=waiting)
    back = {**waiting, "reason": "จัดทำใหม่"}
    commands.return_amendment(envelope=purchasing.office.envelope("executive"), data=back)
    again = {**data, "document_id": waiting["document_id"], "lines": to(road, "430,000")}
    commands.save_amendment(envelope=purchasing.office.envelope("supply_officer"), data=again)
    commands.submit_amendment(envelope=purchasing.office.envelope("supply_officer"), data=waiting)
    commands.approve_amendment(envelope=purchasing.office.envelope("executive"), data=waiting)
    assert buckets("L41") == {"committed": 430_000, "remaining": 60_000}


def test_who_wrote_it_does_not_approve_it(purchasing: Purchasing, road: int) -> None:
    everybody = purchasing.office.envelope("all")
    made = commands.save_amendment(envelope=everybody, data={"obligation_id": road, "explanation": "ต่อเวลา"})
    data = {"document_id": made.document_id}
    commands.submit_amendment(envelope=purchasing.office.envelope("all"), data=data)
    with pytest.raises(Refusal, match="own_approval"):
        commands.approve_amendment(envelope=purchasing.office.envelope("all"), data=data)


def test_instalments_that_inspections_name_are_amended_in_place(office: Office) -> None:
    """A draft of the first instalment, and one that was given up, neither stop the amendment nor outlive the amounts."""
    opened(office)
    both = [{"due_date": f"2024-{month}-30", "amount": "50,000"} for month in ("11", "12")]
    contract = ordered(
        office, item("L15", "จ้างเหมา", "100,000"), kind="contract", category="service", delivery_date="2024-12-31",
        instalments=both,
    )  # fmt: skip
    first, second = contract.instalments
    given_up = inspected(office, contract, instalment_id=second.id)
    commands.cancel_inspection(
        envelope=office.envelope("supply_officer"), data={"document_id": given_up.document_id}
    )  # fmt: skip
    draft = {"document_id": handed_in(office, contract, instalment_id=first.id)}
    data = {
        "obligation_id": contract.id, "explanation": "ลดปริมาณงาน",
        "lines": [{"line_id": contract.lines[0].id, "amount": "40,000"}],
        "instalments": [{"due_date": "2024-11-30", "amount": "40,000"}],
    }  # fmt: skip
    supply = office.envelope("supply_officer")
    made = {"document_id": commands.save_amendment(envelope=supply, data=data).document_id}
    commands.submit_amendment(envelope=office.envelope("supply_officer"), data=made)
    commands.approve_amendment(envelope=office.envelope("executive"), data=made)
    left = queries.obligation(document_id=contract.id).instalments
    assert [(row.id, row.position, row.amount) for row in left] == [(first.id, 1, 40_000_00)]
    with pytest.raises(Refusals) as found:
        commands.accept_inspection(envelope=office.envelope("clerk"), data=draft)
    assert {error.code for error in found.value.errors} == {"inspection_above_contract"}
