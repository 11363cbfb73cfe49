"""Bad input to the budget: each gets its name, its field and its words in both languages; nothing is written."""

import base64
from contextlib import nullcontext
from datetime import date

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import commands
from khlang.office.budget.models import BudgetLine
from tests.budget.budgeting import (
    APPROVAL,
    ESTIMATES,
    LINES,
    YEAR,
    decision,
    draft,
    line,
    ordinance_in_force,
    submitted,
    transfer,
)
from tests.budget.workbooks import line as row
from tests.budget.workbooks import workbook
from tests.refusals.wording import check_refusal
from tests.untouched import nothing_written

OFFICER = "budget_officer"


def refused(call, *given, **named) -> Refusal:
    """The first refusal of a call; one that prepares several steps leaves those that were allowed."""
    untouched = nullcontext() if call in (submitted, amendment, ordinance_in_force) else nothing_written()
    with untouched, pytest.raises((Refusal, Refusals)) as found:
        call(*given, **named)
    problem = found.value
    return problem.errors[0] if isinstance(problem, Refusals) else problem


def prepare(office, **changes):
    return commands.prepare_ordinance(envelope=office.envelope(OFFICER), data=draft(**changes))


def lines(**changes):
    return {"appropriations": [{**LINES[0], **changes}]}


FIRST = "appropriations.0."
DRAFTS = [
    (lines(amount="-1"), "amount_not_positive", FIRST + "amount", {}),
    (lines(amount="0"), "amount_not_positive", FIRST + "amount", {}),
    (lines(amount="1.001"), "amount_three_decimals", FIRST + "amount", {"text": "1.001"}),
    (lines(work_code="00110"), "budget_code_unknown", FIRST + "work_code", {"code": "00110", "kind": "work"}),
    (
        lines(category_code="541000"),
        "budget_category_differs",
        FIRST + "category_code",
        {"code": "541000", "item": "111000", "expected": "511000"},
    ),
    (lines(fund_source="กระเป๋า"), "fund_source_unknown", FIRST + "fund_source", {"text": "กระเป๋า"}),
    (lines(division="ZZ"), "division_unknown", FIRST + "division", {"code": "ZZ"}),
    (lines(line_id=7), "budget_line_unknown", FIRST + "line_id", {}),
    (
        {"appropriations": [LINES[0], {**LINES[0], "code": "X"}]},
        "line_duplicate",
        "appropriations.1.name_th",
        {"first": 1},
    ),
    (
        {"appropriations": [LINES[0], {**LINES[1], "code": "L05"}]},
        "line_code_taken",
        "appropriations.1.code",
        {"code": "L05"},
    ),
    (
        {"estimates": [ESTIMATES[0], ESTIMATES[0]]},
        "estimate_duplicate",
        "estimates.1.item_code",
        {"code": "41100003", "first": 1},
    ),
    (
        {"estimates": [{"item_code": "91100001", "amount": "1"}]},
        "revenue_item_outside_estimate",
        "estimates.0.item_code",
        {"code": "91100001"},
    ),
    ({"estimates": [{**ESTIMATES[0], "amount": "-5"}]}, "amount_negative", "estimates.0.amount", {"amount": "-5.00"}),
    ({"document_date": "2/10/2567"}, "document_date_future", "document_date", {"date": "2 ต.ค. 2567"}),
    ({"document_date": "1/10/2467"}, "date_era_implausible", "document_date", {"text": "1/10/2467"}),
    ({"fiscal_year": "2571"}, "fiscal_year_implausible", "fiscal_year", {"year": 2571, "present": 2568}),
    (
        {"estimates": []},
        "ordinance_deficit",
        "deficit_reason",
        {"appropriated": "510,000.00", "estimated": "0.00", "missing": "510,000.00"},
    ),
]


@pytest.mark.parametrize(("changes", "code", "field", "says"), DRAFTS)
def test_a_bad_draft(office, changes, code, field, says):
    check_refusal(refused(prepare, office, **changes), code, field=field, **says)
    assert BudgetLine.objects.count() == 0


def test_a_second_ordinance_and_a_supplement_without_one(office):
    early = refused(commands.prepare_supplementary, envelope=office.envelope(OFFICER), data=draft())
    check_refusal(early, "ordinance_not_in_force", field="fiscal_year", year=YEAR)
    ordinance_in_force(office)
    check_refusal(refused(ordinance_in_force, office), "ordinance_exists", year=YEAR)


