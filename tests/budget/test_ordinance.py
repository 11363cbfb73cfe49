"""The annual ordinance and its supplements, from draft to money that may be spent."""

from dataclasses import replace

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import commands, queries
from khlang.office.budget.models import BudgetLine, OrdinanceEntry
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from tests.budget.budgeting import APPROVAL, LINES, YEAR, carried_through, draft, left, line, ordinance_in_force


def prepare(office, **changes):
    return commands.prepare_ordinance(envelope=office.envelope("budget_officer"), data=draft(**changes))


def codes(refusals):
    return [(refusal.code, refusal.field) for refusal in refusals.value.errors]


def test_a_promulgated_ordinance_stands_in_the_budget_book(office):
    outcome = ordinance_in_force(office)
    assert (outcome.state, outcome.number, outcome.voucher_number) == ("promulgated", "BO68-00001/2568", None)
    balances = {row.line.code: row for row in queries.line_balances(fiscal_year=YEAR)}
    assert {code: row.approved for code, row in balances.items()} == {
        "L05": 35_000_000,
        "L18": 12_000_000,
        "L23": 4_000_000,
    }
    assert all(row.remaining == row.net == row.approved for row in balances.values())
    assert queries.estimated_by_code(fiscal_year=YEAR) == {"41100003": 21_000_000, "421000": 30_000_000}
    assert queries.fiscal_years() == [YEAR]


def test_a_draft_is_no_budget_yet(office):
    prepare(office)
    assert queries.line_balances(fiscal_year=YEAR) == []
    assert queries.fiscal_years() == []


def test_a_draft_is_replaced_as_a_whole(office):
    first = prepare(office)
    data = draft(
        document_id=first.document_id, appropriations=LINES[:1], estimates=[{"item_code": "421000", "amount": "350000"}]
    )
    second = commands.revise_ordinance(envelope=office.envelope("budget_officer"), data=data)
    assert (second.document_id, second.version) == (first.document_id, 2)
    assert BudgetLine.objects.filter(introduced_by_id=first.document_id).count() == 1
    assert OrdinanceEntry.objects.filter(document_id=first.document_id).count() == 1
    assert documents.get(document_id=first.document_id).amount == 35_000_000


def test_a_submitted_ordinance_is_not_edited(office):
    first = prepare(office)
    commands.submit_ordinance(envelope=office.envelope("budget_officer"), data={"document_id": first.document_id})
    with pytest.raises(Refusal, match="move_not_allowed"):
        commands.revise_ordinance(envelope=office.envelope("budget_officer"), data=draft(document_id=first.document_id))
    assert OrdinanceEntry.objects.filter(document_id=first.document_id).count() == 3


def test_everything_wrong_is_told_at_once_and_nothing_is_written(office):
    bad = [
        {**LINES[0], "work_code": "99999"},
        {**LINES[1], "division": "กองลับ"},
        {**LINES[1], "code": "X", "line_id": 5},
    ]
    with pytest.raises(Refusals) as found:
        prepare(office, appropriations=bad, estimates=[{"item_code": "41199999", "amount": "1"}], fiscal_year="2575")
    assert codes(found) == [
        ("budget_code_unknown", "appropriations.0.work_code"),
        ("revenue_item_unknown", "estimates.0.item_code"),
        ("division_unknown", "appropriations.1.division"),
        ("fiscal_year_implausible", "fiscal_year"),
        ("budget_line_unknown", "appropriations.2.line_id"),
    ]
    assert BudgetLine.objects.count() == 0


def test_a_deficit_needs_a_reason(office):
    with pytest.raises(Refusal, match="ordinance_deficit") as found:
        prepare(office, estimates=[])
    assert found.value.facts["missing"] == "510,000.00"
    assert prepare(office, estimates=[], deficit_reason="ใช้เงินสะสม").state == "draft"


def test_personnel_money_beyond_the_share_is_told(office):
    salaries = {"work_code": "00111", "item_code": "220100", "amount": "300,000"}
    outcome = prepare(office, appropriations=[salaries, {**LINES[1], "amount": "200,000"}])
    assert (outcome.data["personnel_hundredths"], outcome.data["warnings"]) == (6000, ["personnel_over_limit"])


def test_who_prepares_does_not_approve(office):
    document = {"document_id": prepare(office).document_id}
    commands.submit_ordinance(envelope=office.envelope("budget_officer"), data=document)
    officer = office.envelope("budget_officer")
    both = replace(officer, actor=replace(officer.actor, duties=office.person("all").duties))
    with pytest.raises(Refusal, match="own_approval"):
        commands.approve_ordinance(envelope=both, data={**document, **APPROVAL})


