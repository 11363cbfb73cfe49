"""Bad input to requisitions: each gets its name, its field and its words in both languages; nothing is written."""

from typing import Any

import pytest

from khlang.office.procurement import commands
from tests.office import Office
from tests.procurement.purchasing import COMMITTEE, Purchasing
from tests.refusals.attempt import refused

SUPPLY = "supply_officer"
FIRST = "lines.0."


@pytest.fixture
def purchasing(office: Office) -> Purchasing:
    """An office with a budget, on 2 October."""
    return Purchasing(office)


def saved(purchasing: Purchasing, **changes: Any) -> None:
    """A requisition as everybody writes it, with something changed."""
    data = {**purchasing.request(), **changes}
    commands.save_requisition(envelope=purchasing.office.envelope(SUPPLY), data=data)


def with_line(purchasing: Purchasing, **changes: Any) -> dict[str, Any]:
    """The lines of a requisition, the first one changed."""
    return {"lines": [{**purchasing.request()["lines"][0], **changes}]}


LINES: list[tuple[dict[str, Any], str, str, dict[str, Any]]] = [
    ({"quantity": "0"}, "quantity_malformed", "quantity", {"text": "0"}),
    ({"quantity": "สามอัน"}, "quantity_malformed", "quantity", {"text": "สามอัน"}),
    ({"quantity": "1.2345"}, "quantity_malformed", "quantity", {"text": "1.2345"}),
    ({"unit_price": "-1"}, "amount_not_positive", "unit_price", {}),
    ({"budget_line_id": None}, "budget_line_required", "budget_line_id", {}),
    ({"budget_line_id": 7}, "budget_line_unknown", "budget_line_id", {}),
    ({"account": "9999"}, "account_unknown", "account", {"code": "9999"}),
    ({"account": "1101010101.001"}, "purchase_account_unfit", "account", {"account": "1101010101.001"}),
    (
        {"amount": "28,900"}, "purchase_amount_differs", "amount",
        {"amount": "28,900.00", "computed": "28,890.00"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "field", "says"), LINES)
def test_a_bad_line(
    purchasing: Purchasing, change: dict[str, Any], code: str, field: str, says: dict[str, Any]
) -> None:
    """Refused at the field of the line."""
    with refused(code, field=FIRST + field, **says):
        saved(purchasing, **with_line(purchasing, **change))


def test_a_line_without_any_account(purchasing: Purchasing) -> None:
    """Money that is no budget line's has no usual account."""
    data = with_line(purchasing, budget_line_id=None)
    council = {"council_reference": "สมัยสามัญ 3/2567", "council_date": "2024-10-01"}
    with refused("account_required", field=FIRST + "account"):
        saved(purchasing, fund="surplus", **council, **data)


HEADS: list[tuple[dict[str, Any], str, str, dict[str, Any]]] = [
    ({"method": "auction"}, "procurement_method_unknown", "method", {"method": "auction"}),
    ({"method": "selection"}, "procurement_ground_required", "ground", {"amount": "28,890.00"}),
    ({"document_date": "2024-10-03"}, "date_in_future", "document_date", {}),
    ({"fund": "surplus"}, "council_reference_required", "council_reference", {}),
    ({"fund": "grant"}, "budget_line_not_wanted", FIRST + "budget_line_id", {}),
    ({"fund": "surplus", "council_reference": "3/2567"}, "council_reference_required", "council_date", {}),
    ({"division": "ZZ"}, "division_unknown", "division", {"code": "ZZ"}),
    ({"vendor_id": 5}, "party_not_found", "vendor_id", {}),
    ({"members": [{"position": "chair"}]}, "committee_name_required", "members.0.name", {}),
    ({"members": [{"person_id": 9}]}, "person_unknown", "members.0.person_id", {}),
    (
        {"members": [COMMITTEE[0], COMMITTEE[0]]}, "committee_member_twice", "members.1.name",
        {"name": COMMITTEE[0]["name"]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "field", "says"), HEADS)
def test_a_bad_head(
    purchasing: Purchasing, change: dict[str, Any], code: str, field: str, says: dict[str, Any]
) -> None:
    """Refused at its field."""
    with refused(code, field=field, **says):
        saved(purchasing, **change)


def test_a_method_above_its_limit_needs_its_ground(purchasing: Purchasing) -> None:
    """500,000 baht may be bought by the specific method without a clause, a satang more may not."""
    data = with_line(purchasing, unit_price="500,000.01", amount="500,000.01")
    with refused("procurement_ground_required", field="ground", method="วิธีเฉพาะเจาะจง", amount="500,000.01"):
        saved(purchasing, **data)


def test_money_of_another_year(purchasing: Purchasing) -> None:
    """The year is over when the draft is handed in."""
    document_id = purchasing.asked()
    envelope = purchasing.office.envelope(SUPPLY, day=purchasing.office.today.replace(year=2025))
    with refused("budget_line_other_year", field="lines", line="L18", year=2568):
        commands.submit_requisition(envelope=envelope, data={"document_id": document_id})


def sitting(*people: tuple[str, str, str]) -> list[dict[str, str]]:
    """Committees of (role, position, name)."""
    return [{"role": role, "position": position, "name": name} for role, position, name in people]


COMMITTEES: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"members": []}, "committee_too_small", {"role": "inspect", "needed": 1, "given": 0}),
    (
        {"members": sitting(("inspect", "member", "ก"), ("inspect", "member", "ข"))},
        "committee_chair_missing", {"role": "inspect"},
    ),
    (
        {
            "method": "selection", "ground": "มาตรา 56 (1) (ค)",
            "members": sitting(
                ("procure", "chair", "ก"), ("procure", "member", "ข"), ("procure", "member", "ค"), ("inspect", "chair", "ก")
            ),
        },
        "committee_member_both", {"name": "ก"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "says"), COMMITTEES)