def test_decisions_out_of_order(office):
    document = {"document_id": prepare(office, document_date="2024-09-30").document_id}
    commands.submit_ordinance(envelope=office.envelope(OFFICER), data=document)
    given = {"council_reference": "1", "approver": "นายอำเภอ", "approver_reference": "2", **document}
    early = {**given, "council_date": "2024-09-29", "approver_date": "2024-10-01"}
    late = {**given, "council_date": "2024-10-01", "approver_date": "2024-10-02"}
    call = commands.approve_ordinance
    check_refusal(
        refused(call, envelope=office.envelope("clerk"), data=early),
        "decision_dates_disordered",
        field="council_date",
        date="29 ก.ย. 2567",
        earlier="30 ก.ย. 2567",
    )
    check_refusal(
        refused(call, envelope=office.envelope("clerk"), data=late),
        "decision_date_in_future",
        field="approver_date",
        date="2 ต.ค. 2567",
    )


def test_a_line_without_enough_money(office):
    ordinance_in_force(office)
    document_id = submitted(office, transfer("L23", "L05", "40,000.01"))
    found = refused(
        commands.approve_transfer_by_executive, envelope=office.envelope("executive"), data=decision(document_id)
    )
    facts = {"line": "L23", "name": "ครุภัณฑ์สำนักงาน", "remaining": "40,000.00", "wanted": "40,000.01"}
    check_refusal(found, "budget_insufficient", field="amount", **facts)


def test_bad_transfers(office):
    ordinance_in_force(office)
    empty = {**transfer("L05", "L18", "1"), "items": []}
    check_refusal(refused(submitted, office, empty), "transfer_empty", field="items")
    same = transfer("L05", "L05", "1")
    check_refusal(refused(submitted, office, same), "transfer_same_line", field="items.0.to_line_id", line="L05")
    item = {"from_line_id": line("L05").id, "work_code": "00111", "item_code": "330100", "name_th": "x", "amount": "1"}
    fund = {**empty, "new_items": [{**item, "fund_source": "loan"}]}
    check_refusal(
        refused(submitted, office, fund),
        "transfer_other_fund",
        field="new_items.0.fund_source",
        source="budget",
        target="loan",
    )
    known = {**empty, "new_items": [{**item, "name_th": "วัสดุสำนักงาน"}]}
    facts = {"line": "L18", "name": "วัสดุสำนักงาน"}
    check_refusal(refused(submitted, office, known), "line_exists", field="new_items.0.name_th", **facts)


def test_money_of_a_year_that_is_over(office):
    """Asked for in September, decided in October: the money has lapsed. Nor can a supplement come after the year."""
    ordinance_in_force(office)
    waiting = submitted(office, transfer("L05", "L18", "1"))
    late = commands.prepare_supplementary(
        envelope=office.envelope(OFFICER), data=draft(appropriations=[{"line_id": line("L05").id, "amount": "1"}])
    )
    document = {"document_id": late.document_id}
    commands.submit_supplementary(envelope=office.envelope(OFFICER), data=document)
    commands.approve_supplementary(envelope=office.envelope("clerk"), data={**document, **APPROVAL})
    new_year = office.envelope("executive", day=date(2025, 10, 1))
    facts = {"year": YEAR, "date": "30 ก.ย. 2568"}
    decided = refused(commands.approve_transfer_by_executive, envelope=new_year, data=decision(waiting))
    check_refusal(decided, "budget_year_over", **facts)
    promulgated = {**document, "ordinance_reference": "2/2568", "promulgated_date": "2024-10-01"}
    check_refusal(
        refused(commands.promulgate_supplementary, envelope=new_year, data=promulgated), "budget_year_over", **facts
    )


def test_two_transfers_create_the_same_line(office):
    """Whichever is decided second transfers to the line that exists by now."""
    ordinance_in_force(office)
    item = {
        "from_line_id": line("L05").id,
        "work_code": "00111",
        "item_code": "330100",
        "name_th": "กระดาษ",
        "amount": "1",
    }
    first, second = (
        submitted(office, {**transfer("L05", "L18", "1"), "items": [], "new_items": [{**item, "code": code}]})
        for code in ("N01", "N02")
    )
    commands.approve_transfer_by_executive(envelope=office.envelope("executive"), data=decision(first))
    found = refused(
        commands.approve_transfer_by_executive, envelope=office.envelope("executive"), data=decision(second)
    )
    check_refusal(found, "line_exists", line="N01", name="กระดาษ")


def test_the_wrong_body_decides(office):
    ordinance_in_force(office)
    plain = submitted(office, transfer("L05", "L18", "1"))
    changed = submitted(office, transfer("L05", "L23", "1", changes_nature=True))
    by_council, by_executive = commands.approve_transfer_by_council, commands.approve_transfer_by_executive
    check_refusal(
        refused(by_council, envelope=office.envelope("clerk"), data=decision(plain)), "transfer_needs_executive"
    )
    check_refusal(
        refused(by_executive, envelope=office.envelope("executive"), data=decision(changed)), "transfer_needs_council"
    )


