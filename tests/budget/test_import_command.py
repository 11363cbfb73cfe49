"""Importing an ordinance: one file becomes one draft, or nothing at all."""

import base64

import pytest

from khlang.core.refusal import Refusals
from khlang.office.budget import commands, contents, queries
from khlang.office.budget.models import BudgetLine, Ordinance
from khlang.platform.models import CommandJournal
from khlang.spine.documents import queries as documents
from tests.budget.budgeting import YEAR, carried_through
from tests.budget.workbooks import line, workbook

GOOD = [
    line(100, code="L01"),
    line("๕๐.๕๐", item=330800, name="วัสดุเชื้อเพลิง"),
    line(49.5, work="411", item=111000, name=""),
]


def importing(office, content, **changes):
    data = {
        "fiscal_year": YEAR,
        "title": "ข้อบัญญัติ พ.ศ. 2568",
        "document_date": "1/10/2567",
        "filename": "ข้อบัญญัติ.xlsx",
        "content": base64.b64encode(content).decode(),
        **changes,
    }
    return commands.import_ordinance(envelope=office.envelope("budget_officer"), data=data)


def test_a_sound_file_becomes_a_draft_that_takes_effect(office):
    outcome = importing(office, workbook(expenditure=GOOD))
    assert outcome.data["appropriated"] == 200_00
    assert [row["code"] for row in contents.appropriations(outcome.document_id)] == ["L01", "L02", "L03"]
    carried_through(office, outcome)
    balances = queries.line_balances(fiscal_year=YEAR)
    assert [(row.line.code, row.line.name_th, row.remaining) for row in balances] == [
        ("L01", "วัสดุ", 10_000),
        ("L02", "วัสดุเชื้อเพลิง", 5_050),
        ("L03", "สำรองจ่าย", 4_950),
    ]


def test_every_bad_row_is_named_and_nothing_is_written(office):
    bad = [
        line(100, code="L01"),
        line("1.005", name="สอง"),
        line(5, work="99999", name="สาม"),
        line(100, name="วัสดุ"),
        line(-1, name="ห้า"),
    ]
    with pytest.raises(Refusals) as found:
        importing(office, workbook(expenditure=bad, revenue=[("49999999", "", 5, "")]))
    told = [(r.code, r.facts["sheet"], r.facts["row"], r.facts["column"]) for r in found.value.errors]
    assert told == [
        ("amount_three_decimals", "รายจ่าย", 5, "จำนวนเงิน (บาท)"),
        ("budget_code_unknown", "รายจ่าย", 6, "รหัสงาน"),
        ("line_duplicate", "รายจ่าย", 7, "รายการ/โครงการ"),
        ("amount_negative", "รายจ่าย", 8, "จำนวนเงิน (บาท)"),
        ("revenue_item_unknown", "รายรับ", 4, "รหัสรายรับ"),
    ]
    assert found.value.errors[2].facts["first"] == 4
    assert len({refusal.field for refusal in found.value.errors}) == 5
    assert (BudgetLine.objects.count(), Ordinance.objects.count()) == (0, 0)
    assert list(documents.find(kind="ordinance")) == []
    assert not CommandJournal.objects.filter(name="ordinance.import").exists()


def test_only_bad_rows_do_not_add_that_nothing_was_given(office):
    with pytest.raises(Refusals) as found:
        importing(office, workbook(expenditure=[line("x")]))
    assert [refusal.code for refusal in found.value.errors] == ["amount_malformed"]


def test_an_import_can_replace_a_draft(office):
    first = importing(office, workbook(expenditure=GOOD))
    second = importing(office, workbook(expenditure=GOOD[:1]), document_id=first.document_id)
    assert (second.document_id, second.version) == (first.document_id, 2)
    assert len(contents.appropriations(first.document_id)) == 1


def test_the_template_has_everything_the_import_asks_for(office):
    template = queries.ordinance_template(fiscal_year=YEAR)
    with pytest.raises(Exception, match="sheet_without_rows"):
        importing(office, template)


@pytest.mark.parametrize("count", [3, 300])
def test_reading_takes_the_same_few_queries_for_any_number_of_lines(office, django_assert_num_queries, count):
    many = [line(100 + number, name=f"โครงการที่ {number}") for number in range(count)]
    outcome = importing(office, workbook(expenditure=many, revenue=[("421000", "", 500_000, "")]))
    carried_through(office, outcome)
    with django_assert_num_queries(3):
        assert len(contents.appropriations(outcome.document_id)) == count
    with django_assert_num_queries(2):
        assert len(queries.line_balances(fiscal_year=YEAR)) == count
