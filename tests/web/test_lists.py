"""Lists: found, filtered, sorted, summed, exported; as many queries for many rows as for few."""

import io

from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

PATH = "/documents/receipt/"


def rows(answer) -> str:
    return answer.content.decode()


def test_search_finds_number_and_payer(desk):
    desk.receipt("นางคำ ทองดี")
    desk.receipt("ร้านชักรีดแสงดาว")
    client = desk.client("somchai")
    assert "ร้านชักรีดแสงดาว" not in rows(client.get(PATH, {"q": "ทองดี"}))
    assert "ร้านชักรีดแสงดาว" in rows(client.get(PATH, {"q": "RC68-00002"}))


def test_filters_by_state_and_by_days_in_the_buddhist_era(desk):
    desk.receipt()
    client = desk.client("somchai")
    assert "RC68-00001" in rows(client.get(PATH, {"state": "issued", "document_date_from": "1/10/2567"}))
    assert "RC68-00001" not in rows(client.get(PATH, {"state": "voided"}))
    assert "RC68-00001" not in rows(client.get(PATH, {"document_date_to": "๓๐/๙/๒๕๖๗"}))


def test_a_date_that_cannot_be_read_is_told_beside_the_list(desk):
    desk.receipt()
    page = rows(desk.client("somchai").get(PATH, {"document_date_from": "31/2/2567"}))
    assert "ไม่มีวันที่" in page
    assert "RC68-00001" in page


def test_the_total_leaves_void_receipts_out(desk):
    desk.receipt(amount="100.25")
    void = desk.receipt(amount="900.00")
    desk.do("receipt.void", {"document_id": void, "reason": "ชื่อผิด"}, "pranee")
    page = rows(desk.client("somchai").get(PATH))
    assert "รวม (ไม่รวมที่ยกเลิก)" in page
    assert ">100.25<" in page.split("<tfoot>")[1]


def test_sorting_by_amount(desk):
    desk.receipt("ก", amount="5")
    desk.receipt("ข", amount="7")
    client = desk.client("somchai")
    rising, falling = rows(client.get(PATH, {"sort": "amount"})), rows(client.get(PATH, {"sort": "-amount"}))
    assert rising.index(">5.00<") < rising.index(">7.00<")
    assert falling.index(">7.00<") < falling.index(">5.00<")


def test_htmx_gets_the_table_alone(desk):
    desk.receipt()
    page = rows(desk.client("somchai").get(PATH, headers={"HX-Request": "true"}))
    assert "RC68-00001" in page
    assert "<html" not in page


def test_the_number_of_queries_does_not_depend_on_rows(desk):
    client = desk.client("somchai")
    desk.receipt()
    client.get(PATH)
    with CaptureQueriesContext(connection) as few:
        client.get(PATH)
    for number in range(12):
        desk.receipt(f"ผู้ชำระ {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(PATH)
    assert len(many) == len(few)


def test_excel_has_real_numbers_and_no_formula(desk):
    desk.receipt("=1+1", amount="1,234.50")
    answer = desk.client("somchai").get(f"{PATH}export.xlsx")
    table = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert table[0][0] == "เลขที่"
    assert 1234.5 in table[1]
    assert "=1+1" in table[1]


def test_csv_is_read_by_excel_and_disarms_formulas(desk):
    desk.receipt("=1+1")
    text = desk.client("somchai").get(f"{PATH}export.csv").content.decode()
    assert text.startswith("\ufeff")
    assert "'=1+1" in text


def test_an_unknown_kind_is_no_page(desk):
    assert desk.client("somchai").get("/documents/nothing/").status_code == 404
