"""Transfers: who decides, what moves, and that no line ever goes below zero."""

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import commands, queries
from khlang.office.budget.models import BudgetLine
from tests.budget.budgeting import YEAR, decision, left, line, ordinance_in_force, submitted, transfer

NEW_COMPUTER = {"work_code": "00111", "item_code": "411600", "name_th": "เครื่องคอมพิวเตอร์", "amount": "30,000"}


@pytest.fixture(autouse=True)
def _ordinance(office):
    ordinance_in_force(office)


def approve(office, document_id, **changes):
    data = {**decision(document_id), **changes}
    return commands.approve_transfer_by_executive(envelope=office.envelope("executive"), data=data)


def record_council(office, document_id):
    return commands.approve_transfer_by_council(envelope=office.envelope("clerk"), data=decision(document_id))


def to_new(**changes):
    item = {"from_line_id": line("L05").id, **NEW_COMPUTER, **changes}
    return {**transfer("L05", "L18", "1"), "items": [], "new_items": [item]}


def test_an_approved_transfer_moves_the_money(office):
    outcome = approve(office, submitted(office, transfer("L05", "L23", "30,000")))
    assert (outcome.state, outcome.number) == ("approved", "TR68-00001/2568")
    balances = {row.line.code: row for row in queries.line_balances(fiscal_year=YEAR)}
    assert (balances["L05"].transfer_out, balances["L05"].net, balances["L05"].remaining) == (
        3_000_000,
        32_000_000,
        32_000_000,
    )
    assert (balances["L23"].transfer_in, balances["L23"].net, balances["L23"].remaining) == (
        3_000_000,
        7_000_000,
        7_000_000,
    )


def test_the_register_of_a_line_tells_its_story(office):
    approve(office, submitted(office, transfer("L05", "L23", "30,000")))
    rows = queries.line_register(line_id=line("L05").id)
    assert [(row.number, row.step.changes["approved"], row.available) for row in rows] == [
        ("BO68-00001/2568", 35_000_000, 35_000_000),
        ("TR68-00001/2568", -3_000_000, 32_000_000),
    ]


def test_a_line_never_goes_below_zero(office):
    document_id = submitted(office, transfer("L23", "L05", "40,000.01"))
    with pytest.raises(Refusal, match="budget_insufficient") as found:
        approve(office, document_id)
    facts = found.value.facts
    assert (facts["line"], facts["name"], facts["remaining"], facts["wanted"]) == (
        "L23",
        "ครุภัณฑ์สำนักงาน",
        "40,000.00",
        "40,000.01",
    )
    assert left("L23") == 4_000_000
    assert approve(office, submitted(office, transfer("L23", "L05", "40,000"))).number == "TR68-00001/2568"
    assert left("L23") == 0


def test_what_a_line_gets_in_the_same_transfer_may_be_passed_on(office):
    data = transfer("L05", "L23", "100,000")
    data["items"] += transfer("L23", "L18", "130,000")["items"]
    approve(office, submitted(office, data))
    assert (left("L05"), left("L23"), left("L18")) == (25_000_000, 1_000_000, 25_000_000)


def test_a_new_investment_item_is_for_the_council(office):
    document_id = submitted(office, to_new())
    with pytest.raises(Refusal, match="transfer_needs_council"):
        approve(office, document_id)
    assert not BudgetLine.objects.get(introduced_by_id=document_id).in_force
    record_council(office, document_id)
    assert left("L01") == 3_000_000


def test_a_new_item_that_is_no_investment_is_for_the_executive(office):
    document_id = submitted(office, to_new(item_code="330800", name_th="วัสดุเชื้อเพลิง", code="L19"))
    with pytest.raises(Refusal, match="transfer_needs_executive"):
        record_council(office, document_id)
    approve(office, document_id)
    assert left("L19") == 3_000_000


def test_a_change_of_what_is_bought_is_for_the_council(office):
    document_id = submitted(office, transfer("L05", "L23", "1,000", changes_nature=True))
    with pytest.raises(Refusal, match="transfer_needs_council"):
        approve(office, document_id)
    record_council(office, document_id)
    assert left("L23") == 4_100_000


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (lambda item: item.update(from_line_id=1), "budget_line_unknown", "items.0.from_line_id"),
        (lambda item: item.update(to_line_id=1), "budget_line_unknown", "items.0.to_line_id"),
        (lambda item: item.update(to_line_id=item["from_line_id"]), "transfer_same_line", "items.0.to_line_id"),
        (lambda item: item.update(amount="0"), "amount_not_positive", "items.0.amount"),
        (lambda item: item.update(amount="-5"), "amount_not_positive", "items.0.amount"),
        (lambda item: item.update(amount="1.005"), "amount_three_decimals", "items.0.amount"),
    ],
)
def test_a_bad_item_is_refused_at_its_field(office, change, code, field):
    data = transfer("L05", "L23", "1,000")
    change(data["items"][0])
    with pytest.raises(Refusals) as found:
        submitted(office, data)
    assert [(refusal.code, refusal.field) for refusal in found.value.errors] == [(code, field)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "L18"}, "line_code_taken"),
        ({"item_code": "330100", "name_th": "วัสดุสำนักงาน"}, "line_exists"),
        ({"fund_source": "loan"}, "transfer_other_fund"),
        ({"work_code": "00110"}, "budget_code_unknown"),
        ({"division": "XX"}, "division_unknown"),
    ],
)
def test_a_bad_new_line_is_refused(office, changes, code):
    with pytest.raises(Refusals) as found:
        submitted(office, to_new(**changes))
    assert [refusal.code for refusal in found.value.errors] == [code]


def test_an_empty_transfer_is_refused(office):
    with pytest.raises(Refusals, match="transfer_empty"):
        submitted(office, {**transfer("L05", "L18", "1"), "items": []})


def test_a_stale_version_is_refused(office):
    document_id = submitted(office, transfer("L05", "L23", "1,000"))
    with pytest.raises(Refusal, match="stale_version"):
        commands.approve_transfer_by_executive(
            envelope=office.envelope("executive", version=1), data=decision(document_id)
        )
    assert left("L05") == 35_000_000


def test_a_cancelled_transfer_moves_nothing_and_draws_no_number(office):
    document_id = submitted(office, transfer("L05", "L23", "1,000"))
    data = {"document_id": document_id, "reason": "ไม่จำเป็นแล้ว"}
    outcome = commands.cancel_transfer(envelope=office.envelope("budget_officer"), data=data)
    assert (outcome.state, outcome.number) == ("cancelled", None)
    assert left("L05") == 35_000_000
