"""Bad input to orders, contracts and their amendments: named, at the field, in both languages, nothing written."""

from typing import Any

import pytest

from khlang.office.procurement import acts, commands, queries
from tests.office import Office
from tests.procurement.purchasing import SIGN, SUBMIT, TERMINATE, Purchasing
from tests.refusals.attempt import refused

SUPPLY = "supply_officer"


@pytest.fixture
def purchasing(office: Office) -> Purchasing:
    """An office with a budget, on 2 October."""
    return Purchasing(office)


@pytest.fixture
def asked(purchasing: Purchasing) -> int:
    """An approved requisition of 120,000 out of L15."""
    return purchasing.approved("L15", "120,000", category="service")


def instalment(day: str, amount: str, recovery: str = "0") -> dict[str, str]:
    """One instalment."""
    return {"due_date": day, "amount": amount, "advance_recovery": recovery}


TERMS: list[tuple[dict[str, Any], str, str, dict[str, Any]]] = [
    ({"vendor_id": 5}, "party_not_found", "vendor_id", {}),
    ({"document_date": "2024-10-03"}, "date_in_future", "document_date", {}),
    (
        {"delivery_date": "2024-10-01"}, "order_dates_disordered", "delivery_date",
        {"date": "1 ต.ค. 2567", "earlier": "2 ต.ค. 2567"},
    ),
    ({"fine_rate": "0.25"}, "procurement_rate_outside", "fine_rate", {"lowest": "0.01", "highest": "0.20"}),
    ({"retention_rate": "10.01"}, "procurement_rate_outside", "retention_rate", {"highest": "10.00"}),
    ({"guarantee_rate": "11"}, "procurement_rate_outside", "guarantee_rate", {"highest": "10.00"}),
    ({"guarantee_rate": "ห้า"}, "quantity_malformed", "guarantee_rate", {"text": "ห้า"}),
    ({"advance_amount": "18,000.01"}, "advance_above_limit", "advance_amount", {"limit": "18,000.00"}),
    ({"monthly_instalments": 12}, "monthly_without_start", "start_date", {}),
    (
        {"instalments": [instalment("2024-10-31", "119,999")]}, "instalments_differ", "instalments",
        {"total": "119,999.00", "amount": "120,000.00"},
    ),
    (
        {"instalments": [instalment("2024-11-30", "60,000"), instalment("2024-10-31", "60,000")]},
        "instalments_disordered", "instalments.1.due_date", {},
    ),
    (
        {"advance_amount": "10,000", "instalments": [instalment("2024-10-31", "120,000", "9,999")]},
        "instalment_recovery_differs", "instalments", {"recovered": "9,999.00", "advance": "10,000.00"},
    ),
    (
        {"instalments": [instalment("2024-10-31", "1", "2"), instalment("2024-10-31", "119,999")]},
        "instalment_recovery_above", "instalments.0.advance_recovery", {},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "field", "says"), TERMS)
