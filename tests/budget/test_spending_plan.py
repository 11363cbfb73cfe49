"""The spending plan: line by quarter, one in force for a year, compared with what was spent."""

import base64
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import choices, commands, contents, directories, queries
from khlang.office.budget.plan_sheet import HEADINGS, SHEET
from khlang.platform import screens
from khlang.platform.screens import Ask
from khlang.spine.documents import queries as documents
from tests.budget.budgeting import YEAR, decision, line, ordinance_in_force, submitted, transfer
from tests.budget.plans import approved, drafted, plan

EVEN = ("30,000", "30,000", "30,000", "30,000")
LATE = ("0", "0", "20,000", "100,000")
"""The quarters of line L18, whose appropriation is 120,000 baht."""


def test_a_plan_is_checked_and_approved_by_others(office):
    ordinance_in_force(office)
    outcome = approved(office, L18=EVEN)
    assert (outcome.state, outcome.number) == ("approved", "SP68-00001/2568")
    assert queries.plan_in_force(fiscal_year=YEAR) == outcome.document_id
    assert queries.planned_through(line_id=line("L18").id, day=date(2025, 1, 1)) == 6_000_000
    assert queries.planned_through(line_id=line("L05").id, day=date(2025, 1, 1)) == 0


def test_without_a_plan_in_force_nothing_is_outside_of_it(office):
    ordinance_in_force(office)
    drafted(office, L18=EVEN)
    assert queries.planned_through(line_id=line("L18").id, day=date(2024, 10, 1)) is None


@pytest.mark.parametrize("role", ["clerk", "executive"])
def test_who_made_the_plan_neither_checks_nor_approves_it(office, role):
    ordinance_in_force(office)
    envelope = office.envelope("all")
    made = commands.prepare_plan(envelope=envelope, data=plan(L18=EVEN))
    data = {"document_id": made.document_id}
    commands.submit_plan(envelope=office.envelope("all"), data=data)
    if role == "executive":
        commands.check_plan(envelope=office.envelope("clerk"), data=data)
    move = commands.check_plan if role == "clerk" else commands.approve_plan
    with pytest.raises(Refusal, match="own_approval"):
        move(envelope=office.envelope("all"), data=data)


def test_a_new_plan_takes_the_place_of_the_one_before(office):
    ordinance_in_force(office)
    first = approved(office, L18=EVEN)
    second = approved(office, L18=LATE, L05=("1", "1", "1", "1"))
    old = documents.get(document_id=first.document_id)
    assert (old.state, old.number) == ("superseded", "SP68-00001/2568")
    assert documents.trail(document_id=old.id)[-1].reason == "ใช้แผนเลขที่ SP68-00002/2568 แทน"
    assert queries.plan_in_force(fiscal_year=YEAR) == second.document_id
    assert queries.planned_through(line_id=line("L18").id, day=date(2025, 9, 30)) == 12_000_000
    assert queries.planned_through(line_id=line("L18").id, day=date(2024, 12, 31)) == 0


def test_a_plan_sent_back_is_corrected_and_comes_again(office):
    ordinance_in_force(office)
    data = {"document_id": drafted(office, L18=EVEN).document_id}
    commands.submit_plan(envelope=office.envelope("budget_officer"), data=data)
    commands.check_plan(envelope=office.envelope("clerk"), data=data)
    commands.send_back_plan(envelope=office.envelope("executive"), data={**data, "reason": "เร่งไตรมาส 1"})
    commands.revise_plan(envelope=office.envelope("budget_officer"), data={**plan(L18=LATE), **data})
    assert [row["quarter_4"] for row in contents.planned(data["document_id"])] == [10_000_000]


def test_a_line_that_lost_money_since_the_draft_stops_the_approval(office):
    ordinance_in_force(office)
    data = {"document_id": drafted(office, L18=EVEN).document_id}
    commands.submit_plan(envelope=office.envelope("budget_officer"), data=data)
    commands.check_plan(envelope=office.envelope("clerk"), data=data)
    moved = submitted(office, transfer("L18", "L23", "50,000"))
    commands.approve_transfer_by_executive(envelope=office.envelope("executive"), data=decision(moved))
    with pytest.raises(Refusals, match="spending_plan_above_budget"):
        commands.approve_plan(envelope=office.envelope("executive"), data=data)