def test_a_bad_committee(purchasing: Purchasing, change: dict[str, Any], code: str, says: dict[str, Any]) -> None:
    """A draft may wait for its committee; handing it in may not."""
    document_id = purchasing.asked(**change)
    with refused(code, field="members", **says):
        purchasing.submit(document_id)


def test_one_inspector_is_enough_up_to_a_hundred_thousand(purchasing: Purchasing) -> None:
    """A satang more needs three."""
    alone = sitting(("inspect", "member", "ก"))
    purchasing.submitted("L15", "100,000", members=alone)
    document_id = purchasing.asked("L15", "100,000.01", members=alone)
    with refused("committee_too_small", field="members", needed=3, given=1):
        purchasing.submit(document_id)


def test_more_than_the_grants_hold(purchasing: Purchasing) -> None:
    """Nothing was received, so nothing can be bound."""
    document_id = purchasing.asked("", "148,000", fund="grant")
    with refused("grant_insufficient", field="amount", wanted="148,000.00", remaining="0.00"):
        purchasing.submit(document_id)


def test_a_purchase_whose_order_is_being_prepared(purchasing: Purchasing) -> None:
    """The order is cancelled first."""
    document_id = purchasing.approved()
    purchasing.drafted(document_id, title="ใบสั่งซื้อวัสดุ")
    data = {"document_id": document_id, "reason": "ไม่ซื้อแล้ว"}
    with refused("requisition_has_order", title="ใบสั่งซื้อวัสดุ"):
        commands.withdraw_requisition(envelope=purchasing.office.envelope("executive"), data=data)


def test_beyond_the_budget_line(purchasing: Purchasing) -> None:
    """The line is named with what is left on it."""
    document_id = purchasing.asked("L23", "40,000.01")
    with refused("budget_insufficient", field="amount", remaining="40,000.00", wanted="40,000.01"):
        purchasing.submit(document_id)