def amendment(office, text, **changes):
    item = {"line_id": line("L23").id, "text": text, **changes}
    data = {"fiscal_year": YEAR, "title": "แก้ไขคำชี้แจง", "document_date": "2024-10-01", "items": [item]}
    document_id = commands.prepare_amendment(envelope=office.envelope(OFFICER), data=data).document_id
    commands.submit_amendment(envelope=office.envelope(OFFICER), data={"document_id": document_id})
    return document_id


def test_bad_amendments(office):
    ordinance_in_force(office)
    council, executive = office.envelope("clerk"), office.envelope("executive")
    by_council, by_executive = commands.approve_amendment_by_council, commands.approve_amendment_by_executive
    first, second = amendment(office, "หนึ่ง"), amendment(office, "สอง")
    nature = amendment(office, "สาม", changes_nature=True)
    check_refusal(refused(by_council, envelope=council, data=decision(first)), "explanation_needs_executive")
    check_refusal(refused(by_executive, envelope=executive, data=decision(nature)), "explanation_needs_council")
    by_executive(envelope=office.envelope("executive"), data=decision(first))
    name = {"name": "ครุภัณฑ์สำนักงาน"}
    stale = refused(by_executive, envelope=office.envelope("executive"), data=decision(second))
    check_refusal(stale, "explanation_stale", **name)
    check_refusal(refused(amendment, office, "หนึ่ง"), "explanation_unchanged", field="items.0.text", **name)


def importing(office, content, filename="a.xlsx"):
    data = {"fiscal_year": YEAR, "title": "นำเข้า", "document_date": "2024-10-01", "filename": filename}
    data["content"] = base64.b64encode(content).decode()
    return commands.import_ordinance(envelope=office.envelope(OFFICER), data=data)


CELL = {"sheet": "รายจ่าย", "row": 4}
FILES = [
    (b"", "a.xlsx", "upload_empty", {"filename": "a.xlsx"}),
    (b"x" * (5 * 1024 * 1024 + 1), "a.csv", "upload_too_large", {"limit": 5}),
    (b"%PDF", "a.pdf", "upload_wrong_type", {"allowed": ".xlsx, .csv"}),
    (b"PK\x03\x04", "a.xlsx", "upload_unreadable", {"filename": "a.xlsx"}),
    (b"a\n" * 5001, "a.csv", "upload_too_many_rows", {"rows": 5001, "limit": 5000}),
    ("รายรับ\n".encode(), "a.csv", "sheet_missing", {"sheet": "รายจ่าย"}),
    ("รายรับ\nx\nรายจ่าย\nรหัสงาน\n".encode(), "a.csv", "sheet_heading_missing", {"sheet": "รายจ่าย"}),
    (workbook(expenditure=[]), "a.xlsx", "sheet_without_rows", {"sheet": "รายจ่าย"}),
]


@pytest.mark.parametrize(("content", "filename", "code", "says"), FILES, ids=[case[2] for case in FILES])
def test_a_bad_file(office, content, filename, code, says):
    check_refusal(refused(importing, office, content, filename), code, field="content", **says)


def total(amount):
    return ("", "", "", "", "", "รวมทั้งสิ้น", "", amount, "")


CELLS = [
    (workbook(expenditure=[row("")]), "cell_required", "amount", {}),
    (
        workbook(expenditure=[row(1)], touch=lambda sheet, _: sheet.merge_range("F4:F5", "x")),
        "cell_merged",
        "name_th",
        {"cell": "F4:F5"},
    ),
    (
        workbook(expenditure=[row("")], touch=lambda sheet, _: sheet.write_formula("H4", "=A1", value="")),
        "cell_formula_without_value",
        "amount",
        {"cell": "H4"},
    ),
    (
        workbook(expenditure=[row("")], touch=lambda sheet, _: sheet.write_formula("H4", "=1/0", value="#DIV/0!")),
        "cell_error",
        "amount",
        {"cell": "H4"},
    ),
    (workbook(expenditure=[row("สิบ")]), "amount_malformed", "amount", {"text": "สิบ"}),
    (workbook(expenditure=[row("1.005")]), "amount_three_decimals", "amount", {"text": "1.005"}),
    (workbook(expenditure=[row(-1)]), "amount_negative", "amount", {"amount": "-1.00"}),
    (workbook(expenditure=[row(1, item="999999")]), "budget_code_unknown", "item_code", {"code": "999999"}),
]


@pytest.mark.parametrize(("content", "code", "key", "says"), CELLS, ids=[case[1] for case in CELLS])
def test_a_bad_cell(office, content, code, key, says):
    found = refused(importing, office, content)
    check_refusal(found, code, field=f"content.รายจ่าย.4.{key}", **says)
    assert found.facts.items() >= CELL.items()
    assert BudgetLine.objects.count() == 0


def test_a_total_that_is_not_the_sum(office):
    found = refused(importing, office, workbook(expenditure=[row(1), total(2)]))
    check_refusal(found, "sheet_total_differs", field="content.รายจ่าย.5.amount", stated="2.00", computed="1.00")