def test_decisions_are_dated_in_order(office):
    document = {"document_id": prepare(office).document_id}
    commands.submit_ordinance(envelope=office.envelope("budget_officer"), data=document)
    with pytest.raises(Refusal, match="decision_dates_disordered"):
        commands.approve_ordinance(
            envelope=office.envelope("clerk"), data={**document, **APPROVAL, "council_date": "2024-09-01"}
        )
    with pytest.raises(Refusal, match="decision_date_in_future"):
        commands.approve_ordinance(
            envelope=office.envelope("clerk"), data={**document, **APPROVAL, "approver_date": "2024-10-02"}
        )


def test_a_returned_ordinance_is_edited_again(office):
    document = {"document_id": prepare(office).document_id}
    commands.submit_ordinance(envelope=office.envelope("budget_officer"), data=document)
    commands.return_ordinance(envelope=office.envelope("clerk"), data={**document, "reason": "ยอดไม่ตรง"})
    outcome = commands.revise_ordinance(envelope=office.envelope("budget_officer"), data=draft(**document))
    assert carried_through(office, outcome).state == "promulgated"


def test_one_ordinance_a_year(office):
    ordinance_in_force(office)
    with pytest.raises(Refusal, match="ordinance_exists"):
        ordinance_in_force(office)
    assert left("L05") == 35_000_000


def test_a_supplementary_budget_adds_to_lines_and_makes_new_ones(office):
    ordinance_in_force(office)
    more = [
        {"line_id": line("L18").id, "amount": "30,000"},
        {"work_code": "00312", "item_code": "420900", "name_th": "ถนน คสล. หมู่ที่ 3", "amount": "490,000"},
    ]
    data = draft(appropriations=more, estimates=[{"item_code": "421000", "amount": "520,000"}], title="งบเพิ่มเติม")
    outcome = commands.prepare_supplementary(envelope=office.envelope("budget_officer"), data=data)
    assert carried_through(office, outcome, "supplementary").number == "SB68-00001/2568"
    balances = {row.line.code: row for row in queries.line_balances(fiscal_year=YEAR)}
    assert (balances["L18"].approved, balances["L18"].supplementary, balances["L18"].remaining) == (
        12_000_000,
        3_000_000,
        15_000_000,
    )
    assert (balances["L01"].approved, balances["L01"].supplementary, balances["L01"].line.type_code) == (
        0,
        49_000_000,
        "540000",
    )
    assert queries.estimated_by_code(fiscal_year=YEAR)["421000"] == 82_000_000
    rows = queries.estimate_register(fiscal_year=YEAR, code="421000")
    assert [(row.number, row.amount, row.cumulative) for row in rows] == [
        ("BO68-00001/2568", 30_000_000, 30_000_000),
        ("SB68-00001/2568", 52_000_000, 82_000_000),
    ]


def test_a_supplementary_budget_needs_an_ordinance_and_money(office):
    with pytest.raises(Refusal, match="ordinance_not_in_force"):
        commands.prepare_supplementary(envelope=office.envelope("budget_officer"), data=draft())
    ordinance_in_force(office)
    more = draft(appropriations=[{"line_id": line("L18").id, "amount": "1"}], estimates=[])
    with pytest.raises(Refusal, match="ordinance_deficit"):
        commands.prepare_supplementary(envelope=office.envelope("budget_officer"), data=more)


def test_a_repeated_promulgation_posts_once(office):
    outcome = prepare(office)
    document = {"document_id": outcome.document_id}
    commands.submit_ordinance(envelope=office.envelope("budget_officer"), data=document)
    commands.approve_ordinance(envelope=office.envelope("clerk"), data={**document, **APPROVAL})
    once = office.envelope("executive")
    data = {**document, "ordinance_reference": "1/2568", "promulgated_date": "2024-10-01"}
    first = commands.promulgate_ordinance(envelope=once, data=data)
    again = commands.promulgate_ordinance(envelope=once, data=data)
    assert (again.replayed, again.number) == (True, first.number)
    assert len(ledger.vouchers_of(document_id=outcome.document_id)) == 1


def test_a_dry_run_shows_the_entry_and_leaves_nothing(office):
    document = {"document_id": prepare(office).document_id}
    commands.submit_ordinance(envelope=office.envelope("budget_officer"), data=document)
    commands.approve_ordinance(envelope=office.envelope("clerk"), data={**document, **APPROVAL})
    data = {**document, "ordinance_reference": "1/2568", "promulgated_date": "2024-10-01"}
    shown = commands.promulgate_ordinance(envelope=office.envelope("executive", dry_run=True), data=data)
    assert sum(entry.debit for entry in shown.lines) == 51_000_000 * 2
    assert queries.line_balances(fiscal_year=YEAR) == []
    assert documents.get(document_id=document["document_id"]).state == "approved"
