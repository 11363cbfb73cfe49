"""The spreadsheet of an ordinance as it arrives: what is read, and what is refused at which row."""

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget.importing import EXPENDITURE, REVENUE, read_ordinance
from khlang.office.budget.template import ordinance_template
from tests.budget.workbooks import line, workbook


def read(content, filename="ข้อบัญญัติ.xlsx"):
    return read_ordinance(content=content, filename=filename)


def codes(imported):
    return [(problem.code, problem.facts["sheet"], problem.facts["row"]) for problem in imported.problems]


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        (120000, "120,000.00"),
        (1234.5, "1,234.50"),
        (0.1 + 0.2, "0.30"),
        ("1,234.50", "1,234.50"),
        ("๑,๒๓๔.๕๐", "1,234.50"),
        (" 120000 บาท ", "120,000.00"),
    ],
)
def test_amounts_are_read_as_people_type_them(typed, read_as):
    imported = read(workbook(expenditure=[line(typed)]))
    assert [row["amount"] for row in imported.appropriations] == [read_as]
    assert imported.problems == ()


@pytest.mark.parametrize("work", ["00111", 111, 111.0, "๐๐๑๑๑", "111"])
def test_codes_keep_the_zeros_that_a_spreadsheet_drops(work):
    assert read(workbook(expenditure=[line(1, work=work)])).appropriations[0]["work_code"] == "00111"


def test_blank_rows_are_passed_over_and_row_numbers_stay():
    imported = read(workbook(expenditure=[line(1), ("",) * 9, ("", "  ") + ("",) * 7, line("x", name="ผิด")]))
    assert len(imported.appropriations) == 1
    assert codes(imported) == [("amount_malformed", EXPENDITURE, 7)]


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("1.234", "amount_three_decimals"),
        (-5, "amount_negative"),
        (0, "amount_not_positive"),
        ("หนึ่งร้อย", "amount_malformed"),
        (True, "amount_malformed"),
        ("", "cell_required"),
    ],
)
def test_a_bad_amount_is_refused_at_its_row(amount, code):
    imported = read(workbook(expenditure=[line(1), line(amount, name="อื่น")]))
    assert codes(imported) == [(code, EXPENDITURE, 5)]
    assert imported.problems[0].facts["column"] == "จำนวนเงิน (บาท)"


def test_nothing_expected_of_a_revenue_item_may_be_said():
    assert read(workbook(revenue=[("41100003", "", 0, "")])).estimates[0]["amount"] == "0.00"


def test_a_missing_code_is_refused_at_its_cell():
    imported = read(workbook(expenditure=[line(1, item="")]))
    assert [(p.code, p.facts["column"]) for p in imported.problems] == [("cell_required", "รหัสประเภทรายจ่าย")]


def test_a_merged_cell_is_refused_once_with_its_range():
    imported = read(
        workbook(expenditure=[line(1), line(2, name="")], touch=lambda sheet, _: sheet.merge_range("F4:F5", "ผสาน"))
    )
    assert codes(imported) == [("cell_merged", EXPENDITURE, 4)]
    assert imported.problems[0].facts["cell"] == "F4:F5"


def test_a_formula_without_a_result_is_refused_and_one_with_a_result_is_read():
    def formulas(sheet, _):
        sheet.write_formula("H4", "=SUM(H9:H20)", value="")
        sheet.write_formula("H5", "=10*12.5", value=125)

    imported = read(workbook(expenditure=[line(""), line("", name="สอง")], touch=formulas))
    assert codes(imported) == [("cell_formula_without_value", EXPENDITURE, 4)]
    assert [row["amount"] for row in imported.appropriations] == ["125.00"]


def test_an_error_value_is_refused():
    imported = read(
        workbook(expenditure=[line("")], touch=lambda sheet, _: sheet.write_formula("H4", "=#REF!", value="#REF!"))
    )
    assert codes(imported) == [("cell_error", EXPENDITURE, 4)]


def test_a_totals_row_is_compared_and_not_imported():
    total = ("", "", "", "", "", "รวมทั้งสิ้น", "", 300, "")
    sound = read(workbook(expenditure=[line(100), line(200, name="สอง"), total]))
    assert (len(sound.appropriations), sound.problems) == (2, ())
    wrong = read(workbook(expenditure=[line(100), line(201, name="สอง"), total]))
    assert codes(wrong) == [("sheet_total_differs", EXPENDITURE, 6)]
    assert (wrong.problems[0].facts["stated"], wrong.problems[0].facts["computed"]) == ("300.00", "301.00")


def test_subtotals_are_passed_over():
    imported = read(workbook(expenditure=[line(100), ("", "", "", "", "", "รวมแผนงานบริหารงานทั่วไป", "", 5, "")]))
    assert (len(imported.appropriations), imported.problems) == (1, ())


def test_refusals_of_lines_come_back_to_their_rows():
    imported = read(workbook(expenditure=[line(1), ("",) * 9, line(2, name="สอง")]))
    placed = imported.placed([Refusal("line_duplicate", field="appropriations.1.name_th", first=1), Refusal("other")])
    assert (placed[0].facts["row"], placed[0].facts["first"], placed[0].facts["column"]) == (6, 4, "รายการ/โครงการ")
    assert placed[1].code == "other"


def test_a_csv_holds_both_parts():
    text = (
        'รายรับ\nรหัสรายรับ,ชื่อรายรับ,ประมาณการ (บาท)\n41100003,ภาษีป้าย,"1,000.00"\n\n'
        "รายจ่าย\nรหัสงาน,รหัสประเภทรายจ่าย,รายการ/โครงการ,จำนวนเงิน (บาท)\n๐๐๑๑๑,330100,วัสดุ,x\n"
    )
    for content in (text.encode(), text.encode("utf-8-sig"), text.encode("cp874")):
        imported = read(content, "a.csv")
        assert imported.estimates == ({"item_code": "41100003", "name_th": "ภาษีป้าย", "amount": "1,000.00"},)
        assert codes(imported) == [("amount_malformed", EXPENDITURE, 7)]


def test_a_missing_sheet_a_missing_heading_and_an_empty_sheet():
    with pytest.raises(Refusals) as found:
        read("รายรับ\nรหัสรายรับ,ประมาณการ (บาท)\n".encode(), "a.csv")
    assert [(r.code, r.facts["sheet"]) for r in found.value.errors] == [("sheet_missing", EXPENDITURE)]
    with pytest.raises(Refusal, match="sheet_heading_missing") as heading:
        read("รายรับ\nรหัสรายรับ\nรายจ่าย\nรหัสงาน\n".encode(), "a.csv")
    assert heading.value.facts["sheet"] in (EXPENDITURE, REVENUE)
    with pytest.raises(Refusal, match="sheet_without_rows"):
        read(workbook(expenditure=[]))


def test_the_template_can_be_read_back_and_is_always_the_same():
    make = lambda: ordinance_template(  # noqa: E731
        fiscal_year=2568, instructions=["วิธีกรอก"], codes=[("รหัสงาน", [("00111", "งานบริหารทั่วไป")])]
    )
    assert make() == make()
    with pytest.raises(Refusal, match="sheet_without_rows"):
        read(make())