def filled_in(office, **quarters):
    """The template as the office fills it in."""
    book = load_workbook(io.BytesIO(queries.spending_plan_template(fiscal_year=YEAR)))
    sheet = book[SHEET]
    for row in sheet.iter_rows(min_row=4):
        for cell, amount in zip(row[2:6], quarters.get(row[0].value, ()), strict=False):
            cell.value = amount
    out = io.BytesIO()
    book.save(out)
    return base64.b64encode(out.getvalue()).decode()


def test_the_template_knows_the_lines_and_comes_back_filled_in(office):
    ordinance_in_force(office)
    head = {key: value for key, value in plan().items() if key != "entries"}
    data = {**head, "filename": "แผน.xlsx", "content": filled_in(office, L18=(1, "๒", 3.5, 4), L05=(5, None, 0, 0))}
    outcome = commands.import_plan(envelope=office.envelope("budget_officer"), data=data)
    rows = {row["line"]: row["amount"] for row in contents.planned(outcome.document_id)}
    assert rows == {"L05": 500, "L18": 1_050}
    assert (outcome.data["planned"], outcome.data["unplanned"]) == (1_550, 51_000_000 - 1_550)


def test_every_bad_row_of_a_file_is_named_and_nothing_is_written(office):
    ordinance_in_force(office)
    content = "\n".join(
        [
            ",".join(heading.title for heading in HEADINGS),
            "L99,,1,1,1,1", "L18,,x,1,1,1", "L05,,400000,0,0,0", ",,1,0,0,0", "รวม,,9,9,9,9",
        ]
    )  # fmt: skip
    head = {key: value for key, value in plan().items() if key != "entries"}
    data = {**head, "filename": "plan.csv", "content": base64.b64encode(content.encode()).decode()}
    with pytest.raises(Refusals) as found:
        commands.import_plan(envelope=office.envelope("budget_officer"), data=data)
    assert [(each.code, each.facts["row"]) for each in found.value.errors] == [
        ("budget_line_unknown", 2), ("amount_malformed", 3), ("spending_plan_above_budget", 4), ("cell_required", 5),
    ]  # fmt: skip
    assert not documents.find(kind="spending_plan")


def test_plan_and_spending_by_quarter(office):
    ordinance_in_force(office)
    approved(office, L18=EVEN, L05=("100,000", "0", "0", "0"))
    quarters = queries.plan_against_actual(fiscal_year=YEAR, through=date(2025, 2, 1))
    assert [(each.quarter, each.since, each.through, each.planned) for each in quarters] == [
        (1, date(2024, 10, 1), date(2024, 12, 31), 13_000_000),
        (2, date(2025, 1, 1), date(2025, 3, 31), 3_000_000),
        (3, date(2025, 4, 1), date(2025, 6, 30), 3_000_000),
        (4, date(2025, 7, 1), date(2025, 9, 30), 3_000_000),
    ]
    assert [each.expended for each in quarters] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2024-10-01", 1), ("2024-12-31", 1), ("2025-01-01", 2), ("2025-06-30", 3), ("2025-07-01", 4), ("2025-09-30", 4)],
)
def test_the_quarters_of_the_fiscal_year(day, quarter):
    assert queries.quarter_of(day=date.fromisoformat(day)) == quarter


def test_the_page_shows_plan_and_spending_and_leads_to_the_register(office):
    ordinance_in_force(office)
    approved(office, L18=EVEN)
    ask = Ask(filters={"fiscal_year": str(YEAR)}, on=date(2025, 1, 15))
    page = directories.SPENDING.rows(ask)
    row = next(each for each in page.rows if each["code"] == "L18")
    assert (row["planned"], row["expended"], row["behind"]) == (6_000_000, 0, 6_000_000)
    chart = directories.SPENDING.chart(ask)
    assert chart.series[0] == ("web.planned", (3_000_000,) * 4)
    drill = screens.directory(key="budget_spending").drill
    assert (drill.report, {key: row[of] for key, of in drill.parameters.items()}) == (
        "expenditure", {"budget_line": "L18", "fiscal_year": YEAR},
    )  # fmt: skip


def test_lines_are_offered_and_a_draft_is_edited_again_as_typed(office):
    ordinance_in_force(office)
    assert [each.value for each in choices.planned_lines("l18")] == ["L18"]
    assert {row["line"] for row in choices.lines_to_plan()} == {"L05", "L18", "L23"}
    again = contents.plan_draft(drafted(office, L18=EVEN).document_id)
    assert (again["fiscal_year"], again["entries"][0]["line"], again["entries"][0]["quarter_2"]) == (
        YEAR, "L18", 3_000_000,
    )  # fmt: skip