def test_bad_terms(
    purchasing: Purchasing, asked: int, change: dict[str, Any], code: str, field: str, says: dict[str, Any]
) -> None:
    """Refused at the field."""
    data = purchasing.order(asked, **change)
    with refused(code, field=field, **says):
        commands.save_contract(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_above_what_was_asked_for(purchasing: Purchasing, asked: int) -> None:
    """On the budget line, and on the whole."""
    data = purchasing.order(asked, lines=purchasing.request("L15", "120,000.01")["lines"])
    says = {"amount": "120,000.01", "requested": "120,000.00"}
    with refused("order_above_requisition", field="lines.0.amount", **says):
        commands.save_contract(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_a_budget_line_that_was_not_asked_for(purchasing: Purchasing, asked: int) -> None:
    """Another line would be committed without a reservation."""
    data = purchasing.order(asked, lines=purchasing.request("L18", "100")["lines"])
    with refused("order_line_not_requested", field="lines.0.budget_line_id"):
        commands.save_contract(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_a_class_of_assets_that_is_none(purchasing: Purchasing, asked: int) -> None:
    """The class of the card that acceptance opens."""
    lines = [{**purchasing.request("L15", "100")["lines"][0], "asset_class": "999"}]
    data = purchasing.order(asked, lines=lines)
    with refused("asset_class_unknown", field="lines.0.asset_class", code="999"):
        commands.save_contract(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_a_requisition_that_is_not_approved(purchasing: Purchasing) -> None:
    """It waits for its check."""
    data = purchasing.order(purchasing.submitted())
    with refused("requisition_not_approved", field="requisition_id", number="PR68-00001/2568"):
        commands.save_purchase_order(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_a_requisition_that_is_ordered(purchasing: Purchasing, asked: int) -> None:
    """Another order of it is being prepared."""
    purchasing.drafted(asked)
    data = purchasing.order(asked)
    with refused("requisition_ordered_before", field="requisition_id"):
        commands.save_contract(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_signing_on_a_day_of_another_year(purchasing: Purchasing, asked: int) -> None:
    """The year of the budget is over: there is no period to post to."""
    order = {"document_id": purchasing.drafted(asked)}
    SUBMIT["purchase_order"](envelope=purchasing.office.envelope(SUPPLY), data=order)
    envelope = purchasing.office.envelope("executive", day=purchasing.office.today.replace(year=2025))
    with refused("budget_line_other_year"):
        SIGN["purchase_order"](envelope=envelope, data=order)


def test_closing_what_is_not_delivered(purchasing: Purchasing, asked: int) -> None:
    """Nothing is accepted yet."""
    order = {"document_id": purchasing.signed(asked)}
    says = {"amount": "120,000.00", "accepted": "0.00", "claimed": "0.00"}
    with refused("obligation_not_finished", **says):
        commands.complete_purchase_order(envelope=purchasing.office.envelope(SUPPLY), data=order)


def test_more_claimed_than_agreed(purchasing: Purchasing, asked: int) -> None:
    """The database itself says no; the claim before stands."""
    order = purchasing.signed(asked)
    acts.consume(obligation_id=order, amount=20_000_00)
    with refused("obligation_overclaimed", field="amount", amount="100,000.01", remaining="100,000.00"):
        acts.consume(obligation_id=order, amount=100_000_01)


def test_terminating_while_an_advance_waits_for_payment(purchasing: Purchasing, asked: int) -> None:
    """Its dika could still be withdrawn, and its money would stay committed for nobody."""
    order = purchasing.signed(asked, "contract", advance_amount="18,000")
    acts.consume(obligation_id=order, amount=18_000_00, advance=True)
    data = {"document_id": order, "reason": "ทิ้งงาน"}
    with refused("termination_advance_unpaid", claimed="18,000.00", paid="0.00"):
        TERMINATE["contract"](envelope=purchasing.office.envelope("executive"), data=data)


def amendment(order: int, **changes: Any) -> dict[str, Any]:
    """The input of `contract_amendment.save`."""
    return {"obligation_id": order, "explanation": "ปรับปริมาณงาน", **changes}


def test_an_amendment_of_what_is_not_signed(purchasing: Purchasing, asked: int) -> None:
    """A draft is edited, not amended."""
    data = amendment(purchasing.drafted(asked))
    with refused("obligation_not_signed", field="obligation_id"):
        commands.save_amendment(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_an_amendment_of_a_line_of_another_contract(purchasing: Purchasing, asked: int) -> None:
    """Or of the same line twice."""
    data = amendment(purchasing.signed(asked), lines=[{"line_id": 7, "amount": "1"}])
    with refused("amendment_line_unknown", field="lines.0.line_id"):
        commands.save_amendment(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_an_amendment_below_what_came(purchasing: Purchasing, asked: int) -> None:
    """50,000 are accepted."""
    order = purchasing.signed(asked)
    owed = queries.obligation(document_id=order).lines[0].id
    acts.accept(obligation_id=order, lines={owed: 50_000_00})
    data = amendment(order, lines=[{"line_id": owed, "amount": "49,999"}])
    with refused("amendment_below_accepted", field="lines.0.amount", accepted="50,000.00"):
        commands.save_amendment(envelope=purchasing.office.envelope(SUPPLY), data=data)


def test_an_amendment_that_came_too_late(purchasing: Purchasing, asked: int) -> None:
    """Another one was approved since."""
    order = purchasing.signed(asked)
    owed = queries.obligation(document_id=order).lines[0].id
    data = amendment(order, lines=[{"line_id": owed, "amount": "110,000"}])
    waiting = commands.save_amendment(envelope=purchasing.office.envelope(SUPPLY), data=data)
    commands.submit_amendment(envelope=purchasing.office.envelope(SUPPLY), data={"document_id": waiting.document_id})
    purchasing.amended(order, lines=[{"line_id": owed, "amount": "100,000"}])
    with refused("amendment_stale", number="PO68-00001/2568"):
        commands.approve_amendment(
            envelope=purchasing.office.envelope("executive"), data={"document_id": waiting.document_id}
        )
